/* gp-color-row.c — a colour, or none
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-color-row"
#include "config.h"

#include "gp-property-rows.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpColorRow
{
  GpPropertyRow parent_instance;

  GtkWidget *button;
  GtkWidget *clear;
};

G_DEFINE_FINAL_TYPE (GpColorRow, gp_color_row, GP_TYPE_PROPERTY_ROW)

static void
color_set_cb (GpColorRow *self)
{
  GdkRGBA color;
  g_autofree char *text = NULL;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->button), &color);
  text = g_strdup_printf ("#%02x%02x%02x", (guint) (color.red * 255 + 0.5),
                          (guint) (color.green * 255 + 0.5), (guint) (color.blue * 255 + 0.5));
  gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_text (text), FALSE);
}

static void
clear_clicked_cb (GpColorRow *self)
{
  gp_property_row_submit (GP_PROPERTY_ROW (self), gp_value_none (), FALSE);
}

static void
gp_color_row_show (GpPropertyRow *row,
                   const GpValue *value,
                   gboolean       mixed)
{
  GpColorRow *self = GP_COLOR_ROW (row);
  const char *text = gp_value_get_text (value);
  GdkRGBA color = { 0, 0, 0, 0 };

  if (text != NULL && !mixed)
    gdk_rgba_parse (&color, text);
  gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (self->button), &color);
  gtk_widget_set_visible (self->clear, text != NULL);
}

static void
gp_color_row_constructed (GObject *object)
{
  GpColorRow *self = GP_COLOR_ROW (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  G_OBJECT_CLASS (gp_color_row_parent_class)->constructed (object);

  self->button = gtk_color_button_new ();
  gp_hint_set (self->button, _("Choose a colour"));
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gp_hint_set (self->clear, _("No colour of its own"));
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "circular");

  gtk_box_append (GTK_BOX (box), self->clear);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gp_property_row_set_editor (GP_PROPERTY_ROW (self), box);

  g_signal_connect_object (self->button, "color-set", G_CALLBACK (color_set_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gp_color_row_class_init (GpColorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = gp_color_row_constructed;
  GP_PROPERTY_ROW_CLASS (klass)->show = gp_color_row_show;
}

static void
gp_color_row_init (GpColorRow *self)
{
}
