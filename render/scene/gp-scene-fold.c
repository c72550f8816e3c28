/* gp-scene-fold.c — what is drawn for something else: folded domains, ghosts, bridges
 * SPDX-License-Identifier: Apache-2.0
 *
 * A folded domain is one card in place of its members; relations to them lead to it. In a domain
 * that was entered only its members have cards; entities outside that are tied to them stand at the
 * sides as ghosts: those that refer to a member on the left, those that a member refers to on the
 * right. An entity between two others may be drawn as a line: a bridge. */
#define G_LOG_DOMAIN "gp-scene-fold"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-domain.h"
#include "gp-edit.h"
#include "gp-junction.h"
#include "gp-node.h"

#include <math.h>

#define GHOST_AWAY  140.0    /* from the members */
#define GHOST_GAP    18.0
#define GHOST_LEAST   8      /* a column has room for so many, however low the members are */

enum { GHOST_LEFT = 1, GHOST_RIGHT = 2 };

static void
add_id (GHashTable *set,
        const GpId *id)
{
  g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static gboolean
is_inside (GpSceneBuilder  *self,
           const GpElement *element)
{
  const GpId *domain = gp_domain_of (element);

  return gp_id_is_nil (&self->entered)
         || (domain != NULL && gp_id_equal (domain, &self->entered));
}

static gboolean
is_folded_in (GpSceneBuilder  *self,
              const GpElement *element)
{
  const GpId *domain = gp_domain_of (element);

  return domain != NULL && g_hash_table_contains (self->folded, domain);
}

/* Whether @element has a card of its own: it is inside what is shown, and nothing stands for it. */
gboolean
gp_scene_builder_stands_alone (GpSceneBuilder  *self,
                               const GpElement *element)
{
  return is_inside (self, element) && !is_folded_in (self, element)
         && !g_hash_table_contains (self->bridges, gp_element_get_id (element));
}

static void
read_placements (GpSceneBuilder *self)
{
  GpDesign *design = self->context.design;
  const GpElement *child;
  GpId ends[2];

  if (gp_id_is_nil (&self->places))
    return;
  for (gsize i = 0; (child = gp_design_peek_child (design, &self->places, i)) != NULL; i++)
    {
      const GpElement *element = NULL;

      if (gp_element_get_kind (child) == GP_KIND_PLACEMENT)
        element = gp_design_lookup (design, gp_element_get_ref (child, GP_PLACEMENT_ELEMENT));
      if (element == NULL)
        continue;
      if (gp_element_get_kind (element) == GP_KIND_DOMAIN
          && gp_element_get_bool (child, GP_PLACEMENT_COLLAPSED)
          && gp_id_is_nil (&self->entered))
        add_id (self->folded, gp_element_get_id (element));
      else if (gp_element_get_bool (child, GP_PLACEMENT_AS_RELATION)
               && is_inside (self, element) && gp_junction_find_ends (design, element, ends))
        add_id (self->bridges, gp_element_get_id (element));
    }
}

static const GpId *
reference_of (const GpElement *child)
{
  if (gp_element_get_kind (child) == GP_KIND_FIELD)
    return gp_element_get_ref (child, GP_FIELD_REFERENCE);
  if (gp_element_get_kind (child) == GP_KIND_FOREIGN_KEY)
    return gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET);
  return NULL;
}

static void
add_ghost (GpSceneBuilder *self,
           const GpId     *entity,
           guint           side)
{
  const GpElement *element = gp_design_lookup_kind (self->context.design, entity, GP_KIND_ENTITY);
  guint sides;

  if (element == NULL || is_inside (self, element))
    return;
  sides = GPOINTER_TO_UINT (g_hash_table_lookup (self->ghosts, entity));
  g_hash_table_insert (self->ghosts, g_memdup2 (entity, sizeof *entity),
                       GUINT_TO_POINTER (sides | side));
}

