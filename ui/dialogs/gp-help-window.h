/* gp-help-window.h — the help
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_help_window_present: shows the help's window, of which there is one. @parent: one of the
 * program's. */
void gp_help_window_present (GtkWindow *parent);

G_END_DECLS
