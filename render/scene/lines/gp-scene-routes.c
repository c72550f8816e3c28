/* gp-scene-routes.c — where the lines of a scene run
 * SPDX-License-Identifier: Apache-2.0
 *
 * What comes, goes or moves marks the lines that it concerns; all marked lines are then routed in
 * one go: first each by itself around the cards, then moved beside one another. Lines to the same
 * key of a card are one bundle and share their last part. A few of the marked lines leave all
 * others as they are, so that nothing far from an edit ever moves. Many may be left to somebody
 * else, see gp-scene-waiting.c. */
#define G_LOG_DOMAIN "gp-scene-routes"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-way.h"

#include <math.h>

#define IN_THE_WAY  8.0     /* lines this near to a card that comes need another way */
#define PAST       48.0     /* lines this near to one that goes may have a shorter way */
#define MOST_PAST  300
#define PLAIN        4      /* points of a line that nothing stands in the way of */
#define BESIDE     60.0     /* lines this near to one that is routed anew are kept off */
#define MOST_FIXED 600

#define FEW_LINES    400    /* more are routed as if the whole drawing were new */
#define FEW_STEPS    60000
#define MANY_STEPS   900000

#define PORT_GAP    14.0    /* between the ends of bundles at a card */
#define SLANT        4.0
#define LEVEL        8.0    /* ends that differ less are brought to the same height */
#define NAME_LEFT   14.0    /* of an area's name, from the area's corner */
#define NAME_TOP     8.0
#define NAME_HEIGHT 20.0

static double
row_middle (const GpSceneItem *item,
            int                row)
{
  if (item->type == GP_ITEM_NODE)
    return gp_rect_center_y (&item->rect);
  if (row < 0 || (guint) row >= item->n_rows)
    return item->rect.y + GP_CARD_BAR + (GP_CARD_HEADER - GP_CARD_BAR) / 2;
  return item->rect.y + item->row_top + (row + .5) * GP_CARD_ROW;
}

void
gp_scene_builder_drop_router (GpSceneBuilder *self)
{
  g_clear_pointer (&self->router, gp_layout_router_free);
}

/* What lines keep off: a card, of a domain's area its name. */
static GpRect
obstacle_of (GpSceneBuilder    *self,
             const GpSceneItem *item)
{
  double width;

  if (item->type != GP_ITEM_AREA || item->folded)
    return item->rect;
  width = gp_metrics_get_width (self->context.metrics, GP_TEXT_AREA, item->title);
  return (GpRect) { item->rect.x + NAME_LEFT, item->rect.y + NAME_TOP,
                    MIN (width, item->rect.width - 2 * NAME_LEFT), NAME_HEIGHT };
}

static gboolean
is_obstacle (const GpSceneItem *item)
{
  return item != NULL && (item->type != GP_ITEM_AREA || item->kind == GP_KIND_DOMAIN);
}

static void
ensure_router (GpSceneBuilder *self)
{
  guint n = gp_scene_get_n_items (self->scene);
  g_autoptr(GArray) rects = NULL;

  if (self->router != NULL)
    return;
  rects = g_array_sized_new (FALSE, FALSE, sizeof (GpRect), n);
  g_array_set_size (self->obstacles, 0);
  g_array_set_size (self->obstacles, n);
  for (guint i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);
      GpRect rect;

      if (!is_obstacle (item))
        continue;
      rect = obstacle_of (self, item);
      g_array_append_val (rects, rect);
      g_array_index (self->obstacles, guint, i) = rects->len;
    }
  self->router = gp_layout_router_new ((const GpRect *) (gconstpointer) rects->data, rects->len);
}

void
gp_scene_builder_move_obstacle (GpSceneBuilder *self,
                                guint           slot)
{
  GpRect rect;
  guint index;

  if (self->router == NULL || slot >= self->obstacles->len)
    return;
  index = g_array_index (self->obstacles, guint, slot);
  if (index == 0)
    return;
  rect = obstacle_of (self, gp_scene_get_item (self->scene, slot));
  gp_layout_router_move (self->router, index - 1, &rect);
}

void
gp_scene_builder_add_obstacle (GpSceneBuilder *self,
                               guint           slot)
{
  const GpSceneItem *item = gp_scene_get_item (self->scene, slot);
  GpRect rect;

  if (self->router == NULL || !is_obstacle (item))
    return;
  rect = obstacle_of (self, item);
  if (slot >= self->obstacles->len)
    g_array_set_size (self->obstacles, slot + 1);
  g_array_index (self->obstacles, guint, slot) = gp_layout_router_add (self->router, &rect) + 1;
}

