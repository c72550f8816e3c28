/* gp-plan-view.c — a plan for people: changes, rows at risk, checks, requests
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-view"
#include "config.h"

#include "gp-plan-view.h"

#include "gp-access-changes.h"
#include "gp-code-view.h"
#include "gp-hint.h"
#include "gp-plan-changes.h"
#include "gp-plan-check.h"
#include "gp-plan-checks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GpPlanView
{
  GtkBox parent_instance;

  GpSession *session;
  GpPlan    *plan;
  GpElement *target;
  GtkWidget *changes;
  GtkWidget *access_title;
  GtkWidget *access;        /* GpAccessChanges */
  GtkWidget *checks;
  GtkWidget *requests_title;
  GtkWidget *requests;
};

G_DEFINE_FINAL_TYPE (GpPlanView, gp_plan_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_CONSENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_requests (GpPlanView *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *last = NULL;
  g_autofree char *line = NULL;

  for (gsize i = 0; i < gp_plan_get_size (self->plan); i++)
    {
      const GpOperation *operation = gp_plan_get_operation (self->plan, i);

      if (operation->method == NULL)
        continue;
      g_free (line);
      line = g_strdup_printf ("%s %s", operation->method, operation->path);
      /* Many operations travel in one request. */
      if (g_strcmp0 (line, last) == 0)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
      last = text->str + text->len - strlen (line);
    }

  gp_code_view_set_text (GP_CODE_VIEW (self->requests), text->str);
  gtk_widget_set_visible (self->requests, text->len > 0);
  gtk_widget_set_visible (self->requests_title, text->len > 0);
}

static void
gp_plan_view_dispose (GObject *object)
{
  GpPlanView *self = GP_PLAN_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, gp_plan_unref);
  g_clear_pointer (&self->target, gp_element_unref);

  G_OBJECT_CLASS (gp_plan_view_parent_class)->dispose (object);
}

