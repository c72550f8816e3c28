/* gp-scene-layout.c — a scene as a request to the layout engine, and its answer
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-scene-layout"
#include "config.h"
#include "gp-scene-layout.h"

#include "gp-layout-engine.h"
#include "gp-layout-place.h"
#include "gp-scene-builder-private.h"

#include <math.h>

static gboolean
is_node (const GpSceneItem *item)
{
  return item != NULL && item->type != GP_ITEM_AREA && item->type != GP_ITEM_NOTE;
}

static gboolean
has_place (GpSceneBuilder    *builder,
           const GpSceneItem *item)
{
  return item->placed || g_hash_table_contains (builder->proposals, &item->key);
}

static void
set_group (GpSceneBuilder    *builder,
           GpLayoutRequest   *request,
           GHashTable        *groups,
           const GpSceneItem *item,
           guint              node)
{
  guint group;

  if (gp_id_is_nil (&item->area))
    return;
  group = GPOINTER_TO_UINT (g_hash_table_lookup (groups, &item->area));
  if (group == 0)
    {
      const GpSceneItem *area = gp_scene_find (builder->scene, &item->area);

      group = gp_layout_request_add_group (request, area != NULL ? area->title : NULL) + 1;
      g_hash_table_insert (groups, (gpointer) &item->area, GUINT_TO_POINTER (group));
    }
  gp_layout_request_set_group (request, node, group - 1);
}

static void
add_edges (GpSceneBuilder  *builder,
           GpLayoutRequest *request,
           const GArray    *node_of)
{
  for (guint i = 0; i < gp_scene_get_n_lines (builder->scene); i++)
    {
      const GpSceneLine *line = gp_scene_get_line (builder->scene, i);
      guint from;
      guint to;

      if (line == NULL)
        continue;
      from = g_array_index (node_of, guint, line->from);
      to = g_array_index (node_of, guint, line->to);
      if (from != 0 && to != 0)
        gp_layout_request_add_edge (request, from - 1, to - 1);
    }
}

GpLayoutRequest *
gp_scene_layout_new_request (GpSceneBuilder  *builder,
                             GpSceneFilter    filter,
                             gpointer         user_data,
                             gboolean         anew,
                             GArray         **out_keys)
{
  GpLayoutRequest *request = gp_layout_request_new ();
  guint n_items = gp_scene_get_n_items (builder->scene);
  g_autoptr(GHashTable) groups = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GArray) node_of = g_array_new (FALSE, TRUE, sizeof (guint));   /* by slot: node + 1 */
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (GpId));

  g_array_set_size (node_of, n_items);
  if (builder->lens == GP_LENS_FLOWS)
    gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);
  for (guint i = 0; i < n_items; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (builder->scene, i);
      guint node;

      if (!is_node (item) || (filter != NULL && !filter (item, user_data)))
        continue;
      node = gp_layout_request_add_node (request, item->title, item->rect.width, item->rect.height);
      g_array_index (node_of, guint, i) = node + 1;
      g_array_append_val (keys, item->key);
      set_group (builder, request, groups, item, node);
      if (!anew && has_place (builder, item))
        gp_layout_request_set_position (request, node, item->rect.x, item->rect.y,
                                        item->pinned ? GP_LAYOUT_HOLD_PINNED : GP_LAYOUT_HOLD_PLACED);
    }
  add_edges (builder, request, node_of);
  *out_keys = keys;
  return request;
}

static void
propose (GpSceneBuilder *builder,
         const GpLayout *layout,
         const GArray   *keys)
{
  const GpRect *rects = gp_layout_get_rects (layout);

  for (guint i = 0; i < keys->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (builder->scene, &g_array_index (keys, GpId, i));

      if (!has_place (builder, item))
        gp_scene_builder_move (builder, &item->key, round (rects[i].x), round (rects[i].y));
    }
  gp_scene_builder_settle (builder);
}

static guint
count_placed (GpSceneBuilder *builder,
              guint          *out_lost)
{
  guint placed = 0;

  *out_lost = 0;
  for (guint i = 0; i < gp_scene_get_n_items (builder->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (builder->scene, i);

      if (!is_node (item))
        continue;
      if (has_place (builder, item))
        placed++;
      else
        *out_lost += 1;
    }
  return placed;
}

gboolean
gp_scene_layout_has_places (GpSceneBuilder *builder)
{
  guint lost;

  return count_placed (builder, &lost) > 0;
}

guint
gp_scene_layout_place_new (GpSceneBuilder *builder)
{
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayout) layout = NULL;
  g_autoptr(GArray) keys = NULL;
  guint lost;

  count_placed (builder, &lost);
  if (lost == 0 || builder->lens == GP_LENS_FLOWS)
    return 0;
  request = gp_scene_layout_new_request (builder, NULL, NULL, FALSE, &keys);
  layout = gp_layout_place_new (request);
  propose (builder, layout, keys);
  return lost;
}

gboolean
gp_scene_layout_complete (GpSceneBuilder  *builder,
                          GCancellable    *cancellable,
                          GError         **error)
{
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayout) layout = NULL;
  g_autoptr(GArray) keys = NULL;
  guint lost;
  guint placed = count_placed (builder, &lost);

  if (lost == 0 || builder->lens == GP_LENS_FLOWS)   /* flows stand in layers as they are built */
    return TRUE;
  if (placed > 0)
    {
      gp_scene_layout_place_new (builder);
      return TRUE;
    }
  request = gp_scene_layout_new_request (builder, NULL, NULL, FALSE, &keys);
  layout = gp_layout_run (request, GP_LAYOUT_REFINED, cancellable, error);
  if (layout == NULL)
    return FALSE;
  propose (builder, layout, keys);
  return TRUE;
}
