/* gp-edit-relate.c — relations between entities
 * SPDX-License-Identifier: Apache-2.0
 *
 * A relation is a set of links, each from a field that refers to the field that it refers to. With
 * one link it is a property of the field; with several a composite reference joins them. Entities
 * that are only about to be made are known by their elements, not by the design. */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-relate.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_HOPS 8

/* What a relation is made between, and what is made so far. */
typedef struct
{
  GpDesign        *design;
  GpChangeSet     *changes;
  const GpElement *source;
  const GpElement *target;
  GPtrArray       *keys;        /* borrowed: the fields of @target that are referred to */
  GpId             to_field;    /* where it is not the primary key, else nil */
  GPtrArray       *made;        /* GpElement: new fields of @source, owned */
  double           rank;        /* of the next child of @source */
  const char      *prefix;      /* of new fields' names, or NULL */
  const char      *on_delete;   /* or NULL */
  gboolean         required;
} Relating;

static gboolean
contains_id (const GpId *ids,
             gsize       n,
             const GpId *id)
{
  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], id))
      return TRUE;
  return FALSE;
}

static gboolean
is_in_key (const GpElement *entity,
           const GpId      *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return contains_id (keys, n, field);
}

static gboolean
is_unique (const GpElement *entity,
           const GpElement *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return gp_element_get_bool (field, GP_FIELD_UNIQUE)
         || (n == 1 && gp_id_equal (&keys[0], gp_element_get_id (field)));
}

/* The fields of @target that a reference names. */
static void
find_keys (Relating   *relating,
           const GpId *to_field)
{
  const GpElement *field = gp_design_lookup_kind (relating->design, to_field, GP_KIND_FIELD);
  gsize n;
  const GpId *keys = gp_element_get_refs (relating->target, GP_ENTITY_PRIMARY_KEY, &n);

  if (field != NULL && is_unique (relating->target, field)
      && gp_id_equal (gp_element_get_parent (field), gp_element_get_id (relating->target)))
    {
      g_ptr_array_add (relating->keys, (gpointer) field);
      if (!is_in_key (relating->target, to_field))
        relating->to_field = *to_field;
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *key = gp_design_lookup_kind (relating->design, &keys[i], GP_KIND_FIELD);

      if (key != NULL)
        g_ptr_array_add (relating->keys, (gpointer) key);
    }
}

/* The type that a key's value has in the end: a key may itself refer to another key. */
static const GpElement *
resolve_key (GpDesign        *design,
             const GpElement *key)
{
  for (guint hops = 0; hops < MOST_HOPS && gp_element_is (key, GP_FIELD_TYPE, "reference"); hops++)
    {
      const GpElement *entity = gp_design_lookup (design,
                                                  gp_element_get_ref (key, GP_FIELD_REFERENCE));
      const GpElement *next = gp_design_lookup (design,
                                                gp_element_get_ref (key, GP_FIELD_REFERENCE_FIELD));
      gsize n = 0;
      const GpId *keys = entity != NULL ? gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n)
                                        : NULL;

      if (next == NULL && n == 1)
        next = gp_design_lookup (design, &keys[0]);
      if (next == NULL)
        break;
      key = next;
    }
  return key;
}

static void
copy_type (GpDesign        *design,
           const GpElement *key,
           GpElement       *field)
{
  static const GpProperty parts[] = {
    GP_FIELD_TYPE, GP_FIELD_LENGTH, GP_FIELD_PRECISION, GP_FIELD_SCALE, GP_FIELD_VALUES,
    GP_FIELD_TYPE_NAME, GP_FIELD_NATIVE_TYPE, GP_FIELD_COLLATION,
  };
  const GpElement *from = resolve_key (design, key);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    gp_element_set (field, parts[i], gp_value_copy (gp_element_get_value (from, parts[i])));
}

