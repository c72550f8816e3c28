/* gp-migration-run.c — the steps that gp-migration.c describes
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-migration-run"
#include "config.h"
#include "gp-migration.h"

#include "gp-ddl.h"
#include "gp-migration-private.h"

static gboolean execf (GpMigration *self, GError **error, const char *format, ...)
                       G_GNUC_PRINTF (3, 4);

static gboolean
execf (GpMigration *self,
       GError     **error,
       const char  *format,
       ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);

  return gp_sqlite_exec (self->sqlite, sql, error);
}

/* A table or a column, as far as its name goes. */
typedef struct
{
  GpTable    *table;      /* of the column; NULL for a table */
  char      **name;
  char      **quoted;
  const char *wanted;     /* NULL where it is to go */
} Named;

static gboolean
rename_one (GpMigration *self,
            const Named *named,
            const char  *name,
            GError     **error)
{
  g_autofree char *quoted = gp_sqlite_quote_name (name);
  gboolean done;

  if (named->table == NULL)
    done = execf (self, error, "ALTER TABLE %s RENAME TO %s", *named->quoted, quoted);
  else
    done = execf (self, error, "ALTER TABLE %s RENAME COLUMN %s TO %s", named->table->quoted,
                  *named->quoted, quoted);
  if (!done)
    return FALSE;

  g_free (*named->name);
  *named->name = g_strdup (name);
  g_free (*named->quoted);
  *named->quoted = g_steal_pointer (&quoted);

  return TRUE;
}

/* Gives each its wanted name. First all that sit on a name that is wanted go out of the way. */
static gboolean
rename_all (GpMigration *self,
            GArray      *all,
            GHashTable  *wanted_names,     /* in lower case */
            GError     **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Named *named = &g_array_index (all, Named, i);
      g_autofree char *lower = g_ascii_strdown (*named->name, -1);
      g_autofree char *between = g_strdup_printf ("_gp_between_%u", i);

      if (g_strcmp0 (*named->name, named->wanted) != 0
          && g_hash_table_contains (wanted_names, lower)
          && !rename_one (self, named, between, error))
        return FALSE;
    }

  for (guint i = 0; i < all->len; i++)
    {
      const Named *named = &g_array_index (all, Named, i);

      if (named->wanted != NULL && !g_str_equal (*named->name, named->wanted)
          && !rename_one (self, named, named->wanted, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
rename_tables (GpMigration *self,
               GError     **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Named));
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    g_hash_table_add (names, g_ascii_strdown (gp_schema_get_table (self->wanted, i)->name, -1));

  for (gsize i = 0; i < gp_schema_get_size (self->live); i++)
    {
      GpTable *live = gp_schema_get_table (self->live, i);
      GpTable *wanted = gp_schema_lookup (self->wanted, &live->id);
      Named named = { NULL, &live->name, &live->quoted, wanted != NULL ? wanted->name : NULL };

      if (wanted != NULL)
        g_array_append_val (all, named);
    }

  return rename_all (self, all, names, error);
}

static gboolean
rename_columns (GpMigration   *self,
                GpTable       *live,
                const GpTable *wanted,
                GError       **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Named));
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < wanted->columns->len; i++)
    g_hash_table_add (names, g_ascii_strdown (
      ((GpColumn *) g_ptr_array_index (wanted->columns, i))->name, -1));

  for (guint i = 0; i < live->columns->len; i++)
    {
      GpColumn *column = g_ptr_array_index (live->columns, i);
      const GpColumn *other = gp_table_lookup (wanted, &column->id);
      Named named = { live, &column->name, &column->quoted, other != NULL ? other->name : NULL };

      g_array_append_val (all, named);
    }

  return rename_all (self, all, names, error);
}

static gboolean
drop_unwanted (GpMigration *self,
               GError     **error)
{
  for (gsize i = 0; i < gp_schema_get_size (self->live); i++)
    {
      const GpTable *live = gp_schema_get_table (self->live, i);
      const GpTable *wanted = gp_schema_lookup (self->wanted, &live->id);

      if (wanted == NULL)
        {
          if (!execf (self, error, "DROP TABLE %s", live->quoted))
            return FALSE;
          continue;
        }

      for (guint j = 0; j < live->indexes->len; j++)
        {
          const GpTableIndex *index = g_ptr_array_index (live->indexes, j);
          g_autofree char *name = gp_ddl_index_name (index);

          if (!gp_migration_same_index (index, gp_migration_find_index (wanted, &index->id))
              && !execf (self, error, "DROP INDEX %s", name))
            return FALSE;
        }
    }

  return TRUE;
}

/* A column that can be put at the end without a look at the records. */
static gboolean
is_plain_addition (const GpColumn *column)
{
  return column->nullable && !column->numbered
         && (column->inert || column->initial.kind == GP_DEFAULT_NONE
             || column->initial.kind == GP_DEFAULT_UNKNOWN
             || (column->initial.kind == GP_DEFAULT_CELL
                 && column->initial.cell.kind == GP_CELL_NULL));
}

