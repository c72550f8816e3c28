/* gp-scene-flow-ways.c — where the lines of flows run, and where their labels stand
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line leaves a step at its right side and reaches the next one at its left side, with a bend
 * near the step where branches part, or near the one where they join. Lines of errors leave
 * downwards. The first of a few such ways that meets no card and no frame is taken; where none is
 * free, the router looks for one. Labels stand on their line where they cover nothing else. */
#define G_LOG_DOMAIN "gp-scene-flow-ways"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-node.h"
#include "gp-way.h"

#include <math.h>
#include <string.h>

#define PORT_GAP      14.0    /* between lines that leave one side */
#define BEND          26.0    /* from a card to the bend beside it */
#define LEVEL         14.0    /* ends that differ less are joined by a straight line */
#define LEAST_GAP     20.0    /* between cards with a line between them */
#define CLEAR          5.0    /* kept between a line and what it passes */
#define LABEL_PADDING  4.0
#define LINE_CLEAR     3.0    /* kept between a label and other lines */

static double
right_of (const GpRect *rect)
{
  return rect->x + rect->width;
}

static double
bottom_of (const GpRect *rect)
{
  return rect->y + rect->height;
}

/* Whether @item lies in the frame @frame, however deep. */
static gboolean
lies_in (GpSceneBuilder    *self,
         const GpSceneItem *item,
         const GpSceneItem *frame)
{
  while (item != NULL && !gp_id_is_nil (&item->area))
    {
      if (gp_id_equal (&item->area, &frame->key))
        return TRUE;
      item = gp_scene_find (self->scene, &item->area);
    }
  return FALSE;
}

static gboolean
is_in_the_way (GpSceneBuilder    *self,
               const GpSceneItem *item,
               const GpSceneItem *from,
               const GpSceneItem *to)
{
  if (item == from || item == to)
    return FALSE;
  return item->type != GP_ITEM_AREA || !(lies_in (self, from, item) || lies_in (self, to, item));
}

static gboolean
is_free (GpSceneBuilder    *self,
         const GpSceneItem *from,
         const GpSceneItem *to,
         const GpPoint     *points,
         guint              n)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 1; i < n; i++)
    {
      GpRect one = { points[i - 1].x, points[i - 1].y, 0, 0 };
      GpRect two = { points[i].x, points[i].y, 0, 0 };
      GpRect area = gp_rect_union (&one, &two);

      area = gp_rect_grown (&area, CLEAR);
      gp_scene_query_items (self->scene, &area, found);
      for (guint k = 0; k < found->len; k++)
        if (is_in_the_way (self, gp_scene_get_item (self->scene, g_array_index (found, guint, k)),
                           from, to))
          return FALSE;
    }
  return TRUE;
}

/* Which place @line has among those of its kind that leave the same step, from the top. */
static guint
find_place (GpSceneBuilder    *self,
            const GpSceneLine *line,
            guint             *out_n)
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  g_autoptr(GArray) lines = gp_scene_list_lines (self->scene, from);
  double own = gp_rect_center_y (&to->rect);
  guint place = 0;

  *out_n = 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const GpSceneLine *other = gp_scene_get_line (self->scene, g_array_index (lines, guint, i));
      const GpSceneItem *end = gp_scene_get_item (self->scene, other->to);
      double at = gp_rect_center_y (&end->rect);

      if (other->from != line->from || lies_in (self, end, from)
          || (other->type == GP_LINE_ERROR) != (line->type == GP_LINE_ERROR))
        continue;
      place += at < own || (at == own && other->slot < line->slot);
      (*out_n)++;
    }
  return place;
}

/* The lines of a frame meet it level with the middle of what is inside. */
static double
middle_of (const GpSceneItem *item)
{
  double shift = item->type == GP_ITEM_AREA ? (GP_AREA_HEADER - GP_AREA_PADDING) / 2 : 0;

  return gp_rect_center_y (&item->rect) + shift;
}

static double
leave_at (const GpSceneItem *from,
          guint              place,
          guint              n)
{
  double gap = n > 1 ? MIN (PORT_GAP, (from->rect.height - 20) / (n - 1)) : 0;

  return middle_of (from) + (place - (n - 1) / 2.0) * gap;
}

