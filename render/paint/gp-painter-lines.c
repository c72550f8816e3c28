/* gp-painter-lines.c — relations and transitions as render nodes
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lines are rectangles in view pixels: cheap, sharp at every zoom, and never a path. Their ends are
 * made of a few thin rectangles, turned where they must be. Round corners, marks and labels are
 * left out where cards show no fields.
 *
 * GTK compares the nodes of a frame with those of the last one, in order, and takes two of a type
 * for the same thing. A line that has a piece more than before must not shift all that follow, so
 * each is one node, moved by a distance that no other one is moved by: it is compared with itself
 * alone. Its pieces are made that much nearer. */
#define G_LOG_DOMAIN "gp-painter"
#include "config.h"
#include "gp-painter-private.h"

#include "gp-line-shape.h"

#include <math.h>

#define MARK_LENGTH  13.0
#define MARK_HALF     5.5
#define DASH          6.0
#define DASH_GAP      4.0
#define MANY_LINES   2000
#define MANY_ALONE    500     /* lines in view: more are not told apart */

typedef struct
{
  GPtrArray     *nodes;       /* GskRenderNode: what is painted */
  GpTiles       *tiles;       /* that are told of it, or NULL */
  GpRect         seen;        /* pixels; what lies beside it is left out */
  graphene_point_t away;      /* how far all of it is moved afterwards, whole pixels */
  GdkRGBA        color;
  double         width;       /* pixels */
  double         scale;       /* of marks and corners */
} Pen;

static void
pen_init (Pen              *pen,
          const GpViewport *view)
{
  /* Marks reach beyond the ends of a line. */
  double around = 2 * MARK_LENGTH * MAX (view->zoom, 1);
  GpRect whole = { 0, 0, view->width, view->height };

  *pen = (Pen) { .nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref),
                 .seen = gp_rect_grown (&whole, around), .scale = view->zoom };
}

/* FALSE where nobody sees @rect. */
static gboolean
tell (const Pen    *pen,
      const GpRect *rect,
      guint         look)
{
  if (!gp_rect_touches (rect, &pen->seen))
    return FALSE;
  if (pen->tiles != NULL)
    gp_tiles_mark (pen->tiles, rect, look ^ gdk_rgba_hash (&pen->color));
  return TRUE;
}

static graphene_rect_t
place (const Pen    *pen,
       const GpRect *rect)
{
  return GRAPHENE_RECT_INIT ((float) (rect->x - pen->away.x), (float) (rect->y - pen->away.y),
                             (float) rect->width, (float) rect->height);
}

/* Only what is seen of it: GTK counts the rest, too, where it compares two frames. */
static void
fill (const Pen *pen,
      double     x,
      double     y,
      double     width,
      double     height)
{
  const GpRect *seen = &pen->seen;
  double left = MAX (x, seen->x);
  double top = MAX (y, seen->y);
  GpRect rect = { left, top, MIN (x + width, seen->x + seen->width) - left,
                  MIN (y + height, seen->y + seen->height) - top };
  graphene_rect_t bounds;

  if (rect.width <= 0 || rect.height <= 0 || !tell (pen, &rect, 1))
    return;
  bounds = place (pen, &rect);
  g_ptr_array_add (pen->nodes, gsk_color_node_new (&pen->color, &bounds));
}

static void
add_border (const Pen            *pen,
            const GskRoundedRect *outline,
            const float           widths[4])
{
  g_ptr_array_add (pen->nodes,
                   gsk_border_node_new (outline, widths,
                                        (GdkRGBA[4]) { pen->color, pen->color, pen->color,
                                                       pen->color }));
}

/* @node: taken, in pixels from @x, @y. */
static void
add_node (const Pen     *pen,
          GskRenderNode *node,
          double         x,
          double         y)
{
  graphene_point_t at = GRAPHENE_POINT_INIT ((float) (x - pen->away.x), (float) (y - pen->away.y));
  GskTransform *transform = gsk_transform_translate (NULL, &at);

  g_ptr_array_add (pen->nodes, gsk_transform_node_new (node, transform));
  gsk_transform_unref (transform);
  gsk_render_node_unref (node);
}

