/* gp-scene-compare.c — the relations that are gone since the base
 * SPDX-License-Identifier: Apache-2.0
 *
 * Cards and rows of what is gone come with the others, see gp-card-rows.c. Here are the lines:
 * those of the base that the design does not have, or that lead elsewhere now. A field that leads
 * elsewhere has two lines; the old one has an id of its own, made from the field and its target. */
#define G_LOG_DOMAIN "gp-scene-compare"
#include "config.h"
#include "gp-scene-builder-private.h"

typedef struct
{
  GpProperty target;
  GpKind     kind;
} Holder;

static const Holder holders[] = {
  { GP_FIELD_REFERENCE, GP_KIND_FIELD },
  { GP_FOREIGN_KEY_TARGET, GP_KIND_FOREIGN_KEY },
};

static const GpId *
first_field (const GpElement *element)
{
  gsize n;
  const GpId *fields;

  if (gp_element_get_kind (element) == GP_KIND_FIELD)
    return gp_element_get_id (element);
  fields = gp_element_get_refs (element, GP_FOREIGN_KEY_FIELDS, &n);
  return n > 0 ? &fields[0] : NULL;
}

static void
add_removed (GpSceneBuilder  *self,
             const GpElement *element,
             GpProperty       target_property)
{
  const GpId *target = gp_element_get_ref (element, target_property);
  const GpElement *now = gp_design_lookup (self->context.design, gp_element_get_id (element));
  const GpId *target_now = now != NULL ? gp_element_get_ref (now, target_property) : NULL;
  const GpSceneItem *from = gp_scene_find (self->scene, gp_element_get_parent (element));
  const GpSceneItem *to = target != NULL ? gp_scene_find (self->scene, target) : NULL;
  const GpId *field = first_field (element);
  GpSceneLine line = { .type = GP_LINE_RELATION, .state = GP_STATE_REMOVED };

  if (from == NULL || to == NULL || (target_now != NULL && gp_id_equal (target_now, target)))
    return;
  line.id = *gp_element_get_id (element);
  if (target_now != NULL)
    line.id = gp_id_derive (&line.id, target);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = field != NULL ? gp_scene_item_find_row (from, field) : -1;
  line.to_row = to->n_rows > 0 ? 0 : -1;
  line.from_mark = GP_MARK_ZERO_OR_MANY;
  line.to_mark = gp_element_get_kind (element) == GP_KIND_FIELD
                     && gp_element_get_bool (element, GP_FIELD_NULLABLE)
                   ? GP_MARK_ZERO_OR_ONE : GP_MARK_ONE;
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

void
gp_scene_builder_add_removed_relations (GpSceneBuilder *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (self->context.base, holders[i].kind);

      for (guint j = 0; j < elements->len; j++)
        add_removed (self, g_ptr_array_index (elements, j), holders[i].target);
    }
}