static guint
with_bend_at (double   x,
              GpPoint  from,
              GpPoint  to,
              GpPoint *out)
{
  out[0] = from;
  out[1] = (GpPoint) { x, from.y };
  out[2] = (GpPoint) { x, to.y };
  out[3] = to;
  return 4;
}

/* From left to right. 0 where nothing simple is free. */
static guint
go_right (GpSceneBuilder    *self,
          const GpSceneLine *line,
          const GpSceneItem *from,
          const GpSceneItem *to,
          GpPoint           *out)
{
  gboolean parts = line->type == GP_LINE_TRUE || line->type == GP_LINE_ELSE;
  guint n;
  guint place = find_place (self, line, &n);
  GpPoint start = { right_of (&from->rect), leave_at (from, place, n) };
  GpPoint end = { to->rect.x, middle_of (to) };
  double bends[3];

  if (end.x - start.x < LEAST_GAP)
    return 0;
  if (fabs (start.y - end.y) < LEVEL && fabs (end.y - middle_of (from)) < LEVEL)
    {
      out[0] = (GpPoint) { start.x, end.y };
      out[1] = end;
      return is_free (self, from, to, out, 2) ? 2 : 0;
    }
  bends[parts ? 1 : 0] = MAX (end.x - BEND, (start.x + end.x) / 2);
  bends[parts ? 0 : 1] = MIN (start.x + BEND, (start.x + end.x) / 2);
  bends[2] = (start.x + end.x) / 2;
  for (gsize i = 0; i < G_N_ELEMENTS (bends); i++)
    {
      n = with_bend_at (bends[i], start, end, out);
      if (is_free (self, from, to, out, n))
        return n;
    }
  return 0;
}

/* An error falls out of its step, and then goes right. */
static guint
go_down (GpSceneBuilder    *self,
         const GpSceneLine *line,
         const GpSceneItem *from,
         const GpSceneItem *to,
         GpPoint           *out)
{
  guint n;
  guint place = find_place (self, line, &n);
  double x = gp_rect_center_x (&from->rect) - place * PORT_GAP;

  if (middle_of (to) < bottom_of (&from->rect) + LEAST_GAP)
    return 0;
  out[0] = (GpPoint) { x, bottom_of (&from->rect) };
  if (to->rect.x > x + LEAST_GAP)
    {
      out[1] = (GpPoint) { x, middle_of (to) };
      out[2] = (GpPoint) { to->rect.x, middle_of (to) };
      n = 3;
    }
  else if (x < right_of (&to->rect) - 12 && x > to->rect.x + 12
           && to->rect.y - bottom_of (&from->rect) >= LEAST_GAP)
    {
      out[1] = (GpPoint) { x, to->rect.y };
      n = 2;
    }
  else
    return 0;
  return is_free (self, from, to, out, n) ? n : 0;
}

/* The first steps of a frame are reached from its left side. */
static guint
go_in (const GpSceneItem *frame,
       const GpSceneItem *to,
       GpPoint           *out)
{
  out[0] = (GpPoint) { frame->rect.x, middle_of (to) };
  out[1] = (GpPoint) { to->rect.x, middle_of (to) };
  return 2;
}

guint
gp_scene_builder_find_flow_way (GpSceneBuilder    *self,
                                const GpSceneLine *line,
                                GpPoint           *out,
                                gboolean          *out_fixed)
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  guint n = 0;

  *out_fixed = TRUE;
  if (line->from == line->to)
    return gp_way_self (&from->rect, gp_rect_center_y (&from->rect),
                        gp_rect_center_y (&from->rect), 0, out);
  if (from->type == GP_ITEM_AREA && lies_in (self, to, from))
    return go_in (from, to, out);
  if (line->type == GP_LINE_ERROR)
    n = go_down (self, line, from, to, out);
  if (n == 0)
    n = go_right (self, line, from, to, out);
  if (n == 0)
    {
      n = gp_way_flow (&from->rect, &to->rect, 0, 0, out);
      if (!is_free (self, from, to, out, n))
        n = gp_scene_builder_route_around (self, line, from->rect.height / 2,
                                           to->rect.height / 2, out);
      if (n == 0)
        n = gp_way_flow (&from->rect, &to->rect, 0, 0, out);
    }
  *out_fixed = n < 4;
  return n;
}