/* An axis-parallel piece; its ends stand at whole pixels so that it is sharp. */
static void
add_piece (const Pen *pen,
           double     x1,
           double     y1,
           double     x2,
           double     y2)
{
  double half = pen->width / 2;

  if (fabs (y1 - y2) < fabs (x1 - x2))
    fill (pen, MIN (x1, x2), round (y1 - half), fabs (x2 - x1), pen->width);
  else
    fill (pen, round (x1 - half), MIN (y1, y2), pen->width, fabs (y2 - y1));
}

static void
add_dashes (const Pen *pen,
            double     x1,
            double     y1,
            double     x2,
            double     y2)
{
  double length = fabs (x2 - x1) + fabs (y2 - y1);
  double dx = (x2 - x1) / length;
  double dy = (y2 - y1) / length;

  for (double at = 0; at < length; at += DASH + DASH_GAP)
    {
      double end = MIN (at + DASH, length);

      add_piece (pen, x1 + dx * at, y1 + dy * at, x1 + dx * end, y1 + dy * end);
    }
}

/* A quarter of a ring from (x + in.x·r) to (x + out.x·r): a border with one round corner. */
static void
add_corner (const Pen *pen,
            double     x,
            double     y,
            GpPoint    in,
            GpPoint    out,
            double     r)
{
  double half = pen->width / 2;
  double sx = in.x + out.x;     /* where the corner opens to */
  double sy = in.y + out.y;
  double left = sx > 0 ? round (x - half) : round (x - half) + pen->width - r;
  double top = sy > 0 ? round (y - half) : round (y - half) + pen->width - r;
  graphene_size_t none = GRAPHENE_SIZE_INIT (0, 0);
  graphene_size_t full = GRAPHENE_SIZE_INIT ((float) r, (float) r);
  gboolean at_left = sx > 0;
  gboolean at_top = sy > 0;
  float w = (float) pen->width;
  GpRect rect = { left, top, r, r };
  graphene_rect_t bounds = place (pen, &rect);
  GskRoundedRect outline;

  if (!tell (pen, &rect, 2u + at_left * 2u + at_top))
    return;
  gsk_rounded_rect_init (&outline, &bounds,
                         at_top && at_left ? &full : &none, at_top && !at_left ? &full : &none,
                         !at_top && !at_left ? &full : &none, !at_top && at_left ? &full : &none);
  add_border (pen, &outline, (float[4]){ at_top ? w : 0, at_left ? 0 : w, at_top ? 0 : w,
                                         at_left ? w : 0 });
}

static GpPoint
direction (const GpPoint *from,
           const GpPoint *to)
{
  double length = fabs (to->x - from->x) + fabs (to->y - from->y);

  if (length < 1e-6)
    return (GpPoint) { 1, 0 };
  return (GpPoint) { (to->x - from->x) / length, (to->y - from->y) / length };
}

static double
distance (const GpPoint *a,
          const GpPoint *b)
{
  return fabs (a->x - b->x) + fabs (a->y - b->y);
}

/* How wide the bend at points[i] is, in pixels. @line: NULL for a way that is no line. */
static double
bend_at (const Pen         *pen,
         const GpSceneLine *line,
         const GpPoint     *points,
         guint              i)
{
  if (line != NULL)
    return gp_scene_line_get_bend (line, i) * pen->scale;
  return MIN (GP_LINE_BEND * pen->scale, MIN (distance (&points[i - 1], &points[i]),
                                              distance (&points[i], &points[i + 1])) / 2);
}

