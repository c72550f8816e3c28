/* gp-plan-changes.c — what a plan changes, and consent to what it destroys
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-changes"
#include "config.h"

#include "gp-plan-changes.h"

#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-plan-groups.h"
#include "gp-plan-retention.h"
#include "gp-plan-row.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define SHORT 12        /* operations of a plan that is listed one by one, but for more than… */
#define FEW   3         /* … of one kind */

struct _GpPlanChanges
{
  AdwBin parent_instance;

  GpSession  *session;
  GpPlan     *plan;
  GpElement  *target;
  GHashTable *allowed;      /* id of an operation → the operation as it was when it was ticked */
  GHashTable *open;         /* keys of the groups that are unfolded */
  GtkWidget  *list;
};

G_DEFINE_FINAL_TYPE (GpPlanChanges, gp_plan_changes, ADW_TYPE_BIN)

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

static GtkWidget *
make_pill (GpOperationAction action,
           guint             n)
{
  g_autofree char *text = n > 1 ? g_strdup_printf ("%s %u", actions[action].sign, n)
                                : g_strdup (actions[action].sign);
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_set_direction (pill, GTK_TEXT_DIR_LTR);     /* or it would be "3 +" */
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, actions[action].css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (pill), 4);

  return pill;
}

static void
allow_toggled_cb (GpPlanChanges  *self,
                  GtkCheckButton *button)
{
  GpOperation *operation = g_object_get_data (G_OBJECT (button), "operation");

  if (gtk_check_button_get_active (button))
    g_hash_table_replace (self->allowed, operation->id, gp_operation_ref (operation));
  else
    g_hash_table_remove (self->allowed, operation->id);
  g_signal_emit (self, signals[SIGNAL_CONSENT_CHANGED], 0);
}

static GtkWidget *
make_allow (GpPlanChanges *self,
            GpOperation   *operation)
{
  GtkWidget *button = gtk_check_button_new_with_label (C_("destructive change", "allow"));

  g_object_set_data_full (G_OBJECT (button), "operation", gp_operation_ref (operation),
                          (GDestroyNotify) gp_operation_unref);
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
  g_autofree char *overdue = gp_plan_retention_dup_cost (operation);

  /* What is agreed to there is what the sentence says, and not today's records alone. */
  if (overdue != NULL)
    return g_strdup_printf ("%s\n%s", operation->sentence, overdue);
  if (operation->destructive && operation->rows > 0)
    return g_strdup_printf (ngettext ("%" PRId64 " row loses its value",
                                      "%" PRId64 " rows lose their values",
                                      (gulong) operation->rows), operation->rows);
  if (operation->destructive && operation->rows == 0)
    return g_strdup (_("No row holds a value"));
  if (operation->destructive)
    return g_strdup (_("Values are lost for good"));
  if (operation->action == GP_OPERATION_CHANGE || operation->action == GP_OPERATION_RENAME)
    return g_strdup (operation->sentence);

  return NULL;
}

static void
row_activated_cb (GpPlanChanges *self,
                  GtkWidget     *row)
{
  const GpOperation *operation = g_object_get_data (G_OBJECT (row), "operation");

  if (gp_design_lookup (gp_session_get_design (self->session), &operation->element) != NULL)
    gp_session_reveal (self->session, &operation->element);
}

static GtkWidget *
make_row (gpointer user_data,
          gpointer item)
{
  GpPlanChanges *self = user_data;
  GpOperation *operation = item;
  g_autofree char *title = g_markup_printf_escaped ("%s <b>%s</b>",
                                                    gp_describe_label (operation->kind),
                                                    operation->name);
  g_autofree char *cost = describe_cost (operation);
  g_autofree char *subtitle = cost != NULL ? g_markup_escape_text (cost, -1) : NULL;
  GtkWidget *row = gp_plan_row_new (title, subtitle);

  g_object_set_data_full (G_OBJECT (row), "operation", gp_operation_ref (operation),
                          (GDestroyNotify) gp_operation_unref);
  gtk_widget_set_tooltip_text (row, operation->sentence);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_pill (operation->action, 1));
  if (operation->widening)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_tooltip_text (mark, _("Somebody may do more than before"));
      gtk_widget_add_css_class (mark, "warning");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  if (operation->destructive)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_allow (self, operation));
      gtk_widget_add_css_class (row, "destructive");
    }
  if (operation->action != GP_OPERATION_REMOVE)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return row;
}

