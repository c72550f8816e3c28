/* gp-layout-grid.h — what lies in this area, for rectangles that stand still
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

G_BEGIN_DECLS

/**
 * GpLayoutGrid: rectangles sorted into square cells, made in one go and then asked. It follows a
 * few that come or move.
 *
 * Not thread-safe, not even for questions. Plain struct.
 */
typedef struct _GpLayoutGrid GpLayoutGrid;

/* @rects: borrowed for the grid's life; who changes one says so, see gp_layout_grid_follow().
 * O(n). */
GpLayoutGrid  *gp_layout_grid_new   (const GpRect *rects,
                                     guint         n_rects) G_GNUC_WARN_UNUSED_RESULT;
void           gp_layout_grid_free  (GpLayoutGrid *self);   /* NULL is fine */

/**
 * gp_layout_grid_follow:
 * @rects: borrowed instead of those before: the same, but for the one at @index, which has changed
 *   or is one more at the end
 *
 * FALSE where too many have changed: then the grid is of no use any more. O(1), mostly.
 */
gboolean       gp_layout_grid_follow (GpLayoutGrid *self,
                                      const GpRect *rects,
                                      guint         n_rects,
                                      guint32       index) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_layout_grid_query:
 * @n_found: (out): how many there are
 *
 * Which rectangles overlap @area, each once, in no order that matters. O(cells + found).
 *
 * Returns: (transfer none): indices, until the next question
 */
const guint32 *gp_layout_grid_query (GpLayoutGrid *self,
                                     const GpRect *area,
                                     guint        *n_found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutGrid, gp_layout_grid_free)

G_END_DECLS
