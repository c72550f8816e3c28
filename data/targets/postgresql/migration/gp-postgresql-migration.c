/* gp-postgresql-migration.c — from one design to another in a PostgreSQL database, in SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Order, each part needing only what stands before it:
 *
 *   1. what hangs on others goes, where it or they change: views, references, keys, checks, indexes
 *   2. tables and columns that are not wanted any more go
 *   3. what stays gets its new name, by way of a name of its own where two change places
 *   4. schemas, extensions, enums, functions
 *   5. columns of the tables that stay; new tables
 *   6. what hangs on others comes back, and what is new; comments
 *
 * What a part says is compared as the text that would make it, written from both designs with the
 * new names; so what only has another name is not made anew. */
#define G_LOG_DOMAIN "gp-postgresql-migration"
#include "config.h"
#include "gp-postgresql-migration.h"

#include "gp-change-set.h"
#include "gp-postgresql-migration-private.h"
#include "gp-postgresql-physical.h"
#include "gp-sql-build.h"

#include <stdarg.h>

void
gp_pg_migration_emit (GpPostgresqlMigration *self,
                      const GpId            *element,
                      const char            *format,
                      ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (self->script, "%s\n", text);
  if (element != NULL)
    {
      GString *part = g_hash_table_lookup (self->parts, element);

      if (part == NULL)
        {
          part = g_string_new (NULL);
          g_hash_table_insert (self->parts, g_memdup2 (element, sizeof *element), part);
        }
      g_string_append_printf (part, "%s\n", text);
    }
}

char *
gp_pg_migration_table (const GpElement *entity)
{
  GString *out = g_string_new (NULL);

  gp_sql_writer_table (out, entity);

  return g_string_free (out, FALSE);
}

char *
gp_pg_migration_name (const char *name)
{
  GString *out = g_string_new (NULL);

  gp_sql_quote_name (out, name);

  return g_string_free (out, FALSE);
}

static gboolean
is_table (GpDesign   *design,
          const GpId *id)
{
  const GpElement *entity = gp_design_lookup_kind (design, id, GP_KIND_ENTITY);

  return entity != NULL && gp_sql_writer_is_table (entity);
}

gboolean
gp_pg_migration_stays (GpPostgresqlMigration *self,
                       const GpId            *id)
{
  return is_table (self->live, id) && is_table (self->wanted, id);
}

gboolean
gp_pg_migration_is_column (GpDesign        *design,
                           const GpElement *field)
{
  return is_table (design, gp_element_get_parent (field));
}

const GpElement *
gp_pg_migration_old_column (GpPostgresqlMigration *self,
                            const GpElement       *field)
{
  const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (field),
                                                GP_KIND_FIELD);

  if (old == NULL || !gp_pg_migration_is_column (self->live, old)
      || !gp_id_equal (gp_element_get_parent (old), gp_element_get_parent (field)))
    return NULL;

  return old;
}

/* Properties that are names, which what stays takes from the wanted design. */
static const struct
{
  GpKind     kind;
  GpProperty property;
} names[] = {
  { GP_KIND_ENTITY, GP_ENTITY_NAME },
  { GP_KIND_ENTITY, GP_ENTITY_TABLE_NAME },
  { GP_KIND_ENTITY, GP_ENTITY_SCHEMA },
  { GP_KIND_FIELD, GP_FIELD_NAME },
  { GP_KIND_INDEX, GP_INDEX_NAME },
  { GP_KIND_CHECK, GP_CHECK_NAME },
  { GP_KIND_FOREIGN_KEY, GP_FOREIGN_KEY_NAME },
};

