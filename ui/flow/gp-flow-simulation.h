/* gp-flow-simulation.h — one simulated run of a flow, and what it is tried with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-duration.h"
#include "gp-flow-progress.h"
#include "gp-flow-simulator.h"
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * GpFlowSimulation: a flow of the session's design, its input, answers and breakpoints, which are
 * kept flow by flow as long as the window is open; and at most one run, which works on a copy of
 * the design as it was when it began. Code that no answer is given for is run, in the session's
 * way, and the run goes on when it has ended.
 *
 * GpFlowSimulation::changed (GpFlowSimulation *self): another flow, another input or answer, or the
 * run went on.
 */
#define GP_TYPE_FLOW_SIMULATION (gp_flow_simulation_get_type ())
G_DECLARE_FINAL_TYPE (GpFlowSimulation, gp_flow_simulation, GP, FLOW_SIMULATION, GObject)

GpFlowSimulation *gp_flow_simulation_new         (GpSession *session);

/** gp_flow_simulation_get_flow: nil where there is no flow. */
const GpId       *gp_flow_simulation_get_flow    (GpFlowSimulation *self);
const GpElement  *gp_flow_simulation_get_element (GpFlowSimulation *self);    /* or NULL */

/** gp_flow_simulation_set_flow: ends the run of another one. */
void              gp_flow_simulation_set_flow    (GpFlowSimulation *self, const GpId *flow);

/** gp_flow_simulation_take_up: the flow that @element is, or is in, or is a test of, with that
 * test's input and answers. FALSE for others. */
gboolean          gp_flow_simulation_take_up     (GpFlowSimulation *self, const GpId *element);

/** gp_flow_simulation_get_input: JSON of what `trigger` is, as it was typed. */
const char       *gp_flow_simulation_get_input   (GpFlowSimulation *self);

/** gp_flow_simulation_set_input: ends the run. */
void              gp_flow_simulation_set_input   (GpFlowSimulation *self, const char *json);

/** gp_flow_simulation_get_problem: (nullable): why it cannot begin; translated. @out_offset:
 * (optional): where in the input; G_MAXSIZE for nowhere in particular. */
const char       *gp_flow_simulation_get_problem (GpFlowSimulation *self, gsize *out_offset);

/** gp_flow_simulation_get_hint: (nullable): what is to be known though it can begin. */
const char       *gp_flow_simulation_get_hint    (GpFlowSimulation *self);

/** gp_flow_simulation_get_mock: (nullable): as in gp-flow-simulator.h. _set_mock: NULL: as
 * usual. Holds for a run that goes on, too. */
GpExprValue      *gp_flow_simulation_get_mock    (GpFlowSimulation *self, const GpId *step);
void              gp_flow_simulation_set_mock    (GpFlowSimulation *self, const GpId *step,
                                                  GpExprValue *mock);

gboolean          gp_flow_simulation_has_break   (GpFlowSimulation *self, const GpId *step);
void              gp_flow_simulation_set_break   (GpFlowSimulation *self, const GpId *step,
                                                  gboolean stops);

/** gp_flow_simulation_get_breaks: (transfer none): set of GpId. */
GHashTable       *gp_flow_simulation_get_breaks  (GpFlowSimulation *self);

/* Each begins a run where there is none, or it has ended; FALSE where it cannot, as the problem
 * says. _step: goes on until a step begins or ends. _run: until it ends, waits for an answer, or
 * comes to a breakpoint; the clock goes by itself. */
gboolean          gp_flow_simulation_step        (GpFlowSimulation *self);
gboolean          gp_flow_simulation_run         (GpFlowSimulation *self);

/** gp_flow_simulation_reset: there is no run any more. */
void              gp_flow_simulation_reset       (GpFlowSimulation *self);

/** gp_flow_simulation_wait: the clock goes to the time that something is due next, and what is due
 * then is done. FALSE where nothing is. */
gboolean          gp_flow_simulation_wait        (GpFlowSimulation *self);

/** gp_flow_simulation_answer: to a step that waits, and from now on; a run that was begun to run
 * goes on. FALSE where the step does not wait. */
gboolean          gp_flow_simulation_answer      (GpFlowSimulation *self, const GpId *step,
                                                  GpExprValue *answer);

/** gp_flow_simulation_get_progress: (nullable): of the run; NULL where there is none. */
GpFlowProgress   *gp_flow_simulation_get_progress (GpFlowSimulation *self);

/** gp_flow_simulation_get_simulator: (nullable): borrowed until it is changed. */
const GpFlowSimulator *gp_flow_simulation_get_simulator (GpFlowSimulation *self);

/** gp_flow_simulation_get_elapsed: microseconds on the clock of the run since it began. */
gint64            gp_flow_simulation_get_elapsed (GpFlowSimulation *self);

/** gp_flow_simulation_get_due: when something is due, from the begin of the run;
 * GP_FLOW_NEVER where nothing is. */
gint64            gp_flow_simulation_get_due     (GpFlowSimulation *self);

/** gp_flow_simulation_is_stale: the design has changed since the run began. */
gboolean          gp_flow_simulation_is_stale    (GpFlowSimulation *self);

/** gp_flow_simulation_keep: (transfer full) (nullable): the changes that keep the run as a test. */
GpChangeSet      *gp_flow_simulation_keep        (GpFlowSimulation *self, GpId *out_test);

G_END_DECLS
