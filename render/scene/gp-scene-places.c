/* gp-scene-places.c — where items of a scene stand
 * SPDX-License-Identifier: Apache-2.0
 *
 * A place comes from the view's placement, else from what a layout proposed, else from a shelf
 * below everything that has one, so that nothing ever hides under something else. */
#define G_LOG_DOMAIN "gp-scene-places"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-edit.h"
#include "gp-node.h"

#include <math.h>
#include <string.h>

#define SHELF_GAP     48.0
#define SHELF_WIDTH 2400.0
#define EMPTY_WIDTH  360.0    /* of a domain without members */
#define EMPTY_HEIGHT 220.0

const GpElement *
gp_scene_builder_placement (GpSceneBuilder *self,
                            const GpId     *element)
{
  guint64 revision = gp_design_get_revision (self->context.design);

  if (gp_id_is_nil (&self->places))
    return NULL;
  /* Several questions about the same element follow one another. */
  if (self->asked_revision != revision || !gp_id_equal (&self->asked, element)
      || !gp_id_equal (&self->asked_places, &self->places))
    {
      self->answered = gp_edit_placement (self->context.design, &self->places, element);
      self->asked = *element;
      self->asked_places = self->places;
      self->asked_revision = revision;
    }
  return self->answered;
}

/* The place in the base, for what is gone from the design. */
static const GpElement *
base_placement (GpSceneBuilder *self,
                const GpId     *element)
{
  if (self->context.base == NULL || gp_id_is_nil (&self->places)
      || gp_design_lookup (self->context.base, &self->places) == NULL)
    return NULL;
  return gp_edit_placement (self->context.base, &self->places, element);
}

gboolean
gp_scene_builder_is_shown (GpSceneBuilder  *self,
                           const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);
  const GpElement *placement = gp_scene_builder_placement (self, id);
  const GpId *domain = NULL;

  if (placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_HIDDEN))
    return FALSE;
  if (self->only != NULL && !g_hash_table_contains (self->only, id))
    return FALSE;
  if (self->members == NULL || g_hash_table_contains (self->members, id))
    return TRUE;
  if (gp_element_get_kind (element) == GP_KIND_ENTITY)
    domain = gp_element_get_ref (element, GP_ENTITY_DOMAIN);
  return domain != NULL && g_hash_table_contains (self->members, domain);
}

void
gp_scene_builder_place (GpSceneBuilder *self,
                        GpSceneItem    *item)
{
  const GpElement *placement = gp_scene_builder_placement (self, &item->id);
  const GpPoint *at = NULL;

  if (placement == NULL)
    placement = base_placement (self, &item->id);
  if (placement != NULL)
    {
      at = gp_element_get_point (placement, GP_PLACEMENT_AT);
      item->pinned = gp_element_get_bool (placement, GP_PLACEMENT_PINNED);
    }
  item->placed = at != NULL;
  if (at == NULL)
    {
      at = g_hash_table_lookup (self->proposals, &item->key);
      item->proposed = at != NULL;
    }
  if (g_hash_table_lookup (self->gathered, &item->key) != NULL)
    at = g_hash_table_lookup (self->gathered, &item->key);
  if (at != NULL)
    {
      item->rect.x = gp_scene_near (at->x);
      item->rect.y = gp_scene_near (at->y);
    }
  else
    item->rect.x = NAN;   /* gp_scene_builder_place_rest() finds it by this */
}

static gboolean
is_lost (const GpSceneItem *item)
{
  return isnan (item->rect.x);
}

static GpRect
placed_bounds (GpScene *scene)
{
  GpRect bounds = { 0 };
  gboolean first = TRUE;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item == NULL || item->type == GP_ITEM_AREA || is_lost (item))
        continue;
      bounds = first ? item->rect : gp_rect_union (&bounds, &item->rect);
      first = FALSE;
    }
  return bounds;
}

void
gp_scene_builder_place_rest (GpSceneBuilder *self)
{
  GpRect bounds = placed_bounds (self->scene);
  double left = bounds.x;
  double x = left;
  double y = bounds.height > 0 ? bounds.y + bounds.height + 2 * SHELF_GAP : 0;
  double row = 0;

  for (guint i = 0; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);
      GpRect rect;

      if (item == NULL || item->type == GP_ITEM_AREA || !is_lost (item))
        continue;
      if (x > left && x + item->rect.width > left + MAX (SHELF_WIDTH, bounds.width))
        {
          x = left;
          y += row + SHELF_GAP;
          row = 0;
        }
      rect = item->rect;
      rect.x = x;
      rect.y = y;
      gp_scene_set_rect (self->scene, i, &rect);
      x += rect.width + SHELF_GAP;
      row = MAX (row, rect.height);
    }
}

void
gp_scene_builder_fit_area (GpSceneBuilder *self,
                           guint           slot)
{
  const GpSceneItem *area = gp_scene_get_item (self->scene, slot);
  g_autoptr(GArray) members = gp_scene_list_members (self->scene, &area->key);
  GpRect rect = { 0 };

  if (members->len > 0)
    {
      rect = gp_scene_get_item (self->scene, g_array_index (members, guint, 0))->rect;
      for (guint i = 1; i < members->len; i++)
        rect =
          gp_rect_union (&rect,
                         &gp_scene_get_item (self->scene, g_array_index (members, guint, i))->rect);
      rect = gp_rect_grown (&rect, GP_AREA_PADDING);
      rect.y -= GP_AREA_HEADER - GP_AREA_PADDING;
      rect.height += GP_AREA_HEADER - GP_AREA_PADDING;
      rect.width = MAX (rect.width, area->least_width);
    }
  else
    {
      const GpElement *placement = gp_scene_builder_placement (self, &area->id);
      const GpPoint *at = g_hash_table_lookup (self->proposals, &area->key);
      const GpPoint *size = NULL;

      if (placement != NULL)
        {
          size = gp_element_get_point (placement, GP_PLACEMENT_SIZE);
          at = at != NULL ? at : gp_element_get_point (placement, GP_PLACEMENT_AT);
        }
      /* What has just lost its last member stays where it was. */
      rect = area->rect.width > 0 ? area->rect : (GpRect) { 0, 0, EMPTY_WIDTH, EMPTY_HEIGHT };
      if (at != NULL)
        rect = (GpRect) { gp_scene_near (at->x), gp_scene_near (at->y), EMPTY_WIDTH, EMPTY_HEIGHT };
      if (size != NULL)
        {
          rect.width = CLAMP (size->x, 120, 20000);
          rect.height = CLAMP (size->y, 80, 20000);
        }
    }
  if (memcmp (&rect, &area->rect, sizeof rect) == 0)
    return;
  gp_scene_set_rect (self->scene, slot, &rect);
  gp_scene_builder_move_obstacle (self, slot);
}

void
gp_scene_builder_fit_areas (GpSceneBuilder *self)
{
  /* What lies inside of another area comes after it, and is fitted first. */
  for (guint i = gp_scene_get_n_items (self->scene); i > 0; i--)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i - 1);

      if (item != NULL && item->type == GP_ITEM_AREA)
        gp_scene_builder_fit_area (self, i - 1);
    }
}
