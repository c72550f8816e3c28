/* gp-simulation.h — one question about access, and its answer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-keep.h"
#include "gp-access-watch.h"

G_BEGIN_DECLS

/**
 * GpSimulation: who does what with which record, as it was chosen; the answer is made anew when a
 * choice or the design changes. What is chosen and goes is replaced by something that is there.
 *
 * GpSimulation::changed (GpSimulation *self): there is another question or another answer.
 */
#define GP_TYPE_SIMULATION (gp_simulation_get_type ())
G_DECLARE_FINAL_TYPE (GpSimulation, gp_simulation, GP, SIMULATION, GObject)

GpSimulation *gp_simulation_new (GpAccessWatch *watch);

/** GpSimulationRecord: what the record of the question is. */
typedef enum
{
  GP_SIMULATION_FIXTURE,
  GP_SIMULATION_TYPED,
  GP_SIMULATION_ANY,        /* no record in particular */
} GpSimulationRecord;

/** GpSimulationChoice: borrowed until the next change. @persona: nil: somebody who is not signed
 * in. @typed, @write, @now: as typed: "" where nothing is */
typedef struct
{
  GpId               persona;
  const char        *action;
  GpId               subject;
  GpSimulationRecord record;
  GpId               fixture;
  const char        *typed;
  const char        *write;
  const char        *now;
} GpSimulationChoice;

const GpSimulationChoice *gp_simulation_get_choice (GpSimulation *self);

void gp_simulation_set_persona (GpSimulation *self, const GpId *persona);
void gp_simulation_set_action  (GpSimulation *self, const char *action);

/** gp_simulation_set_subject: with its first example record. */
void gp_simulation_set_subject (GpSimulation *self, const GpId *subject);

/** gp_simulation_set_record: @fixture: of GP_SIMULATION_FIXTURE. A record that is typed begins as
 * the example that was chosen before. */
void gp_simulation_set_record  (GpSimulation *self, GpSimulationRecord record,
                                const GpId *fixture);
void gp_simulation_set_typed   (GpSimulation *self, const char *json);
void gp_simulation_set_write   (GpSimulation *self, const char *json);

/** gp_simulation_set_now: an ISO 8601 time; "" for the time it is. */
void gp_simulation_set_now     (GpSimulation *self, const char *now);

/** gp_simulation_take_up: asks about @element: an entity, bucket, field, rule, role, persona,
 * example record or access test; others change nothing. */
void gp_simulation_take_up     (GpSimulation *self, const GpId *element);

/** gp_simulation_get_view: (nullable): what the answer is of; NULL before the first run. */
GpAccessView           *gp_simulation_get_view     (GpSimulation *self);

/** gp_simulation_get_decision: (nullable): with explanations; NULL where the question cannot be
 * asked, which get_problem then says. */
const GpAccessDecision *gp_simulation_get_decision (GpSimulation *self);
const char             *gp_simulation_get_problem  (GpSimulation *self);
const GpAccessQuestion *gp_simulation_get_question (GpSimulation *self);

/** gp_simulation_dup_who: (transfer full): the persona's name, or "Somebody". */
char                   *gp_simulation_dup_who      (GpSimulation *self);

/** gp_simulation_ask: (transfer full) (nullable): the same of another persona (nil: somebody not
 * signed in) or another record, without explanations. @record: NULL: the question's own. */
GpAccessDecision       *gp_simulation_ask          (GpSimulation *self, const GpId *persona,
                                                    GpAccessRecord *record);

/** gp_simulation_can_keep: the answer is yes or no. _keep: (transfer full): the changes that keep
 * it as a test. */
gboolean                gp_simulation_can_keep     (GpSimulation *self);
GpChangeSet            *gp_simulation_keep         (GpSimulation *self, GpDesign *design,
                                                    GpId *out_test);

G_END_DECLS
