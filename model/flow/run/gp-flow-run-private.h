/* gp-flow-run-private.h — how the state of a run lies in memory, and the parts of its machine
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-fault.h"
#include "gp-flow-private.h"
#include "gp-flow-run.h"
#include "gp-flow-value.h"

G_BEGIN_DECLS

/**
 * GpFlowPhase: what a frame does.
 * @GP_FLOW_PHASE_READY: @step is next, or the block's end where it is NULL
 * @GP_FLOW_PHASE_BUSY: @step waits: for its effect, its due time, or the frames inside it
 * @GP_FLOW_PHASE_RETRY: @step is begun again when @due has come
 */
typedef enum
{
  GP_FLOW_PHASE_READY,
  GP_FLOW_PHASE_BUSY,
  GP_FLOW_PHASE_RETRY,
  GP_FLOW_N_PHASES
} GpFlowPhase;

/**
 * GpFlowFrame: one thread of a run in one block. Frames make a tree: a step with steps inside has a
 * frame for its body, a fork one for each branch. All values are settled (gp-flow-value.h).
 */
typedef struct
{
  guint             id;         /* from 1, never used again */
  guint             parent;     /* 0 for the flow's own */
  const GpFlowBlock *block;
  const GpFlowStep *step;       /* NULL: at the end of the block */
  const GpFlowStep *stop;       /* where a branch ends; NULL where it ends with its block */
  GpFlowPhase       phase;
  guint             attempt;    /* of @step, from 1 */
  guint64           effect;     /* that @step waits for; 0 where none */
  GpFlowEffectKind  effect_kind;
  gint64            due;        /* of a retry, a wait, a decision; GP_FLOW_NEVER where none */
  gint64            deadline;   /* of @step */
  guint             count;      /* of @step: a loop's turns so far; how often it was escalated */
  gboolean          is_turn;    /* the body of a loop: @item is its item, @number says which */
  gboolean          is_branch;  /* of a fork: @number says which */
  guint             number;
  gboolean          caught;     /* an error of the whole block was caught once */
  GpExprValue      *data;       /* what the next step gets as its input */
  GpExprValue      *input;      /* what @step got */
  GpExprValue      *arguments;  /* what its effect got; NULL where it has none */
  GpExprValue      *list;       /* of a loop: the items; of a fork or listen: what came so far */
  GpExprValue      *item;
  GpExprValue      *error;      /* what `error` is here; NULL: as in the frame around it */
} GpFlowFrame;

struct _GpFlowRun
{
  GpFlow        *flow;
  GpAccessWorld *world;
  char          *id;
  guint          depth;
  GpFlowStatus   status;
  gint64         started;
  gint64         now;           /* of the newest call */
  gint64         deadline;
  guint          n_frames;      /* made so far */
  guint64        n_effects;     /* wished so far */
  guint          n_steps;       /* begun so far */
  gsize          bytes;         /* of trigger, outputs and variables */
  GPtrArray     *frames;        /* of GpFlowFrame; parents before children */
  GHashTable    *outputs;       /* GpFlowStep → GpExprValue: a MAP of input, output, status */
  GpExprValue   *trigger;
  GpExprValue   *vars;
  GpExprValue   *changes;
  GpExprValue   *output;
  GpExprValue   *error;
  GpFlowFrame   *failed;        /* of a faulted run: where it failed, for another try; or NULL */
};

/** gp_flow_run_alloc: (transfer full): a run without any state. */
GpFlowRun   *gp_flow_run_alloc        (GpFlow *flow, GpAccessWorld *world);

/* --- frames: gp-flow-frame.c ------------------------------------------------------------------ */

GpFlowFrame *gp_flow_frame_new        (GpFlowRun *run, const GpFlowFrame *parent,
                                       const GpFlowBlock *block, const GpFlowStep *step,
                                       GpExprValue *data);
void         gp_flow_frame_free       (GpFlowFrame *self);
GpFlowFrame *gp_flow_run_find_frame   (const GpFlowRun *run, guint id);
GpFlowFrame *gp_flow_run_find_child   (const GpFlowRun *run, const GpFlowFrame *parent);

/** gp_flow_frame_set: replaces the value in @place by @value (taken). */
void         gp_flow_frame_set        (GpExprValue **place, GpExprValue *value);

/** gp_flow_frame_rest: @self waits for nothing any more; its step is still there. */
void         gp_flow_frame_rest       (GpFlowFrame *self);

/** gp_flow_run_drop_inside: ends all frames inside @frame's step, and its effect, saying so. */
void         gp_flow_run_drop_inside  (GpFlowRun *run, GpFlowFrame *frame, GpFlowOutcome *outcome);

/** gp_flow_frame_place: (transfer full): as GpFlowTrace has it. gp_flow_frame_pointer: (transfer
 * full): where the step stands in the document that Serverless Workflow would write. */
char        *gp_flow_frame_place      (const GpFlowRun *run, const GpFlowFrame *frame);
char        *gp_flow_frame_pointer    (const GpFlowRun *run, const GpFlowFrame *frame);

/** gp_flow_frame_trace: adds a line about the step that @frame is at. @value: borrowed, nullable */
GpFlowTrace *gp_flow_frame_trace      (const GpFlowRun *run, const GpFlowFrame *frame,
                                       GpFlowTraceKind kind, const GpExprValue *value,
                                       GpFlowOutcome *outcome);

/* --- expressions: gp-flow-variables.c --------------------------------------------------------- */

/**
 * gp_flow_frame_eval:
 * @frame: NULL for an expression of the flow itself
 * @output: (nullable): what the variable `output` is
 *
 * (transfer full): as the expression gives it, not settled; maybe an ERROR.
 */