typedef struct
{
  GpSceneBuilder *builder;
  GArray         *taken;     /* GpRect: labels that have a place */
  GArray         *items;     /* guint: room for queries */
  GArray         *lines;
} Labels;

static gboolean
crosses (const GpSceneLine *line,
         const GpRect      *rect)
{
  for (guint i = 1; i < line->n_points; i++)
    {
      const GpPoint *a = &line->points[i - 1];
      GpRect piece = { MIN (a[0].x, a[1].x), MIN (a[0].y, a[1].y), fabs (a[0].x - a[1].x),
                       fabs (a[0].y - a[1].y) };

      piece = gp_rect_grown (&piece, LINE_CLEAR);
      if (gp_rect_overlaps (&piece, rect))
        return TRUE;
    }
  return FALSE;
}

/* How much a label there would cover: cards weigh most, then labels, then lines. */
static double
cost_of (Labels            *self,
         const GpSceneLine *line,
         const GpRect      *rect)
{
  GpScene *scene = self->builder->scene;
  double cost = 0;

  gp_scene_query_items (scene, rect, self->items);
  for (guint i = 0; i < self->items->len; i++)
    if (gp_scene_get_item (scene, g_array_index (self->items, guint, i))->type != GP_ITEM_AREA)
      cost += 100;
  for (guint i = 0; i < self->taken->len; i++)
    if (gp_rect_overlaps (&g_array_index (self->taken, GpRect, i), rect))
      cost += 40;
  gp_scene_query_lines (scene, rect, self->lines);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const GpSceneLine *other = gp_scene_get_line (scene, g_array_index (self->lines, guint, i));

      if (other != line && other->n_points > 0 && crosses (other, rect))
        cost += 10;
    }
  return cost;
}

static void
place_label (Labels            *self,
             const GpSceneLine *line)
{
  static const double places[] = { .5, .35, .65, .2, .8 };
  GpMetrics *metrics = self->builder->context.metrics;
  double width = gp_metrics_get_width (metrics, GP_TEXT_LABEL, line->label) + 2 * LABEL_PADDING;
  double height = gp_metrics_get_height (metrics, GP_TEXT_LABEL);
  double least = INFINITY;
  GpPoint best = { 0, 0 };
  GpRect rect;

  for (guint piece = 0; piece + 1 < line->n_points; piece++)
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
      {
        const GpPoint *at = &line->points[piece];
        double length = fabs (at[1].x - at[0].x) + fabs (at[1].y - at[0].y);
        gboolean level = at[0].y == at[1].y;
        GpPoint middle = { at[0].x + (at[1].x - at[0].x) * places[i],
                           at[0].y + (at[1].y - at[0].y) * places[i] };
        double cost;

        rect = (GpRect) { middle.x - width / 2, middle.y - height / 2, width, height };
        cost = cost_of (self, line, &rect) + i * .5 + piece;
        if (length < (level ? width : height) + 12)
          cost += 20;      /* nothing of the piece would be seen beside it */
        if (cost >= least)
          continue;
        least = cost;
        best = middle;
      }
  rect = (GpRect) { best.x - width / 2, best.y - height / 2, width, height };
  g_array_append_val (self->taken, rect);
  gp_scene_place_label (self->builder->scene, line->slot, &best);
}

void
gp_scene_builder_place_labels (GpSceneBuilder *self)
{
  Labels labels = {
    .builder = self,
    .taken = g_array_new (FALSE, FALSE, sizeof (GpRect)),
    .items = g_array_new (FALSE, FALSE, sizeof (guint)),
    .lines = g_array_new (FALSE, FALSE, sizeof (guint)),
  };

  for (guint i = 0; i < gp_scene_get_n_lines (self->scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (self->scene, i);

      if (line != NULL && line->label != NULL && line->n_points > 1)
        place_label (&labels, line);
    }
  g_array_unref (labels.taken);
  g_array_unref (labels.items);
  g_array_unref (labels.lines);
}
