/* gp-postgresql-migration-indexes.c — indexes that are made while others go on writing
 * SPDX-License-Identifier: Apache-2.0
 *
 * PostgreSQL makes an index without keeping writers waiting, but in no transaction. So one on
 * columns that are there as they will be is made ahead of the script, which makes it only where
 * that could not be done. An attempt that failed leaves an index that is not valid: it goes
 * first. Anything else of that name would keep it from being made and nobody would be told, so the
 * script sees whether it is there. */
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

static gboolean
has_name (GpDesign   *design,
          GpKind      kind,
          const char *name)
{
  g_autoptr(GPtrArray) elements = gp_design_list (design, kind);

  for (guint i = 0; i < elements->len; i++)
    if (g_str_equal (gp_element_get_name (elements->pdata[i]), name))
      return TRUE;
  return FALSE;
}

/* Nothing else has its name, in any schema: what goes, goes in the script. @qualified: the name */
static gboolean
name_is_free (GpPostgresqlMigration *self,
              const GpElement       *index,
              const char            *qualified)
{
  const char *name = gp_element_get_name (index);

  for (guint i = 0; i < self->indexes->len; i++)
    if (g_str_equal (((GpPostgresqlIndex *) self->indexes->pdata[i])->name, qualified))
      return FALSE;
  return !has_name (self->live, GP_KIND_INDEX, name) && !has_name (self->live, GP_KIND_ENTITY, name)
         && !has_name (self->wanted, GP_KIND_ENTITY, name)
         && gp_design_lookup (self->live, gp_element_get_id (index)) == NULL;
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

/* (transfer full): what does @then where the index @name of @table, both qualified, is there (or is
 * not), and is as @more asks. */
static char *
make_block (const char *there,
            const char *name,
            const char *table,
            const char *more,
            const char *then)
{
  g_autoptr(GString) body = g_string_new (NULL);
  GString *block = g_string_new ("DO ");

  g_string_append_printf (body, "BEGIN IF %s (SELECT FROM pg_catalog.pg_index WHERE indexrelid = "
                          "to_regclass(", there);
  gp_sql_quote_text (body, name);
  g_string_append (body, ") AND indrelid = to_regclass(");
  gp_sql_quote_text (body, table);
  g_string_append_printf (body, ")%s) THEN %s; END IF; END", more, then);
  gp_sql_quote_text (block, body->str);
  return g_string_free (block, FALSE);
}

static void
emit_check (GpPostgresqlMigration *self,
            const GpId            *id,
            const char            *name,
            const char            *table)
{
  g_autoptr(GString) raise = g_string_new ("RAISE EXCEPTION '% is the name of something else than "
                                           "an index of %: give the index another name', ");
  g_autofree char *block = NULL;

  gp_sql_quote_text (raise, name);
  g_string_append (raise, ", ");
  gp_sql_quote_text (raise, table);
  block = make_block ("NOT EXISTS", name, table, "", raise->str);
  gp_pg_migration_emit (self, id, "%s;", block);
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
  g_autofree char *qualified = g_strconcat (in, ".", name, NULL);
  /* Outside of the script there is no search path of ours. */
  g_autofree char *on = schema == NULL ? g_strconcat (in, ".", table, NULL) : g_strdup (table);
  g_autofree char *drop = g_strconcat ("DROP INDEX ", qualified, NULL);
  GpPostgresqlIndex *ahead;
  const char *columns;

  if (!g_str_has_prefix (statement, head) || !is_plain (index) || !table_stays (self, entity)
      || !fields_stay (self, index) || !name_is_free (self, index, qualified))
    return FALSE;

  columns = statement + strlen (head);
  ahead = g_new0 (GpPostgresqlIndex, 1);
  ahead->name = g_strdup (qualified);
  ahead->clear = make_block ("EXISTS", qualified, on, " AND NOT indisvalid", drop);
  ahead->make = g_strdup_printf ("CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON %s %s", name, on,
                                 columns);
  g_ptr_array_add (self->indexes, ahead);
  gp_pg_migration_emit (self, gp_element_get_id (index), "CREATE INDEX IF NOT EXISTS %s ON %s %s",
                        name, table, columns);
  emit_check (self, gp_element_get_id (index), qualified, on);
  return TRUE;
}
