/* gp-backend-dialog.h — asks for a live backend that a design is made of
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_backend_dialog_present: kind, address and token; then activates app.import-backend (sss) with
 * the three on @parent. The token, "" for none, goes nowhere else. */
void gp_backend_dialog_present (GtkWindow *parent);

G_END_DECLS
