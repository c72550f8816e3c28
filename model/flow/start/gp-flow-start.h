/* gp-flow-start.h — whether something that happened starts a flow, and beside which runs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-run.h"

G_BEGIN_DECLS

typedef enum
{
  GP_FLOW_OVERLAP_QUEUE,
  GP_FLOW_OVERLAP_SKIP,
  GP_FLOW_OVERLAP_REPLACE,
} GpFlowOverlap;

/**
 * GpFlowAdmission: what is to be known before a run begins.
 *
 * @wanted: whether the flow's condition holds; the rest is unset where it does not
 * @idempotency_key: (nullable): a start with a key that is still remembered gives the first run
 * @remembered_until: how long this one's key is remembered; GP_FLOW_NEVER for ever
 * @concurrency_key: (nullable): runs of the flow with the same key share @limit; NULL for no limit,
 *   "" where all runs of the flow share it
 */
typedef struct
{
  gboolean      wanted;
  char         *idempotency_key;
  gint64        remembered_until;
  char         *concurrency_key;
  guint         limit;
  GpFlowOverlap overlap;
} GpFlowAdmission;

void     gp_flow_admission_clear (GpFlowAdmission *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpFlowAdmission, gp_flow_admission_clear)

/** gp_flow_is_started_by: whether a change of a record of @entity ("created", "updated",
 * "deleted"; @before: it is not stored yet) starts the enabled flow, its condition apart. */
gboolean gp_flow_is_started_by   (const GpFlow *flow, const GpId *entity, const char *change,
                                  gboolean before);

/**
 * gp_flow_admit:
 * @start: as for gp_flow_run_new()
 * @out: (out): zero-initialised
 *
 * FALSE, and @out untouched, with GP_FLOW_ERROR_INPUT where the input does not fit the flow's
 * schema or an expression fails, or what gp_flow_run_new() says.
 */
gboolean gp_flow_admit           (GpFlow *flow, GpAccessWorld *world, const GpFlowStart *start,
                                  GpFlowAdmission *out, GError **error);

typedef enum
{
  GP_FLOW_DECISION_START,
  GP_FLOW_DECISION_QUEUE,       /* begins when one of the others has ended */
  GP_FLOW_DECISION_SKIP,        /* is not begun at all */
  GP_FLOW_DECISION_REPLACE,     /* begins, and the oldest of the others is cancelled */
} GpFlowDecision;

/** gp_flow_decide: @running: runs of the flow with the same key that have not ended. */
GpFlowDecision gp_flow_decide    (const GpFlowAdmission *admission, guint running);

G_END_DECLS