static void
gp_plan_view_class_init (GpPlanViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_plan_view_dispose;

  signals[SIGNAL_CONSENT_CHANGED] =
    g_signal_new ("consent-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}

static void
gp_plan_view_init (GpPlanView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static GtkWidget *
add_title (GpPlanView *self,
           const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-title");
  gtk_box_append (GTK_BOX (self), label);

  return label;
}

static void
consent_changed_cb (GpPlanView *self)
{
  gtk_widget_set_visible (self->access_title, gtk_widget_get_visible (self->access));
  g_signal_emit (self, signals[SIGNAL_CONSENT_CHANGED], 0);
}

static void
subject_shown_cb (GpPlanView *self,
                  const GpId *subject)
{
  if (gp_design_lookup (gp_session_get_design (self->session), subject) != NULL)
    gp_session_reveal (self->session, subject);
}

GtkWidget *
gp_plan_view_new (GpSession *session,
                  GpLinter  *linter)
{
  GpPlanView *self = g_object_new (GP_TYPE_PLAN_VIEW, NULL);

  self->session = g_object_ref (session);
  self->changes = gp_plan_changes_new (session);
  gtk_box_append (GTK_BOX (self), self->changes);
  g_signal_connect_object (self->changes, "consent-changed", G_CALLBACK (consent_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->access_title = add_title (self, _("Who may do what"));
  gtk_widget_set_visible (self->access_title, FALSE);
  self->access = gp_access_changes_new (TRUE);
  gtk_box_append (GTK_BOX (self), self->access);
  g_signal_connect_object (self->access, "changed", G_CALLBACK (consent_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->access, "shown", G_CALLBACK (subject_shown_cb), self,
                           G_CONNECT_SWAPPED);

  add_title (self, C_("deploy", "Checks"));
  self->checks = gp_plan_checks_new (session, linter);
  gtk_box_append (GTK_BOX (self), self->checks);
  g_signal_connect_object (self->checks, "approved", G_CALLBACK (consent_changed_cb), self,
                           G_CONNECT_SWAPPED);

  self->requests_title = add_title (self, _("Requests"));
  self->requests = gp_code_view_new (NULL);
  gp_hint_name_inside (self->requests, _("Requests"));
  gtk_widget_add_css_class (self->requests, "code");
  gtk_widget_add_css_class (self->requests, "monospace");
  gp_code_view_set_editable (GP_CODE_VIEW (self->requests), FALSE);
  gtk_box_append (GTK_BOX (self), self->requests);

  return GTK_WIDGET (self);
}

void
gp_plan_view_forget (GpPlanView *self)
{
  g_return_if_fail (GP_IS_PLAN_VIEW (self));

  gp_plan_changes_forget (GP_PLAN_CHANGES (self->changes));
  gp_access_changes_forget (GP_ACCESS_CHANGES (self->access));
}

void
gp_plan_view_show (GpPlanView      *self,
                   GpPlan          *plan,
                   const GpElement *target,
                   GPtrArray       *drift,
                   GpDesign        *before,
                   GpDesign        *after)
{
  g_return_if_fail (GP_IS_PLAN_VIEW (self));

  gp_plan_ref (plan);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = plan;
  g_clear_pointer (&self->target, gp_element_unref);
  self->target = gp_element_ref (target);

  gp_plan_changes_show (GP_PLAN_CHANGES (self->changes), plan, target);
  gp_access_changes_compare (GP_ACCESS_CHANGES (self->access), before, after);
  gp_plan_checks_show (GP_PLAN_CHECKS (self->checks), plan, target, drift);
  show_requests (self);
}

char **
gp_plan_view_dup_allowed (GpPlanView *self)
{
  g_return_val_if_fail (GP_IS_PLAN_VIEW (self), NULL);

  return gp_plan_changes_dup_allowed (GP_PLAN_CHANGES (self->changes));
}

/* Of consents that are missing: destructive changes, and gains of rights. */
static char *
describe_consents (guint n_losses,
                   guint n_gains)
{
  g_autofree char *losses = g_strdup_printf (ngettext ("%u destructive change",
                                                       "%u destructive changes", n_losses),
                                             n_losses);
  g_autofree char *gains = g_strdup_printf (ngettext ("%u gain of rights", "%u gains of rights",
                                                      n_gains), n_gains);

  if (n_losses == 0)
    return g_strdup_printf (_("Not allowed yet: %s"), gains);
  if (n_gains == 0)
    return g_strdup_printf (_("Not allowed yet: %s"), losses);
  /* Translators: "1 destructive change", "2 gains of rights". */
  return g_strdup_printf (_("Not allowed yet: %1$s, %2$s"), losses, gains);
}

char *
gp_plan_view_dup_missing (GpPlanView *self,
                          guint      *out_n)
{
  g_auto(GStrv) allowed = gp_plan_view_dup_allowed (self);
  g_autoptr(GPtrArray) losses = NULL;
  g_autofree char *refusal = NULL;
  const char *unapproved;
  guint n_gains;

  *out_n = 0;
  if (self->plan == NULL || gp_plan_get_size (self->plan) == 0)
    return g_strdup (_("Nothing to deploy"));
  if (gp_plan_is_blocked (self->plan))
    return g_strdup (_("Errors stand against it: see Checks"));
  unapproved = gp_plan_checks_get_unapproved (GP_PLAN_CHECKS (self->checks));
  if (unapproved != NULL)
    return g_strdup (unapproved);
  if (!gp_access_changes_is_known (GP_ACCESS_CHANGES (self->access)))
    return g_strdup (_("Comparing who may do what…"));

  losses = gp_plan_list_unconsented (self->plan, (const char *const *) allowed);
  n_gains = gp_access_changes_count_unconsented (GP_ACCESS_CHANGES (self->access));
  *out_n = losses->len + n_gains;
  refusal = gp_plan_check_losses (self->plan, self->target);
  if (refusal != NULL)
    {
      *out_n = 0;       /* there is nothing that people could allow */
      return g_steal_pointer (&refusal);
    }

  return *out_n > 0 ? describe_consents (losses->len, n_gains) : NULL;
}

char *
gp_plan_view_dup_script (GpPlanView *self)
{
  g_autoptr(GString) script = g_string_new ("#!/bin/sh\nset -e\n");
  const char *name = gp_element_get_name (self->target);
  const char *url = gp_element_get_text (self->target, GP_TARGET_URL);
  g_autofree char *base = g_shell_quote (url != NULL ? url : "");
  g_autofree char *done = NULL;

  /* Translators: a comment in a script; the token is not in the script. */
  g_string_append_printf (script, _("# Deploys to %s. The token is read from GPLAN_TOKEN.\n"),
                          name);
  g_string_append_printf (script, "base=%s\n", base);
  for (gsize i = 0; i < gp_plan_get_size (self->plan); i++)
    {
      const GpOperation *operation = gp_plan_get_operation (self->plan, i);
      g_autofree char *request = NULL;
      g_autofree char *body = NULL;

      g_string_append_printf (script, "\n# %s\n", operation->sentence);
      if (operation->method == NULL)
        continue;
      body = operation->body != NULL ? g_shell_quote (operation->body) : NULL;
      request = g_strdup_printf ("curl --fail-with-body -X %s \"$base\"%s "
                                 "-H \"Authorization: Bearer $GPLAN_TOKEN\"%s%s\n",
                                 operation->method, operation->path,
                                 body != NULL ? " -H 'Content-Type: application/json' --data " : "",
                                 body != NULL ? body : "");
      if (g_strcmp0 (request, done) == 0)
        continue;
      g_string_append (script, request);
      g_free (done);
      done = g_steal_pointer (&request);
    }

  return g_string_free (g_steal_pointer (&script), FALSE);
}
