/* gp-plan-view.c — a plan for people: changes, rows at risk, checks, requests
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-view"
#include "config.h"

#include "gp-plan-view.h"

#include "gp-code-view.h"
#include "gp-describe.h"
#include "gp-lint.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ROWS     300  /* a first deployment of a large design: the rest is counted */
#define FIRST_CHECKS 4

struct _GpPlanView
{
  GtkBox parent_instance;

  GpSession  *session;
  GpPlan     *plan;
  GpElement  *target;
  GHashTable *allowed;      /* ids of operations, copied */
  gboolean    blocked;
  gboolean    all_checks;
  GPtrArray  *drift;
  GtkWidget  *more;         /* the row that shows all checks, or NULL */
  GtkWidget  *changes;
  GtkWidget  *checks;
  GtkWidget  *requests_title;
  GtkWidget  *requests;
};

G_DEFINE_FINAL_TYPE (GpPlanView, gp_plan_view, GTK_TYPE_BOX)

enum
{
  SIGNAL_CONSENT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *sign;
  const char *css_class;
} actions[] = {
  [GP_OPERATION_ADD]    = { "+", "success" },
  [GP_OPERATION_CHANGE] = { "~", "warning" },
  [GP_OPERATION_RENAME] = { "~", "warning" },
  [GP_OPERATION_REMOVE] = { "−", "error" },
};

static void
clear_list (GtkWidget *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

static GtkWidget *
make_section (GpPlanView *self,
              const char *title,
              GtkWidget **out_title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-title");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  if (title != NULL)
    gtk_box_append (GTK_BOX (self), label);
  else
    g_object_unref (g_object_ref_sink (label));
  gtk_box_append (GTK_BOX (self), list);
  if (out_title != NULL)
    *out_title = label;

  return list;
}

static void
allow_toggled_cb (GpPlanView     *self,
                  GtkCheckButton *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "operation");

  if (gtk_check_button_get_active (button))
    g_hash_table_add (self->allowed, g_strdup (id));
  else
    g_hash_table_remove (self->allowed, id);
  g_signal_emit (self, signals[SIGNAL_CONSENT_CHANGED], 0);
}

static GtkWidget *
make_allow (GpPlanView        *self,
            const GpOperation *operation)
{
  GtkWidget *button = gtk_check_button_new_with_label (C_("destructive change", "allow"));

  g_object_set_data_full (G_OBJECT (button), "operation", g_strdup (operation->id), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_hash_table_contains (self->allowed, operation->id));
  gtk_widget_set_sensitive (button,
                            gp_element_get_bool (self->target, GP_TARGET_ALLOW_DESTRUCTIVE));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "toggled", G_CALLBACK (allow_toggled_cb), self,
                           G_CONNECT_SWAPPED);

  return button;
}

/* What stands below the name: rows at risk, or the whole sentence. */
static char *
describe_cost (const GpOperation *operation)
{
  if (operation->destructive && operation->rows > 0)
    return g_strdup_printf (ngettext ("%" G_GINT64_FORMAT " row loses its value",
                                      "%" G_GINT64_FORMAT " rows lose their values",
                                      (gulong) operation->rows), operation->rows);
  if (operation->destructive && operation->rows == 0)
    return g_strdup (_("No row holds a value"));
  if (operation->destructive)
    return g_strdup (_("Values are lost for good"));
  if (operation->action == GP_OPERATION_CHANGE || operation->action == GP_OPERATION_RENAME)
    return g_strdup (operation->sentence);

  return NULL;
}

