/* gp-scene-lines.c — the relations between entities
 * SPDX-License-Identifier: Apache-2.0
 *
 * One line for each reference field and each composite reference. At the end that refers stands
 * how many may refer (many; one where the field is unique), at the other how many are referred to
 * (one; none or one where the field is optional). Lines to hubs are stubs: in a large schema a few
 * tables are referred to by hundreds, and those lines would cover all the others. */
#define G_LOG_DOMAIN "gp-scene-lines"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-way.h"

#include <math.h>

/* Fewer lines than this can be followed in any drawing. */
#define HUB_LEAST 6

#define LANE       5.0     /* between lines that would lie on one another */
#define PAST      48.0     /* lines this near to a card are looked at when it changes */
#define MOST_PAST 300
#define MARK_ROOM 38.0     /* a piece this long has room for a mark and for moving its end */

static guint
count_references (GpDesign   *design,
                  const GpId *entity)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, entity, &n);
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += referrers[i].property == GP_FIELD_REFERENCE
             || referrers[i].property == GP_FOREIGN_KEY_TARGET;
  return count;
}

void
gp_scene_builder_find_hubs (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->context.design, GP_KIND_ENTITY);
  double least = MAX (HUB_LEAST, 2 * sqrt (entities->len));

  g_hash_table_remove_all (self->hubs);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *id = gp_element_get_id (g_ptr_array_index (entities, i));

      if (count_references (self->context.design, id) > least)
        g_hash_table_add (self->hubs, g_memdup2 (id, sizeof *id));
    }
}

static GpState
line_state (GpSceneBuilder  *self,
            const GpElement *element)
{
  const GpElement *before;

  if (self->context.base == NULL)
    return GP_STATE_SAME;
  before = gp_design_lookup (self->context.base, gp_element_get_id (element));
  if (before == NULL)
    return GP_STATE_ADDED;
  if (gp_design_lookup (self->context.design, gp_element_get_id (element)) == NULL)
    return GP_STATE_REMOVED;
  return GP_STATE_SAME;
}

static void
add_line (GpSceneBuilder    *self,
          const GpSceneItem *from,
          const GpElement   *element,
          const GpId        *first_field,
          const GpId        *target,
          gboolean           optional,
          gboolean           unique)
{
  const GpSceneItem *to = gp_scene_find (self->scene, target);
  GpSceneLine line = { 0 };
  guint slot;

  if (to == NULL)
    return;
  line.id = *gp_element_get_id (element);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = first_field != NULL ? gp_scene_item_find_row (from, first_field) : -1;
  line.to_row = to->n_rows > 0 ? 0 : -1;
  line.type = GP_LINE_RELATION;
  line.from_mark = unique ? GP_MARK_ZERO_OR_ONE : GP_MARK_ZERO_OR_MANY;
  line.to_mark = optional ? GP_MARK_ZERO_OR_ONE : GP_MARK_ONE;
  line.state = line_state (self, element);
  line.cropped = g_hash_table_contains (self->hubs, target) && to != from;
  if (line.cropped)
    line.from_mark = GP_MARK_NONE;     /* no room for it beside the dot */
  slot = gp_scene_take_line (self->scene, &line);
  gp_scene_builder_route (self, slot);
}

static gboolean
is_alone_in_key (const GpElement *entity,
                 const GpId      *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return n == 1 && gp_id_equal (&keys[0], field);
}

static void
add_child (GpSceneBuilder    *self,
           const GpSceneItem *from,
           const GpElement   *entity,
           const GpElement   *child)
{
  GpKind kind = gp_element_get_kind (child);
  const GpId *target;

  if (kind == GP_KIND_FIELD && (target = gp_element_get_ref (child, GP_FIELD_REFERENCE)) != NULL)
    add_line (self, from, child, gp_element_get_id (child), target,
              gp_element_get_bool (child, GP_FIELD_NULLABLE),
              gp_element_get_bool (child, GP_FIELD_UNIQUE)
                || is_alone_in_key (entity, gp_element_get_id (child)));
  else if (kind == GP_KIND_FOREIGN_KEY
           && (target = gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET)) != NULL)
    {
      gsize n;
      const GpId *fields = gp_element_get_refs (child, GP_FOREIGN_KEY_FIELDS, &n);
      const GpElement *first = n > 0 ? gp_design_lookup (self->context.design, &fields[0]) : NULL;

      add_line (self, from, child, n > 0 ? &fields[0] : NULL, target,
                first != NULL && gp_element_get_bool (first, GP_FIELD_NULLABLE), FALSE);
    }
}

void
gp_scene_builder_add_relations (GpSceneBuilder *self,
                                guint           slot)
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, slot);
  const GpElement *entity = gp_design_lookup (self->context.design, &from->id);
  GpDesign *design = self->context.design;
  const GpElement *child;

  if (entity == NULL)
    return;
  for (gsize i = 0; (child = gp_design_peek_child (design, &from->id, i)) != NULL; i++)
    add_child (self, from, entity, child);
}

void
gp_scene_builder_drop_relations (GpSceneBuilder *self,
                                 guint           slot)
{
  g_autoptr(GArray)
               lines = gp_scene_list_lines (self->scene, gp_scene_get_item (self->scene, slot));

  for (guint i = 0; i < lines->len; i++)
    {
      guint line = g_array_index (lines, guint, i);

      if (gp_scene_get_line (self->scene, line)->from == slot)
        gp_scene_remove_line (self->scene, line);
    }
}