static gboolean
is_made (Relating   *relating,
         const char *name)
{
  for (guint i = 0; i < relating->made->len; i++)
    if (g_str_equal (gp_element_get_name (relating->made->pdata[i]), name))
      return TRUE;
  return FALSE;
}

/* "patient_id" for the key "id", "country_code" for "code" and for "country_code". */
static char *
dup_field_name (Relating        *relating,
                const GpElement *key)
{
  g_autofree char *stem = gp_name_singular (gp_element_get_name (relating->target));
  const char *part = key != NULL ? gp_element_get_name (key) : "id";
  const GpId *parent = gp_element_get_id (relating->source);
  gboolean self = gp_id_equal (parent, gp_element_get_id (relating->target));
  g_autofree char *wish = NULL;
  g_autofree char *first = NULL;
  char *name;

  if (self || relating->prefix != NULL)
    wish = g_strdup_printf ("%s%s_%s", relating->prefix != NULL ? relating->prefix : "parent_",
                            stem, part);
  else if (g_str_has_prefix (part, stem))
    wish = g_strdup (part);
  else
    wish = g_strdup_printf ("%s_%s", stem, part);
  name = gp_name_make_unique (relating->design, parent, GP_KIND_FIELD, wish, NULL);
  first = g_strdup (name);
  for (guint number = 2; is_made (relating, name); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", first, number);
    }
  return name;
}

/* A new field that refers to @key, not yet part of the changes. @key: NULL where the target has
 * none: the reference then says no more than its target. */
static GpElement *
make_field (Relating        *relating,
            const GpElement *key)
{
  GpId id = gp_id_new ();
  GpElement *field = gp_element_new (GP_KIND_FIELD, &id, gp_element_get_id (relating->source),
                                     relating->rank++);
  g_autofree char *name = dup_field_name (relating, key);

  gp_element_set_text (field, GP_FIELD_NAME, name);
  if (relating->keys->len > 1)
    copy_type (relating->design, key, field);
  else
    {
      gp_element_set_text (field, GP_FIELD_TYPE, "reference");
      gp_element_set_ref (field, GP_FIELD_REFERENCE, gp_element_get_id (relating->target));
      if (!gp_id_is_nil (&relating->to_field))
        gp_element_set_ref (field, GP_FIELD_REFERENCE_FIELD, &relating->to_field);
      if (relating->on_delete != NULL)
        gp_element_set_text (field, GP_FIELD_ON_DELETE, relating->on_delete);
    }
  /* Records that are there already have nothing to point to. */
  gp_element_set_bool (field, GP_FIELD_NULLABLE, !relating->required);
  g_ptr_array_add (relating->made, field);
  return field;
}

static void
add_index (Relating   *relating,
           const char *first_name,
           const GpId *fields,
           gsize       n)
{
  const GpId *parent = gp_element_get_id (relating->source);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) index = gp_element_new (GP_KIND_INDEX, &id, parent, relating->rank++);
  g_autofree char *wish = g_strdup_printf ("%s_%s_idx", gp_element_get_name (relating->source),
                                           first_name);
  g_autofree char *name = NULL;

  if (strlen (wish) > 56)     /* with a number it must not be longer than 63 bytes */
    wish[g_utf8_find_prev_char (wish, wish + 57) - wish] = '\0';
  name = gp_name_make_unique (relating->design, parent, GP_KIND_INDEX, wish, NULL);
  gp_element_set_text (index, GP_INDEX_NAME, name);
  gp_element_set (index, GP_INDEX_FIELDS, gp_value_ids (fields, n));
  gp_change_set_add (relating->changes, index);
}

static gboolean
has_index (GpDesign        *design,
           const GpElement *entity,
           const GpId      *field)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL; i++)
    {
      gsize n;
      const GpId *fields = gp_element_get_kind (child) == GP_KIND_INDEX
                             ? gp_element_get_refs (child, GP_INDEX_FIELDS, &n) : NULL;

      if (fields != NULL && n > 0 && gp_id_equal (&fields[0], field))
        return TRUE;
    }
  return FALSE;
}

