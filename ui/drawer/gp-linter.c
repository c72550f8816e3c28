/* gp-linter.c — runs lint in the background after every change
 * SPDX-License-Identifier: Apache-2.0
 *
 * Typing makes many changes: a run starts when nothing has happened for a moment. One run at a
 * time; a change during a run cancels it and starts the wait again.
 */
#define G_LOG_DOMAIN "gp-linter"
#include "config.h"

#include "gp-linter.h"

#include "gp-lint.h"

#define PAUSE_MS 250

struct _GpLinter
{
  GObject parent_instance;

  GpSession    *session;
  GPtrArray    *findings;
  GCancellable *cancellable;
  guint         timeout_id;
};

G_DEFINE_FINAL_TYPE (GpLinter, gp_linter, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  GPtrArray *findings = gp_lint_run (task_data, cancellable);

  g_task_return_pointer (task, findings, (GDestroyNotify) g_ptr_array_unref);
}

static void
take_findings (GpLinter  *self,
               GPtrArray *findings)
{
  GPtrArray *imported = gp_session_get_findings (self->session);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (self->findings, gp_finding_ref (findings->pdata[i]));
  for (guint i = 0; imported != NULL && i < imported->len; i++)
    g_ptr_array_add (self->findings, gp_finding_ref (imported->pdata[i]));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
run_finished_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GpLinter) self = user_data;               /* reference taken when the run began */
  g_autoptr(GPtrArray) findings = g_task_propagate_pointer (G_TASK (result), NULL);

  if (findings != NULL && self->session != NULL
      && g_task_get_cancellable (G_TASK (result)) == self->cancellable)
    take_findings (self, findings);
}

static gboolean
start_cb (gpointer user_data)
{
  GpLinter *self = user_data;
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
schedule (GpLinter *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MS, start_cb, self, NULL);
}

static void
gp_linter_dispose (GObject *object)
{
  GpLinter *self = GP_LINTER (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_linter_parent_class)->dispose (object);
}

static void
gp_linter_class_init (GpLinterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_linter_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_linter_init (GpLinter *self)
{
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
}

GpLinter *
gp_linter_new (GpSession *session)
{
  GpLinter *self = g_object_new (GP_TYPE_LINTER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "moved", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  schedule (self);

  return self;
}

GPtrArray *
gp_linter_get_findings (GpLinter *self)
{
  g_return_val_if_fail (GP_IS_LINTER (self), NULL);

  return self->findings;
}

guint
gp_linter_count (GpLinter   *self,
                 GpSeverity  severity)
{
  guint n = 0;

  g_return_val_if_fail (GP_IS_LINTER (self), 0);

  for (guint i = 0; i < self->findings->len; i++)
    n += gp_finding_get_severity (self->findings->pdata[i]) >= severity;

  return n;
}
