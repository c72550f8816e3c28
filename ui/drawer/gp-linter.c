/* gp-linter.c — runs lint in the background after every change
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-linter"
#include "config.h"

#include "gp-linter.h"

#include "gp-background.h"
#include "gp-lint.h"
#include "gp-snapshot.h"

struct _GpLinter
{
  GObject parent_instance;

  GpSession    *session;
  GPtrArray    *findings;
  GpBackground *background;
};

G_DEFINE_FINAL_TYPE (GpLinter, gp_linter, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
take_snapshot (gpointer owner)
{
  GpLinter *self = owner;

  return gp_snapshot_take (gp_session_get_design (self->session));
}

static gpointer
run (gpointer      snapshot,
     GCancellable *cancellable)
{
  return gp_lint_run (gp_snapshot_get_design (snapshot), cancellable);
}

static void
take_findings (gpointer owner,
               gpointer snapshot,
               gpointer answer)
{
  GpLinter *self = owner;
  GPtrArray *imported = gp_session_get_findings (self->session);
  GPtrArray *old = self->findings;

  self->findings = answer;
  for (guint i = 0; imported != NULL && i < imported->len; i++)
    g_ptr_array_add (self->findings, gp_finding_ref (imported->pdata[i]));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  /* Everybody has let go of the old ones, so that it is the worker that frees them. */
  gp_background_drop (old, (GDestroyNotify) g_ptr_array_unref);
}

static const GpBackgroundWork work = {
  .pause_ms = 250,
  .ask = take_snapshot,
  .answer = run,
  .take = take_findings,
  .question_free = g_object_unref,
  .answer_free = (GDestroyNotify) g_ptr_array_unref,
};

static void
design_changed_cb (GpLinter *self)
{
  gp_background_ask (self->background);
}

static void
gp_linter_dispose (GObject *object)
{
  GpLinter *self = GP_LINTER (object);

  g_clear_pointer (&self->background, gp_background_free);
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
  self->background = gp_background_new (self, &work);
}

GpLinter *
gp_linter_new (GpSession *session)
{
  GpLinter *self = g_object_new (GP_TYPE_LINTER, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "moved", G_CALLBACK (design_changed_cb), self,
                           G_CONNECT_SWAPPED);
  design_changed_cb (self);

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

guint
gp_linter_count_problems (GpLinter *self)
{
  return gp_linter_count (self, GP_SEVERITY_WARNING);
}