/* Several fields, joined by a composite reference. @first: a field that is there already, or
 * NULL. */
static GpId
add_composite (Relating        *relating,
               const GpElement *first)
{
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) theirs = g_array_new (FALSE, FALSE, sizeof (GpId));
  const char *first_name = NULL;
  g_autoptr(GpElement) reference = NULL;
  GpId id = gp_id_new ();

  for (guint i = 0; i < relating->keys->len; i++)
    {
      const GpElement *key = relating->keys->pdata[i];
      const GpElement *field = i == 0 ? first : NULL;

      if (field == NULL)
        {
          field = make_field (relating, key);
          gp_change_set_add (relating->changes, field);
        }
      first_name = first_name != NULL ? first_name : gp_element_get_name (field);
      g_array_append_vals (ours, gp_element_get_id (field), 1);
      g_array_append_vals (theirs, gp_element_get_id (key), 1);
    }
  reference = gp_element_new (GP_KIND_FOREIGN_KEY, &id, gp_element_get_id (relating->source),
                              relating->rank++);
  gp_element_set (reference, GP_FOREIGN_KEY_FIELDS,
                  gp_value_ids ((const GpId *) (gpointer) ours->data, ours->len));
  gp_element_set_ref (reference, GP_FOREIGN_KEY_TARGET, gp_element_get_id (relating->target));
  gp_element_set (reference, GP_FOREIGN_KEY_TARGET_FIELDS,
                  gp_value_ids ((const GpId *) (gpointer) theirs->data, theirs->len));
  if (relating->on_delete != NULL)
    gp_element_set_text (reference, GP_FOREIGN_KEY_ON_DELETE, relating->on_delete);
  gp_change_set_add (relating->changes, reference);
  add_index (relating, first_name, (const GpId *) (gpointer) ours->data, ours->len);
  return id;
}

/* A field that may already hold values is made to refer. */
static void
point_field (Relating        *relating,
             const GpElement *field)
{
  const GpId *id = gp_element_get_id (field);

  gp_change_set_set (relating->changes, field, GP_FIELD_REFERENCE,
                     gp_value_id (gp_element_get_id (relating->target)));
  gp_change_set_set (relating->changes, field, GP_FIELD_REFERENCE_FIELD,
                     gp_id_is_nil (&relating->to_field) ? gp_value_none ()
                                                        : gp_value_id (&relating->to_field));
  if (relating->keys->len > 0)
    {
      const GpElement *key = resolve_key (relating->design, relating->keys->pdata[0]);

      gp_change_set_set (relating->changes, field, GP_FIELD_TYPE,
                         gp_value_text (gp_element_get_text (key, GP_FIELD_TYPE)));
    }
  if (!has_index (relating->design, relating->source, id))
    add_index (relating, gp_element_get_name (field), id, 1);
}

/* Returns the relation's id. @field: one that is there already, or NULL. */
static GpId
add_relation (Relating        *relating,
              const GpElement *field)
{
  GpId id;

  if (relating->keys->len > 1)
    return add_composite (relating, field);
  if (field != NULL)
    {
      point_field (relating, field);
      return *gp_element_get_id (field);
    }
  field = make_field (relating, relating->keys->len > 0 ? relating->keys->pdata[0] : NULL);
  id = *gp_element_get_id (field);
  gp_change_set_add (relating->changes, field);
  add_index (relating, gp_element_get_name (field), &id, 1);
  return id;
}

static void
relating_clear (Relating *relating)
{
  g_clear_pointer (&relating->keys, g_ptr_array_unref);
  g_clear_pointer (&relating->made, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relating, relating_clear)

static void
relating_init (Relating        *relating,
               GpDesign        *design,
               GpChangeSet     *changes,
               const GpElement *source,
               const GpElement *target)
{
  *relating = (Relating) {
    .design = design,
    .changes = changes,
    .source = source,
    .target = target,
    .keys = g_ptr_array_new (),
    .made = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref),
    .rank = gp_design_rank_last (design, gp_element_get_id (source)),
  };
}

