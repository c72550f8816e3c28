/* gp-expr-design-record.c — what an entity's records offer to expressions
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-design"

#include "config.h"

#include "gp-expr-design-record.h"

#include <string.h>

/* A key may itself be a reference; more in a row than this is a circle. */
#define MAX_KEY_CHAIN 8

static const struct
{
  const char *nick;
  GpExprTypeKind kind;
} field_types[] = {
  { "uuid", GP_EXPR_TYPE_STRING },
  { "text", GP_EXPR_TYPE_STRING },
  { "integer", GP_EXPR_TYPE_INT },
  { "bigint", GP_EXPR_TYPE_INT },
  { "decimal", GP_EXPR_TYPE_DOUBLE },
  { "float", GP_EXPR_TYPE_DOUBLE },
  { "boolean", GP_EXPR_TYPE_BOOL },
  { "date", GP_EXPR_TYPE_TIMESTAMP },
  { "time", GP_EXPR_TYPE_STRING },
  { "timestamp", GP_EXPR_TYPE_TIMESTAMP },
  { "duration", GP_EXPR_TYPE_DURATION },
  { "enum", GP_EXPR_TYPE_STRING },
  { "file", GP_EXPR_TYPE_STRING },
};

const GpElement *
gp_expr_design_get_key (GpDesign   *design,
                        const GpId *entity)
{
  const GpElement *element = gp_design_lookup_kind (design, entity, GP_KIND_ENTITY);
  const GpId *keys;
  gsize n;

  if (element == NULL)
    return NULL;

  keys = gp_element_get_refs (element, GP_ENTITY_PRIMARY_KEY, &n);
  return n == 1 ? gp_design_lookup_kind (design, &keys[0], GP_KIND_FIELD) : NULL;
}

const GpElement *
gp_expr_design_get_target (GpDesign        *design,
                           const GpElement *field)
{
  const GpId *entity = gp_element_get_ref (field, GP_FIELD_REFERENCE);
  const GpId *target = gp_element_get_ref (field, GP_FIELD_REFERENCE_FIELD);

  if (entity == NULL || gp_element_get_bool (field, GP_FIELD_ARRAY))
    return NULL;
  if (target != NULL)
    return gp_design_lookup_kind (design, target, GP_KIND_FIELD);
  return gp_expr_design_get_key (design, entity);
}

static GpExprTypeKind
get_kind (GpDesign        *design,
          const GpElement *field,
          int              n_left)
{
  const char *nick = gp_element_get_text (field, GP_FIELD_TYPE);

  if (g_strcmp0 (nick, "reference") == 0)
    {
      const GpElement *target = gp_expr_design_get_target (design, field);

      return target != NULL && n_left > 0 ? get_kind (design, target, n_left - 1)
                                          : GP_EXPR_TYPE_ANY;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (field_types); i++)
    if (g_strcmp0 (nick, field_types[i].nick) == 0)
      return field_types[i].kind;
  return GP_EXPR_TYPE_ANY;
}

GpExprType
gp_expr_design_get_field_type (GpDesign        *design,
                               const GpElement *field)
{
  GpExprTypeKind kind = get_kind (design, field, MAX_KEY_CHAIN);
  GpExprType type = gp_element_get_bool (field, GP_FIELD_ARRAY) ? gp_expr_type_new_list (kind)
                                                                : gp_expr_type_new (kind);

  type.item_nullable = type.kind == GP_EXPR_TYPE_LIST;
  return gp_expr_type_with_null (&type, gp_element_get_bool (field, GP_FIELD_NULLABLE));
}

static const GpElement *
find_field (GpDesign   *design,
            const GpId *owner,
            const char *name)
{
  return gp_design_find_child (design, owner, GP_KIND_FIELD, name);
}

/* A field of this name that leads to one record. */
static const GpElement *
find_reference (GpDesign   *design,
                const GpId *owner,
                const char *name)
{
  const GpElement *field = find_field (design, owner, name);

  return field != NULL && gp_expr_design_get_target (design, field) != NULL ? field : NULL;
}

static void
fill_field (GpDesign        *design,
            const GpElement *field,
            GpExprMember    *out)
{
  *out = (GpExprMember) { .type = gp_expr_design_get_field_type (design, field),
                          .link = GP_EXPR_LINK_FIELD,
                          .element = *gp_element_get_id (field) };
}

static void
fill_reference (GpDesign        *design,
                const GpElement *field,
                GpExprNaming     naming,
                GpExprMember    *out)
{
  GpExprType type = gp_expr_type_new_record (gp_element_get_ref (field, GP_FIELD_REFERENCE), 0);

  *out = (GpExprMember) {
    .type = gp_expr_type_with_null (&type, gp_element_get_bool (field, GP_FIELD_NULLABLE)),
    .link = GP_EXPR_LINK_REFERENCE,
    .element = *gp_element_get_id (field),
    .key = *gp_element_get_id (gp_expr_design_get_target (design, field)),
    .naming = naming,
  };
}

static gboolean
find_reference_member (GpDesign     *design,
                       const GpId   *owner,
                       const char   *name,
                       GpExprMember *out)
{
  g_autofree char *with_id = g_strconcat (name, "_id", NULL);
  const GpElement *field = find_reference (design, owner, with_id);

  if (field != NULL)
    {
      fill_reference (design, field, GP_EXPR_NAMING_WITHOUT_ID, out);
      return TRUE;
    }

  for (gsize length = strlen (name); field == NULL && length > strlen ("_ref") &&
       strncmp (name + length - strlen ("_ref"), "_ref", strlen ("_ref")) == 0; )
    {
      g_autofree char *without_ref = NULL;

      length -= strlen ("_ref");
      without_ref = g_strndup (name, length);
      field = find_reference (design, owner, without_ref);
    }
  if (field == NULL)
    return FALSE;

  fill_reference (design, field, GP_EXPR_NAMING_WITH_REF, out);
  return TRUE;
}

