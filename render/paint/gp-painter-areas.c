/* gp-painter-areas.c — the grounds of areas as render nodes
 * SPDX-License-Identifier: Apache-2.0
 *
 * A card that is added makes its domain a little larger. As one node the domain would then be
 * another one, and with it all of the canvas: so the ground of a large one lies on the view as
 * pieces that end where the tiles of the view do, and only those at the side that moved differ. The
 * pieces stand at whole pixels, where nothing shows between them. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-painter-private.h"

#include <math.h>

#define MOST_STOPS (GP_TILES_ACROSS + 5)
#define LARGE      2        /* tiles: what is smaller is one piece */

enum
{
  LEFT   = 1 << 0,
  RIGHT  = 1 << 1,
  TOP    = 1 << 2,
  BOTTOM = 1 << 3,
};

/* Where pieces end in one direction. */
typedef struct
{
  double at[MOST_STOPS];
  guint  n;
} Stops;

typedef struct
{
  GPtrArray *nodes;       /* GskRenderNode: of the piece that is being made */
  GPtrArray *pieces;      /* GskRenderNode */
  GdkRGBA    fill;
  GdkRGBA    border;
  float      width;       /* of the border, pixels */
  float      radius;      /* pixels; 0: square */
  GpRect     seen;        /* of the view */
  graphene_point_t away;  /* see gp_painter_find_away(); of the piece and all */
} Ground;

static void
add_stop (Stops *stops,
          double at)
{
  if (stops->n == 0 || at > stops->at[stops->n - 1])
    stops->at[stops->n++] = at;
}

/* From @start to @end: the corners, and between them where tiles of @size end. */
static void
find_stops (double start,
            double end,
            double radius,
            double size,
            guint  n_tiles,
            Stops *out)
{
  out->n = 0;
  add_stop (out, start);
  add_stop (out, start + radius);
  for (guint i = 1; i < n_tiles; i++)
    if (i * size > start + radius && i * size < end - radius)
      add_stop (out, i * size);
  add_stop (out, end - radius);
  add_stop (out, end);
}

static void
add_rect (const Ground  *ground,
          const GdkRGBA *color,
          double         x,
          double         y,
          double         width,
          double         height)
{
  g_ptr_array_add (ground->nodes,
                   gsk_color_node_new (color, &GRAPHENE_RECT_INIT ((float) x - ground->away.x,
                                                                   (float) y - ground->away.y,
                                                                   (float) width, (float) height)));
}

/* With round corners and a border where @sides meet and are. */
static void
add_round (const Ground *ground,
           const GpRect *rect,
           guint         sides)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) rect->x - ground->away.x,
                                               (float) rect->y - ground->away.y,
                                               (float) rect->width, (float) rect->height);
  static const guint corners[] = { TOP | LEFT, TOP | RIGHT, BOTTOM | RIGHT, BOTTOM | LEFT };
  const GdkRGBA *color = &ground->border;
  float w = ground->width;
  GskRoundedRect outline;
  GskRenderNode *fill;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    if ((sides & corners[i]) == corners[i])
      outline.corner[i] = GRAPHENE_SIZE_INIT (ground->radius, ground->radius);
  fill = gsk_color_node_new (&ground->fill, &bounds);
  g_ptr_array_add (ground->nodes, gsk_rounded_clip_node_new (fill, &outline));
  gsk_render_node_unref (fill);
  g_ptr_array_add (ground->nodes,
                   gsk_border_node_new (&outline,
                                        (float[4]) { sides & TOP ? w : 0, sides & RIGHT ? w : 0,
                                                     sides & BOTTOM ? w : 0, sides & LEFT ? w : 0 },
                                        (GdkRGBA[4]) { *color, *color, *color, *color }));
}

/* With a border at @sides, no two of which meet. */
static void
add_square (const Ground *ground,
            const GpRect *rect,
            guint         sides)
{
  double w = ground->width;

  add_rect (ground, &ground->fill, rect->x, rect->y, rect->width, rect->height);
  if (sides & LEFT)
    add_rect (ground, &ground->border, rect->x, rect->y, w, rect->height);
  if (sides & RIGHT)
    add_rect (ground, &ground->border, rect->x + rect->width - w, rect->y, w, rect->height);
  if (sides & TOP)
    add_rect (ground, &ground->border, rect->x, rect->y, rect->width, w);
  if (sides & BOTTOM)
    add_rect (ground, &ground->border, rect->x, rect->y + rect->height - w, rect->width, w);
}

