/* gp-plan-checks.c — what speaks for and against deploying a plan
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-checks"
#include "config.h"

#include "gp-plan-checks.h"

#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-plan-groups.h"
#include "gp-plan-row.h"

#include <glib/gi18n-lib.h>

#define FEW 2           /* warnings of one sort that are listed one by one */

struct _GpPlanChecks
{
  AdwBin parent_instance;

  GpSession  *session;
  GpLinter   *linter;
  GtkWidget  *lint;         /* the row about the design's own problems; NULL before a plan */
  GHashTable *open;         /* keys of the groups that are unfolded */
  GtkWidget  *list;
  GpPlan     *plan;
  GpElement  *target;
  GtkWidget  *approvals;    /* the row about them; NULL where the target asks for none */
  char       *unapproved;
};

G_DEFINE_FINAL_TYPE (GpPlanChecks, gp_plan_checks, ADW_TYPE_BIN)

enum
{
  SIGNAL_APPROVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_icon (GpSeverity severity,
           gboolean   good)
{
  static const char *const icons[] = {
    "dialog-information-symbolic", "dialog-warning-symbolic", "dialog-error-symbolic",
  };
  static const char *const classes[] = { "accent", "warning", "error" };
  GtkWidget *icon =
    gtk_image_new_from_icon_name (good ? "object-select-symbolic" : icons[severity]);

  gtk_widget_add_css_class (icon, good ? "success" : classes[severity]);
  return icon;
}

static GtkWidget *
make_row (GpSeverity  severity,
          gboolean    good,
          const char *sentence)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  GtkWidget *row = gp_plan_row_new (title, NULL);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_icon (severity, good));

  return row;
}

static GtkWidget *
add_check (GpPlanChecks *self,
           int           at,
           GpSeverity    severity,
           gboolean      good,
           const char   *sentence)
{
  GtkWidget *row = make_row (severity, good, sentence);

  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, at);
  return row;
}

static void
finding_activated_cb (GpPlanChecks *self,
                      GtkWidget    *row)
{
  const GpFinding *finding = g_object_get_data (G_OBJECT (row), "finding");
  const GpId *id = gp_finding_get_element (finding);

  if (gp_design_lookup (gp_session_get_design (self->session), id) != NULL)
    gp_session_reveal (self->session, id);
}

static GtkWidget *
make_finding_row (gpointer user_data,
                  gpointer item)
{
  GpPlanChecks *self = user_data;
  GpFinding *finding = item;
  GtkWidget *row = make_row (gp_finding_get_severity (finding), FALSE,
                             gp_finding_get_message (finding));

  g_object_set_data_full (G_OBJECT (row), "finding", gp_finding_ref (finding),
                          (GDestroyNotify) gp_finding_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (finding_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return row;
}

/* --- many of one sort --- */

static GpKind
kind_of (GpPlanChecks    *self,
         const GpFinding *finding)
{
  const GpElement *element = gp_design_lookup (gp_session_get_design (self->session),
                                               gp_finding_get_element (finding));

  return element != NULL ? gp_element_get_kind (element) : GP_KIND_DESIGN;
}

static char *
describe_group (GpKind kind,
                guint  n)
{
  if (kind == GP_KIND_RULE)
    return g_strdup_printf (ngettext ("%u rule cannot be enforced there as it is",
                                      "%u rules cannot be enforced there as they are", n), n);
  if (kind == GP_KIND_FLOW)
    return g_strdup_printf (ngettext ("%u flow does not run there as it is",
                                      "%u flows do not run there as they are", n), n);

  /* Translators: a kind of elements, and how many warnings there are: "Fields: 12 warnings". */
  return g_strdup_printf (ngettext ("%s: %u warning", "%s: %u warnings", n),
                          gp_describe_plural (kind), n);
}

static void
append_group (GpPlanChecks *self,
              GPtrArray    *group,
              const char   *key)
{
  const GpFinding *first = group->pdata[0];
  g_autofree char *title = NULL;

  if (group->len <= FEW || gp_finding_get_severity (first) == GP_SEVERITY_ERROR)
    {
      for (guint i = 0; i < group->len; i++)
        gtk_list_box_append (GTK_LIST_BOX (self->list),
                             make_finding_row (self, group->pdata[i]));
      return;
    }

  title = describe_group (kind_of (self, first), group->len);
  gtk_list_box_append (GTK_LIST_BOX (self->list),
                       gp_plan_row_new_fold (title,
                                             make_icon (gp_finding_get_severity (first), FALSE),
                                             group, make_finding_row, self, self->open, key));
}

/* Those of @severity, by code and by the kind of what they are about. */
static void
show_findings (GpPlanChecks *self,
               GpPlan       *plan,
               GpSeverity    severity)
{
  g_autoptr(GpPlanGroups) groups = gp_plan_groups_new ((GDestroyNotify) gp_finding_unref);

  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    {
      GpFinding *finding = gp_plan_get_finding (plan, i);

      if (gp_finding_get_severity (finding) == severity)
        gp_plan_groups_add (groups,
                            g_strdup_printf ("%s:%d", gp_finding_get_code (finding),
                                             (int) kind_of (self, finding)),
                            gp_finding_ref (finding));
    }

  for (guint i = 0; i < gp_plan_groups_get_size (groups); i++)
    append_group (self, gp_plan_groups_get_items (groups, i), gp_plan_groups_get_key (groups, i));
}

/* The first row: as the linter has found it so far. */
static void
show_lint (GpPlanChecks *self)
{
  guint errors = gp_linter_count (self->linter, GP_SEVERITY_ERROR);
  g_autofree char *text = g_strdup_printf (ngettext ("The design has %u error: see Problems",
                                                     "The design has %u errors: see Problems",
                                                     errors), errors);

  if (self->lint != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), self->lint);
  if (errors == 0)
    self->lint = add_check (self, 0, GP_SEVERITY_INFO, TRUE, _("The design has no errors"));
  else
    self->lint = add_check (self, 0, GP_SEVERITY_WARNING, FALSE, text);
}

static void
linter_changed_cb (GpPlanChecks *self)
{
  if (self->lint != NULL)
    show_lint (self);
}

/* --- approvals --- */

static void show_approvals (GpPlanChecks *self);

static void
approve_cb (GpPlanChecks *self)
{
  g_autoptr(GError) error = NULL;

  if (!gp_session_approve_plan (self->session, self->plan, &error))
    {
      gp_session_report (self->session, error);
      return;
    }
  show_approvals (self);
  g_signal_emit (self, signals[SIGNAL_APPROVED], 0);
}

static GtkWidget *
make_approve_button (GpPlanChecks *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Approve"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (approve_cb), self, G_CONNECT_SWAPPED);

  return button;
}

/* The last row. There is nothing to approve in a plan that may not or need not be applied. */
static void
show_approvals (GpPlanChecks *self)
{
  const char *user = gp_history_get_author (gp_session_get_history (self->session));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) approvals = gp_session_list_approvals (self->session, self->plan, &error);
  g_autofree char *text = NULL;
  gboolean enough = FALSE;

  g_clear_pointer (&self->unapproved, g_free);
  if (self->approvals != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), self->approvals);
  self->approvals = NULL;
  if (gp_plan_is_blocked (self->plan) || gp_plan_get_size (self->plan) == 0)
    return;

  text = approvals != NULL
    ? gp_plan_approvals_describe (self->target, approvals, user, &enough)
    : g_strdup (error->message);
  if (text == NULL)
    return;

  self->approvals = add_check (self, -1, enough ? GP_SEVERITY_INFO : GP_SEVERITY_ERROR, enough,
                               text);
  if (!enough)
    self->unapproved = g_strdup (text);
  if (approvals == NULL || gp_session_is_read_only (self->session))
    return;
  if (gp_plan_approvals_have (approvals, user))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->approvals), _("You have approved it."));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (self->approvals), make_approve_button (self));
}

