/* gp-postgresql-catalog.c — what a PostgreSQL database holds, as statements and as a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * The database is read as the script that would make it, and that goes through the importer that
 * reads such files: so there is one place that knows what PostgreSQL's words mean to a design. */
#define G_LOG_DOMAIN "gp-postgresql-catalog"
#include "config.h"
#include "gp-postgresql-catalog.h"

#include "gp-import.h"
#include "gp-json-document.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 8

struct _GpPostgresqlCatalog
{
  GHashTable *statements;   /* "kind name" → statement, of all */
  GString    *script;       /* those that a design may hold */
  gboolean    empty;
};

static gboolean
read_part (GpPostgresqlCatalog *self,
           GpJsonDocument      *document,
           GpJsonNode           part,
           GError             **error)
{
  GpJsonNode kind = gp_json_first (document, part);
  GpJsonNode name = kind != 0 ? gp_json_next (document, kind) : 0;
  GpJsonNode sql = name != 0 ? gp_json_next (document, name) : 0;
  GpJsonNode own = sql != 0 ? gp_json_next (document, sql) : 0;
  g_autofree char *key = NULL;
  g_autofree char *statement = NULL;

  if (own == 0 || gp_json_get_type (document, kind) != GP_JSON_STRING
      || gp_json_get_type (document, name) != GP_JSON_STRING
      || gp_json_get_type (document, sql) != GP_JSON_STRING)
    return gp_json_set_error (document, part, error, GP_JSON_ERROR_FORMAT,
                              _("this is no part of a database"));

  key = g_strdup (gp_json_get_text (document, kind));
  {
    g_autofree char *first = g_steal_pointer (&key);

    key = g_strconcat (first, " ", gp_json_get_text (document, name), NULL);
  }
  statement = g_strdup (gp_json_get_text (document, sql));
  if (gp_json_get_type (document, own) == GP_JSON_FALSE)
    {
      g_string_append_printf (self->script, "%s;\n", statement);
      self->empty = self->empty && g_str_has_prefix (key, "extension ");
    }
  g_hash_table_insert (self->statements, g_steal_pointer (&key), g_steal_pointer (&statement));

  return TRUE;
}

GpPostgresqlCatalog *
gp_postgresql_catalog_new (const char  *json,
                           GError     **error)
{
  g_autoptr(GpPostgresqlCatalog) self = g_new0 (GpPostgresqlCatalog, 1);
  g_autoptr(GpJsonDocument) document = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->script = g_string_new ("SET check_function_bodies = false;\n");
  self->empty = TRUE;
  document = gp_json_document_parse (json, strlen (json), MAX_DEPTH, error);
  if (document == NULL)
    return NULL;
  for (GpJsonNode part = gp_json_first (document, GP_JSON_ROOT); part != 0;
       part = gp_json_next (document, part))
    if (!read_part (self, document, part, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
gp_postgresql_catalog_free (GpPostgresqlCatalog *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  g_string_free (self->script, TRUE);
  g_free (self);
}

GpDesign *
gp_postgresql_catalog_to_design (const GpPostgresqlCatalog  *self,
                                 const char                 *name,
                                 GPtrArray                  *findings,
                                 GCancellable               *cancellable,
                                 GError                    **error)
{
  GpImportOptions options = { .name = name };
  g_autoptr(GPtrArray) notes = NULL;
  GpDesign *design;

  if (self->empty)
    return gp_design_new (NULL, name);

  design = gp_import_text (self->script->str, self->script->len, "sql-postgresql", NULL, &options,
                           &notes, cancellable, error);
  for (guint i = 0; design != NULL && findings != NULL && i < notes->len; i++)
    g_ptr_array_add (findings, gp_finding_ref (g_ptr_array_index (notes, i)));

  return design;
}

GPtrArray *
gp_postgresql_catalog_list_changes (const GpPostgresqlCatalog *self,
                                    const GpPostgresqlCatalog *before)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, &key, &statement))
    if (g_strcmp0 (g_hash_table_lookup (before->statements, key), statement) != 0)
      g_ptr_array_add (changes, g_strdup (key));
  g_hash_table_iter_init (&iter, before->statements);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (self->statements, key))
      g_ptr_array_add (changes, g_strdup (key));
  g_ptr_array_sort (changes, gp_name_compare);

  return changes;
}