GpExprValue *gp_flow_frame_eval       (GpFlowRun *run, const GpFlowFrame *frame,
                                       const GpExpr *expr, const GpExprValue *output);

/** gp_flow_frame_listens: whether the step, which listens, takes an event with this @payload; as
 * gp_flow_frame_holds(). */
gboolean     gp_flow_frame_listens    (GpFlowRun *run, const GpFlowFrame *frame,
                                       const GpExprValue *payload, gboolean *out,
                                       GpExprValue **error);

/** gp_flow_frame_eval_where: (transfer full): a condition on `record` with all other variables
 * replaced by what they are; "" where the step has none. NULL, and @error, on failure. */
char        *gp_flow_frame_eval_where (GpFlowRun *run, const GpFlowFrame *frame,
                                       GpExprValue **error);

/** gp_flow_frame_holds: FALSE with *@error (transfer full) where it is anything but a bool. */
gboolean     gp_flow_frame_holds      (GpFlowRun *run, const GpFlowFrame *frame,
                                       const GpExpr *expr, const GpExprValue *output,
                                       gboolean *out, GpExprValue **error);

/** gp_flow_frame_eval_with: (transfer full): a MAP of the settled values of @all; NULL, and
 * *@error, on failure. */
GpExprValue *gp_flow_frame_eval_with  (GpFlowRun *run, const GpFlowFrame *frame, GArray *all,
                                       const GpExprValue *output, GpExprValue **error);

/** gp_flow_fault_of_expression: (transfer full): @problem, an ERROR value, as the error of a run.
 * @what: the part of the step that it is about, in words */
GpExprValue *gp_flow_fault_of_expression (const GpExprValue *problem, const char *what);

/* --- steps: gp-flow-steps.c, gp-flow-calls.c, gp-flow-answers.c ------------------------------- */

/**
 * GpFlowStepState: what came of beginning a step, or of an event for it.
 * @GP_FLOW_STEP_DONE: *@value is its raw output
 * @GP_FLOW_STEP_PENDING: it waits
 * @GP_FLOW_STEP_FAILED: *@value is the error
 */
typedef enum
{
  GP_FLOW_STEP_DONE,
  GP_FLOW_STEP_PENDING,
  GP_FLOW_STEP_FAILED,
} GpFlowStepState;

/** Begins the step that @frame is at. @value: (out) (transfer full) */
GpFlowStepState gp_flow_step_begin      (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowOutcome *outcome, GpExprValue **value);

/** A frame inside @frame's step came to its end with @output (borrowed). @branch: its number */
GpFlowStepState gp_flow_step_ended_inside (GpFlowRun *run, GpFlowFrame *frame, guint branch,
                                         GpExprValue *output, GpFlowOutcome *outcome,
                                         GpExprValue **value);

/** The effect of @frame's step was done and gave @result (borrowed, settled). */
GpFlowStepState gp_flow_step_result     (GpFlowRun *run, GpFlowFrame *frame, GpExprValue *result,
                                         GpFlowOutcome *outcome, GpExprValue **value);

/** The time of @frame's step has come (not that of a retry, and not its time limit). */
GpFlowStepState gp_flow_step_due        (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowOutcome *outcome, GpExprValue **value);

/** An event @name came with @payload. FALSE where @frame's step does not listen to it. */
gboolean        gp_flow_step_message    (GpFlowRun *run, GpFlowFrame *frame, const char *name,
                                         GpExprValue *payload, GpFlowStepState *state,
                                         GpExprValue **value);

/** Begins a step that wants something done outside: fills in its effect. */
GpFlowStepState gp_flow_call_begin      (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowOutcome *outcome, GpExprValue **value);

/** gp_flow_wish: adds an effect and notes it in @frame. @arguments: taken */
void            gp_flow_wish            (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowEffectKind kind, const GpId *subject,
                                         GpExprValue *arguments, GpFlowOutcome *outcome);

/** gp_flow_run_keep: puts the members of the MAP @values into `vars`, and where @is_set is TRUE
 * into the record that is going to be stored. FALSE, and *@error, where that is too much. */
gboolean        gp_flow_run_keep        (GpFlowRun *run, const GpExprValue *values,
                                         gboolean is_set, GpExprValue **error);

/* --- the machine: gp-flow-machine.c ----------------------------------------------------------- */

/** gp_flow_frame_go_on: goes on with @frame after @state; @value: taken. */
void            gp_flow_frame_go_on     (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowStepState state, GpExprValue *value,
                                         GpFlowOutcome *outcome);

/** gp_flow_frame_work: does the one thing that @frame can do at run->now. FALSE where none. */
gboolean        gp_flow_frame_work      (GpFlowRun *run, GpFlowFrame *frame,
                                         GpFlowOutcome *outcome);

/** gp_flow_run_end: @value: taken. */
void            gp_flow_run_end         (GpFlowRun *run, GpFlowStatus status, GpExprValue *value,
                                         GpFlowOutcome *outcome);

/** gp_flow_retry_delay: how long after the try @frame->attempt another one is made, by the step's
 * policy; -1 where none is. */
gint64          gp_flow_retry_delay     (GpFlowRun *run, const GpFlowFrame *frame,
                                         const GpExprValue *error);

/** gp_flow_frame_key: (transfer full): the idempotency key of its step; NULL, and *@error, where
 * the expression failed. */
char           *gp_flow_frame_key       (GpFlowRun *run, const GpFlowFrame *frame,
                                         GpExprValue **error);

G_END_DECLS
