/* gp-postgresql-migration-indexes.c — indexes that are made while others go on writing
 * SPDX-License-Identifier: Apache-2.0
 *
 * PostgreSQL makes an index without keeping writers waiting, but in no transaction. So one on
 * columns that are there as they will be is made ahead of the script, which makes it only where
 * that could not be done. An attempt that failed leaves an index that is not valid: it goes
 * first. */
#define G_LOG_DOMAIN "gp-postgresql-migration"
#include "config.h"
#include "gp-postgresql-migration-private.h"

#include <string.h>

/* Only fields: other indexes may rely on functions, types and rows that the script brings. */
static gboolean
is_plain (const GpElement *index)
{
  static const GpProperty more[] = { GP_INDEX_COLUMNS, GP_INDEX_METHOD, GP_INDEX_WHERE,
                                     GP_INDEX_INCLUDE, GP_INDEX_OPTIONS };

  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    if (gp_element_has (index, more[i]))
      return FALSE;
  return !gp_element_get_bool (index, GP_INDEX_UNIQUE)
         && !gp_element_get_bool (index, GP_INDEX_CONSTRAINT);
}

static gboolean
fields_stay (GpPostgresqlMigration *self,
             const GpElement       *index)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (index, GP_INDEX_FIELDS, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup_kind (self->wanted, &ids[i], GP_KIND_FIELD);
      const GpElement *old = field != NULL ? gp_pg_migration_old_column (self, field) : NULL;

      if (old == NULL || g_hash_table_contains (self->retyped, &ids[i])
          || !g_str_equal (gp_element_get_name (old), gp_element_get_name (field)))
        return FALSE;
    }
  return n > 0;
}

/* Nothing else has its name now: what goes, goes in the script. */
static gboolean
name_is_free (GpPostgresqlMigration *self,
              const GpElement       *index)
{
  g_autoptr(GPtrArray) others = gp_design_list (self->live, GP_KIND_INDEX);

  for (guint i = 0; i < others->len; i++)
    if (g_str_equal (gp_element_get_name (others->pdata[i]), gp_element_get_name (index)))
      return FALSE;
  return gp_design_lookup (self->live, gp_element_get_id (index)) == NULL;
}

static gboolean
table_stays (GpPostgresqlMigration *self,
             const GpElement       *entity)
{
  const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (entity),
                                                GP_KIND_ENTITY);
  g_autofree char *before = NULL, *after = NULL;

  if (!gp_pg_migration_stays (self, gp_element_get_id (entity))
      || gp_element_has (entity, GP_ENTITY_PARTITION_BY)
      || gp_element_has (old, GP_ENTITY_PARTITION_BY))
    return FALSE;
  before = gp_pg_migration_table (old);
  after = gp_pg_migration_table (entity);
  return g_str_equal (before, after);
}

void
gp_pg_index_free (gpointer data)
{
  GpPostgresqlIndex *self = data;

  g_free (self->name);
  g_free (self->clear);
  g_free (self->make);
  g_free (self);
}

gboolean
gp_pg_migration_add_ahead (GpPostgresqlMigration *self,
                           const GpElement       *index,
                           const char            *statement)
{
  const GpElement *entity = gp_design_lookup_kind (self->wanted, gp_element_get_parent (index),
                                                   GP_KIND_ENTITY);
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);
  g_autofree char *in = gp_pg_migration_name (schema != NULL ? schema : "public");
  g_autofree char *name = gp_pg_migration_name (gp_element_get_name (index));
  g_autofree char *table = gp_pg_migration_table (entity);
  g_autofree char *head = g_strdup_printf ("CREATE INDEX %s ON %s ", name, table);
  g_autofree char *body = NULL;
  g_autoptr(GString) quoted = g_string_new (NULL);
  g_autoptr(GString) clear = g_string_new ("DO ");
  GpPostgresqlIndex *ahead;
  const char *columns;

  if (!g_str_has_prefix (statement, head) || !is_plain (index) || !table_stays (self, entity)
      || !fields_stay (self, index) || !name_is_free (self, index))
    return FALSE;

  columns = statement + strlen (head);
  ahead = g_new0 (GpPostgresqlIndex, 1);
  ahead->name = g_strconcat (in, ".", name, NULL);
  gp_sql_quote_text (quoted, ahead->name);
  body = g_strdup_printf ("BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = "
                          "to_regclass(%s) AND NOT indisvalid) THEN DROP INDEX %s; END IF; END",
                          quoted->str, ahead->name);
  gp_sql_quote_text (clear, body);
  ahead->clear = g_strdup (clear->str);
  /* Outside of the script there is no search path of ours. */
  ahead->make = g_strdup_printf ("CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON %s%s%s %s", name,
                                 schema == NULL ? in : "", schema == NULL ? "." : "", table,
                                 columns);
  g_ptr_array_add (self->indexes, ahead);
  gp_pg_migration_emit (self, gp_element_get_id (index), "CREATE INDEX IF NOT EXISTS %s ON %s %s",
                        name, table, columns);
  return TRUE;
}
