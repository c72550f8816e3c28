/* gp-flow-trace.h — what a run did, line by line
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpFlowTraceKind:
 * @GP_FLOW_TRACE_STARTED: a try of a step began; value: what it was given
 * @GP_FLOW_TRACE_SKIPPED: its condition did not hold
 * @GP_FLOW_TRACE_COMPLETED: value: its output
 * @GP_FLOW_TRACE_FAILED: this try failed; value: the error. A RETRY or a way on may follow
 * @GP_FLOW_TRACE_RETRY: it is tried again; due: when
 * @GP_FLOW_TRACE_CANCELLED: another branch won, or what is around it failed or ended
 * @GP_FLOW_TRACE_TAKEN: the run went along a transition; step: the one that it leaves, or nil
 * @GP_FLOW_TRACE_ENDED: the run ended; value: its output, or its error
 */
typedef enum
{
  GP_FLOW_TRACE_STARTED,
  GP_FLOW_TRACE_SKIPPED,
  GP_FLOW_TRACE_COMPLETED,
  GP_FLOW_TRACE_FAILED,
  GP_FLOW_TRACE_RETRY,
  GP_FLOW_TRACE_CANCELLED,
  GP_FLOW_TRACE_TAKEN,
  GP_FLOW_TRACE_ENDED,
  GP_FLOW_N_TRACE_KINDS
} GpFlowTraceKind;

/** GpFlowTrace: one line. Never changed. */
typedef struct
{
  GpFlowTraceKind kind;
  GpId            step;         /* nil: the flow itself */
  GpId            transition;   /* of TAKEN, else nil */
  char           *place;        /* "each_visit/2/make_invoice"; loops count from 0 */
  guint           attempt;      /* from 1; 0 where there is none */
  gint64          at;
  gint64          due;          /* of RETRY, else GP_FLOW_NEVER */
  GpExprValue    *value;        /* (nullable): JSON values alone */
} GpFlowTrace;

void         gp_flow_trace_free           (GpFlowTrace *self);    /* NULL is fine */

/** "started", "skipped"…; stable words for machines. */
const char  *gp_flow_trace_kind_to_string (GpFlowTraceKind kind);

/** gp_flow_trace_to_value: (transfer full): a MAP, for writing. */
GpExprValue *gp_flow_trace_to_value       (const GpFlowTrace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowTrace, gp_flow_trace_free)
G_END_DECLS
