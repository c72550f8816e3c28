/* gp-shortcuts-window.h — the window that lists the keys
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_shortcuts_window_present: lists all keys of gp_shortcuts_get(); what is typed narrows the
 * list. */
void gp_shortcuts_window_present (GtkWindow *parent);

G_END_DECLS
