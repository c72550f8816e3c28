/* gp-hint.c — what a button without words does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-hint"

#include "config.h"

#include "gp-hint.h"

void
gp_hint_name (GtkWidget  *widget,
              const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_COLOR_BUTTON (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (widget)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gp_hint_name_inside (GtkWidget  *widget,
                     const char *name)
{
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_SWITCH (widget)
      || GTK_IS_TEXT_VIEW (widget) || GTK_IS_EDITABLE (widget))
    gp_hint_name (widget, name);
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gp_hint_name_inside (child, name);
}

void
gp_hint_set (GtkWidget  *widget,
             const char *text)
{
  gtk_widget_set_tooltip_text (widget, text);
  if (text != NULL)
    gp_hint_name (widget, text);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}
