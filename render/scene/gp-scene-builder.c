/* gp-scene-builder.c — makes the scene of a design and keeps it up to date
 * SPDX-License-Identifier: Apache-2.0
 *
 * After an edit only those items are made again that show something of what changed: the card of a
 * field, the cards that name a renamed entity, the members of a domain. What is shown by which card
 * is in add_touched(). Flows, comparisons and large change sets are made anew as a whole: flows are
 * small, and the others are rare. */
#define G_LOG_DOMAIN "gp-scene-builder"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-edit.h"
#include "gp-frame.h"
#include "gp-node.h"

/* Above this many changes looking at each costs more than making everything anew. */
#define MANY_CHANGES 400

#define PIN_SIZE 18.0
#define PIN_OUT   7.0      /* how far the pin looks out of its card */

static const char *const lens_nicks[] = { "data", "flows", "access" };

gboolean
gp_lens_from_nick (const char *nick,
                   GpLens     *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (lens_nicks); i++)
    if (g_strcmp0 (nick, lens_nicks[i]) == 0)
      {
        *out = (GpLens) i;
        return TRUE;
      }
  return FALSE;
}

const char *
gp_lens_to_nick (GpLens lens)
{
  return lens_nicks[lens];
}

/* What tidying leaves where it is says so at its corner. */
static void
shape_pin (const GpSceneItem *item,
           GpShapes          *shapes)
{
  double x = item->rect.width - PIN_SIZE + PIN_OUT;

  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, x, -PIN_OUT, PIN_SIZE, PIN_SIZE,
                                                      GP_COLOR_CARD),
                                   PIN_SIZE / 2, GP_CORNERS_ALL),
                   1, GP_COLOR_CARD_BORDER);
  gp_shapes_add_icon (shapes, x + 3.5, -PIN_OUT + 3.5, PIN_SIZE - 7, GP_ICON_PIN, GP_COLOR_ICON);
}

static void
shape_item (const GpSceneItem *item,
            GpLod              lod,
            GpShapes          *shapes,
            gpointer           user_data)
{
  GpSceneBuilder *self = user_data;

  switch (item->type)
    {
    case GP_ITEM_AREA:
      if (item->kind == GP_KIND_STEP)
        gp_frame_shape (&self->context, item, lod, shapes);
      else
        gp_area_shape (&self->context, item, lod, shapes);
      break;
    case GP_ITEM_CARD:
      gp_card_shape (&self->context, item, lod, shapes);
      break;
    case GP_ITEM_NODE:
      gp_node_shape (&self->context, item, lod, shapes);
      break;
    case GP_ITEM_NOTE:
      gp_note_shape (&self->context, item, lod, shapes);
      break;
    default:
      g_assert_not_reached ();
    }
  if (item->pinned && lod == GP_LOD_FULL)
    shape_pin (item, shapes);
}

GpSceneBuilder *
gp_scene_builder_new (GpDesign  *design,
                      GpMetrics *metrics)
{
  GpSceneBuilder *self = g_new0 (GpSceneBuilder, 1);

  self->context.design = g_object_ref (design);
  self->context.metrics = metrics;
  self->context.unfolded = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->scene = gp_scene_new ();
  self->proposals = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->stood = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->gathered = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->colors = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->hubs = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->obstacles = g_array_new (FALSE, TRUE, sizeof (guint));
  self->marked = g_hash_table_new (NULL, NULL);
  self->folded = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->bridges = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->ghosts = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  gp_scene_builder_init_waiting (self);
  gp_scene_set_shaper (self->scene, shape_item, self);
  return self;
}

void
gp_scene_builder_free (GpSceneBuilder *self)
{
  if (self == NULL)
    return;
  gp_scene_builder_free_waiting (self);
  gp_scene_free (self->scene);
  g_clear_pointer (&self->context.unfolded, g_hash_table_unref);
  g_clear_object (&self->context.design);
  g_clear_object (&self->context.base);
  g_clear_pointer (&self->context.metrics, gp_metrics_free);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->proposals, g_hash_table_unref);
  g_clear_pointer (&self->stood, g_hash_table_unref);
  g_clear_pointer (&self->gathered, g_hash_table_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->only, g_hash_table_unref);
  g_clear_pointer (&self->colors, g_hash_table_unref);
  g_clear_pointer (&self->hubs, g_hash_table_unref);
  g_clear_pointer (&self->marked, g_hash_table_unref);
  g_clear_pointer (&self->folded, g_hash_table_unref);
  g_clear_pointer (&self->bridges, g_hash_table_unref);
  g_clear_pointer (&self->ghosts, g_hash_table_unref);
  g_array_unref (self->obstacles);
  gp_layout_router_free (self->router);
  g_free (self);
}

