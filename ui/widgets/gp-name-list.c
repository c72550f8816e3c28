/* gp-name-list.c — a drop-down list of names that people gave
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK's own drop-down is as wide as the name that is chosen needs; here only the lines of the open
 * list are GTK's. */
#define G_LOG_DOMAIN "gp-name-list"
#include "config.h"

#include "gp-name-list.h"

#include "gp-hint.h"

#define LEAST_CHARS 6
#define MOST_CHARS  40

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARS);
  gtk_list_item_set_child (row, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *row)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (row)),
                       gtk_string_object_get_string (gtk_list_item_get_item (row)));
}

static void
name_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *row)
{
  gp_hint_name_row (gtk_list_item_get_child (row));
}

GtkWidget *
gp_name_list_new (GListModel *model)
{
  GtkWidget *list = gtk_drop_down_new (model, NULL);
  GtkListItemFactory *lines = gtk_drop_down_get_factory (GTK_DROP_DOWN (list));
  g_autoptr(GtkListItemFactory) chosen = gtk_signal_list_item_factory_new ();

  g_signal_connect_after (lines, "bind", G_CALLBACK (name_line_cb), NULL);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (list), lines);
  g_signal_connect (chosen, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (chosen, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (list), chosen);
  return list;
}