static const GpElement *
require_entity (GpDesign    *design,
                const GpId  *id,
                gboolean     refers,
                GError     **error)
{
  const GpElement *entity = gp_design_lookup_kind (design, id, GP_KIND_ENTITY);

  if (entity == NULL)
    g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE,
                         _("The entity is not there any more."));
  else if (refers && gp_element_get_bool (entity, GP_ENTITY_READ_ONLY))
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT,
                           _("A view cannot hold a reference. Draw it from a table."));
      return NULL;
    }
  return entity;
}

/* The field that is to refer; NULL where a new one is made. */
static const GpElement *
given_field (GpDesign        *design,
             const GpElement *source,
             const GpId      *id)
{
  const GpElement *field = gp_design_lookup_kind (design, id, GP_KIND_FIELD);

  if (field == NULL || is_in_key (source, id)
      || !gp_id_equal (gp_element_get_parent (field), gp_element_get_id (source)))
    return NULL;
  return field;
}

GpChangeSet *
gp_edit_relate (GpDesign              *design,
                const GpEditRelation  *relation,
                GpId                  *out_id,
                GError               **error)
{
  const GpElement *source = require_entity (design, &relation->from, TRUE, error);
  const GpElement *target = source != NULL ? require_entity (design, &relation->to, FALSE, error)
                                           : NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_auto(Relating) relating = { 0 };
  g_autofree char *title = NULL;
  GpId id;

  if (target == NULL)
    return NULL;
  relating_init (&relating, design, changes, source, target);
  find_keys (&relating, &relation->to_field);
  id = add_relation (&relating, given_field (design, source, &relation->from_field));

  title = g_strdup_printf (_("Connected %s to %s"), gp_element_get_name (source),
                           gp_element_get_name (target));
  gp_change_set_set_title (changes, title);
  if (out_id != NULL)
    *out_id = id;
  return g_steal_pointer (&changes);
}

GpChangeSet *
gp_edit_add_relation (GpDesign    *design,
                      const GpId  *from,
                      const GpId  *to,
                      GpId        *out_field,
                      GError     **error)
{
  GpEditRelation relation = { .from = *from, .to = *to };

  return gp_edit_relate (design, &relation, out_field, error);
}

static const GpElement *
find_added (GpChangeSet *changes,
            GpKind       kind)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD && change->kind == kind)
        return change->element;
    }
  return NULL;
}

GpChangeSet *
gp_edit_relate_new (GpDesign              *design,
                    const GpEditRelation  *relation,
                    const char            *name,
                    const GpId            *view,
                    const GpPoint         *at,
                    GpId                  *out_entity,
                    GError               **error)
{
  const GpElement *source = require_entity (design, &relation->from, TRUE, error);
  g_autoptr(GpChangeSet) changes = NULL;
  g_auto(Relating) relating = { 0 };
  g_autofree char *title = NULL;
  GpId id;

  if (source == NULL || !gp_name_check (GP_KIND_ENTITY, name, error))
    return NULL;
  changes = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, view, at,
                         &id);
  relating_init (&relating, design, changes, source, find_added (changes, GP_KIND_ENTITY));
  g_ptr_array_add (relating.keys, (gpointer) find_added (changes, GP_KIND_FIELD));
  add_relation (&relating, given_field (design, source, &relation->from_field));

  title = g_strdup_printf (_("Connected %s to a new %s"), gp_element_get_name (source),
                           gp_element_get_name (relating.target));
  gp_change_set_set_title (changes, title);
  if (out_entity != NULL)
    *out_entity = id;
  return g_steal_pointer (&changes);
}

/* One half of an entity between two: fields that are part of its key, gone with what they refer
 * to. */
