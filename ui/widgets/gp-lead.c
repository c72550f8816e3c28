/* gp-lead.c — names stand where lines begin
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK counts an editable's alignment from the side where its text begins. */
#define G_LOG_DOMAIN "gp-lead"
#include "config.h"

#include "gp-lead.h"

static void
align_cb (GtkEditable *editable)
{
  GtkWidget *widget = GTK_WIDGET (editable);
  const char *text = gtk_editable_get_text (editable);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  gboolean window_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean text_right = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;

  gtk_editable_set_alignment (editable, *text != '\0' && window_right != text_right ? 1 : 0);
}

void
gp_lead_keep (GtkEditable *editable)
{
  g_signal_connect (editable, "changed", G_CALLBACK (align_cb), NULL);
  g_signal_connect (editable, "direction-changed", G_CALLBACK (align_cb), NULL);
  align_cb (editable);
}