static GtkWidget *
make_change_row (GpPlanView        *self,
                 const GpOperation *operation)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pill = gtk_label_new (actions[operation->action].sign);
  GtkWidget *name = gtk_label_new (NULL);
  g_autofree char *kind = g_utf8_strdown (gp_describe_label (operation->kind), -1);
  g_autofree char *markup = g_markup_printf_escaped ("%s <b>%s</b>", kind, operation->name);
  g_autofree char *cost = describe_cost (operation);

  gtk_label_set_markup (GTK_LABEL (name), markup);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (texts), name);
  if (cost != NULL)
    {
      GtkWidget *below = gtk_label_new (cost);

      gtk_label_set_xalign (GTK_LABEL (below), 0);
      gtk_label_set_wrap (GTK_LABEL (below), TRUE);
      gtk_widget_add_css_class (below, "caption");
      gtk_widget_add_css_class (below, operation->destructive ? "error" : "dim-label");
      gtk_box_append (GTK_BOX (texts), below);
    }

  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, actions[operation->action].css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (texts, operation->sentence);
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box), pill);
  gtk_box_append (GTK_BOX (box), texts);
  if (operation->widening)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (mark, _("Somebody may do more than before"));
      gtk_widget_add_css_class (mark, "warning");
      gtk_box_append (GTK_BOX (box), mark);
    }
  if (operation->destructive)
    {
      gtk_box_append (GTK_BOX (box), make_allow (self, operation));
      gtk_widget_add_css_class (row, "destructive");
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                    operation->action != GP_OPERATION_REMOVE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  return row;
}

static void
change_activated_cb (GpPlanView    *self,
                     GtkListBoxRow *row)
{
  gsize i = (gsize) gtk_list_box_row_get_index (row);

  if (i < gp_plan_get_size (self->plan))
    {
      const GpId *id = &gp_plan_get_operation (self->plan, i)->element;

      if (gp_design_lookup (gp_session_get_design (self->session), id) != NULL)
        gp_session_reveal (self->session, id);
    }
}

static void
add_check (GpPlanView *self,
           GpSeverity  severity,
           gboolean    good,
           const char *sentence)
{
  static const char *const icons[] = {
    "dialog-information-symbolic", "dialog-warning-symbolic", "dialog-error-symbolic",
  };
  static const char *const classes[] = { "accent", "warning", "error" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon =
    gtk_image_new_from_icon_name (good ? "object-select-symbolic" : icons[severity]);
  GtkWidget *label = gtk_label_new (sentence);
  GtkWidget *row = adw_preferences_row_new ();

  gtk_widget_add_css_class (icon, good ? "success" : classes[severity]);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->checks), row);
}

/* Errors first; of many warnings the first few, until the rest is asked for. */
static void
show_findings (GpPlanView *self)
{
  gsize n = gp_plan_get_n_findings (self->plan), shown = 0;
  g_autofree char *text = NULL;

  for (int severity = GP_SEVERITY_ERROR; severity >= GP_SEVERITY_INFO; severity--)
    for (gsize i = 0; i < n; i++)
      {
        GpFinding *finding = gp_plan_get_finding (self->plan, i);

        if ((int) gp_finding_get_severity (finding) != severity
            || (severity != GP_SEVERITY_ERROR && shown >= FIRST_CHECKS && !self->all_checks))
          continue;
        add_check (self, gp_finding_get_severity (finding), FALSE,
                   gp_finding_get_message (finding));
        shown++;
      }
  if (shown == n)
    return;

  text = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n - shown),
                          (guint) (n - shown));
  self->more = adw_preferences_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->more), gtk_label_new (text));
  gtk_widget_add_css_class (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self->more)), "property");
  gtk_list_box_append (GTK_LIST_BOX (self->checks), self->more);
}

static void show_checks (GpPlanView *self);

static void
check_activated_cb (GpPlanView    *self,
                    GtkListBoxRow *row)
{
  if (GTK_WIDGET (row) != self->more)
    return;

  self->all_checks = TRUE;
  clear_list (self->checks);
  self->more = NULL;
  show_checks (self);
}

static guint
count_lint_errors (GpPlanView *self)
{
  g_autoptr(GPtrArray) findings = gp_lint_run (gp_session_get_design (self->session), NULL);
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += gp_finding_get_severity (findings->pdata[i]) == GP_SEVERITY_ERROR;

  return n;
}

