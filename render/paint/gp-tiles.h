/* gp-tiles.h — the parts of a view that are painted again together
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-rect.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GP_TILES_ACROSS 8
#define GP_TILES_DOWN   6

/** GpTiles: a grid over a view, in whole pixels; set up by gp_tiles_init(), nothing to free. */
typedef struct
{
  double  width;      /* of a tile */
  double  height;
  guint64 marks[GP_TILES_DOWN][GP_TILES_ACROSS];
} GpTiles;

void           gp_tiles_init      (GpTiles *self, double width, double height);

/** gp_tiles_mark: says that something is painted at @rect, in view pixels, that looks like @look.
 * In which order things are said makes no difference. */
void           gp_tiles_mark      (GpTiles *self, const GpRect *rect, guint64 look);

/** gp_tiles_make_node: (transfer full): invisible; where it differs from that of another frame, so
 * does what is painted. */
GskRenderNode *gp_tiles_make_node (const GpTiles *self);

G_END_DECLS