static void
add_way (const Pen         *pen,
         const GpSceneLine *line,
         const GpPoint     *points,
         guint              n,
         gboolean           dashed,
         gboolean           rounded)
{
  double before = 0;   /* how much of the piece the corner at its start has taken */

  for (guint i = 1; i < n; i++)
    {
      GpPoint along = direction (&points[i - 1], &points[i]);
      double after = 0;

      if (rounded && i + 1 < n)
        {
          double r = bend_at (pen, line, points, i);
          GpPoint next = direction (&points[i], &points[i + 1]);

          if (r > pen->width + 1 && fabs (along.x * next.x + along.y * next.y) < .5)
            {
              add_corner (pen, points[i].x, points[i].y, (GpPoint) { -along.x, -along.y }, next, r);
              after = r - pen->width / 2;
            }
        }
      if (dashed && distance (&points[i - 1], &points[i]) > before + after + 1)
        add_dashes (pen, points[i - 1].x + along.x * before, points[i - 1].y + along.y * before,
                    points[i].x - along.x * after, points[i].y - along.y * after);
      else
        add_piece (pen, points[i - 1].x + along.x * before, points[i - 1].y + along.y * before,
                   points[i].x - along.x * after, points[i].y - along.y * after);
      before = after;
    }
}

static void
add_foot (GpPainter *self,
          const Pen *pen,
          GpPoint    tip,
          GpPoint    foot,
          GpPoint    side)
{
  GskRenderNode *bars = gp_painter_get_foot (self, &pen->color, pen->width, foot, side);
  GpRect rect = { tip.x + MIN (MIN (side.x, -side.x), foot.x),
                  tip.y + MIN (MIN (side.y, -side.y), foot.y),
                  MAX (fabs (foot.x), 2 * fabs (side.x)), MAX (fabs (foot.y), 2 * fabs (side.y)) };

  rect = gp_rect_grown (&rect, pen->width);
  if (tell (pen, &rect, 6))
    add_node (pen, gsk_render_node_ref (bars), tip.x, tip.y);
}

static void
add_ring (const Pen     *pen,
          double         x,
          double         y,
          double         r,
          const GdkRGBA *inside)
{
  GpRect rect = { x - r, y - r, 2 * r, 2 * r };
  graphene_rect_t bounds = place (pen, &rect);
  float w = (float) pen->width;
  GskRoundedRect outline;
  GskRenderNode *disc;

  if (!tell (pen, &rect, 7 ^ gdk_rgba_hash (inside)))
    return;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, (float) r);
  disc = gsk_color_node_new (inside, &bounds);
  g_ptr_array_add (pen->nodes, gsk_rounded_clip_node_new (disc, &outline));
  gsk_render_node_unref (disc);
  add_border (pen, &outline, (float[4]) { w, w, w, w });
}

/* A filled triangle from slices of one pixel: its few pixels need no path. */
static void
add_arrow (const Pen *pen,
           GpPoint    tip,
           GpPoint    away)
{
  double length = 9 * pen->scale + pen->width;
  double half = length * .5;

  for (double at = 0; at < length; at += 1)
    {
      double wide = MAX (1, half * (at + .5) / length * 2);
      double x = tip.x + away.x * at;
      double y = tip.y + away.y * at;

      if (fabs (away.x) > .5)
        fill (pen, away.x > 0 ? x : x - 1, y - wide / 2, 1, wide);
      else
        fill (pen, x - wide / 2, away.y > 0 ? y : y - 1, wide, 1);
    }
}

/* @tip: where the line meets the card; @away: from the card along the line. */
static void
add_mark (GpPainter *self,
          const Pen *pen,
          GpMark     mark,
          GpPoint    tip,
          GpPoint    away)
{
  double half = MARK_HALF * pen->scale;
  double length = MARK_LENGTH * pen->scale;
  GpPoint side = { -away.y * half, away.x * half };
  GpPoint foot = { tip.x + away.x * length, tip.y + away.y * length };
  GpPoint at = { tip.x + away.x * length * .62, tip.y + away.y * length * .62 };

  switch (mark)
    {
    case GP_MARK_ARROW:
      add_arrow (pen, tip, away);
      return;
    case GP_MARK_MANY:
    case GP_MARK_ZERO_OR_MANY:
      add_foot (self, pen, tip, (GpPoint) { away.x * length, away.y * length }, side);
      at = (GpPoint) { foot.x + away.x * 3.5 * pen->scale, foot.y + away.y * 3.5 * pen->scale };
      break;
    case GP_MARK_ONE:
    case GP_MARK_ZERO_OR_ONE:
      add_piece (pen, at.x - side.x, at.y - side.y, at.x + side.x, at.y + side.y);
      at = (GpPoint) { foot.x + away.x * 2 * pen->scale, foot.y + away.y * 2 * pen->scale };
      break;
    default:
      return;
    }
  if (mark == GP_MARK_ZERO_OR_MANY || mark == GP_MARK_ZERO_OR_ONE)
    add_ring (pen, at.x, at.y, 4 * pen->scale, &self->theme.colors[GP_COLOR_CANVAS]);
}

