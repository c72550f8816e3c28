/* gp-scene-data.c — entities, domains and what else stands among them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-scene-data"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-domain.h"
#include "gp-node.h"

#include <math.h>

/* Kinds that stand among entities only where a person put them. */
static const GpKind guest_kinds[] = { GP_KIND_ROLE, GP_KIND_BUCKET, GP_KIND_EVENT, GP_KIND_FLOW };

static gboolean
is_guest (GpKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guest_kinds); i++)
    if (guest_kinds[i] == kind)
      return TRUE;
  return FALSE;
}

static void
collect_colors (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) domains = gp_design_list (self->context.design, GP_KIND_DOMAIN);

  g_hash_table_remove_all (self->colors);
  for (guint i = 0; i < domains->len; i++)
    {
      const GpElement *domain = g_ptr_array_index (domains, i);
      GdkRGBA color = gp_theme_get_palette (i);

      gp_theme_parse_color (gp_element_get_text (domain, GP_DOMAIN_COLOR), &color);
      g_hash_table_insert (self->colors, g_memdup2 (gp_element_get_id (domain), sizeof (GpId)),
                           g_memdup2 (&color, sizeof color));
    }
}

static GdkRGBA
color_of (GpSceneBuilder *self,
          const GpId     *domain)
{
  const GdkRGBA *color = domain != NULL ? g_hash_table_lookup (self->colors, domain) : NULL;

  return color != NULL ? *color : (GdkRGBA) { .55f, .58f, .63f, 1 };
}

static void
take_domain (GpSceneBuilder  *self,
             const GpElement *domain)
{
  GpSceneItem item = { .key = *gp_element_get_id (domain) };
  guint slot;

  gp_area_measure (&self->context, domain, &item);
  item.accent = color_of (self, gp_element_get_id (domain));
  item.placed = TRUE;
  slot = gp_scene_take_item (self->scene, &item);
  gp_scene_builder_fit_area (self, slot);
}

static void
take_card (GpSceneBuilder  *self,
           const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);
  const GpElement *placement = gp_scene_builder_placement (self, id);
  const GpId *domain = gp_domain_of (element);
  GpKind kind = gp_element_get_kind (element);
  GpSceneItem item = { .key = *id };

  item.accent = color_of (self, domain);
  if (kind == GP_KIND_ENTITY)
    {
      const GpPoint *size = placement != NULL ? gp_element_get_point (placement, GP_PLACEMENT_SIZE)
                                              : NULL;

      gp_card_measure (&self->context, element,
                       placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_COLLAPSED),
                       &item);
      /* People make cards wider, never narrower than what they say. */
      if (size != NULL && size->x > item.rect.width)
        item.rect.width = ceil (MIN (size->x, 2 * GP_CARD_MAX_WIDTH));
    }
  else if (kind == GP_KIND_NOTE)
    gp_note_measure (&self->context, element,
                     placement != NULL ? gp_element_get_point (placement, GP_PLACEMENT_SIZE) : NULL,
                     &item);
  else
    gp_node_measure (&self->context, element, &item);

  if (domain != NULL && g_hash_table_contains (self->colors, domain))
    item.area = *domain;
  gp_scene_builder_place (self, &item);
  gp_scene_take_item (self->scene, &item);
}

static gboolean
wants_item (GpSceneBuilder  *self,
            const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);

  if (kind != GP_KIND_ENTITY && kind != GP_KIND_NOTE && !is_guest (kind))
    return FALSE;
  if (is_guest (kind)
      && (self->lens != GP_LENS_DATA
          || gp_scene_builder_placement (self, gp_element_get_id (element)) == NULL))
    return FALSE;
  return gp_scene_builder_stands_alone (self, element)
         && gp_scene_builder_is_shown (self, element);
}

static void
add_pending (GpSceneBuilder *self,
             GpDesign       *design,
             GpKind          kind)
{
  g_autoptr(GPtrArray) elements = gp_design_list (design, kind);

  g_ptr_array_extend (self->pending, elements, NULL, NULL);
}

