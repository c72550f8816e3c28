/* gp-flow-progress.h — how far a run has come: step by step, way by way
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-flow-trace.h"

G_BEGIN_DECLS

/**
 * GpFlowReach: how far a step has come.
 *
 * @GP_FLOW_REACH_NEXT: it begins next
 * @GP_FLOW_REACH_WAITS: it has begun, and something it wants is not there yet
 * @GP_FLOW_REACH_RETRIES: a try failed; another one follows
 */
typedef enum
{
  GP_FLOW_REACH_UNTOUCHED,
  GP_FLOW_REACH_NEXT,
  GP_FLOW_REACH_WAITS,
  GP_FLOW_REACH_RETRIES,
  GP_FLOW_REACH_DONE,
  GP_FLOW_REACH_FAILED,
  GP_FLOW_REACH_SKIPPED,
  GP_FLOW_REACH_CANCELLED,
  GP_FLOW_N_REACHES
} GpFlowReach;

/** GpFlowStepProgress: of a step that something happened to; where it was there more than once, of
 * the last time. @input, @output, @error: (nullable). @times: how often it was begun, tries after
 * the first not counted; @attempts: tries of the last time. @began, @ended: microseconds; @ended: 0
 * while it goes on. */
typedef struct
{
  GpId             step;
  GpFlowReach      reach;
  guint            times;
  guint            attempts;
  gint64           began;
  gint64           ended;
  GpExprValue     *input;
  GpExprValue     *output;
  GpExprValue     *error;
} GpFlowStepProgress;

/** GpFlowWayProgress: of a transition that was taken. @value: (nullable): what went along it the
 * last time: what the step before gave, or its error. */
typedef struct
{
  GpId         transition;
  guint        times;
  GpExprValue *value;
} GpFlowWayProgress;

/** GpFlowProgress: what the lines of a trace come to. Grows line by line; reference counted. One
 * thread. */
typedef struct _GpFlowProgress GpFlowProgress;

/** gp_flow_progress_new: @design: of the run; kept: a trace does not tell of the ways that lead
 * into a flow or a step with steps inside. */
GpFlowProgress           *gp_flow_progress_new       (GpDesign *design, const GpId *flow);
GpFlowProgress           *gp_flow_progress_ref       (GpFlowProgress *self);
void                      gp_flow_progress_unref     (GpFlowProgress *self);  /* NULL is fine */

/** gp_flow_progress_set_start: what the run was started with, which goes along the ways that leave
 * the trigger. NULL for nothing. */
void                      gp_flow_progress_set_start (GpFlowProgress *self, GpExprValue *trigger);

/** gp_flow_progress_take: the next line of the trace. */
void                      gp_flow_progress_take      (GpFlowProgress *self,
                                                      const GpFlowTrace *line);

/** gp_flow_progress_set_next: NULL: none. */
void                      gp_flow_progress_set_next  (GpFlowProgress *self, const GpId *step);

const GpId               *gp_flow_progress_get_flow  (const GpFlowProgress *self);
gboolean                  gp_flow_progress_has_ended (const GpFlowProgress *self);


/** gp_flow_progress_get_reach: of any step. */
GpFlowReach           gp_flow_progress_get_reach (const GpFlowProgress *self,
                                                      const GpId *step);

/* Borrowed until the next change; NULL where nothing happened to it. */
const GpFlowStepProgress *gp_flow_progress_find_step (const GpFlowProgress *self,
                                                      const GpId *step);
const GpFlowWayProgress  *gp_flow_progress_find_way  (const GpFlowProgress *self,
                                                      const GpId *transition);

/** gp_flow_progress_list_steps, _list_ways: (transfer container): of GpFlowStepProgress and
 * GpFlowWayProgress, in the order of their first time. */
GPtrArray                *gp_flow_progress_list_steps (const GpFlowProgress *self);
GPtrArray                *gp_flow_progress_list_ways  (const GpFlowProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowProgress, gp_flow_progress_unref)
G_END_DECLS
