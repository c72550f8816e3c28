/* gp-pane.h — a child that asks for no more than it needs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpPane: its natural size is its minimum, so that a size request alone says how large a panel is,
 * however long the sentences in it. */
#define GP_TYPE_PANE (gp_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpPane, gp_pane, GP, PANE, GtkWidget)

/** gp_pane_set_child: in place of an earlier one. */
void gp_pane_set_child (GpPane *self, GtkWidget *child);

G_END_DECLS
