/* gp-flow-run.h — a run of a flow: a state that events and time carry on
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-flow-effect.h"
#include "gp-flow-trace.h"
#include "gp-flow.h"

G_BEGIN_DECLS

/* What a run may at most be or do; beyond it fails with an error of type runtime. */
#define GP_FLOW_MAX_STEPS 50000         /* steps and blocks, each turn and each try counted */
#define GP_FLOW_MAX_BYTES (1024 * 1024) /* of JSON: input, outputs and variables together */
#define GP_FLOW_MAX_DEPTH 16                /* flows that start one another in a row */

/**
 * GpFlowStatus:
 * @GP_FLOW_STATUS_RUNNING: it has something to do, or waits for an effect's result
 * @GP_FLOW_STATUS_WAITING: it waits for time, an event or a decision and nothing else
 */
typedef enum
{
  GP_FLOW_STATUS_RUNNING,
  GP_FLOW_STATUS_WAITING,
  GP_FLOW_STATUS_COMPLETED,
  GP_FLOW_STATUS_FAULTED,
  GP_FLOW_STATUS_CANCELLED,
  GP_FLOW_N_STATUSES
} GpFlowStatus;

/** "running", "waiting"…; stable words for machines. */
const char *gp_flow_status_to_string (GpFlowStatus status);

/**
 * GpFlowStart: how a run begins.
 *
 * @id: the run's id; idempotency keys and the chance in waits are made from it
 * @trigger: (nullable): a MAP, what `trigger` is: `input` (manual, flow), `body`, `query`,
 *   `headers`, `method`, `path` (http), `event`, `data` (event), `record`, `old`, `change` (data),
 *   `user` (id, roles, tenant, email, claims; also the variable `user`), `time`. Made into JSON
 *   values; records may be RECORDs or MAPs.
 * @depth: 0, or one more than that of the run that started it
 */
typedef struct
{
  const char  *id;
  GpExprValue *trigger;
  gint64       now;
  guint        depth;
} GpFlowStart;

/**
 * GpFlowEventKind:
 * @GP_FLOW_EVENT_RESULT: @effect was done; @value: what it gave
 * @GP_FLOW_EVENT_FAILURE: @effect failed; @value: a gp_flow_fault_new(), which may have
 *   `retry_after` (seconds)
 * @GP_FLOW_EVENT_MESSAGE: an event of the design came; @name, and @value: its payload
 * @GP_FLOW_EVENT_CANCEL: somebody ends the run
 */
typedef enum
{
  GP_FLOW_EVENT_RESULT,
  GP_FLOW_EVENT_FAILURE,
  GP_FLOW_EVENT_MESSAGE,
  GP_FLOW_EVENT_CANCEL,
} GpFlowEventKind;

/** GpFlowEvent: @value: borrowed, made into JSON values; may be NULL for null. */
typedef struct
{
  GpFlowEventKind kind;
  guint64         effect;
  const char     *name;
  GpExprValue    *value;
} GpFlowEvent;

/** GpFlowOutcome: what came of it, in order. Zero-initialise; both arrays are made when needed. */
typedef struct
{
  GPtrArray *effects;       /* of GpFlowEffect; (nullable) */
  GPtrArray *trace;         /* of GpFlowTrace; (nullable) */
} GpFlowOutcome;

void gp_flow_outcome_clear (GpFlowOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpFlowOutcome, gp_flow_outcome_clear)

/**
 * GpFlowRun: the state of one run. A value: it does nothing by itself, knows no clock, and can be
 * written to JSON and read back between any two calls without making a difference.
 */
typedef struct _GpFlowRun GpFlowRun;

/**
 * gp_flow_run_new:
 * @world: (nullable): where the records that expressions walk to are found; outlives the run
 *
 * Nothing is done yet.
 *
 * Returns: (transfer full): NULL with GP_FLOW_ERROR_BROKEN, _INPUT or _DEPTH
 */
GpFlowRun   *gp_flow_run_new        (GpFlow *flow, GpAccessWorld *world, const GpFlowStart *start,
                                     GError **error);
void         gp_flow_run_free       (GpFlowRun *self);    /* NULL is fine */

/** gp_flow_run_to_json: (transfer full): the whole state. */
char        *gp_flow_run_to_json    (const GpFlowRun *self) G_GNUC_WARN_UNUSED_RESULT;