static void
gp_plan_checks_dispose (GObject *object)
{
  GpPlanChecks *self = GP_PLAN_CHECKS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->linter);
  self->lint = NULL;
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->plan, gp_plan_unref);
  g_clear_pointer (&self->target, gp_element_unref);
  g_clear_pointer (&self->unapproved, g_free);

  G_OBJECT_CLASS (gp_plan_checks_parent_class)->dispose (object);
}

static void
gp_plan_checks_class_init (GpPlanChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_plan_checks_dispose;

  signals[SIGNAL_APPROVED] =
    g_signal_new ("approved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_plan_checks_init (GpPlanChecks *self)
{
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Checks"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  adw_bin_set_child (ADW_BIN (self), self->list);
}

GtkWidget *
gp_plan_checks_new (GpSession *session,
                    GpLinter  *linter)
{
  GpPlanChecks *self = g_object_new (GP_TYPE_PLAN_CHECKS, NULL);

  self->session = g_object_ref (session);
  self->linter = g_object_ref (linter);
  g_signal_connect_object (linter, "changed", G_CALLBACK (linter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
gp_plan_checks_show (GpPlanChecks    *self,
                     GpPlan          *plan,
                     const GpElement *target,
                     GPtrArray       *drift)
{
  g_return_if_fail (GP_IS_PLAN_CHECKS (self));

  gp_plan_ref (plan);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = plan;
  g_clear_pointer (&self->target, gp_element_unref);
  self->target = gp_element_ref (target);

  gp_plan_row_clear (GTK_LIST_BOX (self->list));
  self->lint = NULL;
  self->approvals = NULL;
  show_lint (self);
  for (guint i = 0; drift != NULL && i < drift->len; i++)
    add_check (self, -1, gp_finding_get_severity (drift->pdata[i]), FALSE,
               gp_finding_get_message (drift->pdata[i]));
  if (drift != NULL && drift->len == 0)
    add_check (self, -1, GP_SEVERITY_INFO, TRUE, _("Nobody else has changed the backend"));
  for (int severity = GP_SEVERITY_ERROR; severity >= GP_SEVERITY_INFO; severity--)
    show_findings (self, plan, (GpSeverity) severity);
  show_approvals (self);
}

const char *
gp_plan_checks_get_unapproved (GpPlanChecks *self)
{
  g_return_val_if_fail (GP_IS_PLAN_CHECKS (self), NULL);

  return self->unapproved;
}