/* Domains without members stand where they were placed; else they are not shown. */
static void
drop_empty_domains (GpSceneBuilder *self)
{
  for (guint i = 0; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);
      g_autoptr(GArray) members = NULL;

      if (item == NULL || item->type != GP_ITEM_AREA)
        continue;
      members = gp_scene_list_members (self->scene, &item->key);
      if (members->len == 0 && gp_scene_builder_placement (self, &item->id) == NULL)
        gp_scene_remove_item (self->scene, i);
    }
}

/* Domains that are folded, or stand outside the one that was entered, have no area. */
static gboolean
has_area (GpSceneBuilder  *self,
          const GpElement *domain)
{
  const GpId *id = gp_element_get_id (domain);

  return !g_hash_table_contains (self->folded, id)
         && (gp_id_is_nil (&self->entered) || gp_id_equal (id, &self->entered));
}

static gboolean
has_relations (const GpSceneItem *item)
{
  return item != NULL && (item->type == GP_ITEM_CARD || item->folded || item->ghost);
}

void
gp_scene_builder_begin_data (GpSceneBuilder *self)
{
  GpDesign *design = self->context.design;
  g_autoptr(GPtrArray) domains = gp_design_list (design, GP_KIND_DOMAIN);

  collect_colors (self);
  gp_scene_builder_find_hubs (self);
  gp_scene_builder_read_folds (self);
  for (guint i = 0; i < domains->len; i++)
    if (has_area (self, g_ptr_array_index (domains, i)))
      take_domain (self, g_ptr_array_index (domains, i));
  gp_scene_builder_take_folds (self);

  self->pending = g_ptr_array_new ();
  add_pending (self, design, GP_KIND_ENTITY);
  for (gsize i = 0; i < G_N_ELEMENTS (guest_kinds); i++)
    add_pending (self, design, guest_kinds[i]);
  add_pending (self, design, GP_KIND_NOTE);
  if (self->context.base != NULL)
    add_pending (self, self->context.base, GP_KIND_ENTITY);
  self->n_done = 0;
  self->phase = GP_SCENE_TAKES_CARDS;
}

static void
end_cards (GpSceneBuilder *self)
{
  gp_scene_builder_place_rest (self);
  gp_scene_builder_drop_router (self);
  drop_empty_domains (self);
  if (self->borrows)
    gp_scene_builder_gather (self);
  gp_scene_builder_fit_areas (self);
  gp_scene_builder_take_ghosts (self);
  self->n_related = self->lens == GP_LENS_DATA ? gp_scene_get_n_items (self->scene) : 0;
  self->n_done = 0;
  self->phase = GP_SCENE_ADDS_RELATIONS;
}

gboolean
gp_scene_builder_go_on_data (GpSceneBuilder *self,
                             guint           most)
{
  guint left = most;

  for (; self->phase == GP_SCENE_TAKES_CARDS && self->n_done < self->pending->len && left > 0;
       self->n_done++, left--)
    {
      const GpElement *element = self->pending->pdata[self->n_done];

      if (gp_scene_find (self->scene, gp_element_get_id (element)) == NULL
          && wants_item (self, element))
        take_card (self, element);
    }
  if (self->phase == GP_SCENE_TAKES_CARDS && self->n_done == self->pending->len)
    end_cards (self);
  if (self->phase == GP_SCENE_TAKES_CARDS)
    return TRUE;

  for (; self->n_done < self->n_related && left > 0; self->n_done++, left--)
    if (has_relations (gp_scene_get_item (self->scene, self->n_done)))
      gp_scene_builder_add_relations (self, self->n_done);
  if (self->n_done < self->n_related)
    return TRUE;

  if (self->lens == GP_LENS_DATA && self->context.base != NULL)
    gp_scene_builder_add_removed_relations (self);
  if (self->lens == GP_LENS_DATA)
    gp_scene_builder_add_bridges (self);
  return FALSE;
}

static void
refit_area (GpSceneBuilder *self,
            const GpId     *key)
{
  const GpSceneItem *area = gp_scene_find (self->scene, key);
  g_autoptr(GArray) members = gp_scene_list_members (self->scene, key);

  if (area == NULL)
    return;
  if (members->len == 0 && gp_scene_builder_placement (self, key) == NULL)
    {
      gp_scene_remove_item (self->scene, area->slot);
      gp_scene_builder_drop_router (self);
    }
  else
    gp_scene_builder_fit_area (self, area->slot);
}

