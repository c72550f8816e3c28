/* gp-step-popover.c — what a new step of a flow does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-step-popover"
#include "config.h"
#include "gp-step-popover.h"

#include "gp-icon-paintable.h"
#include "gp-kind.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_HEIGHT 320
#define WIDTH       240

struct _GpStepPopover
{
  GtkPopover  parent_instance;

  GtkWidget  *entry;
  GtkWidget  *list;
};

G_DEFINE_FINAL_TYPE (GpStepPopover, gp_step_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_row (GpStepPopover *self,
         const char    *type)
{
  const char *words = _(gp_property_get_word (GP_STEP_TYPE, type));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (words);
  GdkRGBA accent;
  GpIcon icon;

  gp_step_text_get_type (type, &icon, &accent);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_paintable (GDK_PAINTABLE (gp_icon_paintable_new (icon))));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (row), "type", g_strdup (type), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

/* How well @typed means @type: 2 its whole name, 1 a part of it, 0 something else. */
static guint
fits (const char *type,
      const char *typed)
{
  g_autofree char *words = g_utf8_casefold (_(gp_property_get_word (GP_STEP_TYPE, type)), -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  if (g_str_equal (words, wanted) || g_str_equal (type, wanted))
    return 2;
  return strstr (words, wanted) != NULL || strstr (type, wanted) != NULL ? 1 : 0;
}

static void
fill (GpStepPopover *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto(GStrv) types = gp_property_list_choices (GP_STEP_TYPE);
  GtkWidget *row;

  g_strstrip (typed);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint wanted = 2; wanted > 0; wanted--)
    for (guint i = 0; types[i] != NULL; i++)
      if (fits (types[i], typed) == wanted)
        add_row (self, types[i]);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
row_activated_cb (GpStepPopover *self,
                  GtkListBoxRow *row)
{
  g_autoptr(GpStepPopover) alive = g_object_ref (self);
  g_autofree char *type = g_strdup (g_object_get_data (G_OBJECT (row), "type"));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, type);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
entry_activated_cb (GpStepPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
entry_key_cb (GpStepPopover *self,
              guint          key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                       at + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL && (key == GDK_KEY_Down || at > 0))
    {
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (
                                        gtk_list_box_row_get_child (row)))), -1);
    }
  return GDK_EVENT_STOP;
}

static void
gp_step_popover_class_init (GpStepPopoverClass *klass)
{
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gp_step_popover_init (GpStepPopover *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("What the step does"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the step does"), -1);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, key);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);

  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  fill (self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

GtkWidget *
gp_step_popover_new (void)
{
  return g_object_new (GP_TYPE_STEP_POPOVER, NULL);
}