static guint
to_view (const GpPoint    *points,
         guint             n,
         const GpViewport *view,
         GpPoint          *out)
{
  for (guint i = 0; i < n; i++)
    gp_viewport_to_view (view, points[i].x, points[i].y, &out[i].x, &out[i].y);
  return n;
}

/* Around the number of relations that a bundle stands for. */
static void
add_pill (const Pen     *pen,
          GtkSnapshot   *snapshot,
          const GdkRGBA *ground,
          int            width,
          int            height)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (-8, -1, (float) (width + 16),
                                                        (float) (height + 2)),
                                   (float) (height + 2) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, ground, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[4]) { pen->color, pen->color, pen->color, pen->color });
}

/* Around the rows of a composite reference. */
static void
add_bracket (const Pen         *pen,
             const GpSceneLine *line,
             const GpViewport  *view,
             gboolean           at_start)
{
  const GpPoint *tip = &line->points[at_start ? 0 : line->n_points - 1];
  GpPoint ends[2];
  GpPoint seen[2];
  double x;
  double y;

  if (!gp_scene_line_get_bracket (line, at_start, ends))
    return;
  to_view (ends, 2, view, seen);
  gp_viewport_to_view (view, tip->x, tip->y, &x, &y);
  add_piece (pen, seen[0].x, seen[0].y, seen[1].x, seen[1].y);
  for (guint i = 0; i < 2; i++)
    add_piece (pen, seen[i].x, seen[i].y, x, seen[i].y);
}

static void
add_label (GpPainter         *self,
           const Pen         *pen,
           const GpSceneLine *line,
           const GpViewport  *view)
{
  PangoLayout *layout = gp_painter_get_layout (self, GP_TEXT_LABEL, line->label);
  GpPoint at = gp_scene_line_get_label_point (line);
  const GdkRGBA *ground = &self->theme.colors[GP_COLOR_CANVAS];
  float scale = (float) MIN (pen->scale, 1);
  GtkSnapshot *snapshot;
  GpRect rect;
  int width;
  int height;

  gp_viewport_to_view (view, at.x, at.y, &at.x, &at.y);
  pango_layout_get_pixel_size (layout, &width, &height);
  at = (GpPoint) { round (at.x), round (at.y) };
  rect = (GpRect) { at.x - (width / 2. + 9) * scale, at.y - (height / 2. + 2) * scale,
                    (width + 18) * scale, (height + 4) * scale };
  if (!tell (pen, &rect, g_str_hash (line->label)))
    return;
  snapshot = gtk_snapshot_new ();
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (-width / 2), (float) (-height / 2)));
  if (line->bundle != NULL)
    add_pill (pen, snapshot, ground, width, height);
  else
    gtk_snapshot_append_color (snapshot, ground,
                               &GRAPHENE_RECT_INIT (-3, 0, (float) (width + 6), (float) height));
  gtk_snapshot_append_layout (snapshot, layout, &pen->color);
  add_node (pen, gtk_snapshot_free_to_node (snapshot), at.x, at.y);
}

static void
add_line (GpPainter         *self,
          const Pen         *pen,
          const GpSceneLine *line,
          const GpViewport  *view,
          gboolean           full)
{
  g_autofree GpPoint *heap = NULL;
  GpPoint stack[16];
  GpPoint *points = stack;
  guint n = line->n_points;

  if (n > G_N_ELEMENTS (stack))
    points = heap = g_new (GpPoint, n);
  to_view (line->points, n, view, points);

  add_way (pen, line, points, n, full && line->type == GP_LINE_ERROR,
           full || line->radii != NULL);
  if (!full && line->bundle != NULL && line->label != NULL)
    add_label (self, pen, line, view);
  if (!full)
    return;
  add_bracket (pen, line, view, TRUE);
  add_bracket (pen, line, view, FALSE);
  add_mark (self, pen, line->from_mark, points[0], direction (&points[0], &points[1]));
  if (line->cropped)
    add_ring (pen, points[n - 1].x, points[n - 1].y, 3 * pen->scale, &pen->color);
  else
    add_mark (self, pen, line->to_mark, points[n - 1], direction (&points[n - 1], &points[n - 2]));
  if (line->label != NULL)
    add_label (self, pen, line, view);
}

