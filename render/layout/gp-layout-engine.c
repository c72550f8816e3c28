/* gp-layout-engine.c — runs layouts, one at a time
 * SPDX-License-Identifier: Apache-2.0
 *
 * Graphviz keeps state in globals, even across contexts: two threads that lay out at the same time
 * crash. Therefore one thread per process, and only that one, ever calls it: an exclusive pool
 * with one thread, whose queue is the order of the runs. The Graphviz context lives and dies with
 * the process, in that thread.
 *
 *     caller                         worker
 *     run_async ── Run ──────────→   queue → gp_layout_cards_run () …
 *        progress_cb ←─ idle ─────── report
 *        callback ←── GTask ──────── return
 *
 * A run that is not the latest any more is cancelled; the worker looks between its calls. */
#define G_LOG_DOMAIN "gp-layout-engine"

#include "config.h"

#include "gp-layout-engine.h"

#include "gp-layout-cards.h"
#include "gp-layout-flow.h"
#include "gp-layout-private.h"

struct _GpLayoutEngine
{
  GObject       parent_instance;
  guint64       generation;
  GCancellable *running;         /* of the latest run, NULL when it has ended */
};

G_DEFINE_TYPE (GpLayoutEngine, gp_layout_engine, G_TYPE_OBJECT)
G_DEFINE_QUARK (gp-layout-error-quark, gp_layout_error)

/* One run on its way through the worker. */
typedef struct
{
  gatomicrefcount      refs;
  GpLayoutRequest     *request;
  GpLayoutEffort       effort;
  GCancellable        *cancellable;
  GCancellable        *caller_cancellable;
  gulong               caller_handler;
  guint64              generation;
  GTask               *task;             /* NULL for a run that is waited for */
  GpLayoutProgressFunc progress;
  gpointer             progress_data;
  int                  permille;         /* atomic */
  int                  report_pending;   /* atomic */
  GMutex               mutex;            /* guards the answer of a run that is waited for */
  GCond                ended_cond;
  gboolean             ended;
  GpLayout            *layout;
  GError              *error;
} Run;

static Run *
run_new (GpLayoutRequest *request,
         GpLayoutEffort   effort)
{
  Run *run = g_new0 (Run, 1);

  g_atomic_ref_count_init (&run->refs);
  run->request = gp_layout_request_ref (request);
  run->effort = effort;
  g_mutex_init (&run->mutex);
  g_cond_init (&run->ended_cond);

  return run;
}

static void
run_unref (Run *run)
{
  if (!g_atomic_ref_count_dec (&run->refs))
    return;

  if (run->caller_handler != 0)
    g_cancellable_disconnect (run->caller_cancellable, run->caller_handler);
  g_clear_object (&run->caller_cancellable);
  gp_layout_request_unref (run->request);
  g_clear_object (&run->cancellable);
  g_clear_object (&run->task);
  gp_layout_unref (run->layout);
  g_clear_error (&run->error);
  g_mutex_clear (&run->mutex);
  g_cond_clear (&run->ended_cond);
  g_free (run);
}

static gboolean
progress_cb (gpointer user_data)
{
  Run *run = user_data;

  g_atomic_int_set (&run->report_pending, 0);
  if (!g_task_get_completed (run->task))
    run->progress (g_atomic_int_get (&run->permille) / 1000.0, run->progress_data);

  return G_SOURCE_REMOVE;
}

/* Many reports become one call: the latest value when the caller has time. */
static void
report_from_worker (double   fraction,
                    gpointer user_data)
{
  Run *run = user_data;

  g_atomic_int_set (&run->permille, (int) (fraction * 1000));
  if (run->progress == NULL || !g_atomic_int_compare_and_exchange (&run->report_pending, 0, 1))
    return;

  g_atomic_ref_count_inc (&run->refs);
  g_main_context_invoke_full (g_task_get_context (run->task), G_PRIORITY_DEFAULT, progress_cb, run,
                              (GDestroyNotify) run_unref);
}

/* Made in the worker at the first run, for all that follow. */
static GpGraphviz *
worker_graphviz (GError **error)
{
  static GpGraphviz *graphviz;

  if (graphviz == NULL)
    graphviz = gp_graphviz_new (error);

  return graphviz;
}