/** gp_flow_run_from_json: (transfer full): NULL with GP_FLOW_ERROR_STATE. @flow: need not be the
 * same object, but must have the steps that the run is at. */
GpFlowRun   *gp_flow_run_from_json  (GpFlow *flow, GpAccessWorld *world, const char *json,
                                     gssize length, GError **error);

/**
 * gp_flow_run_advance:
 * @event: (nullable): what happened; NULL where nothing did but time
 * @now: not before that of any earlier call
 * @outcome: added to
 *
 * Takes the event and goes on until there is nothing to do without another event or more time.
 *
 * FALSE, and nothing changed, where nobody waits for @event (any more) or the run has ended.
 */
gboolean     gp_flow_run_advance    (GpFlowRun *self, const GpFlowEvent *event, gint64 now,
                                     GpFlowOutcome *outcome);

/** gp_flow_run_take: the first half of gp_flow_run_advance(): takes @event and goes no further. */
gboolean     gp_flow_run_take       (GpFlowRun *self, const GpFlowEvent *event, gint64 now,
                                     GpFlowOutcome *outcome);

/** gp_flow_run_step: the other half, one small thing at a time: begins a step, ends one, ends a
 * block. FALSE where there is nothing to do at @now. */
gboolean     gp_flow_run_step       (GpFlowRun *self, gint64 now, GpFlowOutcome *outcome);

/** gp_flow_run_peek: the step that gp_flow_run_step() would begin, for breakpoints; NULL where it
 * would do something else, or nothing. */
const GpElement *gp_flow_run_peek   (const GpFlowRun *self, gint64 now);

/**
 * gp_flow_run_retry:
 * @input: (nullable): replaces what the step that failed finds as `input`; what it reads from the
 *   trigger, from steps before it or from variables stays as it was
 *
 * A faulted run goes on: the step that failed is begun again with its tries counted afresh. FALSE,
 * and nothing changed, where the run has not faulted.
 */
gboolean     gp_flow_run_retry      (GpFlowRun *self, GpExprValue *input, gint64 now);

/** gp_flow_run_dup_retry_input: (transfer full): what the step that failed finds as `input` when
 * gp_flow_run_retry() is given no other. @json: of gp_flow_run_to_json(). NULL where that is no
 * faulted run. */
GpExprValue *gp_flow_run_dup_retry_input (const char *json, gssize length);

/** gp_flow_run_get_due: when gp_flow_run_advance() is to be called though nothing happened;
 * GP_FLOW_NEVER where only an event carries it on. */
gint64       gp_flow_run_get_due    (const GpFlowRun *self);

/** GpFlowWait: an effect whose end the run waits for. */
typedef struct
{
  guint64          effect;
  GpFlowEffectKind kind;
  GpId             step;
  gint64           due;       /* when it is given up or decided without an answer */
} GpFlowWait;

/** gp_flow_run_list_waits: (transfer full): of GpFlowWait: all that is awaited now. */
GArray      *gp_flow_run_list_waits (const GpFlowRun *self);

GpFlow      *gp_flow_run_get_flow   (const GpFlowRun *self);
const char  *gp_flow_run_get_id     (const GpFlowRun *self);
guint        gp_flow_run_get_depth  (const GpFlowRun *self);
GpFlowStatus gp_flow_run_get_status (const GpFlowRun *self);
gboolean     gp_flow_run_has_ended  (const GpFlowRun *self);

/* Borrowed until the run goes on; JSON values. */

/** The output of a completed run, else NULL. */
GpExprValue *gp_flow_run_get_output (const GpFlowRun *self);

/** The error of a faulted run, else NULL. */
GpExprValue *gp_flow_run_get_error  (const GpFlowRun *self);
GpExprValue *gp_flow_run_get_trigger (const GpFlowRun *self);

/** A MAP of what set steps and exports have kept. */
GpExprValue *gp_flow_run_get_vars   (const GpFlowRun *self);

/** What a step gave, or NULL where it has not ended (or not yet in this turn's place). */
GpExprValue *gp_flow_run_get_step_output (const GpFlowRun *self, const GpId *step);

/** gp_flow_run_get_changes: of a flow that runs before a change is stored: a MAP of the fields that
 * set steps gave other values; empty where none. */
GpExprValue *gp_flow_run_get_changes (const GpFlowRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowRun, gp_flow_run_free)
G_END_DECLS