/* The neighbours of the entered domain. */
static void
read_ghosts (GpSceneBuilder *self)
{
  GpDesign *design = self->context.design;
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint e = 0; e < entities->len; e++)
    {
      const GpElement *entity = g_ptr_array_index (entities, e);
      const GpId *id = gp_element_get_id (entity);
      const GpElement *child;
      gsize n;
      const GpReferrer *referrers = gp_design_peek_referrers (design, id, &n);

      if (!is_inside (self, entity))
        continue;
      for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
        if (reference_of (child) != NULL)
          add_ghost (self, reference_of (child), GHOST_RIGHT);
      for (gsize i = 0; i < n; i++)
        {
          const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

          if (holder != NULL
              && (referrers[i].property == GP_FIELD_REFERENCE
                  || referrers[i].property == GP_FOREIGN_KEY_TARGET))
            add_ghost (self, gp_element_get_parent (holder), GHOST_LEFT);
        }
    }
}

void
gp_scene_builder_read_folds (GpSceneBuilder *self)
{
  g_hash_table_remove_all (self->folded);
  g_hash_table_remove_all (self->bridges);
  g_hash_table_remove_all (self->ghosts);
  self->entered = gp_id_nil;
  if (self->lens == GP_LENS_DATA
      && gp_design_lookup_kind (self->context.design, &self->subject, GP_KIND_DOMAIN) != NULL)
    self->entered = self->subject;
  if (self->context.base != NULL || self->lens != GP_LENS_DATA)
    return;      /* a comparison shows everything that has changed */
  read_placements (self);
  if (!gp_id_is_nil (&self->entered))
    read_ghosts (self);
}

/* The upper left corner of where the members of a domain were placed. */
static gboolean
find_corner (GpSceneBuilder *self,
             const GpId     *domain,
             GpPoint        *out)
{
  g_autoptr(GArray) members = gp_scene_builder_list_carried (self, domain, 0, 0);

  for (guint i = 0; i < members->len; i++)
    {
      const GpPoint *at = &g_array_index (members, GpEditPlace, i).at;

      *out = i == 0 ? *at : (GpPoint) { MIN (out->x, at->x), MIN (out->y, at->y) };
    }
  return members->len > 0;
}

void
gp_scene_builder_take_fold (GpSceneBuilder  *self,
                            const GpElement *domain)
{
  const GpId *id = gp_element_get_id (domain);
  const GdkRGBA *color = g_hash_table_lookup (self->colors, id);
  GpSceneItem item = { .key = *id, .folded = TRUE };
  GpPoint corner;

  gp_node_measure (&self->context, domain, &item);
  if (color != NULL)
    item.accent = *color;
  gp_scene_builder_place (self, &item);
  if (isnan (item.rect.x) && find_corner (self, id, &corner))
    {
      item.rect.x = corner.x;
      item.rect.y = corner.y;
      item.proposed = TRUE;
    }
  gp_scene_take_item (self->scene, &item);
}

void
gp_scene_builder_take_folds (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) domains = gp_design_list (self->context.design, GP_KIND_DOMAIN);

  for (guint i = 0; i < domains->len; i++)
    {
      const GpElement *domain = g_ptr_array_index (domains, i);

      if (g_hash_table_contains (self->folded, gp_element_get_id (domain))
          && gp_scene_builder_is_shown (self, domain))
        gp_scene_builder_take_fold (self, domain);
    }
}

typedef struct
{
  const GpElement *entity;
  double           wish;     /* the height of what it is tied to */
  gboolean         left;
} Ghost;

/* The middle of the members that the entity is tied to. */
static double
find_wish (GpSceneBuilder  *self,
           const GpElement *entity)
{
  GpDesign *design = self->context.design;
  const GpId *id = gp_element_get_id (entity);
  const GpElement *child;
  double sum = 0;
  guint count = 0;
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, id, &n);

  for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
    {
      const GpSceneItem *item = gp_scene_find (self->scene, reference_of (child));

      if (item != NULL)
        sum += gp_rect_center_y (&item->rect);
      count += item != NULL;
    }
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);
      const GpSceneItem *item = holder != NULL
                                  ? gp_scene_find (self->scene, gp_element_get_parent (holder))
                                  : NULL;

      if (item != NULL)
        sum += gp_rect_center_y (&item->rect);
      count += item != NULL;
    }
  return count > 0 ? sum / count : 0;
}

