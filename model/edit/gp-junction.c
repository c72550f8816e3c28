/* gp-junction.c — entities that stand between two others
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-junction"
#include "config.h"
#include "gp-junction.h"

static const GpId *
target_of (const GpElement *child)
{
  switch (gp_element_get_kind (child))
    {
    case GP_KIND_FIELD:
      return gp_element_get_ref (child, GP_FIELD_REFERENCE);
    case GP_KIND_FOREIGN_KEY:
      return gp_element_get_ref (child, GP_FOREIGN_KEY_TARGET);
    default:
      return NULL;
    }
}

static gboolean
is_referred_to (GpDesign   *design,
                const GpId *entity)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, entity, &n);

  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_FIELD_REFERENCE
        || referrers[i].property == GP_FOREIGN_KEY_TARGET)
      return TRUE;
  return FALSE;
}

gboolean
gp_junction_find_ends (GpDesign        *design,
                       const GpElement *entity,
                       GpId             out_ends[static 2])
{
  const GpId *id = gp_element_get_id (entity);
  const GpElement *child;
  GpId ends[2];
  guint n = 0;

  if (gp_element_get_kind (entity) != GP_KIND_ENTITY)
    return FALSE;
  for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
    {
      const GpId *target = target_of (child);

      if (target == NULL || gp_design_lookup (design, target) == NULL)
        continue;
      if (n == G_N_ELEMENTS (ends))
        return FALSE;
      ends[n++] = *target;
    }
  if (n != G_N_ELEMENTS (ends) || is_referred_to (design, id))
    return FALSE;
  out_ends[0] = ends[0];
  out_ends[1] = ends[1];
  return TRUE;
}

static gboolean
holds (const GpElement *element,
       GpProperty       property,
       const GpId      *id)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], id))
      return TRUE;
  return FALSE;
}

static gboolean
is_part_of_reference (GpDesign        *design,
                      const GpElement *entity,
                      const GpElement *field)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FOREIGN_KEY
        && holds (child, GP_FOREIGN_KEY_FIELDS, gp_element_get_id (field)))
      return TRUE;
  return FALSE;
}

/* Whether the field adds nothing that people fill in. */
static gboolean
says_nothing (GpDesign        *design,
              const GpElement *entity,
              const GpElement *field)
{
  const char *type = gp_element_get_text (field, GP_FIELD_TYPE);
  const char *fallback = gp_element_get_text (field, GP_FIELD_DEFAULT);

  if (gp_element_get_ref (field, GP_FIELD_REFERENCE) != NULL
      || is_part_of_reference (design, entity, field))
    return !gp_element_get_bool (field, GP_FIELD_NULLABLE);
  if (holds (entity, GP_ENTITY_PRIMARY_KEY, gp_element_get_id (field)))
    return TRUE;
  return g_strcmp0 (type, "timestamp") == 0 && fallback != NULL && fallback[0] != '\0';
}

gboolean
gp_junction_is_pure (GpDesign        *design,
                     const GpElement *entity)
{
  GpId ends[2];
  const GpElement *child;

  if (!gp_junction_find_ends (design, entity, ends))
    return FALSE;
  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD && !says_nothing (design, entity, child))
      return FALSE;
  return TRUE;
}
