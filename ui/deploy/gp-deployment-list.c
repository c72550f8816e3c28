/* gp-deployment-list.c — what was deployed to a target: when, by whom, how it ended, what it did
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-deployment-list"
#include "config.h"

#include "gp-deployment-list.h"

#include "gp-drawer.h"
#include "gp-hint.h"
#include "gp-plan-row.h"

#include <glib/gi18n-lib.h>

#define MOST_OPERATIONS 60     /* of a plan, one by one */

struct _GpDeploymentList
{
  AdwBin parent_instance;

  GpSession *session;
  GtkWidget *list;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (GpDeploymentList, gp_deployment_list, ADW_TYPE_BIN)

static const char *const icons[] = {
  [GP_OUTCOME_DONE] = "object-select-symbolic",
  [GP_OUTCOME_FAILED] = "dialog-error-symbolic",
  [GP_OUTCOME_UNVERIFIED] = "dialog-warning-symbolic",
  [GP_OUTCOME_READ] = "document-save-symbolic",
};

static const char *const css_classes[] = {
  [GP_OUTCOME_DONE] = "success",
  [GP_OUTCOME_FAILED] = "error",
  [GP_OUTCOME_UNVERIFIED] = "warning",
  [GP_OUTCOME_READ] = "dim-label",
};

static void
gp_deployment_list_dispose (GObject *object)
{
  GpDeploymentList *self = GP_DEPLOYMENT_LIST (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_deployment_list_parent_class)->dispose (object);
}

static void
gp_deployment_list_class_init (GpDeploymentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_deployment_list_dispose;
}

static void
gp_deployment_list_init (GpDeploymentList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *back = gtk_button_new_with_label (_("Back to the Plan"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.deployments");
  gtk_widget_set_halign (back, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), back);
  gtk_widget_set_hexpand (box, TRUE);
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Deployments"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->nothing = gtk_label_new (_("Nothing was deployed there from this file yet."));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_box_append (GTK_BOX (box), self->list);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gp_deployment_list_new (GpSession *session)
{
  GpDeploymentList *self = g_object_new (GP_TYPE_DEPLOYMENT_LIST, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/* --- one deployment --- */

static void
add_line (AdwExpanderRow *row,
          const char     *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_expander_row_add_row (row, gp_plan_row_new (markup, NULL));
}

static void
add_return (AdwExpanderRow           *row,
            const GpDeploymentRecord *record)
{
  GtkWidget *button = gtk_button_new_with_label (_("Plan Return to This…"));
  GtkWidget *line = gtk_list_box_row_new ();
  g_autofree char *source = g_strdup_printf ("deployment:%" G_GINT64_FORMAT, record->number);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.deploy-source");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", source);
  gtk_widget_set_margin_top (button, 6);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_margin_start (button, 12);
  gtk_widget_set_margin_end (button, 12);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), FALSE);
  adw_expander_row_add_row (row, line);
}

static void
add_plan (AdwExpanderRow *row,
          GpPlan         *plan)
{
  guint n = (guint) gp_plan_get_size (plan);
  g_autofree char *more = NULL;

  for (guint i = 0; i < MIN (n, MOST_OPERATIONS); i++)
    add_line (row, gp_plan_get_operation (plan, i)->sentence);
  if (n <= MOST_OPERATIONS)
    return;
  more = g_strdup_printf (ngettext ("%u more change", "%u more changes", n - MOST_OPERATIONS),
                          n - MOST_OPERATIONS);
  add_line (row, more);
}

/* Plans are read when somebody wants to see them. */
static void
expanded_cb (AdwExpanderRow   *row,
             GParamSpec       *pspec,
             GpDeploymentList *self)
{
  const GpDeploymentRecord *record = g_object_get_data (G_OBJECT (row), "record");
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  if (g_object_get_data (G_OBJECT (row), "filled") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "filled", row);

  if (*record->message != '\0')
    add_line (row, record->message);
  if (!gp_session_load_deployment (self->session, record->number, &plan, NULL, &error))
    add_line (row, error->message);
  else if (plan == NULL && record->outcome != GP_OUTCOME_READ)
    add_line (row, _("The plan of this deployment was not kept."));
  if (record->has_design)
    add_return (row, record);
  if (plan != NULL)
    add_plan (row, plan);
}

/* @record: (transfer full) */
static GtkWidget *
new_row (GpDeploymentList   *self,
         GpDeploymentRecord *record)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[record->outcome]);
  g_autofree char *when = gp_drawer_format_time (record->time);
  const char *outcome = gp_deployment_outcome_get_label (record->outcome);
  g_autofree char *detail = *record->author != '\0'
                              ? g_strdup_printf ("%s · %s", record->author, outcome)
                              : g_strdup (outcome);
  g_autofree char *subtitle = g_markup_escape_text (detail, -1);
  g_autofree char *number = g_strdup_printf ("#%" G_GINT64_FORMAT, record->number);
  GtkWidget *mark = gtk_label_new (number);     /* as gplan calls it */

  gtk_widget_add_css_class (icon, css_classes[record->outcome]);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_widget_add_css_class (mark, "dim-label");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), mark);
  gtk_widget_add_css_class (row, "compact");
  gp_hint_name_lists (row, when);
  g_object_set_data_full (G_OBJECT (row), "record", record,
                          (GDestroyNotify) gp_deployment_record_free);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, 0);

  return row;
}

void
gp_deployment_list_show (GpDeploymentList *self,
                         const GpId       *target)
{
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (GP_IS_DEPLOYMENT_LIST (self));

  gp_plan_row_clear (GTK_LIST_BOX (self->list));
  records = gp_session_list_deployments (self->session, target, &error);
  if (records == NULL)
    {
      gp_session_report (self->session, error);
      return;
    }

  gtk_widget_set_visible (self->nothing, records->len == 0);
  gtk_widget_set_visible (self->list, records->len > 0);
  while (records->len > 0)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         new_row (self, g_ptr_array_steal_index (records, 0)));
}
