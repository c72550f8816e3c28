/* gp-lead.h — names stand where lines begin
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_lead_keep: what is typed into @editable stands where the window's lines begin, whichever way
 * its own letters run: GTK puts Latin names to the left in a window that is read from the right. */
void gp_lead_keep (GtkEditable *editable);

G_END_DECLS
