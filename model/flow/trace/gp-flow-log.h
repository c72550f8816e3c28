/* gp-flow-log.h — a trace, with a line for each try of a step
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-effect.h"
#include "gp-flow-progress.h"

G_BEGIN_DECLS

/**
 * GpFlowLogLine: one try of a step, or the start or the end of the run, whose step is nil.
 * @input: (nullable): of the start: what `trigger` is
 * @output: (nullable): of the end of a run that did not fail: what it gave
 * @way: the transition that was taken from there, or nil
 * @ended: 0 where it goes on; @due: when the next try begins, or GP_FLOW_NEVER
 * @effect: (nullable): the last one that it wanted
 * Values and effects are those of the trace.
 */
typedef struct
{
  GpId                step;
  gboolean            is_end;
  GpFlowReach         reach;
  guint               attempt;
  const char         *place;
  gint64              began;
  gint64              ended;
  gint64              due;
  GpExprValue        *input;
  GpExprValue        *output;
  GpExprValue        *error;
  GpId                way;
  const GpFlowEffect *effect;
} GpFlowLogLine;

/**
 * gp_flow_log_new:
 * @trace: of GpFlowTrace; @effects: of GpFlowEffect: borrowed by the lines
 * @trigger: (nullable), @began: of the run
 * @failed: what the end of the trace is, where it has one
 *
 * Returns: (transfer full): of GpFlowLogLine, in the order in which they began
 */
GArray *gp_flow_log_new (GPtrArray *trace, GPtrArray *effects, GpExprValue *trigger, gint64 began,
                         gboolean failed);

G_END_DECLS