void
gp_scene_builder_mark_line (GpSceneBuilder *self,
                            guint           line)
{
  g_hash_table_add (self->marked, GUINT_TO_POINTER (line + 1));
}

void
gp_scene_builder_mark_item (GpSceneBuilder *self,
                            guint           item)
{
  g_autoptr(GArray)
               lines = gp_scene_list_lines (self->scene, gp_scene_get_item (self->scene, item));

  for (guint i = 0; i < lines->len; i++)
    gp_scene_builder_mark_line (self, g_array_index (lines, guint, i));
}

/* Lines in the way of a card that came, grew or moved there look for another one; no more than a
 * few, so that no edit takes long. Those that run past it stay where they are. */
void
gp_scene_builder_mark_past (GpSceneBuilder *self,
                            const GpRect   *rect)
{
  GpRect around = gp_rect_grown (rect, IN_THE_WAY);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  gp_scene_builder_note_disturbed (self, rect);
  gp_scene_query_lines (self->scene, &around, lines);
  for (guint i = 0; i < lines->len && i < MOST_PAST; i++)
    gp_scene_builder_mark_line (self, g_array_index (lines, guint, i));
}

/* Whether @line may become shorter where something goes. */
static gboolean
goes_around (const GpSceneLine *line)
{
  const GpPoint *first = &line->points[0];
  const GpPoint *last = first;
  double length = 0;

  for (guint i = 1; i < line->n_points; i++)
    {
      last = &line->points[i];
      length += fabs (last[0].x - last[-1].x) + fabs (last[0].y - last[-1].y);
    }
  return line->n_points > PLAIN
         || length > fabs (last->x - first->x) + fabs (last->y - first->y) + SLANT;
}

/* Lines that run by a card that went, shrank or moved away, or around it in a wide bow, may have a
 * shorter way now. */
void
gp_scene_builder_mark_freed (GpSceneBuilder *self,
                             const GpRect   *rect)
{
  GpRect around = gp_rect_grown (rect, PAST);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  gp_scene_builder_note_disturbed (self, rect);
  gp_scene_query_line_boxes (self->scene, &around, lines);
  for (guint i = 0; i < lines->len && n < MOST_PAST; i++)
    {
      guint slot = g_array_index (lines, guint, i);
      const GpSceneLine *line = gp_scene_get_line (self->scene, slot);

      if (line->n_points == 0 || (!goes_around (line) && !gp_scene_line_touches (line, &around)))
        continue;
      gp_scene_builder_mark_line (self, slot);
      n++;
    }
}

/* How many lines between the same two cards, in the same direction, come before @line. */
static guint
count_parallels (GpSceneBuilder    *self,
                 const GpSceneLine *line)
{
  g_autoptr(GArray) lines = gp_scene_list_lines (self->scene,
                                                 gp_scene_get_item (self->scene, line->from));
  guint count = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const GpSceneLine *other = gp_scene_get_line (self->scene, g_array_index (lines, guint, i));

      count += other->from == line->from && other->to == line->to
               && other->to_row == line->to_row
               && (other->from_row < line->from_row
                   || (other->from_row == line->from_row && other->slot < line->slot));
    }
  return count;
}

/* Whether the card of an optional reference is the end of others that are not: their marks must not
 * lie on one another. */
static gboolean
shares_port (GpSceneBuilder    *self,
             const GpSceneLine *line)
{
  g_autoptr(GArray) lines = NULL;

  if (line->to_mark != GP_MARK_ZERO_OR_ONE)
    return FALSE;
  lines = gp_scene_list_lines (self->scene, gp_scene_get_item (self->scene, line->to));
  for (guint i = 0; i < lines->len; i++)
    {
      const GpSceneLine *other = gp_scene_get_line (self->scene, g_array_index (lines, guint, i));

      if (other->to == line->to && !other->cropped && other->to_row == line->to_row
          && other->to_mark != line->to_mark)
        return TRUE;
    }
  return FALSE;
}

/* Lines of one bundle end at the same point; @out_port: below the upper side of the card. */
static guint32
find_bundle (GpSceneBuilder    *self,
             const GpSceneLine *line,
             double            *out_port)
{
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  guint place = 2 * count_parallels (self, line) + (shares_port (self, line) ? 1 : 0);
  double port = row_middle (to, line->to_row) - to->rect.y + place * PORT_GAP;

  *out_port = CLAMP (port, MIN (PORT_GAP, to->rect.height / 2),
                     MAX (to->rect.height - PORT_GAP, to->rect.height / 2));
  return (line->to * 31 + (guint) (line->to_row + 1)) * 64 + MIN (place, 63);
}

