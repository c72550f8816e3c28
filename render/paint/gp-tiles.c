/* gp-tiles.c — the parts of a view that are painted again together
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK 4.8 paints all of the canvas again where more than 30 rectangles differ from the last frame,
 * and three lines that are led elsewhere are more than that. So the first that it compares is a
 * grid of invisible rectangles, each in a colour that says what is painted on it. What differs
 * afterwards lies inside those that do, and adds no rectangle: beside one another they are one, so
 * that there are never more than half of the grid. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-tiles.h"

#include <math.h>
#include <string.h>

#define SPREAD G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
#define AROUND 256.0f      /* pixels: what is just beside the view is compared, too */

void
gp_tiles_init (GpTiles *self,
               double   width,
               double   height)
{
  memset (self, 0, sizeof *self);
  self->width = MAX (ceil (width / GP_TILES_ACROSS), 1);
  self->height = MAX (ceil (height / GP_TILES_DOWN), 1);
}

static guint64
mix (guint64 hash,
     double  value)
{
  float rough = (float) value;     /* as precise as nodes are */
  guint32 bits;

  memcpy (&bits, &rough, sizeof bits);
  hash = (hash ^ bits) * SPREAD;
  return hash ^ hash >> 29;
}

static int
find_tile (double at,
           double size,
           int    n)
{
  return (int) CLAMP (floor (at / size), 0, n - 1);
}

void
gp_tiles_mark (GpTiles      *self,
               const GpRect *rect,
               guint64       look)
{
  double right = rect->x + rect->width;
  double bottom = rect->y + rect->height;
  guint64 hash = mix (mix (mix (mix (look, rect->x), rect->y), right), bottom);
  int last_column, last_row;

  last_column = find_tile (right, self->width, GP_TILES_ACROSS);
  last_row = find_tile (bottom, self->height, GP_TILES_DOWN);
  for (int row = find_tile (rect->y, self->height, GP_TILES_DOWN); row <= last_row; row++)
    for (int column = find_tile (rect->x, self->width, GP_TILES_ACROSS); column <= last_column;
         column++)
      self->marks[row][column] += hash;
}

/* Those at the edge of the view reach beyond it. */
static graphene_rect_t
find_bounds (const GpTiles *self,
             guint          row,
             guint          column)
{
  float left = (float) (column * self->width) - (column == 0 ? AROUND : 0);
  float top = (float) (row * self->height) - (row == 0 ? AROUND : 0);
  float right = (float) ((column + 1) * self->width)
                + (column + 1 == GP_TILES_ACROSS ? AROUND : 0);
  float bottom = (float) ((row + 1) * self->height) + (row + 1 == GP_TILES_DOWN ? AROUND : 0);

  return GRAPHENE_RECT_INIT (left, top, right - left, bottom - top);
}

GskRenderNode *
gp_tiles_make_node (const GpTiles *self)
{
  GskRenderNode *tiles[GP_TILES_DOWN * GP_TILES_ACROSS];
  GskRenderNode *grid;
  guint n = 0;

  for (guint row = 0; row < GP_TILES_DOWN; row++)
    for (guint column = 0; column < GP_TILES_ACROSS; column++)
      {
        guint64 mark = self->marks[row][column] * SPREAD;
        GdkRGBA color = { (float) (mark & 0xffff) / 0xffff, (float) (mark >> 16 & 0xffff) / 0xffff,
                          (float) (mark >> 32 & 0xffff) / 0xffff, 0 };
        graphene_rect_t bounds = find_bounds (self, row, column);

        tiles[n++] = gsk_color_node_new (&color, &bounds);
      }
  grid = gsk_container_node_new (tiles, n);
  for (guint i = 0; i < n; i++)
    gsk_render_node_unref (tiles[i]);
  return grid;
}
