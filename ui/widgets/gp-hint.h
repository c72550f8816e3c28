/* gp-hint.h — what a button without words does
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_hint_set: @text is shown under the pointer and is the name that assistive programs read: GTK
 * takes a tooltip for a description alone. @text: NULL takes both away. */
void gp_hint_set (GtkWidget *widget, const char *text);

G_END_DECLS
