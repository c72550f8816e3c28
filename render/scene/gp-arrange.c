/* gp-arrange.c — places for what a scene shows, found by the layout
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-arrange"

#include "config.h"

#include "gp-arrange.h"

#include "gp-edit.h"
#include "gp-layout-place.h"

#include <math.h>

/* Around a label on a line between two steps, canvas units. */
#define LABEL_ROOM 40.0

static gboolean
has_place (const GpSceneItem *item)
{
  return item->placed || item->proposed;
}

static gboolean
takes_part (const GpSceneItem *item,
            GpArrangeFilter    filter,
            gpointer           user_data,
            gboolean           anew)
{
  if (item == NULL || (item->type == GP_ITEM_AREA && item->kind != GP_KIND_STEP) || item->ghost
      || (item->type == GP_ITEM_NOTE && !(anew && item->placed)))
    return FALSE;
  return filter == NULL || filter (item, user_data);
}

/* The request's group for the area of @item. */
static guint
ensure_group (GpLayoutRequest   *request,
              GpScene           *scene,
              GHashTable        *groups,
              const GpSceneItem *item)
{
  guint group = GPOINTER_TO_UINT (g_hash_table_lookup (groups, &item->area));

  if (group == 0)
    {
      const GpSceneItem *area = gp_scene_find (scene, &item->area);

      group = gp_layout_request_add_group (request, area != NULL ? area->title : NULL) + 1;
      g_hash_table_insert (groups, (gpointer) &item->area, GUINT_TO_POINTER (group));
    }
  return group - 1;
}

/* The card whose middle is nearest to that of @note, or NULL. */
static const GpSceneItem *
find_annotated (GpScene           *scene,
                const GpSceneItem *note)
{
  const GpSceneItem *nearest = NULL;
  double least = INFINITY;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      double way;

      if (item == NULL || item->type == GP_ITEM_AREA || item->type == GP_ITEM_NOTE
          || item->ghost || !has_place (item))
        continue;
      way = hypot (gp_rect_center_x (&item->rect) - gp_rect_center_x (&note->rect),
                   gp_rect_center_y (&item->rect) - gp_rect_center_y (&note->rect));
      if (way < least)
        {
          least = way;
          nearest = item;
        }
    }
  return nearest;
}

/* Ties the notes of @keys to the cards that they stand by. @nodes: slot + 1 → node + 1. */
static void
tie_notes (GpLayoutRequest *request,
           GpScene         *scene,
           const GArray    *keys,
           GHashTable      *nodes,
           GHashTable      *groups)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *note = gp_scene_find (scene, &g_array_index (keys, GpId, i));
      const GpSceneItem *card = note->type == GP_ITEM_NOTE ? find_annotated (scene, note) : NULL;
      guint to = card != NULL ? GPOINTER_TO_UINT (
                                  g_hash_table_lookup (nodes, GUINT_TO_POINTER (card->slot + 1)))
                              : 0;

      if (to == 0)
        continue;
      gp_layout_request_add_edge (request, i, to - 1);
      if (!gp_id_is_nil (&card->area))
        gp_layout_request_set_group (request, i, ensure_group (request, scene, groups, card));
    }
}

static gboolean
is_framed (GpScene           *scene,
           const GpSceneItem *item)
{
  const GpSceneItem *area = gp_scene_find (scene, &item->area);

  return area != NULL && area->kind == GP_KIND_STEP;
}

/* Steps lie inside of the frames of others. @nodes: slot + 1 → node + 1. */
static void
set_frames (GpLayoutRequest *request,
            GpScene         *scene,
            const GArray    *keys,
            GHashTable      *nodes)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (keys, GpId, i));
      const GpSceneItem *frame = gp_scene_find (scene, &item->area);
      guint node = frame != NULL
                     ? GPOINTER_TO_UINT (g_hash_table_lookup (nodes,
                                                              GUINT_TO_POINTER (frame->slot + 1)))
                     : 0;

      if (node != 0)
        gp_layout_request_set_frame (request, i, node - 1);
    }
}

/* Labels stand between the layers. */
static void
make_room (GpLayoutRequest   *request,
           GpMetrics         *metrics,
           const GpSceneLine *line,
           guint              node,
           GArray            *rooms)
{
  double room;

  if (line->label == NULL || line->type == GP_LINE_ERROR)
    return;
  room = gp_metrics_get_width (metrics, GP_TEXT_LABEL, line->label) + LABEL_ROOM
         - gp_layout_request_get_gap (request);
  if (room <= g_array_index (rooms, double, node))
    return;
  g_array_index (rooms, double, node) = room;
  gp_layout_request_set_room (request, node, room);
}

