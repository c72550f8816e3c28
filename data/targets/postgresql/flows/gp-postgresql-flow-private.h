/* gp-postgresql-flow-private.h — what the parts that write a flow as functions share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"
#include "gp-flow-graph.h"
#include "gp-postgresql-expr-value.h"
#include "gp-postgresql-flow.h"

G_BEGIN_DECLS

/**
 * GpPgFlow: one flow that is being written.
 *
 * Variables of the function: f_trigger, f_depth (its arguments), f_vars, f_steps, f_changes,
 * f_fault (the error under way), f_args, f_raw (what the step at hand is given and gives), and for
 * the block of number n data_n, input_n, error_n, caught_n and at_n; of a loop's turns also item_n
 * and index_n. Where it waits: f_line, f_state, f_answer (arguments), f_resumes (it goes back to
 * where it was), f_attempt, f_asked (of the step at hand), f_request and f_due (what for).
 */
typedef struct
{
  GpDesign   *design;
  GpFlow     *flow;
  guint       number;
  gboolean    waits;        /* a step of it may end the transaction */
  const GpPostgresqlAbilities *abilities;
  GHashTable *deployed;     /* (nullable): ids of flows that can be called; NULL: all */
  GPtrArray  *findings;     /* of refusals */
  GHashTable *said;         /* a set of sentences: each is a finding once */
  GPtrArray  *notes;        /* of findings that count where nothing is refused */
  gboolean    refused;
  GHashTable *numbers;      /* GpFlowBlock → its number */
  GPtrArray  *blocks;       /* by their numbers, from 1 */
  GString    *declared;
  GString    *out;
} GpPgFlow;

/** GpPgFlowPlace: where an expression stands.
 * @block: whose frame it sees; NULL before the flow begins
 * @output, @error: (nullable): the SQL of the variables of these names; NULL: there is no output,
 *   and the error is what was caught around it */
typedef struct
{
  const GpElement   *holder;
  GpProperty         property;
  const GpFlowBlock *block;
  const char        *output;
  const char        *error;
} GpPgFlowPlace;

/** gp_pg_flow_refuse: something that PostgreSQL cannot do, and with it the flow. @property: of
 * @element, or GP_N_PROPERTIES. */
void  gp_pg_flow_refuse  (GpPgFlow *self, const GpElement *element, GpProperty property,
                          const char *format, ...) G_GNUC_PRINTF (4, 5);

/** gp_pg_flow_new_finding: (transfer full): as plans name what is left out; @message is taken. */
GpFinding *gp_pg_flow_new_finding (const GpElement *element, char *message);

/** gp_pg_flow_number: of @block, from 1. */
guint gp_pg_flow_number  (GpPgFlow *self, const GpFlowBlock *block);

/* --- gp-postgresql-flow-expr.c --- */

/** gp_pg_flow_print: appends the value of @expr to self->out. */
void  gp_pg_flow_print   (GpPgFlow *self, const GpPgFlowPlace *place, const GpExpr *expr,
                          GpPostgresqlForm form);

/** gp_pg_flow_must: the same; where the expression fails, so does the step. */
void  gp_pg_flow_must    (GpPgFlow *self, const GpPgFlowPlace *place, const GpExpr *expr,
                          GpPostgresqlForm form);

/** gp_pg_flow_where: appends the condition of @step on the rows r; "true" where it has none. */
void  gp_pg_flow_where   (GpPgFlow *self, const GpFlowStep *step);

/* --- gp-postgresql-flow-steps.c --- */

/** gp_pg_flow_can: whether there are steps of the type of @step; it is refused where not. */
gboolean gp_pg_flow_can  (GpPgFlow *self, const GpFlowStep *step);

/** gp_pg_flow_act: the statements that leave in f_raw what a step without steps inside gives. */
void  gp_pg_flow_act     (GpPgFlow *self, const GpFlowStep *step);

/** gp_pg_flow_args: appends a jsonb of the values under @all. */
void  gp_pg_flow_args    (GpPgFlow *self, const GpFlowStep *step, GpProperty property, GArray *all,
                          const char *output);

/** gp_pg_flow_take_args: the statement that leaves in f_args what @step is given. */
void  gp_pg_flow_take_args (GpPgFlow *self, const GpFlowStep *step);

/* --- gp-postgresql-flow-data.c --- */
void  gp_pg_flow_read    (GpPgFlow *self, const GpFlowStep *step);
void  gp_pg_flow_create  (GpPgFlow *self, const GpFlowStep *step);
void  gp_pg_flow_update  (GpPgFlow *self, const GpFlowStep *step);
void  gp_pg_flow_delete  (GpPgFlow *self, const GpFlowStep *step);

/* --- gp-postgresql-flow-admission.c --- */

/** gp_pg_flow_append_admission: the statements that decide whether the run begins at all. */
void  gp_pg_flow_append_admission (GpPgFlow *self);

/** gp_pg_flow_check_input: appends to @out the one that refuses what the flow's schema does not
 * allow; none where it has no schema. */
void  gp_pg_flow_check_input      (GpPgFlow *self, GString *out);

/** gp_pg_flow_append_answer: the one that keeps @answer (SQL) for the next start with its key. */
void  gp_pg_flow_append_answer    (GpPgFlow *self, const char *answer);

/* --- gp-postgresql-flow-calls.c --- */

/** gp_pg_flow_ask: the statements that have something done, and leave in f_request and f_due what
 * is waited for. */
void  gp_pg_flow_ask     (GpPgFlow *self, const GpFlowStep *step);

/** gp_pg_flow_take: those that leave in f_raw what has come of it, or fail. */
void  gp_pg_flow_take    (GpPgFlow *self, const GpFlowStep *step);

/* --- gp-postgresql-flow-waits.c --- */

/** gp_pg_flow_find_waiting: (nullable): the first step that may end a transaction of its run. */
const GpFlowStep *gp_pg_flow_find_waiting (const GpFlow *flow);

/** gp_pg_flow_step_asks: whether @step waits for what it asks for. */
gboolean gp_pg_flow_step_asks (const GpFlowStep *step);

/** gp_pg_flow_append_departure: behind all blocks: the run waits. Return: how it comes back.
 * @version: of the function: a state of another one is of no use */
void  gp_pg_flow_append_departure (GpPgFlow *self, const char *version);
void  gp_pg_flow_append_return    (GpPgFlow *self, const char *version);

/** gp_pg_flow_begin_once: what stands between the two is not done where the run comes back. */
void  gp_pg_flow_begin_once (GpPgFlow *self);
void  gp_pg_flow_end_once   (GpPgFlow *self);

/** gp_pg_flow_append_retry: where f_fault is worth another try of @step, the run waits for it. */
void  gp_pg_flow_append_retry (GpPgFlow *self, const GpFlowStep *step);

/* --- gp-postgresql-flow-start.c --- */

/** gp_pg_flow_append_uuid: the id of @flow as SQL. */
void  gp_pg_flow_append_uuid  (GString *out, const GpElement *flow);

/** gp_pg_flow_append_start: what makes the flow begin. */
void  gp_pg_flow_append_start (GpPgFlow *self, const GpElement *flow);

/* --- gp-postgresql-flow-block.c --- */

/** gp_pg_flow_block: the loop that goes from step to step of @block; f_fault is set behind it where
 * nothing caught an error. */
void  gp_pg_flow_block   (GpPgFlow *self, const GpFlowBlock *block);

G_END_DECLS
