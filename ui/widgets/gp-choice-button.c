/* gp-choice-button.c — a flat button that opens a list of choices
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-choice-button"
#include "config.h"

#include "gp-choice-button.h"

#include "gp-describe.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpChoiceButton
{
  GtkWidget parent_instance;

  GtkWidget  *button;
  GtkWidget  *label;
  GtkWidget  *arrow;
  GtkWidget  *list;       /* once it was opened */
  GpProperty  property;
  char      **nicks;
  char       *chosen;
};

G_DEFINE_FINAL_TYPE (GpChoiceButton, gp_choice_button, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_ticks (GpChoiceButton *self)
{
  GtkListBoxRow *row;

  if (self->list == NULL)
    return;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    {
      GtkWidget *tick = gtk_widget_get_last_child (gtk_list_box_row_get_child (row));

      gtk_widget_set_opacity (tick, g_strcmp0 (self->nicks[i], self->chosen) == 0 ? 1 : 0);
    }
}

static void
row_activated_cb (GtkListBox     *list,
                  GtkListBoxRow  *row,
                  GpChoiceButton *self)
{
  g_autofree char *nick = g_strdup (self->nicks[gtk_list_box_row_get_index (row)]);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, nick);
}

/* Cards call a type by its nick: who looks for it finds it here too. */
static GtkWidget *
row_for (GpChoiceButton *self,
         const char     *nick)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *text = gp_describe_choice (self->property, nick);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (self->property == GP_FIELD_TYPE)
    {
      GtkWidget *type = gtk_label_new (nick);

      gtk_widget_add_css_class (type, "dim-label");
      gtk_box_append (GTK_BOX (box), type);
    }
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));

  return box;
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  GpChoiceButton *self = GP_CHOICE_BUTTON (user_data);
  GtkWidget *popover, *scroller;

  if (self->list != NULL)
    return;

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "choices");
  gp_hint_name (self->list, _(gp_property_get_info (self->property)->label));
  for (gsize i = 0; self->nicks[i] != NULL; i++)
    {
      GtkWidget *content = row_for (self, self->nicks[i]);

      gtk_list_box_append (GTK_LIST_BOX (self->list), content);
      gp_hint_name_row (content);
    }
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);

  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                           "hscrollbar-policy", GTK_POLICY_NEVER,
                           "propagate-natural-height", TRUE,
                           "max-content-height", 420,
                           "child", self->list,
                           NULL);
  popover = gtk_popover_new ();
  gtk_widget_add_css_class (popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
  update_ticks (self);
}

static void
gp_choice_button_dispose (GObject *object)
{
  GpChoiceButton *self = GP_CHOICE_BUTTON (object);

  self->list = NULL;
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->nicks, g_strfreev);
  g_clear_pointer (&self->chosen, g_free);

  G_OBJECT_CLASS (gp_choice_button_parent_class)->dispose (object);
}

static void
gp_choice_button_class_init (GpChoiceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gp_choice_button_dispose;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gp_choice_button_init (GpChoiceButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->label);
  self->arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  gtk_box_append (GTK_BOX (box), self->arrow);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popup_cb, self,
                                         NULL);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "inline");
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
gp_choice_button_new (GpProperty property)
{
  GpChoiceButton *self = g_object_new (GP_TYPE_CHOICE_BUTTON, NULL);

  self->property = property;
  self->nicks = gp_property_list_choices (property);
  return GTK_WIDGET (self);
}

void
gp_choice_button_set_chosen (GpChoiceButton *self,
                             const char     *nick,
                             const char     *label)
{
  g_autofree char *text = label != NULL ? g_strdup (label)
                                        : gp_describe_choice (self->property, nick);
  g_autofree char *spoken = NULL;

  g_return_if_fail (GP_IS_CHOICE_BUTTON (self));

  if (nick != self->chosen)
    {
      g_free (self->chosen);
      self->chosen = g_strdup (nick);
    }
  gtk_label_set_label (GTK_LABEL (self->label), text);
  spoken = g_strdup_printf (C_("label and value", "%s: %s"),
                            _(gp_property_get_info (self->property)->label), text);
  gp_hint_name (self->button, spoken);
  update_ticks (self);
}

void
gp_choice_button_set_compact (GpChoiceButton *self,
                              gboolean        compact)
{
  g_return_if_fail (GP_IS_CHOICE_BUTTON (self));

  gtk_widget_set_visible (self->arrow, !compact);
}