static gboolean
needs_rebuild (const GpTable *live,
               const GpTable *wanted)
{
  g_autofree char *before = gp_ddl_constraints (live);
  g_autofree char *after = gp_ddl_constraints (wanted);

  if (!g_str_equal (before, after))
    return TRUE;

  for (guint i = 0; i < live->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (live->columns, i);

      if (gp_table_lookup (wanted, &column->id) == NULL)
        return TRUE;
    }

  for (guint i = 0; i < wanted->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (wanted->columns, i);
      const GpColumn *old = gp_table_lookup (live, &column->id);
      g_autofree char *is = old != NULL ? gp_ddl_column (live, old) : NULL;
      g_autofree char *shall = gp_ddl_column (wanted, column);

      if (old == NULL ? !is_plain_addition (column)
                      : gp_migration_converts (live, column) || !g_str_equal (is, shall))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_columns (GpMigration   *self,
             const GpTable *live,
             const GpTable *wanted,
             GError       **error)
{
  for (guint i = 0; i < wanted->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (wanted->columns, i);
      g_autofree char *sql = gp_ddl_column (wanted, column);

      if (gp_table_lookup (live, &column->id) == NULL
          && !execf (self, error, "ALTER TABLE %s ADD COLUMN %s", wanted->quoted, sql))
        return FALSE;
    }

  return TRUE;
}

static gboolean
rebuild (GpMigration   *self,
         const GpTable *live,
         const GpTable *wanted,
         GError       **error)
{
  g_autofree char *create = gp_ddl_create_table (wanted, "_gp_rebuilt");
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);

  for (guint i = 0; i < wanted->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (wanted->columns, i);
      g_autofree char *value = gp_migration_expression (self, live, column, "old");

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", column->quoted);
      g_string_append_printf (values, "%s%s", i > 0 ? ", " : "", value);
    }

  /* In the old order, so that records without a key stay in it. */
  return gp_sqlite_exec (self->sqlite, create, error)
         && execf (self, error, "INSERT INTO _gp_rebuilt (%s) SELECT %s FROM %s AS old "
                                "ORDER BY old.%s", names->str, values->str, live->quoted,
                                  live->rowid)
         && execf (self, error, "DROP TABLE %s", live->quoted)
         && execf (self, error, "ALTER TABLE _gp_rebuilt RENAME TO %s", wanted->quoted);
}

static gboolean
create_indexes (GpMigration   *self,
                const GpTable *live,
                const GpTable *wanted,
                GError       **error)
{
  for (guint i = 0; i < wanted->indexes->len; i++)
    {
      const GpTableIndex *index = g_ptr_array_index (wanted->indexes, i);
      g_autofree char *sql = gp_ddl_create_index (wanted, index);

      if (!gp_migration_same_index (gp_migration_find_index (live, &index->id), index)
          && !gp_sqlite_exec (self->sqlite, sql, error))
        return FALSE;
    }

  return TRUE;
}

/* What takes files along with the records that hold them stands in the way of renames and new
 * tables: it goes first, and comes back last. */
static gboolean
drop_triggers (GpMigration *self,
               GError     **error)
{
  for (gsize i = 0; i < gp_schema_get_size (self->live); i++)
    {
      const GpTable *live = gp_schema_get_table (self->live, i);

      for (guint j = 0; j < live->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (live->columns, j);
          g_autofree char *sql = column->is_file ? gp_ddl_drop_triggers (column) : NULL;

          if (sql != NULL && !gp_sqlite_exec (self->sqlite, sql, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
create_triggers (GpMigration *self,
                 GError     **error)
{
  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    {
      const GpTable *wanted = gp_schema_get_table (self->wanted, i);

      for (guint j = 0; j < wanted->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (wanted->columns, j);
          g_autofree char *sql = column->is_file ? gp_ddl_create_triggers (wanted, column) : NULL;

          if (sql != NULL && !gp_sqlite_exec (self->sqlite, sql, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
gp_migration_run (GpMigration *self,
                  GError     **error)
{
  if (!drop_triggers (self, error) || !drop_unwanted (self, error)
      || !rename_tables (self, error))
    return FALSE;

  /* All names first: what is built anew below may refer to any of them. */
  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    {
      const GpTable *wanted = gp_schema_get_table (self->wanted, i);
      GpTable *live = gp_schema_lookup (self->live, &wanted->id);

      if (live != NULL && !rename_columns (self, live, wanted, error))
        return FALSE;
    }

  for (gsize i = 0; i < gp_schema_get_size (self->wanted); i++)
    {
      const GpTable *wanted = gp_schema_get_table (self->wanted, i);
      const GpTable *live = gp_schema_lookup (self->live, &wanted->id);
      gboolean anew = live != NULL && needs_rebuild (live, wanted);
      g_autofree char *create = live == NULL ? gp_ddl_create_table (wanted, NULL) : NULL;

      if (live == NULL ? !gp_sqlite_exec (self->sqlite, create, error)
                       : anew ? !rebuild (self, live, wanted, error)
                              : !add_columns (self, live, wanted, error))
        return FALSE;
      /* The old table has taken its indexes with it. */
      if (!create_indexes (self, anew ? NULL : live, wanted, error))
        return FALSE;
    }

  return create_triggers (self, error);
}
