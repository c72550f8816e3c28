/* gp-text-scale.h — how large people want their texts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_text_scale_get: 1 for the usual size, 1.5 for half as large again; never less than 1. For
 * what has a size in pixels and holds texts; texts themselves grow without it. */
double gp_text_scale_get (GtkWidget *widget);

G_END_DECLS
