/* gp-preferences.h — what can be chosen for all windows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_preferences_present: @parent: may be NULL. @settings: of the program's schema. */
void gp_preferences_present (GtkWindow *parent, GSettings *settings);

G_END_DECLS
