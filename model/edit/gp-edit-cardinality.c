/* gp-edit-cardinality.c — how many refer to how many
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is not stored by itself: at most one refers where the fields are unique, and each must where
 * they are required. A single field is unique by itself; several are by an index. */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-relate.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

/* What a relation is made of. */
typedef struct
{
  const GpElement *relation;
  const GpElement *entity;
  const GpId      *fields;
  gsize            n;
  const GpId      *target;
} Parts;

static gboolean
read_parts (GpDesign   *design,
            const GpId *id,
            Parts      *out)
{
  const GpElement *relation = gp_design_lookup (design, id);

  *out = (Parts) { .relation = relation };
  if (relation == NULL)
    return FALSE;
  if (gp_element_get_kind (relation) == GP_KIND_FIELD)
    {
      out->target = gp_element_get_ref (relation, GP_FIELD_REFERENCE);
      out->fields = gp_element_get_id (relation);
      out->n = 1;
    }
  else if (gp_element_get_kind (relation) == GP_KIND_FOREIGN_KEY)
    {
      out->target = gp_element_get_ref (relation, GP_FOREIGN_KEY_TARGET);
      out->fields = gp_element_get_refs (relation, GP_FOREIGN_KEY_FIELDS, &out->n);
    }
  out->entity = gp_design_lookup_kind (design, gp_element_get_parent (relation), GP_KIND_ENTITY);
  return out->target != NULL && out->entity != NULL && out->n > 0;
}

/* The same fields, in any order. */
static gboolean
same_fields (const GpId *a,
             gsize       n_a,
             const GpId *b,
             gsize       n_b)
{
  if (n_a != n_b)
    return FALSE;
  for (gsize i = 0; i < n_a; i++)
    {
      gboolean found = FALSE;

      for (gsize k = 0; k < n_b && !found; k++)
        found = gp_id_equal (&a[i], &b[k]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_whole_key (const Parts *parts)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (parts->entity, GP_ENTITY_PRIMARY_KEY, &n);

  return same_fields (parts->fields, parts->n, keys, n);
}

static gboolean
touches_key (const Parts *parts)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (parts->entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < parts->n; i++)
    for (gsize k = 0; k < n; k++)
      if (gp_id_equal (&parts->fields[i], &keys[k]))
        return TRUE;
  return FALSE;
}

/* An index over just these fields; @unique: one that also keeps them unique. */
static const GpElement *
find_index (GpDesign    *design,
            const Parts *parts,
            gboolean     unique)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (parts->entity), i)) != NULL; i++)
    {
      gsize n;
      const GpId *fields;

      if (gp_element_get_kind (child) != GP_KIND_INDEX || gp_element_has (child, GP_INDEX_WHERE)
          || gp_element_has (child, GP_INDEX_COLUMNS)
          || (unique && !gp_element_get_bool (child, GP_INDEX_UNIQUE)))
        continue;
      fields = gp_element_get_refs (child, GP_INDEX_FIELDS, &n);
      if (same_fields (fields, n, parts->fields, parts->n))
        return child;
    }
  return NULL;
}

static gboolean
is_unique (GpDesign    *design,
           const Parts *parts)
{
  return is_whole_key (parts) || find_index (design, parts, TRUE) != NULL
         || (parts->n == 1
             && gp_element_get_bool (gp_design_lookup (design, &parts->fields[0]),
                                     GP_FIELD_UNIQUE));
}

gboolean
gp_edit_get_cardinality (GpDesign      *design,
                         const GpId    *relation,
                         GpCardinality *out)
{
  Parts parts;
  gboolean optional;

  if (!read_parts (design, relation, &parts))
    return FALSE;
  optional = gp_element_get_bool (gp_design_lookup (design, &parts.fields[0]), GP_FIELD_NULLABLE);
  if (is_unique (design, &parts))
    *out = optional ? GP_CARDINALITY_ONE_TO_OPTIONAL : GP_CARDINALITY_ONE_TO_ONE;
  else
    *out = optional ? GP_CARDINALITY_MANY_TO_OPTIONAL : GP_CARDINALITY_MANY_TO_ONE;
  return TRUE;
}

