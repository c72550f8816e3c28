/* gp-matrix-grid.h — entities, roles and actions as a grid that is painted
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-matrix-rows.h"
#include "gp-access-paint.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpMatrixBrush: what the pointer does with a cell. */
typedef enum
{
  GP_MATRIX_LOOK,       /* opens its rule */
  GP_MATRIX_GRANT,
  GP_MATRIX_CLEAR,
  GP_MATRIX_FORBID,
} GpMatrixBrush;

/**
 * GpMatrixGrid: a GtkScrollable that draws the cells that are seen, whatever their number. The
 * names of the rows and the roles stay in sight. A press on a role's head selects it, and a role
 * that becomes selected, such as a new one, is scrolled into view.
 *
 * With a brush, a drag sets all cells that it passes, as one step. Keys: the arrows, Home, End,
 * Page Up and Page Down move; Space sets the next state; Delete clears; Enter opens the next of the
 * cell's rules; + and − unfold and fold the fields.
 */
#define GP_TYPE_MATRIX_GRID (gp_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (GpMatrixGrid, gp_matrix_grid, GP, MATRIX_GRID, GtkWidget)

GtkWidget *gp_matrix_grid_new        (GpSession *session, GpAccessWatch *watch);

void       gp_matrix_grid_set_brush  (GpMatrixGrid *self, GpMatrixBrush brush);

/** gp_matrix_grid_set_filter: @text: see gp_matrix_rows_new(). */
void       gp_matrix_grid_set_filter (GpMatrixGrid *self, GpMatrixFilter filter, const char *text);

/** gp_matrix_grid_count: rows that are shown. */
guint      gp_matrix_grid_count      (GpMatrixGrid *self);

/** gp_matrix_grid_get_cell: where a cell is, in the widget's pixels; FALSE where there is none.
 * @column: the role's number times the number of actions, plus the action's. */
gboolean   gp_matrix_grid_get_cell   (GpMatrixGrid *self, guint row, guint column,
                                      graphene_rect_t *out);

G_END_DECLS