/* The way that most runs take is the straight one. */
static guint
weight_of (GpLineType type)
{
  switch (type)
    {
    case GP_LINE_NEXT:
    case GP_LINE_TRUE:
    case GP_LINE_CIRCLE:
      return 6;
    case GP_LINE_ELSE:
      return 3;
    case GP_LINE_ERROR:
      return GP_LAYOUT_ASIDE;
    default:
      return 2;
    }
}

static void
add_node (GpLayoutRequest   *request,
          GpScene           *scene,
          GHashTable        *groups,
          const GpSceneItem *item,
          gboolean           anew)
{
  gboolean frame = item->type == GP_ITEM_AREA;
  guint node = gp_layout_request_add_node (request, item->title,
                                           frame ? item->least_width : item->rect.width,
                                           frame ? 0 : item->rect.height);

  if (frame)
    return;      /* as large as what is inside, and there where that is */
  if (!gp_id_is_nil (&item->area) && !is_framed (scene, item))
    gp_layout_request_set_group (request, node, ensure_group (request, scene, groups, item));
  if (has_place (item) && (!anew || item->pinned))
    gp_layout_request_set_position (request, node, item->rect.x, item->rect.y,
                                    item->pinned ? GP_LAYOUT_HOLD_PINNED : GP_LAYOUT_HOLD_PLACED);
}

GpLayoutRequest *
gp_arrange_request (GpSceneBuilder  *builder,
                    GpArrangeFilter  filter,
                    gpointer         user_data,
                    gboolean         anew,
                    GArray          *keys)
{
  GpLayoutRequest *request = gp_layout_request_new ();
  GpScene *scene = gp_scene_builder_get_scene (builder);
  gboolean flows = gp_scene_builder_get_lens (builder) == GP_LENS_FLOWS;
  g_autoptr(GArray) rooms = g_array_new (FALSE, TRUE, sizeof (double));
  g_autoptr(GHashTable) groups = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GHashTable) nodes = g_hash_table_new (NULL, NULL);    /* slot + 1 → node + 1 */

  g_array_set_size (keys, 0);
  gp_layout_request_set_mode (request,
                              flows ? GP_LAYOUT_MODE_FLOW : GP_LAYOUT_MODE_CARDS);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (!takes_part (item, filter, user_data, anew))
        continue;
      add_node (request, scene, groups, item, anew);
      g_array_append_val (keys, item->key);
      g_hash_table_insert (nodes, GUINT_TO_POINTER (i + 1), GUINT_TO_POINTER (keys->len));
    }
  g_array_set_size (rooms, keys->len);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, i);
      guint from, to;

      if (line == NULL)
        continue;
      from = GPOINTER_TO_UINT (g_hash_table_lookup (nodes, GUINT_TO_POINTER (line->from + 1)));
      to = GPOINTER_TO_UINT (g_hash_table_lookup (nodes, GUINT_TO_POINTER (line->to + 1)));
      if (from != 0 && to != 0 && flows)
        make_room (request, gp_scene_builder_get_metrics (builder), line, from - 1, rooms);
      if (from != 0 && to != 0)
        gp_layout_request_add_edge_of_weight (request, from - 1, to - 1, weight_of (line->type));
    }
  set_frames (request, scene, keys, nodes);
  tie_notes (request, scene, keys, nodes, groups);
  return request;
}

/* Cards that were this near to one another before may be so again. */
#define LEAST_GAP 16.0

typedef struct
{
  GpLayoutRequest *request;
  GArray          *rects;      /* GpRect of each node of the request */
  GArray          *kept;       /* gboolean, likewise */
  GHashTable      *groups;
} Room;

static void
room_clear (Room *self)
{
  gp_layout_request_unref (self->request);
  g_array_unref (self->rects);
  g_array_unref (self->kept);
  g_hash_table_unref (self->groups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Room, room_clear)

/* @item: whose area the node is in; NULL: in none. */
static void
room_add (Room              *self,
          GpScene           *scene,
          const GpSceneItem *item,
          const GpRect      *rect,
          gboolean           kept)
{
  guint node = gp_layout_request_add_node (self->request, NULL, rect->width, rect->height);

  if (item != NULL && !gp_id_is_nil (&item->area))
    gp_layout_request_set_group (self->request, node,
                                 ensure_group (self->request, scene, self->groups, item));
  g_array_append_vals (self->rects, rect, 1);
  g_array_append_val (self->kept, kept);
}

/* What was added first and stays, and is nearer to @rect than it may be. */
static gboolean
room_is_taken (const Room   *self,
               guint         n_others,
               const GpRect *rect)
{
  GpRect area = gp_rect_grown (rect, LEAST_GAP);

  for (guint i = 0; i < n_others; i++)
    if (gp_rect_overlaps (&g_array_index (self->rects, GpRect, i), &area))
      return TRUE;
  return FALSE;
}

static void
room_add_others (Room         *self,
                 GpScene      *scene,
                 const GArray *keys)
{
  g_autoptr(GHashTable) own = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (own, &g_array_index (keys, GpId, i));
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type != GP_ITEM_AREA && !g_hash_table_contains (own, &item->key))
        room_add (self, scene, item, &item->rect, TRUE);
    }
}

