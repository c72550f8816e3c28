/* gp-directus-needs.c — what filters rely on in a Directus project
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-directus-needs"
#include "config.h"
#include "gp-directus-needs.h"

#include <string.h>

#include "gp-name.h"
#include "gp-sql-type.h"

void
gp_directus_needs_init (GpDirectusNeeds *self)
{
  self->user_fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->references = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->owners = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
}

void
gp_directus_needs_clear (GpDirectusNeeds *self)
{
  g_clear_pointer (&self->user_fields, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);
  g_clear_pointer (&self->owners, g_hash_table_unref);
}

void
gp_directus_needs_add_user_field (GpDirectusNeeds *self,
                                  const char      *name)
{
  if (self != NULL)
    g_hash_table_add (self->user_fields, g_strdup (name));
}

void
gp_directus_needs_add_reference (GpDirectusNeeds *self,
                                 const GpId      *field,
                                 gboolean         with_list)
{
  if (self != NULL && (with_list || !g_hash_table_contains (self->references, field)))
    g_hash_table_replace (self->references, g_memdup2 (field, sizeof *field),
                          GINT_TO_POINTER (with_list));
}

void
gp_directus_needs_add_owner (GpDirectusNeeds *self,
                             const GpId      *field)
{
  if (self != NULL)
    g_hash_table_add (self->owners, g_memdup2 (field, sizeof *field));
}

char *
gp_directus_list_name (GpDesign        *design,
                       const GpElement *reference)
{
  const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (reference));
  const GpId *target = gp_element_get_ref (reference, GP_FIELD_REFERENCE);
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  guint n = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *other = gp_element_get_ref (fields->pdata[i], GP_FIELD_REFERENCE);

      n += other != NULL && target != NULL && gp_id_equal (other, target);
    }
  if (n < 2)
    return g_strdup (gp_element_get_name (entity));
  return g_strconcat (gp_element_get_name (entity), "__", gp_element_get_name (reference), NULL);
}

char *
gp_directus_owner_name (GpDesign        *design,
                        const GpElement *field)
{
  const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (field));

  return g_strconcat (gp_element_get_name (entity), "_", gp_element_get_name (field), NULL);
}

static void
write_relation (GpJsonWriter    *writer,
                GpDesign        *design,
                const GpElement *field,
                const char      *related,
                const char      *list)
{
  const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (field));

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "collection");
  gp_json_writer_string (writer, gp_element_get_name (entity));
  gp_json_writer_key (writer, "field");
  gp_json_writer_string (writer, gp_element_get_name (field));
  gp_json_writer_key (writer, "related_collection");
  gp_json_writer_string (writer, related);
  gp_json_writer_key (writer, "one_field");
  if (list != NULL)
    gp_json_writer_string (writer, list);
  else
    gp_json_writer_null (writer);
  gp_json_writer_end_object (writer);
}

void
gp_directus_needs_write (const GpDirectusNeeds *self,
                         GpDesign              *design,
                         GpJsonWriter          *writer)
{
  g_autoptr(GPtrArray) fields = gp_design_list (design, GP_KIND_FIELD);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name, with_list;

  g_hash_table_iter_init (&iter, self->user_fields);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, gp_name_compare);

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "user_fields");
  gp_json_writer_begin_line (writer);
  for (guint i = 0; i < names->len; i++)
    gp_json_writer_string (writer, names->pdata[i]);
  gp_json_writer_end_line (writer);
  gp_json_writer_key (writer, "relations");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      const GpId *id = gp_element_get_id (field);
      const GpElement *target = gp_design_lookup (design,
                                                  gp_element_get_ref (field, GP_FIELD_REFERENCE));
      g_autofree char *list = target != NULL ? gp_directus_list_name (design, field) : NULL;
      g_autofree char *owner = gp_directus_owner_name (design, field);

      if (target != NULL && g_hash_table_lookup_extended (self->references, id, NULL, &with_list))
        write_relation (writer, design, field, gp_element_get_name (target),
                        with_list != NULL ? list : NULL);
      if (g_hash_table_contains (self->owners, id))
        write_relation (writer, design, field, "directus_users", owner);
    }
  gp_json_writer_end_array (writer);
  gp_json_writer_end_object (writer);
}