/* How far a piece is moved after it was made, alone of its ground, wherever others come and go. */
static graphene_point_t
find_piece_away (const GpRect  *rect,
                 guint          sides,
                 const GpTiles *tiles)
{
  return GRAPHENE_POINT_INIT (
    (float) floor (rect->x / tiles->width) * 4 + (float) (sides & (LEFT | RIGHT)) + 1,
    (float) floor (rect->y / tiles->height) * 4 + (float) ((sides & (TOP | BOTTOM)) >> 2) + 1);
}

static void
add_piece (Ground        *ground,
           const GpRect  *rect,
           guint          sides,
           const GpTiles *tiles)
{
  graphene_point_t before = ground->away;
  graphene_point_t away = find_piece_away (rect, sides, tiles);

  if (!gp_rect_touches (rect, &ground->seen))
    return;
  ground->away.x += away.x;
  ground->away.y += away.y;
  if (ground->radius > 0 && (sides & (LEFT | RIGHT)) && (sides & (TOP | BOTTOM)))
    add_round (ground, rect, sides);
  else
    add_square (ground, rect, sides);
  ground->away = before;
  g_ptr_array_add (ground->pieces, gp_painter_take_alone (ground->nodes, &away));
}

static void
add_pieces (Ground        *ground,
            const GpRect  *rect,
            const GpTiles *tiles)
{
  Stops across, down;

  if (rect->width <= LARGE * tiles->width && rect->height <= LARGE * tiles->height)
    {
      add_round (ground, rect, LEFT | RIGHT | TOP | BOTTOM);
      g_ptr_array_add (ground->pieces, gp_painter_take_alone (ground->nodes, NULL));
      return;
    }
  find_stops (rect->x, rect->x + rect->width, ground->radius, tiles->width, GP_TILES_ACROSS,
              &across);
  find_stops (rect->y, rect->y + rect->height, ground->radius, tiles->height, GP_TILES_DOWN, &down);
  for (guint row = 1; row < down.n; row++)
    for (guint column = 1; column < across.n; column++)
      {
        GpRect piece = { across.at[column - 1], down.at[row - 1],
                         across.at[column] - across.at[column - 1],
                         down.at[row] - down.at[row - 1] };
        guint sides = (column == 1 ? LEFT : 0) | (column + 1 == across.n ? RIGHT : 0)
                      | (row == 1 ? TOP : 0) | (row + 1 == down.n ? BOTTOM : 0);

        add_piece (ground, &piece, sides, tiles);
      }
}

void
gp_painter_snapshot_ground (GpPainter         *self,
                            const GpSceneItem *item,
                            const GpShape     *box,
                            const GpViewport  *view,
                            const GpTiles     *tiles,
                            GtkSnapshot       *snapshot)
{
  g_autoptr(GPtrArray) nodes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  g_autoptr(GPtrArray) pieces =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  double width = box->border_width * view->zoom;
  Ground ground = {
    .nodes = nodes,
    .pieces = pieces,
    .fill = gp_theme_get_color (&self->theme, box->fill, &item->accent),
    .border = gp_theme_get_color (&self->theme, box->border, &item->accent),
    .width = (float) MAX (1, round (width)),
    .seen = { 0, 0, view->width, view->height },
    .away = gp_painter_find_away (item->slot),
  };
  GpRect rect;

  gp_viewport_to_view (view, item->rect.x, item->rect.y, &rect.x, &rect.y);
  rect.width = round (rect.x + item->rect.width * view->zoom);
  rect.height = round (rect.y + item->rect.height * view->zoom);
  rect.x = round (rect.x);
  rect.y = round (rect.y);
  rect.width = MAX (1, rect.width - rect.x);
  rect.height = MAX (1, rect.height - rect.y);
  ground.border.alpha *= (float) MIN (1, width);    /* a thinner one is fainter */
  if (box->corners != 0)
    ground.radius = (float) floor (MIN (box->radius * view->zoom,
                                        MIN (rect.width, rect.height) / 2));
  add_pieces (&ground, &rect, tiles);
  gp_painter_append (gp_painter_take_alone (pieces, &ground.away), snapshot);
}