static GpLayout *
lay_out (Run     *run,
         GError **error)
{
  GpLayoutJob job = {
    .cancellable = run->cancellable, .report = report_from_worker, .report_data = run,
  };
  guint n_nodes;
  GpLayout *layout;

  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return NULL;

  job.graphviz = worker_graphviz (error);
  if (job.graphviz == NULL)
    return NULL;

  gp_layout_request_get_nodes (run->request, &n_nodes);
  job.budget = gp_layout_budget_for (n_nodes, run->effort);
  if (gp_layout_request_get_mode (run->request) == GP_LAYOUT_MODE_FLOW)
    layout = gp_layout_flow_run (&job, run->request, error);
  else
    layout = gp_layout_cards_run (&job, run->request, error);
  if (layout != NULL)
    gp_layout_set_generation (layout, run->generation);

  return layout;
}

static void
work (gpointer data,
      gpointer user_data)
{
  Run *run = data;
  GError *error = NULL;
  GpLayout *layout = lay_out (run, &error);

  if (run->task == NULL)
    {
      g_mutex_lock (&run->mutex);
      run->layout = layout;
      run->error = error;
      run->ended = TRUE;
      g_cond_signal (&run->ended_cond);
      g_mutex_unlock (&run->mutex);
    }
  else if (layout != NULL)
    g_task_return_pointer (run->task, layout, (GDestroyNotify) gp_layout_unref);
  else
    g_task_return_error (run->task, error);

  run_unref (run);
}

/* Hands the caller's reference to the worker. */
static void
push (Run *run)
{
  static gsize pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, (gsize) g_thread_pool_new (work, NULL, 1, TRUE, NULL));

  g_thread_pool_push ((GThreadPool *) pool, run, NULL);
}

static void
gp_layout_engine_dispose (GObject *object)
{
  gp_layout_engine_cancel (GP_LAYOUT_ENGINE (object));

  G_OBJECT_CLASS (gp_layout_engine_parent_class)->dispose (object);
}

static void
gp_layout_engine_class_init (GpLayoutEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_layout_engine_dispose;
}

static void
gp_layout_engine_init (GpLayoutEngine *self)
{
}

GpLayoutEngine *
gp_layout_engine_new (void)
{
  return g_object_new (GP_TYPE_LAYOUT_ENGINE, NULL);
}

static void
caller_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

void
gp_layout_engine_run_async (GpLayoutEngine       *self,
                            GpLayoutRequest      *request,
                            GpLayoutEffort        effort,
                            GCancellable         *cancellable,
                            GpLayoutProgressFunc  progress,
                            gpointer              progress_data,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  Run *run;

  g_return_if_fail (GP_IS_LAYOUT_ENGINE (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  gp_layout_engine_cancel (self);

  run = run_new (request, effort);
  run->generation = ++self->generation;
  run->cancellable = g_cancellable_new ();
  run->progress = progress;
  run->progress_data = progress_data;
  run->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (run->task, gp_layout_engine_run_async);
  g_task_set_name (run->task, "layout");
  self->running = g_object_ref (run->cancellable);
  if (g_set_object (&run->caller_cancellable, cancellable))
    run->caller_handler = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                                 g_object_ref (run->cancellable),
                                                 g_object_unref);

  push (run);
}

GpLayout *
gp_layout_engine_run_finish (GpLayoutEngine  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (GP_IS_LAYOUT_ENGINE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

guint64
gp_layout_engine_get_generation (GpLayoutEngine *self)
{
  g_return_val_if_fail (GP_IS_LAYOUT_ENGINE (self), 0);

  return self->generation;
}

void
gp_layout_engine_cancel (GpLayoutEngine *self)
{
  g_return_if_fail (GP_IS_LAYOUT_ENGINE (self));

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

GpLayout *
gp_layout_run (GpLayoutRequest  *request,
               GpLayoutEffort    effort,
               GCancellable     *cancellable,
               GError          **error)
{
  Run *run;
  GpLayout *layout;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  run = run_new (request, effort);
  g_set_object (&run->cancellable, cancellable);
  g_atomic_ref_count_inc (&run->refs);
  push (run);

  g_mutex_lock (&run->mutex);
  while (!run->ended)
    g_cond_wait (&run->ended_cond, &run->mutex);
  layout = g_steal_pointer (&run->layout);
  if (layout == NULL)
    g_propagate_error (error, g_steal_pointer (&run->error));
  g_mutex_unlock (&run->mutex);
  run_unref (run);

  return layout;
}