static void
refresh_domain (GpSceneBuilder *self,
                const GpId     *id)
{
  const GpElement *domain = gp_design_lookup (self->context.design, id);
  const GpSceneItem *old = gp_scene_find (self->scene, id);
  guint slot = old != NULL ? old->slot : 0;
  g_autoptr(GArray) members = gp_scene_list_members (self->scene, id);

  if (domain != NULL && g_hash_table_contains (self->folded, id))
    {
      gp_scene_builder_take_fold (self, domain);
      gp_scene_builder_move_obstacle (self, slot);
      gp_scene_builder_relate_anew (self, slot);
      return;
    }
  if (domain != NULL)
    take_domain (self, domain);
  if (old != NULL && domain == NULL)
    gp_scene_remove_item (self->scene, slot);
  else if (members->len == 0 && gp_scene_builder_placement (self, id) == NULL
           && (old = gp_scene_find (self->scene, id)) != NULL)
    gp_scene_remove_item (self->scene, old->slot);
}

/* Where @item stood when lines were last led past it. */
static GpRect
take_old_rect (GpSceneBuilder    *self,
               const GpSceneItem *item)
{
  const GpRect *stood = g_hash_table_lookup (self->stood, &item->key);
  GpRect rect = stood != NULL ? *stood : item->rect;

  g_hash_table_remove (self->stood, &item->key);
  return rect;
}

/* A card that has only grown frees nothing; one that has only shrunk is in no other line's way. */
static void
mark_changed (GpSceneBuilder *self,
              const GpRect   *before,
              const GpRect   *after)
{
  if (!gp_rect_holds (before, after))
    gp_scene_builder_mark_past (self, after);
  if (!gp_rect_holds (after, before))
    gp_scene_builder_mark_freed (self, before);
}

void
gp_scene_builder_refresh (GpSceneBuilder *self,
                          const GpId     *id)
{
  const GpElement *element = gp_design_lookup (self->context.design, id);
  const GpSceneItem *old = gp_scene_find (self->scene, id);
  GpId old_area = old != NULL ? old->area : gp_id_nil;
  GpRect old_rect = old != NULL ? take_old_rect (self, old) : (GpRect) { 0 };
  gboolean fresh = old == NULL;
  const GpSceneItem *item;

  if ((element != NULL && gp_element_get_kind (element) == GP_KIND_DOMAIN)
      || (old != NULL && (old->type == GP_ITEM_AREA || old->folded)))
    {
      refresh_domain (self, id);
      return;
    }
  if (element == NULL || !wants_item (self, element))
    {
      const GpSceneItem *fold = gp_scene_builder_stand_in (self, id);

      if (old == NULL && fold != NULL)
        refresh_domain (self, &fold->id);
      if (old != NULL)
        {
          gp_scene_remove_item (self->scene, old->slot);
          if (self->lens == GP_LENS_DATA)
            gp_scene_builder_mark_freed (self, &old_rect);
        }
      gp_scene_builder_drop_router (self);
      refit_area (self, &old_area);
      return;
    }

  take_card (self, element);
  gp_scene_builder_place_rest (self);
  item = gp_scene_find (self->scene, id);
  if (!fresh)
    gp_scene_builder_move_obstacle (self, item->slot);
  else if (gp_id_is_nil (&item->area) || gp_scene_find (self->scene, &item->area) != NULL)
    gp_scene_builder_add_obstacle (self, item->slot);
  else
    gp_scene_builder_drop_router (self);     /* its area comes with it */
  if (!gp_id_is_nil (&item->area) && gp_scene_find (self->scene, &item->area) == NULL)
    refresh_domain (self, &item->area);
  refit_area (self, &old_area);
  refit_area (self, &item->area);
  if (item->type != GP_ITEM_CARD || self->lens != GP_LENS_DATA)
    return;

  gp_scene_builder_relate_anew (self, item->slot);
  gp_scene_builder_mark_item (self, item->slot);
  if (fresh)
    gp_scene_builder_mark_past (self, &item->rect);
  else
    mark_changed (self, &old_rect, &item->rect);
}