/* Whether both ends are so nearly level, and the cards beside one another, that they are joined by
 * a straight line. */
static gboolean
aligns (const GpSceneItem *from,
        const GpSceneItem *to,
        double             from_port,
        double             to_port)
{
  double port = from->rect.y + from_port - to->rect.y;

  return fabs (port - to_port) <= LEVEL && port > 4 && port < to->rect.height - 4
         && (to->rect.x > from->rect.x + from->rect.width
             || from->rect.x > to->rect.x + to->rect.width);
}

/* What the router is asked for; lines that end at the same point have the same bundle. */
static GpLayoutLink
find_link (GpSceneBuilder    *self,
           const GpSceneLine *line,
           guint32           *out_bundle)
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  GpLayoutLink link = {
    .from = g_array_index (self->obstacles, guint, line->from) - 1,
    .to = g_array_index (self->obstacles, guint, line->to) - 1,
    .from_port = row_middle (from, line->from_row) - from->rect.y,
  };

  *out_bundle = find_bundle (self, line, &link.to_port);
  link.to_slant = SLANT;
  if (aligns (from, to, link.from_port, link.to_port))
    {
      /* A jog of some pixels is worse than an end beside the middle of its row. */
      link.to_port = from->rect.y + link.from_port - to->rect.y;
      link.to_slant = 0;
      *out_bundle = G_MAXUINT32 - line->slot;
    }
  return link;
}

/* From port to port, counted from the upper sides, around what stands in between. 0 where an end
 * is no card. */
guint
gp_scene_builder_route_around (GpSceneBuilder    *self,
                               const GpSceneLine *line,
                               double             from_port,
                               double             to_port,
                               GpPoint           *out)
{
  GpLayoutRoute route;
  GpLayoutLink link = { .from_port = from_port, .to_port = to_port };

  ensure_router (self);
  link.from = g_array_index (self->obstacles, guint, line->from);
  link.to = g_array_index (self->obstacles, guint, line->to);
  if (link.from-- == 0 || link.to-- == 0)
    return 0;
  gp_layout_router_route (self->router, &link, 1, &route);
  memcpy (out, route.points, route.n_points * sizeof *out);
  return route.n_points;
}

/* Lines that go no way around cards. 0 for the others. */
static guint
find_short_way (GpSceneBuilder    *self,
                const GpSceneLine *line,
                GpPoint            out[static GP_WAY_MAX_POINTS])
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  double from_y = row_middle (from, line->from_row);

  if (line->from == line->to)
    return gp_way_self (&from->rect, from_y, row_middle (to, line->to_row),
                        (int) count_parallels (self, line), out);
  if (line->cropped)
    return gp_way_stub (&from->rect, from_y, &to->rect, out);
  return 0;
}

/* What leads to the same step comes together before it. */
static void
add_flow_line (GpSceneBuilder    *self,
               const GpSceneLine *line,
               GpRouteJob        *job)
{
  GpPoint points[GP_LAYOUT_ROUTE_POINTS];
  gboolean fixed;
  guint n = gp_scene_builder_find_flow_way (self, line, points, &fixed);

  if (fixed)
    gp_route_job_add_known (job, line->slot, &line->id, points, n, G_MAXUINT32 - line->slot);
  else
    gp_route_job_add_loose (job, line->slot, &line->id, points, n,
                            line->to * 4 + (line->type == GP_LINE_ERROR ? 1 : 0));
}

static void
add_to_job (GpSceneBuilder    *self,
            const GpSceneLine *line,
            GpRouteJob        *job)
{
  GpPoint points[GP_WAY_MAX_POINTS];
  guint n;
  guint32 bundle;
  GpLayoutLink link;

  if (line->type != GP_LINE_RELATION)
    {
      add_flow_line (self, line, job);
      return;
    }
  n = find_short_way (self, line, points);
  if (n > 0)
    {
      gp_route_job_add_known (job, line->slot, &line->id, points, n, G_MAXUINT32 - line->slot);
      return;
    }
  link = find_link (self, line, &bundle);
  gp_route_job_add_open (job, line->slot, &line->id, &link, bundle);
}

void
gp_scene_builder_get_ends (GpSceneBuilder    *self,
                           const GpSceneLine *line,
                           double            *from_y,
                           double            *to_y)
{
  *from_y = row_middle (gp_scene_get_item (self->scene, line->from), line->from_row);
  *to_y = row_middle (gp_scene_get_item (self->scene, line->to), line->to_row);
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return (one > two) - (one < two);
}

