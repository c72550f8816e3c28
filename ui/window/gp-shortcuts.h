/* gp-shortcuts.h — the commands that have keys
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_shortcuts_install: gives the application its accelerators. */
void       gp_shortcuts_install    (GtkApplication *application);

/** gp_shortcuts_new_window: a GtkShortcutsWindow over the same table. */
GtkWidget *gp_shortcuts_new_window (void);

G_END_DECLS