static double
line_width (const GpSceneLine *line,
            const GpViewport  *view,
            GpLod              lod)
{
  double width = gp_line_shape_get_width (line);

  return lod > GP_LOD_FULL && width < 2 ? 1 : MAX (1, round (width * view->zoom));
}

static gboolean
is_within_area (GpScene           *scene,
                const GpSceneLine *line)
{
  const GpSceneItem *from = gp_scene_get_item (scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (scene, line->to);

  return !gp_id_is_nil (&from->area) && gp_id_equal (&from->area, &to->area);
}

/* Where thousands of lines run between plain blocks, only those from domain to domain are drawn:
 * the others are hairs that nobody could follow. */
void
gp_painter_snapshot_lines (GpPainter        *self,
                           GpScene          *scene,
                           const GpViewport *view,
                           GpLod             lod,
                           const GpRect     *area,
                           GpTiles          *tiles,
                           GtkSnapshot      *snapshot)
{
  gboolean crowded;
  gboolean alone;
  Pen pen;

  pen_init (&pen, view);
  gp_scene_query_lines (scene, area, self->found);
  crowded = lod >= GP_LOD_BLOCKS && self->found->len > MANY_LINES;
  alone = self->found->len <= MANY_ALONE;
  pen.tiles = alone ? tiles : NULL;
  for (guint i = 0; i < self->found->len; i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, g_array_index (self->found, guint, i));

      if ((line->cropped && lod > GP_LOD_FULL) || (crowded && is_within_area (scene, line))
          || !gp_painter_wants_line (self, scene, line))
        continue;
      pen.color = self->theme.colors[gp_line_shape_get_color (line)];
      if (lod > GP_LOD_FULL)
        pen.color.alpha *= lod > GP_LOD_BARS ? .5f : .7f;
      pen.width = line_width (line, view, lod);
      if (alone)
        pen.away = gp_painter_find_away (line->slot);
      add_line (self, &pen, line, view, lod == GP_LOD_FULL);
      if (alone)
        gp_painter_append (gp_painter_take_alone (pen.nodes, &pen.away), snapshot);
    }
  gp_painter_append (gp_painter_take_alone (pen.nodes, NULL), snapshot);
  g_ptr_array_unref (pen.nodes);
}

void
gp_painter_snapshot_line (GpPainter         *self,
                          const GpSceneLine *line,
                          const GpViewport  *view,
                          GpColor            color,
                          double             width,
                          GtkSnapshot       *snapshot)
{
  Pen pen;

  pen_init (&pen, view);
  pen.color = self->theme.colors[color];
  pen.width = width;
  add_line (self, &pen, line, view, gp_scene_get_lod (view->zoom) == GP_LOD_FULL);
  gp_painter_append (gp_painter_take_alone (pen.nodes, NULL), snapshot);
  g_ptr_array_unref (pen.nodes);
}

void
gp_painter_snapshot_points (GpPainter        *self,
                            const GpPoint    *points,
                            guint             n,
                            const GpViewport *view,
                            GpColor           color,
                            double            width,
                            gboolean          dashed,
                            GtkSnapshot      *snapshot)
{
  g_autofree GpPoint *seen = g_new (GpPoint, n);
  Pen pen;

  pen_init (&pen, view);
  pen.color = self->theme.colors[color];
  pen.width = width;
  to_view (points, n, view, seen);
  add_way (&pen, NULL, seen, n, dashed, TRUE);
  gp_painter_append (gp_painter_take_alone (pen.nodes, NULL), snapshot);
  g_ptr_array_unref (pen.nodes);
}