/* The lines to be routed, in an order that is always the same. */
static GArray *
take_marked (GpSceneBuilder *self)
{
  GArray *slots = g_array_sized_new (FALSE, FALSE, sizeof (guint),
                                     g_hash_table_size (self->marked));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->marked);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint slot = GPOINTER_TO_UINT (key) - 1;

      if (gp_scene_get_line (self->scene, slot) != NULL)
        g_array_append_val (slots, slot);
    }
  g_array_sort (slots, compare_slots);
  return slots;
}

/* The lines around @area that are not routed anew stay where they are. */
static void
add_beside_in (GpSceneBuilder *self,
               const GpRect   *area,
               GHashTable     *seen,
               GArray         *found,
               GpRouteJob     *job)
{
  gp_scene_query_lines (self->scene, area, found);
  for (guint i = 0; i < found->len && g_hash_table_size (seen) < MOST_FIXED; i++)
    {
      guint slot = g_array_index (found, guint, i);
      const GpSceneLine *line = gp_scene_get_line (self->scene, slot);
      double port;

      if (line->n_points >= 4 && !line->cropped
          && !g_hash_table_contains (self->marked, GUINT_TO_POINTER (slot + 1))
          && g_hash_table_add (seen, GUINT_TO_POINTER (slot + 1)))
        gp_route_job_add_beside (job, line->points, line->n_points,
                                 find_bundle (self, line, &port));
    }
}

static void
add_beside (GpSceneBuilder *self,
            GpRouteJob     *job)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < gp_route_job_get_n_lines (job); i++)
    {
      GpLayoutWay way = gp_route_job_get_way (job, i);
      const GpPoint *points = way.points;
      guint n = way.fixed ? 0 : way.n_points;

      for (guint p = 1; p < n && g_hash_table_size (seen) < MOST_FIXED; p++)
        {
          GpRect one = { points[p - 1].x, points[p - 1].y, 0, 0 };
          GpRect two = { points[p].x, points[p].y, 0, 0 };
          GpRect area = gp_rect_union (&one, &two);

          area = gp_rect_grown (&area, BESIDE);
          add_beside_in (self, &area, seen, found, job);
        }
    }
}

void
gp_scene_builder_take_way (GpSceneBuilder   *self,
                           const GpRouteJob *job,
                           guint             line)
{
  GpLayoutWay way = gp_route_job_get_way (job, line);
  const double *radii = gp_route_job_get_radii (job, line);

  gp_scene_take_route (self->scene, gp_route_job_get_slot (job, line),
                       g_memdup2 (way.points, way.n_points * sizeof (GpPoint)), way.n_points,
                       g_memdup2 (radii, radii != NULL ? way.n_points * sizeof (double) : 0));
}

void
gp_scene_builder_route_marked (GpSceneBuilder *self)
{
  g_autoptr(GArray) slots = NULL;
  g_autoptr(GpRouteJob) job = NULL;
  gboolean few = g_hash_table_size (self->marked) < FEW_LINES;

  if (g_hash_table_size (self->marked) == 0)
    return;
  if (!few && self->route_func != NULL)
    gp_scene_builder_mark_waiting (self);
  slots = take_marked (self);
  ensure_router (self);
  job = gp_route_job_new (self->curved, few ? FEW_STEPS : MANY_STEPS);
  for (guint i = 0; i < slots->len; i++)
    add_to_job (self, gp_scene_get_line (self->scene, g_array_index (slots, guint, i)), job);
  if (!few && self->route_func != NULL)
    {
      g_hash_table_remove_all (self->marked);
      gp_scene_builder_wait (self, job);
      return;
    }
  gp_route_job_find (job, self->router, NULL);
  if (few)
    add_beside (self, job);
  gp_route_job_spread (job, self->router);
  for (guint i = 0; i < slots->len; i++)
    {
      gp_scene_builder_take_way (self, job, i);
      gp_scene_builder_stop_waiting (self, g_array_index (slots, guint, i));
    }
  g_hash_table_remove_all (self->marked);
  if (self->lens == GP_LENS_FLOWS)
    gp_scene_builder_place_labels (self);
}

GArray *
gp_scene_builder_find_way (GpSceneBuilder    *self,
                           const GpSceneLine *line)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  GpLayoutRoute route;
  GpLayoutLink link;
  guint32 bundle;

  ensure_router (self);
  gp_layout_router_set_budget (self->router, FEW_STEPS);
  link = find_link (self, line, &bundle);
  gp_layout_router_route (self->router, &link, 1, &route);
  g_array_append_vals (points, route.points, route.n_points);
  return points;
}
