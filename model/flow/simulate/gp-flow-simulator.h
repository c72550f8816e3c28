/* gp-flow-simulator.h — a run whose effects are answered by mocks, under a clock of its own
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-fixtures.h"
#include "gp-flow-run.h"

G_BEGIN_DECLS

/**
 * GpFlowSimulator: one run, from its start to wherever it gets. One thread; does nothing by itself.
 *
 * Mocks are a MAP from the names of steps to what their effects give. One that is
 *   {"error": 503}, {"error": {"type", "status", "detail"}}   makes the effect fail,
 *   {"tries": [a, b, …]}   answers the first try with a, the second with b, …; the last for ever,
 *   {"never": true}   leaves the effect without an answer,
 *   {"event": name, "data": payload}, or a list of such, is what a listen hears; anything else is
 *   the payload of its first event.
 *
 * Without a mock, calls over HTTP are answered with 200 and nothing, records are those of the
 * world's examples (what a run creates, changes or deletes stays as it was), mail is sent, events
 * are told, and functions and flows give null; approvals and listens wait. Code is run by whoever
 * drives the simulator, where that was said; else it gives null, too.
 */
typedef struct _GpFlowSimulator GpFlowSimulator;

/**
 * gp_flow_simulator_new:
 * @fixtures: (nullable): the example records; outlives the simulator
 * @trigger: (nullable): as in GpFlowStart. The record of a change that has the key of an example
 *   record is that one, with the values given here instead of its own.
 * @mocks: (nullable): a MAP; a reference is taken
 * @now: the clock begins here
 *
 * Returns: (transfer full): NULL where the flow does not run, as gp_flow_run_new()
 */
GpFlowSimulator *gp_flow_simulator_new  (GpFlow *flow, GpAccessFixtures *fixtures,
                                         GpExprValue *trigger, GpExprValue *mocks, gint64 now,
                                         GError **error);
void             gp_flow_simulator_free (GpFlowSimulator *self);    /* NULL is fine */

/** gp_flow_simulator_set_mock: (value: nullable): @mock: borrowed; NULL removes it. Holds for
 * effects from now on, and for one of @step that waits. */
void             gp_flow_simulator_set_mock  (GpFlowSimulator *self, const char *step,
                                              GpExprValue *mock);
void             gp_flow_simulator_set_break (GpFlowSimulator *self, const GpId *step,
                                              gboolean stops);

/** gp_flow_simulator_set_runs_code: whoever drives it runs code that no mock answers. */
void             gp_flow_simulator_set_runs_code (GpFlowSimulator *self, gboolean runs);

typedef enum
{
  GP_FLOW_STOP_ENDED,       /* the run has ended */
  GP_FLOW_STOP_BREAK,       /* the next step has a breakpoint */
  GP_FLOW_STOP_STEPPED,     /* one thing was done */
  GP_FLOW_STOP_BLOCKED,     /* it waits for an answer, an event or a decision that no mock gives */
  GP_FLOW_STOP_CODE,        /* gp_flow_simulator_get_code() is to be run */
} GpFlowStop;

/** gp_flow_simulator_step: one thing: a step begins, an effect is answered, or, where there is
 * nothing else, the clock goes to the next time that matters. */
GpFlowStop       gp_flow_simulator_step (GpFlowSimulator *self);

/** gp_flow_simulator_run: until it stops; the breakpoint it stands at is passed. */
GpFlowStop       gp_flow_simulator_run  (GpFlowSimulator *self);

/** gp_flow_simulator_get_code: of GP_FLOW_STOP_CODE: the effect whose code is to be run; NULL where
 * there is none. */
const GpFlowEffect *gp_flow_simulator_get_code (const GpFlowSimulator *self);

/** gp_flow_simulator_take_code: what came of running it: @value, or else @fault; both borrowed.
 * FALSE where nobody waits for it any more. */
gboolean         gp_flow_simulator_take_code (GpFlowSimulator *self, guint64 effect,
                                              GpExprValue *value, GpExprValue *fault);

/** gp_flow_simulator_answer: what a person does: gives the effect that @step waits for this result
 * (borrowed), or to a listen this event. FALSE where the step waits for nothing. */
gboolean         gp_flow_simulator_answer (GpFlowSimulator *self, const GpId *step,
                                           GpExprValue *result);

/** gp_flow_simulator_wait: the clock goes on by @duration microseconds. */
void             gp_flow_simulator_wait (GpFlowSimulator *self, gint64 duration);

gint64           gp_flow_simulator_get_now     (const GpFlowSimulator *self);
const GpFlowRun *gp_flow_simulator_get_run     (const GpFlowSimulator *self);

/** The step that begins next, or NULL. */
const GpElement *gp_flow_simulator_get_next    (const GpFlowSimulator *self);

/* Borrowed; they grow as it goes on. Of GpFlowTrace; of GpFlowEffect, without those of kind
 * CANCEL. */
GPtrArray       *gp_flow_simulator_get_trace   (const GpFlowSimulator *self);
GPtrArray       *gp_flow_simulator_get_effects (const GpFlowSimulator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowSimulator, gp_flow_simulator_free)
G_END_DECLS