GpScene *
gp_scene_builder_get_scene (GpSceneBuilder *self)
{
  while (gp_scene_builder_go_on (self, G_MAXUINT))
    ;
  return self->scene;
}

GpDesign *
gp_scene_builder_get_design (GpSceneBuilder *self)
{
  return self->context.design;
}

GpMetrics *
gp_scene_builder_get_metrics (GpSceneBuilder *self)
{
  return self->context.metrics;
}

void
gp_scene_builder_set_metrics (GpSceneBuilder *self,
                              GpMetrics      *metrics)
{
  gp_metrics_free (self->context.metrics);
  self->context.metrics = metrics;
}

void
gp_scene_builder_set_lens (GpSceneBuilder *self,
                           GpLens          lens)
{
  self->lens = lens;
  self->context.access = lens == GP_LENS_ACCESS;
}

GpLens
gp_scene_builder_get_lens (GpSceneBuilder *self)
{
  return self->lens;
}

void
gp_scene_builder_set_view (GpSceneBuilder *self,
                           const GpId     *view)
{
  self->view = view != NULL ? *view : gp_id_nil;
}

void
gp_scene_builder_set_only (GpSceneBuilder *self,
                           GHashTable     *ids)
{
  g_clear_pointer (&self->only, g_hash_table_unref);
  self->only = ids != NULL ? g_hash_table_ref (ids) : NULL;
}

void
gp_scene_builder_get_places (GpSceneBuilder *self,
                             GpId           *out_view)
{
  *out_view = self->places;
}

gboolean
gp_scene_builder_borrows_places (GpSceneBuilder *self)
{
  return self->borrows;
}

void
gp_scene_builder_set_subject (GpSceneBuilder *self,
                              const GpId     *subject)
{
  self->subject = subject != NULL ? *subject : gp_id_nil;
}

void
gp_scene_builder_set_base (GpSceneBuilder *self,
                           GpDesign       *base)
{
  g_set_object (&self->context.base, base);
}

void
gp_scene_builder_set_curved (GpSceneBuilder *self,
                             gboolean        curved)
{
  self->curved = curved;
}

/* Who looks at rights wants to find the entities where they stand in the data view, whose element
 * is returned; NULL where the view has places of its own. */
static const GpElement *
find_lender (GpSceneBuilder *self)
{
  GpDesign *design = self->context.design;

  if (self->lens != GP_LENS_ACCESS
      || (gp_design_lookup_kind (design, &self->view, GP_KIND_VIEW) != NULL
          && gp_design_count_children (design, &self->view) > 0))
    return NULL;
  return gp_edit_find_view (design, "data");
}

static void
read_view (GpSceneBuilder *self)
{
  const GpElement *view = gp_design_lookup_kind (self->context.design, &self->view, GP_KIND_VIEW);
  const GpElement *lender;

  g_clear_pointer (&self->members, g_hash_table_unref);
  self->places = view != NULL ? self->view : gp_id_nil;
  self->context.role = self->subject;
  if (view != NULL && gp_element_is (view, GP_VIEW_SHOWS, "members"))
    {
      gsize n;
      const GpId *members = gp_element_get_refs (view, GP_VIEW_MEMBERS, &n);

      self->members = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
      for (gsize i = 0; i < n; i++)
        g_hash_table_add (self->members, g_memdup2 (&members[i], sizeof members[i]));
    }

  /* The inside of a flow has places of its own. */
  self->context.inside = gp_id_nil;
  if (self->lens == GP_LENS_FLOWS
      && gp_design_lookup_kind (self->context.design, &self->subject, GP_KIND_FLOW) != NULL)
    {
      const GpElement *own = gp_scene_builder_find_flow_view (self);

      self->context.inside = self->subject;
      self->places = own != NULL ? *gp_element_get_id (own) : gp_id_nil;
    }

  lender = find_lender (self);
  self->borrows = lender != NULL;
  if (self->borrows)
    self->places = *gp_element_get_id (lender);
}

void
gp_scene_builder_begin (GpSceneBuilder *self)
{
  g_return_if_fail (self != NULL);

  read_view (self);
  gp_scene_builder_keep_ways (self);
  gp_scene_clear (self->scene);
  g_hash_table_remove_all (self->marked);
  g_hash_table_remove_all (self->gathered);
  g_hash_table_remove_all (self->stood);
  gp_scene_builder_drop_router (self);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  self->phase = GP_SCENE_DONE;
  if (self->lens != GP_LENS_FLOWS)
    {
      gp_scene_builder_begin_data (self);
      return;
    }
  gp_scene_builder_build_flows (self);
  gp_scene_builder_route_marked (self);
}

