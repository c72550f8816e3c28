/* gp-canvas-domains.c — cards that are dragged into a domain's area, and out of it
 * SPDX-License-Identifier: Apache-2.0
 *
 * While cards are dragged, an area is measured without them: that is its home. A card belongs to
 * the home that its middle is over; else it stays with its own as long as it touches it, and leaves
 * it when it is clear of it. The scene shows at once what a drop would mean: areas grow around what
 * they would hold. An area all of whose members are dragged goes along and is never left by it. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-domain.h"
#include "gp-edit.h"
#include "gp-node.h"

#define HOLD 24.0      /* canvas units that a card may be away from its area and stay in it */

static const GpDragItem *
find_carried (GpCanvas   *self,
              const GpId *key)
{
  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpDragItem *item = &g_array_index (self->drag.items, GpDragItem, i);

      if (gp_id_equal (&item->key, key))
        return item;
    }
  return NULL;
}

/* The area of @area without what is dragged. FALSE where nothing is left of it. */
static gboolean
measure_home (GpCanvas          *self,
              const GpSceneItem *area,
              GpRect            *out)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) members = gp_scene_list_members (scene, &area->key);
  gboolean any = FALSE;

  *out = area->rect;
  for (guint i = 0; i < members->len; i++)
    {
      const GpSceneItem *member = gp_scene_get_item (scene, g_array_index (members, guint, i));

      if (find_carried (self, &member->key) != NULL)
        continue;
      *out = any ? gp_rect_union (out, &member->rect) : member->rect;
      any = TRUE;
    }
  if (any)
    {
      *out = gp_rect_grown (out, GP_AREA_PADDING);
      out->y -= GP_AREA_HEADER - GP_AREA_PADDING;
      out->height += GP_AREA_HEADER - GP_AREA_PADDING;
    }
  return any || (members->len == 0 && find_carried (self, &area->key) == NULL);
}

void
gp_canvas_domains_begin (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);

  g_array_set_size (self->drag.homes, 0);
  self->drag.drop_area = gp_id_nil;
  if (self->lens != GP_LENS_DATA || !gp_id_is_nil (&self->subject))
    return;      /* the only area of an entered domain is never left */
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      GpDragHome home;

      if (item == NULL || item->type != GP_ITEM_AREA || item->kind != GP_KIND_DOMAIN)
        continue;
      home.key = item->key;
      if (measure_home (self, item, &home.rect))
        g_array_append_val (self->drag.homes, home);
    }
}

/* The area that a drop where @item is now would give it to; nil for none. */
static GpId
find_owner (GpCanvas          *self,
            const GpSceneItem *item,
            const GpId        *own)
{
  const GpDragHome *home = NULL;

  for (guint i = 0; i < self->drag.homes->len; i++)
    {
      const GpDragHome *other = &g_array_index (self->drag.homes, GpDragHome, i);

      if (gp_id_equal (&other->key, own))
        home = other;
      else if (gp_rect_contains (&other->rect, gp_rect_center_x (&item->rect),
                                 gp_rect_center_y (&item->rect)))
        return other->key;
    }
  if (home != NULL && gp_rect_gap (&home->rect, &item->rect) > HOLD)
    return gp_id_nil;
  return *own;
}

/* After the dragged cards were moved. */
void
gp_canvas_domains_update (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *grabbed = gp_scene_find (scene, &self->drag.hit.key);

  self->drag.drop_area = gp_id_nil;
  if (self->drag.homes->len == 0 || grabbed == NULL || grabbed->type == GP_ITEM_AREA)
    return;
  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpDragItem *dragged = &g_array_index (self->drag.items, GpDragItem, i);
      const GpSceneItem *item = gp_scene_find (scene, &dragged->key);
      GpProperty property;
      GpId owner;

      if (item == NULL || !gp_domain_find_property (item->kind, &property))
        continue;
      owner = find_owner (self, item, &dragged->area);
      gp_scene_builder_adopt (self->builder, &dragged->key, &owner);
      if (item == grabbed && !gp_id_equal (&owner, &dragged->area))
        self->drag.drop_area = owner;
    }
}

void
gp_canvas_domains_cancel (GpCanvas *self)
{
  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpDragItem *dragged = &g_array_index (self->drag.items, GpDragItem, i);

      if (self->drag.homes->len > 0)
        gp_scene_builder_adopt (self->builder, &dragged->key, &dragged->area);
    }
  self->drag.drop_area = gp_id_nil;
}

/* A domain that has lost its last member keeps its place, or it would be gone from the drawing. */
static void
keep_empty (GpCanvas    *self,
            GpChangeSet *changes,
            const GpId  *view,
            const GpId  *domain,
            GHashTable  *kept)
{
  g_autoptr(GArray) members = gp_scene_list_members (gp_canvas_get_scene (self), domain);
  const GpSceneItem *area = gp_scene_find (gp_canvas_get_scene (self), domain);
  g_autoptr(GpChangeSet) placed = NULL;
  GpEditPlace place;

  if (area == NULL || members->len > 0 || !g_hash_table_add (kept, (gpointer) domain)
      || gp_edit_placement (self->design, view, domain) != NULL)
    return;
  place = (GpEditPlace) { *domain, { area->rect.x, area->rect.y }, FALSE };
  placed = gp_edit_place (self->design, view, &place, 1, NULL);
  gp_change_set_append_all (changes, placed);
}

gboolean
gp_canvas_domains_join (GpCanvas    *self,
                        GpChangeSet *changes,
                        const GpId  *view)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GHashTable) kept = g_hash_table_new (gp_id_hash, gp_id_equal);
  gboolean any = FALSE;

  for (guint i = 0; i < self->drag.items->len && self->drag.homes->len > 0; i++)
    {
      const GpDragItem *dragged = &g_array_index (self->drag.items, GpDragItem, i);
      const GpSceneItem *item = gp_scene_find (scene, &dragged->key);
      const GpElement *element = item != NULL ? gp_design_lookup (self->design, &item->id) : NULL;
      GpProperty property;

      if (element == NULL || !gp_domain_find_property (item->kind, &property)
          || gp_id_equal (&item->area, &dragged->area))
        continue;
      gp_change_set_set (changes, element, property,
                         gp_id_is_nil (&item->area) ? gp_value_none ()
                                                    : gp_value_id (&item->area));
      if (!gp_id_is_nil (&dragged->area))
        keep_empty (self, changes, view, &dragged->area, kept);
      any = TRUE;
    }
  return any;
}
