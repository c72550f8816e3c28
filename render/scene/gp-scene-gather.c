/* gp-scene-gather.c — the places of the data view, for cards that are smaller
 * SPDX-License-Identifier: Apache-2.0
 *
 * The access lens borrows the places of the data view, whose cards are several times as tall. It
 * pulls together what stood apart only for that: first the members of each domain, then domains and
 * what stands by itself. Everything is found where it stands among the others.
 *
 * The gathered places are kept by key until the scene is made anew: what is made again meanwhile
 * goes back to its own. */
#define G_LOG_DOMAIN "gp-scene-gather"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-layout-gather.h"

#define GAP 48.0

static void
set_place (GpSceneBuilder *self,
           guint           slot,
           double          x,
           double          y)
{
  const GpSceneItem *item = gp_scene_get_item (self->scene, slot);
  GpRect rect = { x, y, item->rect.width, item->rect.height };
  GpPoint at = { x, y };

  gp_scene_set_rect (self->scene, slot, &rect);
  g_hash_table_insert (self->gathered, g_memdup2 (&item->key, sizeof item->key),
                       g_memdup2 (&at, sizeof at));
}

static void
gather_members (GpSceneBuilder *self,
                const GArray   *members)
{
  g_autofree GpRect *rects = g_new (GpRect, members->len);

  for (guint i = 0; i < members->len; i++)
    rects[i] = gp_scene_get_item (self->scene, g_array_index (members, guint, i))->rect;
  gp_layout_gather (rects, members->len, GAP);
  for (guint i = 0; i < members->len; i++)
    set_place (self, g_array_index (members, guint, i), rects[i].x, rects[i].y);
}

/* A note that was put among the cards of a domain belongs to nothing, and yet goes with them. */
static const GpSceneItem *
area_around (GpSceneBuilder    *self,
             const GpSceneItem *item,
             const GArray      *areas)
{
  const GpSceneItem *own = gp_scene_find (self->scene, &item->area);
  double x = gp_rect_center_x (&item->rect);
  double y = gp_rect_center_y (&item->rect);

  if (own != NULL)
    return own;
  for (guint i = 0; i < areas->len; i++)
    {
      const GpSceneItem *area = gp_scene_get_item (self->scene, g_array_index (areas, guint, i));

      if (gp_rect_contains (&area->rect, x, y))
        return area;
    }
  return NULL;
}

/* The slots of areas and of what stands in none; @out_members: by slot of the area, what goes with
 * it. */
static GArray *
list_blocks (GpSceneBuilder *self,
             GHashTable     *out_members)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);

      if (item == NULL || item->type != GP_ITEM_AREA)
        continue;
      g_array_append_val (blocks, i);
      g_hash_table_insert (out_members, GUINT_TO_POINTER (i),
                           g_array_new (FALSE, FALSE, sizeof (guint)));
    }
  for (guint i = 0, n_areas = blocks->len; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);
      const GpSceneItem *area;
      GArray areas = { .data = blocks->data, .len = n_areas };

      if (item == NULL || item->type == GP_ITEM_AREA)
        continue;
      area = area_around (self, item, &areas);
      if (area != NULL)
        g_array_append_val (g_hash_table_lookup (out_members, GUINT_TO_POINTER (area->slot)), i);
      else
        g_array_append_val (blocks, i);
    }
  return blocks;
}

void
gp_scene_builder_gather (GpSceneBuilder *self)
{
  g_autoptr(GHashTable) members = g_hash_table_new_full (NULL, NULL, NULL,
                                                         (GDestroyNotify) g_array_unref);
  g_autoptr(GArray) blocks = NULL;
  g_autofree GpRect *rects = NULL;

  gp_scene_builder_fit_areas (self);
  blocks = list_blocks (self, members);
  rects = g_new (GpRect, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    {
      guint slot = g_array_index (blocks, guint, i);
      GArray *inside = g_hash_table_lookup (members, GUINT_TO_POINTER (slot));

      if (inside != NULL)
        gather_members (self, inside);
    }
  gp_scene_builder_fit_areas (self);
  for (guint i = 0; i < blocks->len; i++)
    rects[i] = gp_scene_get_item (self->scene, g_array_index (blocks, guint, i))->rect;

  gp_layout_gather (rects, blocks->len, GAP);
  for (guint i = 0; i < blocks->len; i++)
    {
      guint slot = g_array_index (blocks, guint, i);
      const GpRect *old = &gp_scene_get_item (self->scene, slot)->rect;
      double dx = rects[i].x - old->x;
      double dy = rects[i].y - old->y;
      GArray *inside = g_hash_table_lookup (members, GUINT_TO_POINTER (slot));

      if (inside == NULL)
        set_place (self, slot, rects[i].x, rects[i].y);
      for (guint k = 0; inside != NULL && k < inside->len; k++)
        {
          guint member = g_array_index (inside, guint, k);
          const GpRect *rect = &gp_scene_get_item (self->scene, member)->rect;

          set_place (self, member, rect->x + dx, rect->y + dy);
        }
    }
}