/* The only field of @child that points to a record of @owner, or the one called @via. */
static const GpElement *
find_way_back (GpDesign   *design,
               const GpId *owner,
               const GpId *child,
               const char *via)
{
  const GpElement *found = NULL;
  const GpElement *field;

  for (gsize i = 0; (field = gp_design_peek_child (design, child, i)) != NULL; i++)
    {
      const GpId *entity;

      if (gp_element_get_kind (field) != GP_KIND_FIELD)
        continue;
      entity = gp_element_get_ref (field, GP_FIELD_REFERENCE);
      if (entity == NULL || !gp_id_equal (entity, owner) ||
          gp_expr_design_get_target (design, field) == NULL ||
          (via != NULL && !g_str_equal (via, gp_element_get_name (field))))
        continue;

      if (found != NULL)
        return NULL;
      found = field;
    }
  return found;
}

static gboolean
find_children_member (GpDesign     *design,
                      const GpId   *owner,
                      const char   *name,
                      GpExprMember *out)
{
  const GpId *root = gp_design_get_root_id (design);
  const GpElement *child = gp_design_find_child (design, root, GP_KIND_ENTITY, name);
  const GpElement *field = NULL;
  GpExprNaming naming = GP_EXPR_NAMING_EXACT;
  GpExprType record;

  if (child != NULL)
    field = find_way_back (design, owner, gp_element_get_id (child), NULL);

  /* Entities and fields may hold underscores themselves: every place is tried. */
  for (const char *split = name; field == NULL && (split = strstr (split, "__")) != NULL; split++)
    {
      g_autofree char *entity = g_strndup (name, (gsize) (split - name));

      child = gp_design_find_child (design, root, GP_KIND_ENTITY, entity);
      if (child != NULL)
        field = find_way_back (design, owner, gp_element_get_id (child), split + 2);
      naming = GP_EXPR_NAMING_WITH_VIA;
    }
  if (field == NULL)
    return FALSE;

  record = gp_expr_type_new_record (gp_element_get_id (child), 0);
  *out = (GpExprMember) { .type = gp_expr_type_list_of (&record),
                          .link = GP_EXPR_LINK_CHILDREN,
                          .element = *gp_element_get_id (child),
                          .via = *gp_element_get_id (field),
                          .key = *gp_element_get_id (gp_expr_design_get_target (design, field)),
                          .naming = naming };
  return TRUE;
}

gboolean
gp_expr_design_find_record_member (GpDesign     *design,
                                   const GpId   *owner,
                                   const char   *name,
                                   GpExprMember *out)
{
  const GpElement *field;

  g_return_val_if_fail (design != NULL && owner != NULL && name != NULL && out != NULL, FALSE);

  field = find_field (design, owner, name);
  if (field != NULL)
    {
      fill_field (design, field, out);
      return TRUE;
    }

  return find_reference_member (design, owner, name, out) ||
         find_children_member (design, owner, name, out);
}

static void
add_if_it_means (GpDesign   *design,
                 const GpId *owner,
                 char       *name,
                 const GpId *element,
                 GPtrArray  *names)
{
  GpExprMember member;

  if (gp_expr_design_find_record_member (design, owner, name, &member) &&
      gp_id_equal (&member.element, element))
    g_ptr_array_add (names, name);
  else
    g_free (name);
}

static void
list_field (GpDesign        *design,
            const GpId      *owner,
            const GpElement *field,
            GPtrArray       *names)
{
  const char *name = gp_element_get_name (field);

  g_ptr_array_add (names, g_strdup (name));
  if (gp_expr_design_get_target (design, field) == NULL)
    return;

  if (g_str_has_suffix (name, "_id"))
    add_if_it_means (design, owner, g_strndup (name, strlen (name) - strlen ("_id")),
                     gp_element_get_id (field), names);
  else
    add_if_it_means (design, owner, g_strconcat (name, "_ref", NULL), gp_element_get_id (field),
                     names);
}

static void
list_children (GpDesign   *design,
               const GpId *owner,
               GPtrArray  *names)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, owner, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field, *entity;
      const char *entity_name;

      if (referrers[i].property != GP_FIELD_REFERENCE)
        continue;
      field = gp_design_lookup (design, &referrers[i].holder);
      entity = gp_design_lookup_kind (design, gp_element_get_parent (field), GP_KIND_ENTITY);
      if (entity == NULL)
        continue;

      entity_name = gp_element_get_name (entity);
      if (find_way_back (design, owner, gp_element_get_id (entity), NULL) != NULL)
        add_if_it_means (design, owner, g_strdup (entity_name), gp_element_get_id (entity), names);
      else
        add_if_it_means (design, owner,
                         g_strconcat (entity_name, "__", gp_element_get_name (field), NULL),
                         gp_element_get_id (entity), names);
    }
}

void
gp_expr_design_list_record_members (GpDesign   *design,
                                    const GpId *owner,
                                    GPtrArray  *names)
{
  const GpElement *field;

  g_return_if_fail (design != NULL && owner != NULL && names != NULL);

  for (gsize i = 0; (field = gp_design_peek_child (design, owner, i)) != NULL; i++)
    if (gp_element_get_kind (field) == GP_KIND_FIELD)
      list_field (design, owner, field, names);
  list_children (design, owner, names);
}
