/* gp-window-edge.h — the edges of windows where no window manager answers for them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_window_edge_guard: presses on the invisible edge of @window do nothing where no window
 * manager could resize it. */
void gp_window_edge_guard (GtkWindow *window);

G_END_DECLS
