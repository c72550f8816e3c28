/* gp-welcome.c — what a window shows before there is a design
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-welcome"
#include "config.h"

#include "gp-welcome.h"

#include "gp-recent.h"

#include <glib/gi18n-lib.h>

struct _GpWelcome
{
  GtkWidget parent_instance;

  GtkWidget *content;            /* bound, so that disposing of the template takes it away */
  GtkWidget *recent_box;
  GtkWidget *recent_list;
  GtkWidget *samples_list;
};

G_DEFINE_FINAL_TYPE (GpWelcome, gp_welcome, GTK_TYPE_WIDGET)

static GtkWidget *
add_row (GtkWidget  *list,
         const char *title,
         const char *subtitle,
         const char *icon,
         const char *action,
         const char *target)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  return row;
}

static void
gp_welcome_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GP_TYPE_WELCOME);

  G_OBJECT_CLASS (gp_welcome_parent_class)->dispose (object);
}

static void
gp_welcome_class_init (GpWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_welcome_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, GpWelcome, content);
  gtk_widget_class_bind_template_child (widget_class, GpWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, GpWelcome, recent_list);
  gtk_widget_class_bind_template_child (widget_class, GpWelcome, samples_list);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gp_welcome_init (GpWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gp_welcome_new (const GpWindowSample *samples,
                gsize                 n_samples,
                guint                 recent_limit)
{
  GpWelcome *self = g_object_new (GP_TYPE_WELCOME, NULL);
  g_autoptr(GPtrArray) recent = gp_recent_list (recent_limit);

  for (guint i = 0; i < recent->len; i++)
    {
      const GpRecent *one = recent->pdata[i];

      add_row (self->recent_list, one->name, one->place, "gp-design-symbolic", "app.open-uri",
               one->uri);
    }
  gtk_widget_set_visible (self->recent_box, recent->len > 0);

  for (gsize i = 0; i < n_samples; i++)
    add_row (self->samples_list, _(samples[i].title), _(samples[i].summary), "gp-entity-symbolic",
             "app.sample", samples[i].name);

  return GTK_WIDGET (self);
}