gboolean
gp_scene_builder_go_on (GpSceneBuilder *self,
                        guint           most)
{
  if (self->phase == GP_SCENE_DONE)
    return FALSE;
  if (gp_scene_builder_go_on_data (self, most))
    return TRUE;

  g_clear_pointer (&self->pending, g_ptr_array_unref);
  self->phase = GP_SCENE_DONE;
  gp_scene_builder_route_marked (self);
  return FALSE;
}

void
gp_scene_builder_rebuild (GpSceneBuilder *self)
{
  gp_scene_builder_begin (self);
  gp_scene_builder_get_scene (self);
}

static void
add_id (GHashTable *touched,
        const GpId *id)
{
  if (id != NULL && !gp_id_is_nil (id))
    g_hash_table_add (touched, g_memdup2 (id, sizeof *id));
}

/* The cards that show the name or the colour of @id. */
static void
add_showing (GpSceneBuilder *self,
             const GpId     *id,
             GHashTable     *touched)
{
  GpDesign *design = self->context.design;
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, id, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

      if (holder == NULL)
        continue;
      if (referrers[i].property == GP_FIELD_REFERENCE || referrers[i].property == GP_RULE_ROLE
          || referrers[i].property == GP_FOREIGN_KEY_TARGET)
        add_id (touched, gp_element_get_parent (holder));
      else if (referrers[i].property == GP_ENTITY_DOMAIN)
        add_id (touched, gp_element_get_id (holder));
    }
}

/* Entities that a flow or step is about show how many flows touch them. */
static void
add_entities_of (const GpElement *element,
                 GHashTable      *touched)
{
  GpKind kind = gp_element_get_kind (element);

  if (kind == GP_KIND_STEP)
    add_id (touched, gp_element_get_ref (element, GP_STEP_ENTITY));
  else if (kind == GP_KIND_FLOW)
    add_id (touched, gp_element_get_ref (element, GP_FLOW_TRIGGER_ENTITY));
}

static gboolean
add_touched (GpSceneBuilder *self,
             const GpChange *change,
             GHashTable     *touched)
{
  const GpElement *element = change->element != NULL
                               ? change->element
                               : gp_design_lookup (self->context.design, &change->id);

  switch (change->kind)
    {
    case GP_KIND_DESIGN:
      return FALSE;
    case GP_KIND_VIEW:
      return !gp_id_equal (&change->id, &self->view);
    case GP_KIND_PLACEMENT:
      /* The view has places of its own from now on. */
      if (self->borrows && element != NULL
          && gp_id_equal (gp_element_get_parent (element), &self->view))
        return FALSE;
      if (element != NULL && gp_id_equal (gp_element_get_parent (element), &self->places))
        add_id (touched, gp_element_get_ref (element, GP_PLACEMENT_ELEMENT));
      return TRUE;
    case GP_KIND_DOMAIN:
      if (change->type == GP_CHANGE_ADD || change->type == GP_CHANGE_REMOVE
          || change->type == GP_CHANGE_MOVE || change->property == GP_DOMAIN_COLOR)
        return FALSE;     /* colours go by the order of domains */
      add_id (touched, &change->id);
      return TRUE;
    case GP_KIND_ENTITY:
    case GP_KIND_ROLE:
      add_id (touched, &change->id);
      add_showing (self, &change->id, touched);
      return TRUE;
    case GP_KIND_FIELD:
    case GP_KIND_RULE:
    case GP_KIND_INDEX:
    case GP_KIND_FOREIGN_KEY:
      if (element != NULL)
        add_id (touched, gp_element_get_parent (element));
      add_id (touched, &change->parent_before);
      return TRUE;
    case GP_KIND_FLOW:
    case GP_KIND_STEP:
      add_id (touched, &change->id);
      if (change->type == GP_CHANGE_SET)
        {
          add_id (touched, gp_value_get_id (&change->before));
          add_id (touched, gp_value_get_id (&change->after));
        }
      else if (element != NULL)
        add_entities_of (element, touched);
      return TRUE;
    default:
      add_id (touched, &change->id);
      return TRUE;
    }
}

/* What only moves in the drawing of a flow leaves the rest of it as it is. */
static gboolean
is_only_placing (const GpChangeSet *changes)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->kind != GP_KIND_PLACEMENT || change->type == GP_CHANGE_REMOVE
          || change->property == GP_PLACEMENT_COLLAPSED
          || change->property == GP_PLACEMENT_HIDDEN
          || (change->type == GP_CHANGE_ADD
              && gp_element_get_bool (change->element, GP_PLACEMENT_COLLAPSED)))
        return FALSE;
    }
  return TRUE;
}

