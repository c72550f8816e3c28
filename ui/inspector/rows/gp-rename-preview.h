/* gp-rename-preview.h — what a new name is written into, beside the name itself
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpRenamePreview: a line for each expression that names an element, as it is written now; hidden
 * where there is none, and as long as nobody types. A click on one activates inspector.edit. */
#define GP_TYPE_RENAME_PREVIEW (gp_rename_preview_get_type ())
G_DECLARE_FINAL_TYPE (GpRenamePreview, gp_rename_preview, GP, RENAME_PREVIEW, GtkBox)

/** gp_rename_preview_new: of the element whose name is typed into @entry; shown while it has the
 * focus. */
GtkWidget *gp_rename_preview_new (GpSession *session, const GpId *id, GtkWidget *entry);

G_END_DECLS