static void
add_half (Relating        *junction,
          const GpElement *target,
          GArray          *key)
{
  guint before = junction->made->len;

  junction->target = target;
  g_ptr_array_set_size (junction->keys, 0);
  find_keys (junction, NULL);
  if (junction->keys->len > 1)
    add_composite (junction, NULL);
  else
    {
      const GpElement *only = junction->keys->len > 0 ? junction->keys->pdata[0] : NULL;

      gp_change_set_add (junction->changes, make_field (junction, only));
    }
  for (guint i = before; i < junction->made->len; i++)
    g_array_append_vals (key, gp_element_get_id (junction->made->pdata[i]), 1);
}

GpChangeSet *
gp_edit_relate_many (GpDesign       *design,
                     const GpId     *from,
                     const GpId     *to,
                     const GpId     *view,
                     const GpPoint  *at,
                     GpId           *out_entity,
                     GError        **error)
{
  const GpElement *source = require_entity (design, from, FALSE, error);
  const GpElement *target = source != NULL ? require_entity (design, to, FALSE, error) : NULL;
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpElement) between = gp_design_new_child (design, GP_KIND_ENTITY, root);
  const GpId id = *gp_element_get_id (between);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GArray) key = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_auto(Relating) junction = { 0 };
  g_autofree char *stem = NULL;
  g_autofree char *wish = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  const GpId *domain;

  if (target == NULL)
    return NULL;
  title = g_strdup_printf (_("Connected many of %s to many of %s"), gp_element_get_name (source),
                           gp_element_get_name (target));
  changes = gp_change_set_new (title);
  stem = gp_name_singular (gp_element_get_name (source));
  wish = g_strdup_printf ("%s_%s", stem, gp_element_get_name (target));
  name = gp_name_make_unique (design, root, GP_KIND_ENTITY, wish, NULL);
  if (!gp_name_check (GP_KIND_ENTITY, name, error))
    return NULL;
  gp_element_set_text (between, GP_ENTITY_NAME, name);
  domain = gp_element_get_ref (source, GP_ENTITY_DOMAIN);
  if (domain != NULL)
    gp_element_set_ref (between, GP_ENTITY_DOMAIN, domain);
  gp_change_set_add (changes, between);

  relating_init (&junction, design, changes, between, source);
  junction.rank = 1;
  junction.required = TRUE;
  junction.on_delete = "cascade";
  add_half (&junction, source, key);
  if (target == source)
    junction.prefix = "related_";
  add_half (&junction, target, key);
  gp_change_set_set (changes, between, GP_ENTITY_PRIMARY_KEY,
                     gp_value_ids ((const GpId *) (gpointer) key->data, key->len));
  if (view != NULL && at != NULL)
    {
      GpEditPlace place = { id, *at, TRUE };
      g_autoptr(GpChangeSet) places = gp_edit_place (design, view, &place, 1, NULL);

      gp_change_set_append_all (changes, places);
    }
  if (out_entity != NULL)
    *out_entity = id;
  return g_steal_pointer (&changes);
}

GpChangeSet *
gp_edit_relate_many_new (GpDesign       *design,
                         const GpId     *from,
                         const char     *name,
                         const GpId     *view,
                         const GpPoint  *at,
                         const GpPoint  *new_at,
                         GpId           *out_entity,
                         GError        **error)
{
  g_autoptr(GpDesign) with_new = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) relation = NULL;
  GpId id;

  if (!gp_name_check (GP_KIND_ENTITY, name, error))
    return NULL;
  changes = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, view, new_at,
                         &id);
  with_new = gp_design_copy (design);
  if (!gp_design_apply (with_new, changes, error))
    return NULL;
  relation = gp_edit_relate_many (with_new, from, &id, view, at, NULL, error);
  if (relation == NULL)
    return NULL;
  gp_change_set_append_all (changes, relation);
  gp_change_set_set_title (changes, gp_change_set_get_title (relation));
  if (out_entity != NULL)
    *out_entity = id;
  return g_steal_pointer (&changes);
}
