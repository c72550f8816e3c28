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

#include "gp-junction.h"

#include <math.h>

/* Fewer lines than this can be followed in any drawing. */
#define HUB_LEAST 6

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
  GpProperty target = gp_element_get_kind (element) == GP_KIND_FIELD ? GP_FIELD_REFERENCE
                                                                     : GP_FOREIGN_KEY_TARGET;
  const GpElement *before;

  if (self->context.base == NULL)
    return GP_STATE_SAME;
  before = gp_design_lookup (self->context.base, gp_element_get_id (element));
  if (before == NULL)
    return GP_STATE_ADDED;
  if (gp_design_lookup (self->context.design, gp_element_get_id (element)) == NULL)
    return GP_STATE_REMOVED;
  /* It leads elsewhere now. */
  return gp_value_equal (gp_element_get_value (before, target),
                         gp_element_get_value (element, target))
           ? GP_STATE_SAME : GP_STATE_ADDED;
}

/* The row that is referred to: @field, else the first of the key. */
static int
find_target_row (GpSceneBuilder    *self,
                 const GpSceneItem *to,
                 const GpId        *field)
{
  const GpElement *entity = gp_design_lookup_kind (self->context.design, &to->id, GP_KIND_ENTITY);
  gsize n = 0;
  const GpId *keys = entity != NULL ? gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n)
                                    : NULL;
  int row = field != NULL ? gp_scene_item_find_row (to, field) : -1;

  if (row < 0 && n > 0)
    row = gp_scene_item_find_row (to, &keys[0]);
  return row;
}

/* A composite reference shows all of its rows. NULL for a single one. */
static GArray *
list_rows (const GpSceneItem *item,
           const GpId        *fields,
           gsize              n)
{
  GArray *rows = NULL;

  for (gsize i = 0; n > 1 && i < n; i++)
    {
      int row = gp_scene_item_find_row (item, &fields[i]);

      if (row < 0)
        continue;
      if (rows == NULL)
        rows = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (rows, row);
    }
  return rows;
}

typedef struct
{
  const GpElement *element;      /* what the line draws */
  const GpId      *target;
  const GpId      *fields;
  gsize            n_fields;
  const GpId      *targets;      /* the fields that are referred to; none: the key */
  gsize            n_targets;
  gboolean         optional;
  gboolean         unique;
} Relation;

/* Relations from and to folded cards are drawn together, in both directions; which way the line
 * leads does not depend on which of them came first. */
static void
join_bundle (GpSceneBuilder    *self,
             const GpSceneItem *from,
             const GpSceneItem *to,
             const Relation    *relation)
{
  GpMark many = relation->unique ? GP_MARK_ZERO_OR_ONE : GP_MARK_ZERO_OR_MANY;
  GpMark one = relation->optional ? GP_MARK_ZERO_OR_ONE : GP_MARK_ONE;
  gboolean ordered = gp_id_compare (&from->key, &to->key) < 0;
  const GpSceneItem *first = ordered ? from : to;
  const GpSceneItem *second = ordered ? to : from;
  GpId id = gp_id_derive (&first->key, &second->key);
  const GpSceneLine *found = gp_scene_find_line (self->scene, &id);
  GpSceneLine line = { 0 };

  if (found != NULL)
    {
      gp_scene_add_to_bundle (self->scene, found->slot, gp_element_get_id (relation->element));
      return;
    }
  line.id = id;
  line.from = first->slot;
  line.to = second->slot;
  line.from_row = line.to_row = -1;
  line.from_mark = ordered ? many : one;
  line.to_mark = ordered ? one : many;
  line.bundle = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_array_append_vals (line.bundle, gp_element_get_id (relation->element), 1);
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

static void
add_line (GpSceneBuilder    *self,
          const GpSceneItem *from,
          const Relation    *relation)
{
  const GpSceneItem *to = gp_scene_builder_stand_in (self, relation->target);
  GpSceneLine line = { 0 };

  if (to == NULL || (from->ghost && to->ghost) || (from == to && from->folded))
    return;
  if (from->folded || to->folded)
    {
      join_bundle (self, from, to, relation);
      return;
    }
  line.id = *gp_element_get_id (relation->element);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = relation->n_fields > 0 ? gp_scene_item_find_row (from, &relation->fields[0]) : -1;
  line.to_row = find_target_row (self, to, relation->n_targets > 0 ? relation->targets : NULL);
  line.from_rows = list_rows (from, relation->fields, relation->n_fields);
  line.to_rows = list_rows (to, relation->targets, relation->n_targets);
  line.type = GP_LINE_RELATION;
  line.from_mark = relation->unique ? GP_MARK_ZERO_OR_ONE : GP_MARK_ZERO_OR_MANY;
  line.to_mark = relation->optional ? GP_MARK_ZERO_OR_ONE : GP_MARK_ONE;
  line.state = line_state (self, relation->element);
  line.cropped = g_hash_table_contains (self->hubs, relation->target) && to != from
                 && gp_id_is_nil (&self->entered);
  if (line.cropped)
    line.from_mark = GP_MARK_NONE;     /* no room for it beside the dot */
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

static gboolean
is_alone_in_key (const GpElement *entity,
                 const GpId      *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return n == 1 && gp_id_equal (&keys[0], field);
}

/* What @child of an entity refers to, and how. FALSE where it refers to nothing. */
static gboolean
read_relation (GpSceneBuilder  *self,
               const GpElement *entity,
               const GpElement *child,
               Relation        *out)
{
  GpKind kind = gp_element_get_kind (child);

  *out = (Relation) { .element = child };
  if (kind == GP_KIND_FIELD)
    {
      out->target = gp_element_get_ref (child, GP_FIELD_REFERENCE);
      out->fields = gp_element_get_id (child);
      out->n_fields = 1;
      out->targets = gp_element_get_ref (child, GP_FIELD_REFERENCE_FIELD);
      out->n_targets = out->targets != NULL;
      out->optional = gp_element_get_bool (child, GP_FIELD_NULLABLE);
      out->unique = gp_element_get_bool (child, GP_FIELD_UNIQUE)
                    || is_alone_in_key (entity, out->fields);
    }
  else if (kind == GP_KIND_FOREIGN_KEY)
    {
      const GpElement *first;

      out->target = gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET);
      out->fields = gp_element_get_refs (child, GP_FOREIGN_KEY_FIELDS, &out->n_fields);
      out->targets = gp_element_get_refs (child, GP_FOREIGN_KEY_TARGET_FIELDS, &out->n_targets);
      first = out->n_fields > 0 ? gp_design_lookup (self->context.design, &out->fields[0]) : NULL;
      out->optional = first != NULL && gp_element_get_bool (first, GP_FIELD_NULLABLE);
    }
  return out->target != NULL;
}

static void
add_from_entity (GpSceneBuilder    *self,
                 const GpSceneItem *from,
                 const GpElement   *entity)
{
  GpDesign *design = self->context.design;
  const GpElement *child;
  Relation relation;

  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL; i++)
    if (read_relation (self, entity, child, &relation))
      add_line (self, from, &relation);
}