/* One row, or a few, or one that unfolds. */
static void
append_group (GpPlanChanges *self,
              GPtrArray     *group,
              const char    *key)
{
  const GpOperation *first = group->pdata[0];
  guint few = gp_plan_get_size (self->plan) > SHORT ? 1 : FEW;
  GtkWidget *row;

  if (group->len <= few || first->destructive)
    {
      for (guint i = 0; i < group->len; i++)
        gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self, group->pdata[i]));
      return;
    }

  row = gp_plan_row_new_fold (gp_plan_retention_is (first) ? _("Retention")
                                                           : gp_describe_plural (first->kind),
                              make_pill (first->action, group->len), group, make_row, self,
                              self->open, key);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static char *
key_of (const GpOperation *operation)
{
  if (operation->destructive)
    return g_strdup ("destructive");
  /* Not among other changes of entities: records will go. */
  if (gp_plan_retention_is (operation))
    return g_strdup ("retention");

  return g_strdup_printf ("%d:%d", (int) operation->action, (int) operation->kind);
}

static void
gp_plan_changes_dispose (GObject *object)
{
  GpPlanChanges *self = GP_PLAN_CHANGES (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, gp_plan_unref);
  g_clear_pointer (&self->target, gp_element_unref);
  g_clear_pointer (&self->allowed, g_hash_table_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);

  G_OBJECT_CLASS (gp_plan_changes_parent_class)->dispose (object);
}

static void
gp_plan_changes_class_init (GpPlanChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_plan_changes_dispose;

  signals[SIGNAL_CONSENT_CHANGED] =
    g_signal_new ("consent-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}

static void
gp_plan_changes_init (GpPlanChanges *self)
{
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) gp_operation_unref);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Changes"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  adw_bin_set_child (ADW_BIN (self), self->list);
}

GtkWidget *
gp_plan_changes_new (GpSession *session)
{
  GpPlanChanges *self = g_object_new (GP_TYPE_PLAN_CHANGES, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/* Consent was given to what a row said then, and to no more rows than were at risk. */
static void
drop_outgrown (GpPlanChanges     *self,
               const GpOperation *operation)
{
  const GpOperation *then = g_hash_table_lookup (self->allowed, operation->id);

  if (then != NULL
      && (!g_str_equal (then->sentence, operation->sentence)
          || (then->rows >= 0 && (operation->rows < 0 || operation->rows > then->rows))))
    g_hash_table_remove (self->allowed, operation->id);
}

void
gp_plan_changes_forget (GpPlanChanges *self)
{
  g_return_if_fail (GP_IS_PLAN_CHANGES (self));

  g_hash_table_remove_all (self->allowed);
}

void
gp_plan_changes_show (GpPlanChanges   *self,
                      GpPlan          *plan,
                      const GpElement *target)
{
  g_autoptr(GpPlanGroups) groups = gp_plan_groups_new ((GDestroyNotify) gp_operation_unref);

  g_return_if_fail (GP_IS_PLAN_CHANGES (self));

  gp_plan_ref (plan);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = plan;
  g_clear_pointer (&self->target, gp_element_unref);
  self->target = gp_element_ref (target);

  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    {
      GpOperation *operation = gp_plan_get_operation (plan, i);

      drop_outgrown (self, operation);
      gp_plan_groups_add (groups, key_of (operation), gp_operation_ref (operation));
    }

  gp_plan_row_clear (GTK_LIST_BOX (self->list));
  for (guint i = 0; i < gp_plan_groups_get_size (groups); i++)
    append_group (self, gp_plan_groups_get_items (groups, i), gp_plan_groups_get_key (groups, i));
  gtk_widget_set_visible (GTK_WIDGET (self), gp_plan_get_size (plan) > 0);
}

char **
gp_plan_changes_dup_allowed (GpPlanChanges *self)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (GP_IS_PLAN_CHANGES (self), NULL);

  g_hash_table_iter_init (&iter, self->allowed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}