static void
update_places (GpSceneBuilder *self,
               GHashTable     *touched)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const GpSceneItem *item = gp_scene_find (self->scene, key);
      const GpElement *placement = gp_scene_builder_placement (self, key);
      const GpPoint *at = placement != NULL ? gp_element_get_point (placement, GP_PLACEMENT_AT)
                                            : NULL;
      guint slot;
      GpRect rect;

      if (item == NULL || at == NULL)
        continue;
      slot = item->slot;
      rect = item->rect;
      rect.x = gp_scene_near (at->x);
      rect.y = gp_scene_near (at->y);
      gp_scene_set_rect (self->scene, slot, &rect);
      gp_scene_set_placed (self->scene, slot, TRUE,
                           gp_element_get_bool (placement, GP_PLACEMENT_PINNED));
      gp_scene_builder_mark_item (self, slot);
    }
  gp_scene_builder_settle (self);
}

void
gp_scene_builder_update (GpSceneBuilder    *self,
                         const GpChangeSet *changes)
{
  g_autoptr(GHashTable) touched = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  gboolean whole = self->context.base != NULL || self->phase != GP_SCENE_DONE
                   || gp_change_set_get_size (changes) > MANY_CHANGES
                   || (find_lender (self) != NULL) != self->borrows;
  GHashTableIter iter;
  gpointer key;

  for (gsize i = 0; !whole && i < gp_change_set_get_size (changes); i++)
    whole = gp_scene_builder_is_folding (self, gp_change_set_get (changes, i))
            || !add_touched (self, gp_change_set_get (changes, i), touched);

  if (whole || (self->lens == GP_LENS_FLOWS && !is_only_placing (changes)))
    {
      gp_scene_builder_rebuild (self);
      return;
    }
  if (self->lens == GP_LENS_FLOWS)
    {
      update_places (self, touched);
      return;
    }
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    gp_scene_builder_refresh (self, key);
  gp_scene_builder_route_marked (self);
}

void
gp_scene_builder_set_unfolded (GpSceneBuilder *self,
                               const GpId     *id,
                               gboolean        unfolded)
{
  if (unfolded)
    g_hash_table_add (self->context.unfolded, g_memdup2 (id, sizeof *id));
  else
    g_hash_table_remove (self->context.unfolded, id);
  if (self->lens == GP_LENS_DATA && gp_scene_find (self->scene, id) != NULL)
    gp_scene_builder_refresh (self, id);
}

gboolean
gp_scene_builder_is_unfolded (GpSceneBuilder *self,
                              const GpId     *id)
{
  return g_hash_table_contains (self->context.unfolded, id);
}

void
gp_scene_builder_move (GpSceneBuilder *self,
                       const GpId     *key,
                       double          x,
                       double          y)
{
  const GpSceneItem *item = gp_scene_find (self->scene, key);
  GpPoint at = { x, y };
  GpRect rect;

  if (item == NULL)
    return;
  g_hash_table_insert (self->proposals, g_memdup2 (key, sizeof *key), g_memdup2 (&at, sizeof at));
  rect = item->rect;
  if (!g_hash_table_contains (self->stood, key))
    g_hash_table_insert (self->stood, g_memdup2 (key, sizeof *key),
                         g_memdup2 (&rect, sizeof rect));
  rect.x = x;
  rect.y = y;
  gp_scene_set_rect (self->scene, item->slot, &rect);
  gp_scene_set_proposed (self->scene, item->slot);
  gp_scene_builder_move_obstacle (self, item->slot);
  gp_scene_builder_mark_item (self, item->slot);
}

void
gp_scene_builder_adopt (GpSceneBuilder *self,
                        const GpId     *key,
                        const GpId     *area)
{
  const GpSceneItem *item = gp_scene_find (self->scene, key);

  if (item != NULL && !gp_id_equal (&item->area, area))
    gp_scene_set_area (self->scene, item->slot, area);
}

gboolean
gp_scene_builder_find_chip (GpSceneBuilder    *self,
                            const GpSceneItem *item,
                            GpRect            *out_rect,
                            GpId              *out_id)
{
  return gp_node_find_chip (&self->context, item, out_rect, out_id);
}

void
gp_scene_builder_settle (GpSceneBuilder *self)
{
  gp_scene_builder_fit_areas (self);
  gp_scene_builder_route_marked (self);
}

void
gp_scene_builder_forget (GpSceneBuilder *self)
{
  g_hash_table_remove_all (self->proposals);
}

guint
gp_scene_builder_count_unplaced (GpSceneBuilder *self)
{
  guint count = 0;

  for (guint i = 0; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);

      count += item != NULL && item->type != GP_ITEM_AREA && !item->placed && !item->proposed;
    }
  return count;
}