/* A line with many at both ends, between what the entity refers to. */
static void
add_bridge (GpSceneBuilder  *self,
            const GpElement *entity)
{
  const GpSceneItem *from;
  const GpSceneItem *to;
  GpSceneLine line = { 0 };
  GpId ends[2];

  if (!gp_junction_find_ends (self->context.design, entity, ends))
    return;
  from = gp_scene_builder_stand_in (self, &ends[0]);
  to = gp_scene_builder_stand_in (self, &ends[1]);
  if (from == NULL || to == NULL || (from == to && from->folded))
    return;
  line.id = *gp_element_get_id (entity);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = find_target_row (self, from, NULL);
  line.to_row = find_target_row (self, to, NULL);
  line.type = GP_LINE_RELATION;
  line.from_mark = GP_MARK_ZERO_OR_MANY;
  line.to_mark = GP_MARK_ZERO_OR_MANY;
  line.bridge = TRUE;
  line.label = g_strdup_printf ("◇ %s", gp_element_get_name (entity));
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

void
gp_scene_builder_add_bridges (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) entities = NULL;

  if (g_hash_table_size (self->bridges) == 0)
    return;
  entities = gp_design_list (self->context.design, GP_KIND_ENTITY);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);

      if (g_hash_table_contains (self->bridges, gp_element_get_id (entity)))
        add_bridge (self, entity);
    }
}

/* The entities that the item @slot is drawn for. */
static GPtrArray *
list_entities (GpSceneBuilder    *self,
               const GpSceneItem *item)
{
  GpDesign *design = self->context.design;
  GPtrArray *entities = g_ptr_array_new ();
  gsize n;
  const GpReferrer *referrers;

  if (!item->folded)
    {
      const GpElement *entity = gp_design_lookup_kind (design, &item->id, GP_KIND_ENTITY);

      if (entity != NULL)
        g_ptr_array_add (entities, (gpointer) entity);
      return entities;
    }
  referrers = gp_design_peek_referrers (design, &item->id, &n);
  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_ENTITY_DOMAIN)
      g_ptr_array_add (entities, (gpointer) gp_design_lookup (design, &referrers[i].holder));
  return entities;
}

void
gp_scene_builder_add_relations (GpSceneBuilder *self,
                                guint           slot)
{
  const GpSceneItem *from = gp_scene_get_item (self->scene, slot);
  g_autoptr(GPtrArray) entities = list_entities (self, from);

  for (guint i = 0; i < entities->len; i++)
    add_from_entity (self, from, g_ptr_array_index (entities, i));
}

/* Relations that lead to @entity. */
static void
add_to_entity (GpSceneBuilder  *self,
               const GpElement *entity)
{
  GpDesign *design = self->context.design;
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, gp_element_get_id (entity), &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);
      const GpElement *source = holder != NULL
                                  ? gp_design_lookup (design, gp_element_get_parent (holder))
                                  : NULL;
      const GpSceneItem *from = NULL;
      Relation relation;

      if (source == NULL
          || (referrers[i].property != GP_FIELD_REFERENCE
              && referrers[i].property != GP_FOREIGN_KEY_TARGET))
        continue;
      if (g_hash_table_contains (self->bridges, gp_element_get_id (source)))
        add_bridge (self, source);
      else
        from = gp_scene_builder_stand_in (self, gp_element_get_id (source));
      /* What refers to itself has been added with what it refers to. */
      if (from != NULL && from != gp_scene_builder_stand_in (self, gp_element_get_id (entity))
          && read_relation (self, source, holder, &relation))
        add_line (self, from, &relation);
    }
}

/* All lines of an item, as they are after a change. */
void
gp_scene_builder_relate_anew (GpSceneBuilder *self,
                              guint           slot)
{
  const GpSceneItem *item = gp_scene_get_item (self->scene, slot);
  g_autoptr(GPtrArray) entities = list_entities (self, item);
  g_autoptr(GArray) lines = gp_scene_list_lines (self->scene, item);

  for (guint i = 0; i < lines->len; i++)
    gp_scene_remove_line (self->scene, g_array_index (lines, guint, i));
  gp_scene_builder_add_relations (self, slot);
  for (guint i = 0; i < entities->len; i++)
    add_to_entity (self, g_ptr_array_index (entities, i));
}