static int
compare_ghosts (gconstpointer a,
                gconstpointer b)
{
  const Ghost *one = a;
  const Ghost *two = b;

  if (one->left != two->left)
    return one->left ? -1 : 1;
  if (one->wish != two->wish)
    return one->wish < two->wish ? -1 : 1;
  return gp_id_compare (gp_element_get_id (one->entity), gp_element_get_id (two->entity));
}

/* One column after another away from the members, each in the order of what they are tied to. */
static void
take_column (GpSceneBuilder *self,
             const GArray   *ghosts,
             guint           first,
             guint           n,
             const GpRect   *inside)
{
  guint room = (guint) MAX (GHOST_LEAST, inside->height / (GP_NODE_HEIGHT + GHOST_GAP));
  guint columns = (n + room - 1) / room;
  guint a_column = (n + columns - 1) / columns;

  for (guint i = 0; i < n; i++)
    {
      const Ghost *ghost = &g_array_index (ghosts, Ghost, first + i);
      guint column = i % columns;
      guint row = i / columns;
      double height = a_column * (GP_NODE_HEIGHT + GHOST_GAP) - GHOST_GAP;
      double away = GHOST_AWAY + column * (GP_NODE_WIDTH + GHOST_AWAY / 2);
      GpSceneItem item = { .key = *gp_element_get_id (ghost->entity), .ghost = TRUE };

      gp_node_measure (&self->context, ghost->entity, &item);
      item.muted = TRUE;
      item.placed = TRUE;
      item.rect.x = ghost->left ? inside->x - away - GP_NODE_WIDTH
                                : inside->x + inside->width + away;
      item.rect.y = gp_rect_center_y (inside) - height / 2 + row * (GP_NODE_HEIGHT + GHOST_GAP);
      gp_scene_take_item (self->scene, &item);
    }
}

void
gp_scene_builder_take_ghosts (GpSceneBuilder *self)
{
  g_autoptr(GArray) ghosts = g_array_new (FALSE, FALSE, sizeof (Ghost));
  GpRect inside = gp_scene_get_bounds (self->scene);
  GHashTableIter iter;
  gpointer key, sides;
  guint n_left = 0;

  g_hash_table_iter_init (&iter, self->ghosts);
  while (g_hash_table_iter_next (&iter, &key, &sides))
    {
      Ghost ghost = { .entity = gp_design_lookup (self->context.design, key) };

      ghost.wish = find_wish (self, ghost.entity);
      ghost.left = (GPOINTER_TO_UINT (sides) & GHOST_RIGHT) == 0;
      n_left += ghost.left;
      g_array_append_val (ghosts, ghost);
    }
  g_array_sort (ghosts, compare_ghosts);
  if (n_left > 0)
    take_column (self, ghosts, 0, n_left, &inside);
  if (ghosts->len > n_left)
    take_column (self, ghosts, n_left, ghosts->len - n_left, &inside);
}

const GpSceneItem *
gp_scene_builder_stand_in (GpSceneBuilder *self,
                           const GpId     *entity)
{
  const GpSceneItem *item = gp_scene_find (self->scene, entity);
  const GpElement *element = item == NULL && entity != NULL
                               ? gp_design_lookup (self->context.design, entity) : NULL;

  if (element != NULL && is_folded_in (self, element))
    item = gp_scene_find (self->scene, gp_domain_of (element));
  /* A step that is not seen itself is inside of a folded one. */
  while (item == NULL && element != NULL && self->lens == GP_LENS_FLOWS
         && gp_element_get_kind (element) == GP_KIND_STEP)
    {
      element = gp_design_lookup (self->context.design, gp_element_get_parent (element));
      item = element != NULL && gp_element_get_kind (element) == GP_KIND_STEP
               ? gp_scene_find (self->scene, gp_element_get_id (element)) : NULL;
    }
  return item;
}

