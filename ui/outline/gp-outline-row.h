/* gp-outline-row.h — what one line of the outline looks like
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-outline-node.h"
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpOutlineRow: icon, name and a few words; recycled by the list. Entities can be dragged onto
 * domains. */
#define GP_TYPE_OUTLINE_ROW (gp_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (GpOutlineRow, gp_outline_row, GP, OUTLINE_ROW, GtkBox)

GtkWidget  *gp_outline_row_new         (GpSession *session);

/** gp_outline_row_set_node: follows @node until it is given another. The one that it has costs
 * nothing. */
void        gp_outline_row_set_node    (GpOutlineRow *self, GpOutlineNode *node);

/** gp_outline_row_set_element: shows an element that was found, with where it is. */
void        gp_outline_row_set_element (GpOutlineRow *self, const GpId *id);

/** gp_outline_row_start_rename: the name is typed in its place; Enter takes it, Escape leaves it as
 * it was. FALSE where there is no name to change. */
gboolean    gp_outline_row_start_rename (GpOutlineRow *self);

/** gp_outline_row_get_id: nil for a heading. */
const GpId *gp_outline_row_get_id      (GpOutlineRow *self);

G_END_DECLS