static GpDesign *
rename_all (GpDesign *live,
            GpDesign *wanted)
{
  g_autoptr(GPtrArray) elements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) renamed = gp_design_new (gp_design_get_root_id (live), NULL);
  static const GpKind kinds[] = { GP_KIND_ENTITY, GP_KIND_FIELD, GP_KIND_INDEX, GP_KIND_CHECK,
                                  GP_KIND_FOREIGN_KEY };

  g_ptr_array_add (elements, gp_element_copy (gp_design_get_root (live)));
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr(GPtrArray) all = gp_design_list (live, kinds[k]);

      for (guint i = 0; i < all->len; i++)
        {
          GpElement *copy = gp_element_copy (g_ptr_array_index (all, i));
          const GpElement *other = gp_design_lookup_kind (wanted, gp_element_get_id (copy),
                                                          kinds[k]);

          /* The fields of an event are no columns. */
          if (kinds[k] == GP_KIND_FIELD
              && gp_design_lookup_kind (live, gp_element_get_parent (copy), GP_KIND_ENTITY) == NULL)
            {
              gp_element_unref (copy);
              continue;
            }
          for (gsize n = 0; other != NULL && n < G_N_ELEMENTS (names); n++)
            if (names[n].kind == kinds[k])
              gp_element_set (copy, names[n].property,
                              gp_value_copy (gp_element_get_value (other, names[n].property)));
          g_ptr_array_add (elements, copy);
        }
    }
  /* What refers to domains and buckets, which have no place here. */
  for (guint i = 0; i < elements->len; i++)
    {
      GpElement *element = g_ptr_array_index (elements, i);

      if (gp_element_get_kind (element) == GP_KIND_ENTITY)
        gp_element_set_ref (element, GP_ENTITY_DOMAIN, NULL);
      else if (gp_element_get_kind (element) == GP_KIND_FIELD)
        gp_element_set_ref (element, GP_FIELD_BUCKET, NULL);
    }
  if (!gp_design_load (renamed, elements, &error))
    g_critical ("a design cannot be renamed: %s", error->message);

  return g_steal_pointer (&renamed);
}

static void
drop_tables (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->live, GP_KIND_ENTITY);
  g_autoptr(GString) list = g_string_new (NULL);

  /* In one statement: tables may inherit from one another. */
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      g_autofree char *table = NULL;

      if (!gp_sql_writer_is_table (entity)
          || gp_pg_migration_stays (self, gp_element_get_id (entity)))
        continue;
      table = gp_pg_migration_table (entity);
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", table);
    }
  if (list->len > 0)
    gp_pg_migration_emit (self, NULL, "DROP TABLE %s;", list->str);
}

/* Statements of a text that the other does not have. */
static void
emit_new_lines (GpPostgresqlMigration *self,
                const char            *before,
                const char            *after)
{
  if (!g_str_equal (before, after) && *after != '\0')
    gp_pg_migration_emit (self, NULL, "%s", after);
}

/* All of these can be run again, so that it is enough to know that something is new. */
static void
make_surroundings (GpPostgresqlMigration *self)
{
  g_autoptr(GString) before = g_string_new (NULL);
  g_autoptr(GString) after = g_string_new (NULL);
  GpSqlWriter old = { self->renamed, before, self->losses };
  GpSqlWriter new = { self->wanted, after, self->losses };

  gp_sql_write_head (&old);
  gp_sql_write_head (&new);
  emit_new_lines (self, before->str, after->str);
}

/* One that is there already is replaced, where PostgreSQL has a word for that. */
static void
make_routine (GpPostgresqlMigration *self,
              const char            *routine)
{
  static const char *const replaced[] = { "FUNCTION ", "PROCEDURE ", "AGGREGATE " };

  for (gsize i = 0; g_str_has_prefix (routine, "CREATE ") && i < G_N_ELEMENTS (replaced); i++)
    if (g_str_has_prefix (routine + strlen ("CREATE "), replaced[i]))
      {
        gp_pg_migration_emit (self, NULL, "CREATE OR REPLACE %s;", routine + strlen ("CREATE "));
        return;
      }
  gp_pg_migration_emit (self, NULL, "%s;", routine);
}

static void
make_routines (GpPostgresqlMigration *self,
               gboolean               late)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->wanted, GP_KIND_ENTITY);
  g_autoptr(GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  static const char *const none[] = { NULL };
  gsize n_old;
  gsize n;
  const char *const *old = gp_element_get_texts (gp_design_get_root (self->live),
                                                 GP_DESIGN_ROUTINES, &n_old);
  const char *const *routines = gp_element_get_texts (gp_design_get_root (self->wanted),
                                                      GP_DESIGN_ROUTINES, &n);
  gboolean unchecked = FALSE;

  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (tables,
                      (gpointer) gp_sql_writer_table_name (g_ptr_array_index (entities, i)));
  for (gsize i = 0; i < n; i++)
    if (!g_strv_contains (n_old > 0 ? old : none, routines[i])
        && gp_sql_routine_needs_tables (routines[i], tables) == late)
      {
        /* Their bodies may speak of tables and functions that come after them. */
        if (!unchecked)
          gp_pg_migration_emit (self, NULL, "SET LOCAL check_function_bodies = false;");
        unchecked = TRUE;
        make_routine (self, routines[i]);
      }
  if (unchecked)
    gp_pg_migration_emit (self, NULL, "SET LOCAL check_function_bodies = true;");
}

