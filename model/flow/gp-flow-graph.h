/* gp-flow-graph.h — a flow that is ready to run as a graph: steps, ways and blocks
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-type.h"
#include "gp-expr.h"
#include "gp-flow-duration.h"
#include "gp-flow.h"

G_BEGIN_DECLS

/** GpFlowStepType: in the order of the choices of GP_STEP_TYPE. */
typedef enum
{
  GP_FLOW_STEP_SET,
  GP_FLOW_STEP_SWITCH,
  GP_FLOW_STEP_FOR,
  GP_FLOW_STEP_FORK,
  GP_FLOW_STEP_GROUP,
  GP_FLOW_STEP_TRY,
  GP_FLOW_STEP_CALL_HTTP,
  GP_FLOW_STEP_DATA_READ,
  GP_FLOW_STEP_DATA_CREATE,
  GP_FLOW_STEP_DATA_UPDATE,
  GP_FLOW_STEP_DATA_DELETE,
  GP_FLOW_STEP_MAIL,
  GP_FLOW_STEP_FUNCTION,
  GP_FLOW_STEP_RUN_FLOW,
  GP_FLOW_STEP_EMIT,
  GP_FLOW_STEP_LISTEN,
  GP_FLOW_STEP_WAIT,
  GP_FLOW_STEP_RAISE,
  GP_FLOW_STEP_APPROVE,
  GP_FLOW_STEP_CODE,
  GP_FLOW_N_STEP_TYPES
} GpFlowStepType;

typedef enum
{
  GP_FLOW_EDGE_NEXT,
  GP_FLOW_EDGE_CASE,
  GP_FLOW_EDGE_ELSE,
  GP_FLOW_EDGE_BRANCH,
  GP_FLOW_EDGE_ERROR,
  GP_FLOW_N_EDGE_TYPES
} GpFlowEdgeType;

/* The number of the turn, in the steps of a loop. */
#define GP_FLOW_INDEX "index"

typedef struct _GpFlowStep  GpFlowStep;
typedef struct _GpFlowBlock GpFlowBlock;

/** GpFlowEdge: @to: NULL where it leads to the end of the block. */
typedef struct
{
  GpElement        *element;
  GpFlowEdgeType    type;
  const GpFlowStep *to;
  GpExpr           *when;       /* (nullable) */
} GpFlowEdge;

/** GpFlowNamedExpr: one entry of a property of type expressions. */
typedef struct
{
  const char *name;
  GpExpr     *expr;
} GpFlowNamedExpr;

/** GpFlowStep: all GpExpr may be NULL. Times are microseconds; -1 where none is set. */
struct _GpFlowStep
{
  GpElement         *element;
  const char        *name;
  GpFlowStepType     type;
  guint              rank;      /* its place among its siblings, from 0 */
  const GpFlowBlock *block;     /* that it is in */
  GpFlowBlock       *body;      /* of the steps inside it; NULL where it has none */
  GPtrArray         *edges;     /* of GpFlowEdge: those that leave it, in the design's order */

  GpExpr *condition;            /* if */
  GpExpr *where;
  GpExpr *in;
  GpExpr *repeat;               /* while */
  GpExpr *input;
  GpExpr *output;
  GpExpr *error_detail;
  GpExpr *retry_when;
  GpExpr *idempotency_key;
  GArray *with;                 /* of GpFlowNamedExpr */
  GArray *keeps;                /* of GpFlowNamedExpr: export */

  GpExprType output_type;       /* records among what it gives are known by it */
  GpExprType item_type;         /* of a loop */

  gint64  duration;
  gint64  timeout;
  gint64  retry_delay;
  gint64  retry_jitter;
  guint   attempts;             /* 0: the usual */
};

/** GpFlowBlock: steps that lead to one another. */
struct _GpFlowBlock
{
  const GpFlowStep *holder;     /* the step that it is in; NULL for the flow's own */
  GPtrArray        *steps;      /* of GpFlowStep */
  GPtrArray        *entries;    /* of GpFlowEdge: those without a "from" */
  gboolean          is_list;    /* no transitions: one after the other */
};

struct _GpFlow
{
  gatomicrefcount count;
  GpDesign       *design;
  GpElement      *element;
  GpFlowBlock    *body;
  GHashTable     *steps;        /* id → GpFlowStep, all of them */
  GPtrArray      *problems;

  GpExpr         *output;
  GpExpr         *trigger_when;
  GpExpr         *concurrency_key;
  GpExpr         *idempotency_key;
  gint64          timeout;      /* -1 where none is set */
};

/** gp_flow_find_step: by its id, or NULL. */
const GpFlowStep *gp_flow_find_step      (const GpFlow *self, const GpId *id);

/** gp_flow_find_name: the step that `steps.@name` means, as scopes of expressions find it: the
 * first of that name, those inside a step right after it. NULL where there is none. */
const GpFlowStep *gp_flow_find_name      (const GpFlow *self, const char *name);

/** gp_flow_block_first: where @self begins when nothing has to be decided; NULL for its end. */
const GpFlowStep *gp_flow_block_first    (const GpFlowBlock *self);

/** gp_flow_block_after: the step that follows @step where no transition says so. */
const GpFlowStep *gp_flow_block_after    (const GpFlowBlock *self, const GpFlowStep *step);

/** gp_flow_step_join: where the branches of the fork @step end when they are not inside it. */
const GpFlowStep *gp_flow_step_join      (const GpFlowStep *step);

/** gp_flow_step_find_with: (nullable): the expression that stands under @name in its `with`. */
const GpExpr     *gp_flow_step_find_with (const GpFlowStep *step, const char *name);

/** gp_flow_step_get_attempts: how often it is tried in all: what it says, else what is usual. */
guint             gp_flow_step_get_attempts     (const GpFlowStep *step);

/** gp_flow_step_get_retry_delay: before the second try; jitter: the most that chance adds. */
gint64            gp_flow_step_get_retry_delay  (const GpFlowStep *step);
gint64            gp_flow_step_get_retry_jitter (const GpFlowStep *step);

/** gp_flow_step_has_edge: whether an edge of @type leaves it. */
gboolean          gp_flow_step_has_edge  (const GpFlowStep *step, GpFlowEdgeType type);

G_END_DECLS