static void
make_unique (GpDesign    *design,
             GpChangeSet *changes,
             const Parts *parts)
{
  const GpElement *index = find_index (design, parts, FALSE);

  if (is_unique (design, parts))
    return;
  if (parts->n == 1)
    gp_change_set_set (changes, gp_design_lookup (design, &parts->fields[0]), GP_FIELD_UNIQUE,
                       gp_value_bool (TRUE));
  else if (index != NULL)
    gp_change_set_set (changes, index, GP_INDEX_UNIQUE, gp_value_bool (TRUE));
  else
    {
      const GpId *parent = gp_element_get_id (parts->entity);
      g_autoptr(GpElement) made = gp_design_new_child (design, GP_KIND_INDEX, parent);

      gp_element_set (made, GP_INDEX_FIELDS, gp_value_ids (parts->fields, parts->n));
      gp_element_set_bool (made, GP_INDEX_UNIQUE, TRUE);
      gp_change_set_add (changes, made);
    }
}

static void
make_repeatable (GpDesign    *design,
                 GpChangeSet *changes,
                 const Parts *parts)
{
  const GpElement *child;

  if (parts->n == 1)
    gp_change_set_set (changes, gp_design_lookup (design, &parts->fields[0]), GP_FIELD_UNIQUE,
                       gp_value_bool (FALSE));
  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (parts->entity), i)) != NULL; i++)
    {
      gsize n;
      const GpId *fields;

      if (gp_element_get_kind (child) != GP_KIND_INDEX)
        continue;
      fields = gp_element_get_refs (child, GP_INDEX_FIELDS, &n);
      if (same_fields (fields, n, parts->fields, parts->n))
        gp_change_set_set (changes, child, GP_INDEX_UNIQUE, gp_value_bool (FALSE));
    }
}

GpChangeSet *
gp_edit_set_cardinality (GpDesign       *design,
                         const GpId     *relation,
                         GpCardinality   cardinality,
                         GError        **error)
{
  g_autoptr(GpChangeSet) changes = NULL;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  gboolean unique = cardinality == GP_CARDINALITY_ONE_TO_ONE
                    || cardinality == GP_CARDINALITY_ONE_TO_OPTIONAL;
  gboolean optional = cardinality == GP_CARDINALITY_MANY_TO_OPTIONAL
                      || cardinality == GP_CARDINALITY_ONE_TO_OPTIONAL;
  Parts parts;

  if (!read_parts (design, relation, &parts))
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE,
                           _("The relation is not there any more."));
      return NULL;
    }
  if ((!unique && is_whole_key (&parts)) || (optional && touches_key (&parts)))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
                   _("The relation is made of the primary key of %s, which is required and unique. "
                     "Give %s another key first."),
                   gp_element_get_name (parts.entity), gp_element_get_name (parts.entity));
      return NULL;
    }

  path = gp_design_dup_path (design, relation);
  title = g_strdup_printf (_("Changed how many %s relates"), path);
  changes = gp_change_set_new (title);
  for (gsize i = 0; i < parts.n; i++)
    gp_change_set_set (changes, gp_design_lookup (design, &parts.fields[i]), GP_FIELD_NULLABLE,
                       gp_value_bool (optional));
  if (unique)
    make_unique (design, changes, &parts);
  else
    make_repeatable (design, changes, &parts);
  return g_steal_pointer (&changes);
}

/* Whether nothing else refers through a field of a composite reference. */
static gboolean
is_only_for (GpDesign   *design,
             const GpId *relation,
             const GpId *field)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, field, &n);

  if (gp_element_get_ref (gp_design_lookup (design, field), GP_FIELD_REFERENCE) != NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (gp_property_get_info (referrers[i].property)->removal == GP_REMOVAL_CASCADE
        && !gp_id_equal (&referrers[i].holder, relation))
      return FALSE;
  return TRUE;
}

GpChangeSet *
gp_edit_make_many (GpDesign       *design,
                   const GpId     *relation,
                   const GpId     *view,
                   const GpPoint  *at,
                   GpId           *out_entity,
                   GError        **error)
{
  g_autoptr(GArray) going = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) removal = NULL;
  Parts parts;

  if (!read_parts (design, relation, &parts))
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE,
                           _("The relation is not there any more."));
      return NULL;
    }
  if (touches_key (&parts))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
                   _("The relation is part of the primary key of %s. Give it another key first."),
                   gp_element_get_name (parts.entity));
      return NULL;
    }
  changes = gp_edit_relate_many (design, gp_element_get_id (parts.entity), parts.target, view, at,
                                 out_entity, error);
  if (changes == NULL)
    return NULL;
  g_array_append_vals (going, relation, 1);
  for (gsize i = 0; parts.n > 1 && i < parts.n; i++)
    if (is_only_for (design, relation, &parts.fields[i]))
      g_array_append_vals (going, &parts.fields[i], 1);
  removal = gp_edit_remove (design, (const GpId *) (gpointer) going->data, going->len, error);
  if (removal == NULL)
    return NULL;
  gp_change_set_append_all (changes, removal);
  return g_steal_pointer (&changes);
}