static void
make_sequences (GpPostgresqlMigration *self)
{
  g_autoptr(GString) before = g_string_new (NULL);
  g_autoptr(GString) after = g_string_new (NULL);
  GpSqlWriter old = { self->live, before, self->losses };
  GpSqlWriter new = { self->wanted, after, self->losses };

  gp_sql_write_called_sequences (&old);
  gp_sql_write_called_sequences (&new);
  emit_new_lines (self, before->str, after->str);
}

/* A table after those that it inherits from. */
static void
make_table (GpPostgresqlMigration *self,
            const GpElement       *entity,
            GHashTable            *done)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  GpSqlWriter writer = { self->wanted, sql, self->losses };
  gsize n;
  const GpId *parents = gp_element_get_refs (entity, GP_ENTITY_INHERITS, &n);

  if (!gp_sql_writer_is_table (entity) || !g_hash_table_add (done, (gpointer) entity))
    return;
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *parent = gp_design_lookup_kind (self->wanted, &parents[i], GP_KIND_ENTITY);

      if (parent != NULL)
        make_table (self, parent, done);
    }
  if (gp_pg_migration_stays (self, gp_element_get_id (entity)))
    return;
  gp_sql_write_sequences (&writer, entity);
  gp_sql_write_table (&writer, entity);
  gp_sql_write_owners (&writer, entity);
  gp_sql_write_partitions (&writer, entity);
  gp_pg_migration_emit (self, gp_element_get_id (entity), "%s", g_strstrip (sql->str));
}

static void
make_tables (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->wanted, GP_KIND_ENTITY);
  g_autoptr(GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < entities->len; i++)
    make_table (self, g_ptr_array_index (entities, i), done);
}

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

GpPostgresqlMigration *
gp_postgresql_migration_new (GpDesign  *live,
                             GpDesign  *wanted,
                             GPtrArray *findings)
{
  GpPostgresqlMigration *self = g_new0 (GpPostgresqlMigration, 1);

  self->live = gp_postgresql_physical (live, NULL);
  self->wanted = gp_postgresql_physical (wanted, findings);
  self->renamed = rename_all (self->live, self->wanted);
  self->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->script = g_string_new (NULL);
  self->steps = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, string_free);
  self->retyped = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->dropped_views = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->indexes = g_ptr_array_new_with_free_func (gp_pg_index_free);
  self->enums = gp_pg_enums_new (self);

  gp_pg_migration_find_retyped (self);
  gp_pg_migration_drop_views (self);
  gp_pg_migration_drop_parts (self);
  drop_tables (self);
  gp_pg_migration_drop_columns (self);
  make_surroundings (self);
  gp_pg_migration_rename (self);
  gp_pg_migration_make_enums (self);
  make_routines (self, FALSE);
  make_sequences (self);
  gp_pg_migration_alter_columns (self);
  make_tables (self);
  make_routines (self, TRUE);
  gp_pg_migration_drop_enums (self);
  gp_pg_migration_add_parts (self);
  gp_pg_migration_add_views (self);
  gp_pg_migration_add_texts (self);
  g_ptr_array_add (self->steps, NULL);

  return self;
}

void
gp_postgresql_migration_free (GpPostgresqlMigration *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->live);
  g_clear_object (&self->renamed);
  g_clear_object (&self->wanted);
  g_ptr_array_unref (self->losses);
  g_ptr_array_unref (self->steps);
  g_string_free (self->script, TRUE);
  g_hash_table_unref (self->parts);
  g_hash_table_unref (self->retyped);
  g_hash_table_unref (self->dropped_views);
  g_ptr_array_unref (self->enums);
  g_ptr_array_unref (self->indexes);
  g_free (self);
}

const char *
gp_postgresql_migration_get_script (const GpPostgresqlMigration *self)
{
  return self->script->str;
}

const char *const *
gp_postgresql_migration_get_steps (const GpPostgresqlMigration *self)
{
  return (const char *const *) self->steps->pdata;
}

const GPtrArray *
gp_postgresql_migration_get_indexes (const GpPostgresqlMigration *self)
{
  return self->indexes;
}

const char *
gp_postgresql_migration_get_part (const GpPostgresqlMigration *self,
                                  const GpId                  *element)
{
  const GString *part = g_hash_table_lookup (self->parts, element);

  return part != NULL ? part->str : NULL;
}
