/* gp-run-engine.h — runs the flows of a deployed design, and lets none get lost
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-flow-run.h"
#include "gp-run-flows.h"

G_BEGIN_DECLS

/**
 * GpRunEngine: carries runs on in the thread and the default main context that it was made in.
 * What a run has come to is committed before anything is done outside because of it; after the end
 * of the process at any moment a new engine goes on from there.
 */
typedef struct _GpRunEngine GpRunEngine;

/** gp_run_engine_new: takes up what is unfinished. @backend: outlives it. */
GpRunEngine *gp_run_engine_new       (GpBackend *backend);
void         gp_run_engine_free      (GpRunEngine *self);    /* NULL is fine */

GpRunFlows  *gp_run_engine_get_flows (GpRunEngine *self);

/** gp_run_engine_wake: there may be something to do: a line in the outbox. Does it
 * when the caller has returned to the main loop. */
void         gp_run_engine_wake      (GpRunEngine *self);

/** gp_run_engine_notice: wakes it where another design was deployed. */
void         gp_run_engine_notice    (GpRunEngine *self);

/**
 * GpRunStart: what starts a run. Copied.
 * @trigger: as in GpFlowStart
 * @tenant: (nullable): of whoever starts it
 * @key: (nullable): stands for the flow's own idempotency key
 * @webhook: (nullable): the id of the signed request; it starts one run
 */
typedef struct
{
  GpFlow      *flow;
  GpExprValue *trigger;
  guint        depth;
  const char  *tenant;
  const char  *key;
  const char  *webhook;
} GpRunStart;

/** GpRunStarted: @number: of the run, or of an earlier one with the same key; 0 where the flow does
 * not want to start now. @error: (nullable): a GP_FLOW_ERROR, or of the database. */
typedef void (*GpRunStarted) (GpRunEngine *self, gint64 number, const GError *error,
                              gpointer user_data);

/** gp_run_engine_start: @started: (nullable): called once the start is committed, or has failed, or
 * with G_IO_ERROR_CANCELLED where the engine ends before. */
void         gp_run_engine_start     (GpRunEngine *self, const GpRunStart *start,
                                      GpRunStarted started, gpointer user_data);

/** GpRunEnded: the run has ended, and that is committed; @ended: FALSE where the engine ends
 * before. */
typedef void (*GpRunEnded) (GpRunEngine *self, gint64 number, gboolean ended, gpointer user_data);

/** gp_run_engine_watch: @ended: called once; soon where the run has ended already. */
void         gp_run_engine_watch     (GpRunEngine *self, gint64 number, GpRunEnded ended,
                                      gpointer user_data);

/** gp_run_engine_answer: what came of an open effect. */
void         gp_run_engine_answer    (GpRunEngine *self, gint64 number, GpFlowEventKind kind,
                                      guint64 effect, GpExprValue *value);

/** gp_run_engine_decide: a person's decision, in a transaction of its own: what is acknowledged is
 * stored. */
gboolean     gp_run_engine_decide    (GpRunEngine *self, gint64 number, guint64 effect,
                                      GpExprValue *decision, GError **error);

/** gp_run_engine_cancel: ends a run that has not ended. */
void         gp_run_engine_cancel    (GpRunEngine *self, gint64 number);

/**
 * gp_run_engine_retry: at once, in a transaction of its own.
 * @input: (nullable): replaces what the step that failed was given
 *
 * FALSE with a 404 or 409 problem where there is no such run, or it has not faulted, or the design
 * no longer has the steps that it is at.
 */
gboolean     gp_run_engine_retry     (GpRunEngine *self, gint64 number, GpExprValue *input,
                                      GError **error);

/** GpRunEngineStats: since the engine was made, by what runs came to. */
typedef struct
{
  guint64 started;
  guint64 completed;
  guint64 faulted;
  guint64 cancelled;
} GpRunEngineStats;

const GpRunEngineStats *gp_run_engine_get_stats (GpRunEngine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunEngine, gp_run_engine_free)
G_END_DECLS
