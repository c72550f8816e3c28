/* gp-palette-row.c — what a line of the palette looks like
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-palette-row"
#include "config.h"

#include "gp-palette-row.h"

#include "gp-hint.h"
#include "gp-palette-item.h"

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);
  GtkWidget *side = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (side, "caption");
  gtk_widget_add_css_class (side, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), side);
  gtk_widget_add_css_class (row, "palette-row");
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item)
{
  GpPaletteItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *words = gtk_widget_get_next_sibling (icon);
  GtkWidget *title = gtk_widget_get_first_child (words);
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  const GpCommand *command = gp_palette_item_get_command (item);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), gp_palette_item_get_icon (item));
  gtk_label_set_markup (GTK_LABEL (title), gp_palette_item_get_title (item));
  gtk_label_set_markup (GTK_LABEL (detail), gp_palette_item_get_detail (item));
  gtk_widget_set_visible (detail, *gp_palette_item_get_detail (item) != '\0');
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row)),
                       gp_palette_item_get_side (item));
  if (command != NULL && command->why != NULL)
    gtk_widget_add_css_class (row, "impossible");
  else
    gtk_widget_remove_css_class (row, "impossible");
  gp_hint_name_row (row);
}

GtkListItemFactory *
gp_palette_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  return factory;
}
