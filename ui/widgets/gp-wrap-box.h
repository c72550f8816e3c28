/* gp-wrap-box.h — a row of widgets that goes on in a further line where it is narrow
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpWrapBox: its children stand beside one another in their natural width; what does not fit begins
 * a line of its own. A child that expands horizontally takes what its line leaves over.
 */
#define GP_TYPE_WRAP_BOX (gp_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (GpWrapBox, gp_wrap_box, GP, WRAP_BOX, GtkWidget)

/** gp_wrap_box_new: @spacing: between children and between lines, pixels. */
GtkWidget *gp_wrap_box_new    (int spacing);

void       gp_wrap_box_append (GpWrapBox *self, GtkWidget *child);

G_END_DECLS