/* All of @rects as one block. */
static void
move_as_block (Room         *self,
               GpScene      *scene,
               const GArray *keys,
               GpRect       *rects,
               guint         n_others)
{
  const GpSceneItem *first = gp_scene_find (scene, &g_array_index (keys, GpId, 0));
  GpRect block = rects[0];
  const GpRect *found;
  gboolean taken = FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (keys, GpId, i));

      taken = taken || room_is_taken (self, n_others, &rects[i]);
      block = gp_rect_union (&block, &rects[i]);
      if (first != NULL && (item == NULL || !gp_id_equal (&item->area, &first->area)))
        first = NULL;
    }
  if (!taken)
    return;
  room_add (self, scene, first, &block, FALSE);
  gp_layout_place_free (self->request, (GpRect *) (gpointer) self->rects->data,
                        (const gboolean *) (gconstpointer) self->kept->data, TRUE);
  found = &g_array_index (self->rects, GpRect, n_others);
  for (guint i = 0; i < keys->len; i++)
    {
      rects[i].x += found->x - block.x;
      rects[i].y += found->y - block.y;
    }
}

static void
move_each (Room         *self,
           GpScene      *scene,
           const GArray *keys,
           GpRect       *rects,
           guint         n_others)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (keys, GpId, i));

      room_add (self, scene, item, &rects[i],
                (item != NULL && item->pinned) || !room_is_taken (self, n_others, &rects[i]));
    }
  gp_layout_place_free (self->request, (GpRect *) (gpointer) self->rects->data,
                        (const gboolean *) (gconstpointer) self->kept->data, TRUE);
  memcpy (rects, &g_array_index (self->rects, GpRect, n_others), keys->len * sizeof (GpRect));
}

void
gp_arrange_make_room (GpScene      *scene,
                      const GArray *keys,
                      GpRect       *rects)
{
  g_auto(Room) room = {
    gp_layout_request_new (), g_array_new (FALSE, FALSE, sizeof (GpRect)),
    g_array_new (FALSE, FALSE, sizeof (gboolean)), g_hash_table_new (gp_id_hash, gp_id_equal),
  };
  gboolean pinned = FALSE;
  guint n_others;

  if (keys->len == 0)
    return;
  for (guint i = 0; i < keys->len && !pinned; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (keys, GpId, i));

      pinned = item != NULL && item->pinned;
    }
  room_add_others (&room, scene, keys);
  n_others = room.rects->len;
  if (pinned)
    move_each (&room, scene, keys, rects, n_others);
  else
    move_as_block (&room, scene, keys, rects, n_others);
}

static gboolean
any_has_place (GpScene      *scene,
               const GArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (keys, GpId, i));

      if (item->type != GP_ITEM_AREA && has_place (item))
        return TRUE;
    }
  return FALSE;
}

gboolean
gp_arrange_unplaced (GpSceneBuilder  *builder,
                     GpLayoutEffort   effort,
                     GCancellable    *cancellable,
                     GError         **error)
{
  GpScene *scene = gp_scene_builder_get_scene (builder);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayout) layout = NULL;

  if (gp_scene_builder_count_unplaced (builder) == 0)
    return TRUE;
  request = gp_arrange_request (builder, NULL, NULL, FALSE, keys);
  if (keys->len == 0)
    return TRUE;
  layout = any_has_place (scene, keys) ? gp_layout_place_new (request)
                                       : gp_layout_run (request, effort, cancellable, error);
  if (layout == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      const GpId *key = &g_array_index (keys, GpId, i);
      double x, y;

      if (has_place (gp_scene_find (scene, key)))
        continue;
      gp_layout_get_position (layout, i, &x, &y);
      gp_scene_builder_move (builder, key, round (x), round (y));
    }
  gp_scene_builder_settle (builder);
  return TRUE;
}

GArray *
gp_arrange_list_places (GpSceneBuilder *builder)
{
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      GpEditPlace place;

      /* Something that stands for an element, such as a trigger for its flow, cannot be stored. */
      if (item == NULL || item->type == GP_ITEM_AREA || item->placed ||
          !gp_id_equal (&item->key, &item->id))
        continue;
      place = (GpEditPlace) { .element = item->id, .at = { item->rect.x, item->rect.y } };
      g_array_append_val (places, place);
    }
  return places;
}