static double
row_middle (const GpSceneItem *item,
            int                row)
{
  if (row < 0 || (guint) row >= item->n_rows)
    return item->rect.y + GP_CARD_BAR + (GP_CARD_HEADER - GP_CARD_BAR) / 2;
  return item->rect.y + item->row_top + (row + .5) * GP_CARD_ROW;
}

/* The step between two cards leaves its own side a little above or below the middle where two
 * branches part, so that they are told apart from the first pixel on. */
static double
branch_shift (GpLineType type)
{
  switch (type)
    {
    case GP_LINE_TRUE:
      return -9;
    case GP_LINE_ELSE:
      return 9;
    case GP_LINE_ERROR:
      return 18;
    default:
      return 0;
    }
}

void
gp_scene_builder_drop_router (GpSceneBuilder *self)
{
  g_clear_pointer (&self->router, gp_layout_router_free);
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

      if (item == NULL || item->type == GP_ITEM_AREA)
        continue;
      g_array_append_val (rects, item->rect);
      g_array_index (self->obstacles, guint, i) = rects->len;
    }
  self->router = gp_layout_router_new ((const GpRect *) (gconstpointer) rects->data, rects->len);
}

void
gp_scene_builder_move_obstacle (GpSceneBuilder *self,
                                guint           slot)
{
  guint index;

  if (self->router == NULL || slot >= self->obstacles->len)
    return;
  index = g_array_index (self->obstacles, guint, slot);
  if (index != 0)
    gp_layout_router_move (self->router, index - 1, &gp_scene_get_item (self->scene, slot)->rect);
}

/* Lines that take the same way are moved apart a little, as far as the room beside the cards
 * goes. */
static void
spread (GpPoint *points,
        guint    n,
        int      lane)
{
  double shift = lane * LANE;

  if (n != 4)
    return;
  if (points[1].x == points[2].x && fabs (points[1].x - points[0].x) > MARK_ROOM &&
      fabs (points[3].x - points[2].x) > MARK_ROOM)
    {
      points[1].x += shift;
      points[2].x += shift;
    }
  else if (points[1].y == points[2].y && fabs (points[1].y - points[0].y) > MARK_ROOM &&
           fabs (points[3].y - points[2].y) > MARK_ROOM)
    {
      points[1].y += shift;
      points[2].y += shift;
    }
}

/* Around other cards where the router finds such a way; 0 where it does not. */
static guint
route_clear (GpSceneBuilder    *self,
             const GpSceneLine *line,
             double             from_port,
             int                lane,
             GpPoint           *out)
{
  GpLayoutLink link;
  GpLayoutRoute route;

  ensure_router (self);
  link = (GpLayoutLink) {
    .from = g_array_index (self->obstacles, guint, line->from) - 1,
    .to = g_array_index (self->obstacles, guint, line->to) - 1,
    .from_port = line->from_row >= 0 ? from_port : GP_LAYOUT_NO_PORT,
    .to_port = GP_LAYOUT_NO_PORT,
  };
  gp_layout_router_route (self->router, &link, 1, &route);
  if (!route.clear)
    return 0;
  for (guint i = 0; i < route.n_points; i++)
    out[i] = route.points[i];
  spread (out, route.n_points, lane);
  return route.n_points;
}

void
gp_scene_builder_route (GpSceneBuilder *self,
                        guint           slot)
{
  const GpSceneLine *line = gp_scene_get_line (self->scene, slot);
  const GpSceneItem *from = gp_scene_get_item (self->scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (self->scene, line->to);
  double from_y = row_middle (from, line->from_row);
  double to_y = row_middle (to, line->to_row);
  int lane = (int) (gp_id_hash (&line->id) % 7) - 3;
  GpPoint points[GP_WAY_MAX_POINTS];
  guint n = 0;

  if (line->type != GP_LINE_RELATION)
    n = gp_way_flow (&from->rect, &to->rect, branch_shift (line->type), lane / 2, points);
  else if (line->from == line->to)
    n = gp_way_self (&from->rect, from_y, to_y, lane, points);
  else if (line->cropped)
    n = gp_way_stub (&from->rect, from_y, &to->rect, points);
  else
    {
      n = route_clear (self, line, from_y - from->rect.y, lane, points);
      if (n == 0)
        n = gp_way_relation (&from->rect, from_y, &to->rect, to_y, lane, points);
    }
  gp_scene_take_route (self->scene, slot, g_memdup2 (points, n * sizeof *points), n);
}

void
gp_scene_builder_route_item (GpSceneBuilder *self,
                             guint           item)
{
  g_autoptr(GArray)
               lines = gp_scene_list_lines (self->scene, gp_scene_get_item (self->scene, item));

  for (guint i = 0; i < lines->len; i++)
    gp_scene_builder_route (self, g_array_index (lines, guint, i));
}

/* Lines that run by a card that came, grew or moved look for another way; no more than a few, so
 * that no edit takes long. */
void
gp_scene_builder_route_past (GpSceneBuilder *self,
                             const GpRect   *rect)
{
  GpRect around = gp_rect_grown (rect, PAST);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  gp_scene_query_lines (self->scene, &around, lines);
  for (guint i = 0; i < lines->len && i < MOST_PAST; i++)
    gp_scene_builder_route (self, g_array_index (lines, guint, i));
}
