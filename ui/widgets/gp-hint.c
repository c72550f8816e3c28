/* gp-hint.c — what a button without words does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-hint"

#include "config.h"

#include "gp-hint.h"

void
gp_hint_set (GtkWidget  *widget,
             const char *text)
{
  gtk_widget_set_tooltip_text (widget, text);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}
