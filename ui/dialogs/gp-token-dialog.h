/* gp-token-dialog.h — the token that a backend wants of its administrator
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_token_dialog_present: asks where a token is kept already, then shows a dialog in which it can
 * be given, replaced and forgotten. @target: an element of kind target. */
void gp_token_dialog_present (GtkWindow *parent, GpSession *session, const GpId *target);

/** gp_token_dialog_new_entry: an AdwEntryRow for a token; its memory is kept from being swapped
 * out. */
GtkWidget *gp_token_dialog_new_entry (void);

G_END_DECLS