GArray *
gp_scene_builder_list_carried (GpSceneBuilder *self,
                               const GpId     *domain,
                               double          dx,
                               double          dy)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (self->context.design, domain, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *member = gp_design_lookup (self->context.design, &referrers[i].holder);
      const GpElement *placement = member != NULL && gp_domain_of (member) != NULL
                                     ? gp_scene_builder_placement (self, &referrers[i].holder)
                                     : NULL;
      const GpPoint *at = placement != NULL ? gp_element_get_point (placement, GP_PLACEMENT_AT)
                                            : NULL;
      GpEditPlace place;

      if (at == NULL)
        continue;
      place = (GpEditPlace) {
        .element = referrers[i].holder,
        .at = { at->x + dx, at->y + dy },
        .pinned = gp_element_get_bool (placement, GP_PLACEMENT_PINNED),
      };
      g_array_append_val (places, place);
    }
  return places;
}

static gboolean
is_in_fold (GpSceneBuilder *self,
            const GpChange *change)
{
  const GpElement *element = gp_design_lookup (self->context.design, &change->id);
  const GpId *before;

  if (change->type != GP_CHANGE_SET || change->kind != GP_KIND_ENTITY
      || change->property != GP_ENTITY_DOMAIN)
    return FALSE;
  before = gp_value_get_id (&change->before);
  return (element != NULL && is_folded_in (self, element))
         || (before != NULL && g_hash_table_contains (self->folded, before));
}

/* Whether @entity is to be drawn as a relation, be it possible now or not. */
static gboolean
is_flagged (GpSceneBuilder *self,
            const GpId     *entity)
{
  const GpElement *placement = entity != NULL ? gp_scene_builder_placement (self, entity) : NULL;

  return placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_AS_RELATION);
}

/* Whether an entity may become a bridge by @change, or be one no longer. */
static gboolean
touches_bridge (GpSceneBuilder  *self,
                const GpChange  *change,
                const GpElement *element)
{
  if (change->kind == GP_KIND_ENTITY)
    return is_flagged (self, &change->id);
  if (change->kind != GP_KIND_FIELD && change->kind != GP_KIND_FOREIGN_KEY)
    return FALSE;
  if (element != NULL
      && (is_flagged (self, gp_element_get_parent (element))
          || is_flagged (self, reference_of (element))))
    return TRUE;
  return change->type == GP_CHANGE_SET
         && (is_flagged (self, gp_value_get_id (&change->before))
             || is_flagged (self, gp_value_get_id (&change->after)));
}

/* Whether @change makes other things stand for one another, so that the scene is made anew. */
gboolean
gp_scene_builder_is_folding (GpSceneBuilder *self,
                             const GpChange *change)
{
  const GpElement *element = change->element != NULL
                               ? change->element
                               : gp_design_lookup (self->context.design, &change->id);
  const GpElement *subject;

  if (self->lens != GP_LENS_DATA)
    return FALSE;
  if (change->kind == GP_KIND_PLACEMENT && element == NULL)
    return change->property == GP_PLACEMENT_COLLAPSED      /* of a placement that is gone */
           || change->property == GP_PLACEMENT_AS_RELATION;
  if (change->kind == GP_KIND_PLACEMENT)
    {
      if (change->type == GP_CHANGE_SET && change->property == GP_PLACEMENT_AS_RELATION)
        return TRUE;
      subject = gp_design_lookup (self->context.design,
                                  gp_element_get_ref (element, GP_PLACEMENT_ELEMENT));
      if (change->type == GP_CHANGE_SET)
        return change->property == GP_PLACEMENT_COLLAPSED && subject != NULL
               && gp_element_get_kind (subject) == GP_KIND_DOMAIN;
      return gp_element_get_bool (element, GP_PLACEMENT_AS_RELATION)
             || gp_element_get_bool (element, GP_PLACEMENT_COLLAPSED);
    }
  if (!gp_id_is_nil (&self->entered))
    return TRUE;
  return is_in_fold (self, change) || touches_bridge (self, change, element);
}
