/* gp-shortcuts.h — the commands that have keys
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_shortcuts_install: gives the application its accelerators. */
void     gp_shortcuts_install (GtkApplication *application);

/** gp_shortcuts_get: the @i-th command of the table; FALSE past the last. Each is optional.
 * @group: translated; lines of one group stand together
 * @action: detailed; NULL where the canvas binds the key itself
 * @accel: as GTK writes it
 * @title: translated */
gboolean gp_shortcuts_get     (gsize i, const char **group, const char **action,
                               const char **accel, const char **title);

G_END_DECLS
