/* gp-access-watch.c — asks the rules of a design in the background after every change
 * SPDX-License-Identifier: Apache-2.0
 *
 * Typing makes many changes: a run starts when nothing has happened for a moment. One run at a
 * time; a change during a run cancels it and starts the wait again. The worker makes all of a view
 * and hands it over whole.
 */
#define G_LOG_DOMAIN "gp-access-watch"
#include "config.h"

#include "gp-access-watch.h"

#define PAUSE_MS 200

struct _GpAccessWatch
{
  GObject parent_instance;

  GpSession    *session;
  GpAccessView *view;
  GCancellable *cancellable;
  guint         timeout_id;
};

G_DEFINE_FINAL_TYPE (GpAccessWatch, gp_access_watch, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- a view --- */

static GpAccessView *
view_new (GpDesign *design)
{
  GpAccessView *self = g_atomic_rc_box_new0 (GpAccessView);

  self->access = gp_access_new (design);
  self->fixtures = gp_access_fixtures_new (gp_access_get_design (self->access));
  self->matrix = gp_access_matrix_new (self->access);
  self->results = gp_access_run_tests (self->access, self->fixtures, g_get_real_time (), FALSE);
  self->coverage = gp_access_find_coverage (self->matrix, self->results);
  for (guint i = 0; i < self->results->len; i++)
    {
      const GpAccessTestResult *result = self->results->pdata[i];

      self->n_failed += result->status != GP_ACCESS_TEST_PASSED;
    }
  return self;
}

static void
view_clear (gpointer data)
{
  GpAccessView *self = data;

  g_array_unref (self->coverage);
  g_ptr_array_unref (self->results);
  gp_access_matrix_free (self->matrix);
  gp_access_fixtures_free (self->fixtures);
  gp_access_unref (self->access);
}

GpAccessView *
gp_access_view_ref (GpAccessView *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
gp_access_view_unref (GpAccessView *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, view_clear);
}

/* --- runs --- */

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  g_task_return_pointer (task, view_new (task_data), (GDestroyNotify) gp_access_view_unref);
}

static void
run_finished_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GpAccessWatch) self = user_data;          /* reference taken when the run began */
  g_autoptr(GpAccessView) view = g_task_propagate_pointer (G_TASK (result), NULL);

  if (view == NULL || self->session == NULL
      || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_pointer (&self->view, gp_access_view_unref);
  self->view = g_steal_pointer (&view);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
start_cb (gpointer user_data)
{
  GpAccessWatch *self = user_data;
  g_autoptr(GTask) task = NULL;

  self->timeout_id = 0;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, run_finished_cb, g_object_ref (self));
  g_task_set_source_tag (task, start_cb);
  g_task_set_task_data (task, gp_design_copy (gp_session_get_design (self->session)),
                        g_object_unref);
  g_task_run_in_thread (task, run_cb);

  return G_SOURCE_REMOVE;
}

static void
schedule (GpAccessWatch *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MS, start_cb, self, NULL);
}

static void
gp_access_watch_dispose (GObject *object)
{
  GpAccessWatch *self = GP_ACCESS_WATCH (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, gp_access_view_unref);

  G_OBJECT_CLASS (gp_access_watch_parent_class)->dispose (object);
}

static void
gp_access_watch_class_init (GpAccessWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_access_watch_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_access_watch_init (GpAccessWatch *self)
{
}

GpAccessWatch *
gp_access_watch_new (GpSession *session)
{
  GpAccessWatch *self = g_object_new (GP_TYPE_ACCESS_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);
  schedule (self);

  return self;
}

GpAccessView *
gp_access_watch_get (GpAccessWatch *self)
{
  g_return_val_if_fail (GP_IS_ACCESS_WATCH (self), NULL);

  return self->view;
}
