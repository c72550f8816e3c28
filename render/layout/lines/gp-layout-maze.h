/* gp-layout-maze.h — the shortest way with right angles among rectangles
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"
#include "gp-value.h"

G_BEGIN_DECLS

/* The most rectangles that a maze is made of, and the most ends that a side of a way may have. */
#define GP_LAYOUT_MAZE_RECTS 240
#define GP_LAYOUT_MAZE_ENDS  2

/**
 * GpLayoutMaze: memory for one search after another. Plain struct, owned and used by one thread.
 */
typedef struct _GpLayoutMaze GpLayoutMaze;

/**
 * GpLayoutMazeQuestion:
 * @rects: what is in the way, grown by what a way keeps off them; at most GP_LAYOUT_MAZE_RECTS
 * @margin: ways run beside rectangles at this distance, where they can choose
 * @from, @to: where the way may begin and end; it leaves and arrives level
 * @budget: how many places are looked at before it gives up
 */
typedef struct
{
  const GpRect *rects;
  guint         n_rects;
  double        margin;
  GpPoint       from[GP_LAYOUT_MAZE_ENDS];
  guint         n_from;
  GpPoint       to[GP_LAYOUT_MAZE_ENDS];
  guint         n_to;
  guint         budget;
} GpLayoutMazeQuestion;

GpLayoutMaze *gp_layout_maze_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void          gp_layout_maze_free  (GpLayoutMaze *self);   /* NULL is fine */

/**
 * gp_layout_maze_solve:
 * @points: cleared, then filled with the corners (GpPoint) from one end to the other, both included
 * @spent: (out): how many places were looked at
 *
 * Of all ways the one with the least sum of its length and a price for each bend. FALSE, and no
 * points, where there is none or the budget was spent. The answer depends on the question alone.
 */
gboolean      gp_layout_maze_solve (GpLayoutMaze *self, const GpLayoutMazeQuestion *question,
                                    GArray *points, guint *spent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpLayoutMaze, gp_layout_maze_free)

G_END_DECLS
