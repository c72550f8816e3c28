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

static void
add_line (GpSceneBuilder    *self,
          const GpSceneItem *from,
          const GpElement   *element,
          const GpId        *first_field,
          const GpId        *target,
          const GpId        *target_field,
          gboolean           optional,
          gboolean           unique)
{
  const GpSceneItem *to = gp_scene_find (self->scene, target);
  GpSceneLine line = { 0 };

  if (to == NULL)
    return;
  line.id = *gp_element_get_id (element);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = first_field != NULL ? gp_scene_item_find_row (from, first_field) : -1;
  line.to_row = find_target_row (self, to, target_field);
  line.type = GP_LINE_RELATION;
  line.from_mark = unique ? GP_MARK_ZERO_OR_ONE : GP_MARK_ZERO_OR_MANY;
  line.to_mark = optional ? GP_MARK_ZERO_OR_ONE : GP_MARK_ONE;
  line.state = line_state (self, element);
  line.cropped = g_hash_table_contains (self->hubs, target) && to != from;
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
              gp_element_get_ref (child, GP_FIELD_REFERENCE_FIELD),
              gp_element_get_bool (child, GP_FIELD_NULLABLE),
              gp_element_get_bool (child, GP_FIELD_UNIQUE)
                || is_alone_in_key (entity, gp_element_get_id (child)));
  else if (kind == GP_KIND_FOREIGN_KEY
           && (target = gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET)) != NULL)
    {
      gsize n;
      gsize n_targets;
      const GpId *fields = gp_element_get_refs (child, GP_FOREIGN_KEY_FIELDS, &n);
      const GpId *targets = gp_element_get_refs (child, GP_FOREIGN_KEY_TARGET_FIELDS, &n_targets);
      const GpElement *first = n > 0 ? gp_design_lookup (self->context.design, &fields[0]) : NULL;

      add_line (self, from, child, n > 0 ? &fields[0] : NULL, target,
                n_targets > 0 ? &targets[0] : NULL,
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