static void
show_checks (GpPlanView *self)
{
  GPtrArray *drift = self->drift;
  guint errors = count_lint_errors (self);
  gint64 approvals = gp_element_get_int (self->target, GP_TARGET_APPROVALS);

  if (errors == 0)
    add_check (self, GP_SEVERITY_INFO, TRUE, _("The design has no errors"));
  else
    {
      g_autofree char *text = g_strdup_printf (ngettext ("The design has %u error: see Problems",
                                                         "The design has %u errors: see Problems",
                                                         errors), errors);

      add_check (self, GP_SEVERITY_WARNING, FALSE, text);
    }

  for (guint i = 0; drift != NULL && i < drift->len; i++)
    add_check (self, gp_finding_get_severity (drift->pdata[i]), FALSE,
               gp_finding_get_message (drift->pdata[i]));
  if (drift != NULL && drift->len == 0)
    add_check (self, GP_SEVERITY_INFO, TRUE, _("Nobody else has changed the backend"));

  show_findings (self);

  self->blocked = gp_plan_is_blocked (self->plan);
  if (approvals > 0)
    {
      g_autofree char *text =
        g_strdup_printf (_("The target asks for %d approvals, and approving is not part of this "
                           "version: set the target's “Approvals needed” to 0 to deploy without"),
                         (int) approvals);

      add_check (self, GP_SEVERITY_ERROR, FALSE, text);
      self->blocked = TRUE;
    }
}

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
  g_clear_pointer (&self->drift, g_ptr_array_unref);
  g_clear_pointer (&self->target, gp_element_unref);
  g_clear_pointer (&self->allowed, g_hash_table_unref);

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

  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changes = make_section (self, NULL, NULL);
  self->checks = make_section (self, _("Checks"), NULL);
  g_signal_connect_object (self->changes, "row-activated", G_CALLBACK (change_activated_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (self->checks, "row-activated", G_CALLBACK (check_activated_cb), self,
                           G_CONNECT_SWAPPED);

  self->requests_title = gtk_label_new (_("Requests"));
  gtk_label_set_xalign (GTK_LABEL (self->requests_title), 0);
  gtk_widget_add_css_class (self->requests_title, "section-title");
  self->requests = gp_code_view_new (NULL);
  gtk_widget_add_css_class (self->requests, "code");
  gtk_widget_add_css_class (self->requests, "monospace");
  gp_code_view_set_editable (GP_CODE_VIEW (self->requests), FALSE);
  gtk_box_append (GTK_BOX (self), self->requests_title);
  gtk_box_append (GTK_BOX (self), self->requests);
}

GtkWidget *
gp_plan_view_new (GpSession *session)
{
  GpPlanView *self = g_object_new (GP_TYPE_PLAN_VIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gp_plan_view_show (GpPlanView      *self,
                   GpPlan          *plan,
                   const GpElement *target,
                   GPtrArray       *drift)
{
  gsize n = gp_plan_get_size (plan);

  g_return_if_fail (GP_IS_PLAN_VIEW (self));

  gp_plan_ref (plan);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = plan;
  g_clear_pointer (&self->target, gp_element_unref);
  self->target = gp_element_ref (target);

  clear_list (self->changes);
  clear_list (self->checks);
  self->more = NULL;
  g_clear_pointer (&self->drift, g_ptr_array_unref);
  self->drift = drift != NULL ? g_ptr_array_ref (drift) : NULL;
  for (gsize i = 0; i < n && i < MAX_ROWS; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->changes),
                         make_change_row (self, gp_plan_get_operation (plan, i)));
  if (n > MAX_ROWS)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more change",
                                                         "and %u more changes", n - MAX_ROWS),
                                               (guint) (n - MAX_ROWS));
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "property");
      gtk_list_box_append (GTK_LIST_BOX (self->changes), label);
    }
  gtk_widget_set_visible (self->changes, n > 0);
  show_checks (self);
  show_requests (self);
}

char **
gp_plan_view_dup_allowed (GpPlanView *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->allowed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

gboolean
gp_plan_view_may_apply (GpPlanView *self)
{
  g_auto(GStrv) allowed = gp_plan_view_dup_allowed (self);
  g_autoptr(GPtrArray) missing = NULL;

  if (self->plan == NULL || self->blocked || gp_plan_get_size (self->plan) == 0)
    return FALSE;

  missing = gp_plan_list_unconsented (self->plan, (const char *const *) allowed);
  return missing->len == 0;
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
