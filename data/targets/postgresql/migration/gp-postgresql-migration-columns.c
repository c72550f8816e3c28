/* gp-postgresql-migration-columns.c — columns: their names, types, defaults
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names change before anything else is done to a column, so that all the rest speaks the wanted
 * names. Where the new name of one is the old name of another, both go by way of a third. */
#define G_LOG_DOMAIN "gp-postgresql-migration-columns"
#include "config.h"
#include "gp-postgresql-migration-private.h"

/* --- names --- */

typedef struct
{
  const GpId *id;        /* of the element that is renamed */
  char       *owner;     /* "ALTER TABLE x RENAME COLUMN " or the like, with the old name of x */
  char       *scope;     /* names are unique within it */
  char       *from;      /* quoted */
  char       *to;
} Rename;

static void
rename_free (gpointer data)
{
  Rename *rename = data;

  g_free (rename->owner);
  g_free (rename->scope);
  g_free (rename->from);
  g_free (rename->to);
  g_free (rename);
}

static void
add_rename (GPtrArray  *renames,
            const GpId *id,
            char       *owner,
            const char *scope,
            const char *from,
            const char *to)
{
  Rename *rename = g_new0 (Rename, 1);

  rename->id = id;
  rename->owner = owner;
  rename->scope = g_strdup (scope);
  rename->from = gp_pg_migration_name (from);
  rename->to = gp_pg_migration_name (to);
  g_ptr_array_add (renames, rename);
}

static gboolean
is_in_the_way (GPtrArray    *renames,
               const Rename *rename)
{
  for (guint i = 0; i < renames->len; i++)
    {
      const Rename *other = g_ptr_array_index (renames, i);

      if (other != rename && g_str_equal (other->scope, rename->scope)
          && g_str_equal (other->from, rename->to))
        return TRUE;
    }

  return FALSE;
}

static void
emit_renames (GpPostgresqlMigration *self,
              GPtrArray             *renames)
{
  g_autoptr(GPtrArray) late = g_ptr_array_new ();

  for (guint i = 0; i < renames->len; i++)
    {
      Rename *rename = g_ptr_array_index (renames, i);
      gboolean blocked = is_in_the_way (renames, rename);
      g_autofree char *aside = g_strdup_printf ("gp_aside_%u", i);

      gp_pg_migration_emit (self, rename->id, "%s %s TO %s;", rename->owner, rename->from,
                            blocked ? aside : rename->to);
      if (!blocked)
        continue;
      g_free (rename->from);
      rename->from = g_steal_pointer (&aside);
      g_ptr_array_add (late, rename);
    }
  for (guint i = 0; i < late->len; i++)
    {
      const Rename *rename = g_ptr_array_index (late, i);

      gp_pg_migration_emit (self, rename->id, "%s %s TO %s;", rename->owner, rename->from,
                            rename->to);
    }
}

static const char *
schema_of (const GpElement *entity)
{
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);

  return schema != NULL ? schema : "public";
}

/* ALTER TABLE x RENAME TO y: the owner is the schema, and the table's old name stands in the
 * statement. */
static void
rename_tables (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->wanted, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) late = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const GpElement *old = gp_design_lookup (self->live, gp_element_get_id (entity));
      g_autofree char *before = NULL;
      g_autofree char *schema = NULL;

      if (!gp_pg_migration_stays (self, gp_element_get_id (entity)))
        continue;
      before = gp_pg_migration_table (old);
      if (!g_str_equal (gp_sql_writer_table_name (old), gp_sql_writer_table_name (entity)))
        {
          gp_pg_migration_emit (self, gp_element_get_id (entity),
                                "ALTER TABLE %s RENAME TO gp_aside_%u;", before, i);
          g_ptr_array_add (late, GUINT_TO_POINTER (i));
        }
      else if (!g_str_equal (schema_of (old), schema_of (entity)))
        {
          schema = gp_pg_migration_name (schema_of (entity));
          gp_pg_migration_emit (self, gp_element_get_id (entity), "ALTER TABLE %s SET SCHEMA %s;",
                                before, schema);
        }
    }
  for (guint j = 0; j < late->len; j++)
    {
      guint i = GPOINTER_TO_UINT (g_ptr_array_index (late, j));
      const GpElement *entity = g_ptr_array_index (entities, i);
      const GpElement *old = gp_design_lookup (self->live, gp_element_get_id (entity));
      g_autofree char *from = gp_pg_migration_name (schema_of (old));
      g_autofree char *to = gp_pg_migration_name (schema_of (entity));
      g_autofree char *name = gp_pg_migration_name (gp_sql_writer_table_name (entity));

      if (!g_str_equal (from, to))
        gp_pg_migration_emit (self, gp_element_get_id (entity),
                              "ALTER TABLE %s.gp_aside_%u SET SCHEMA %s;", from, i, to);
      gp_pg_migration_emit (self, gp_element_get_id (entity),
                            "ALTER TABLE %s.gp_aside_%u RENAME TO %s;", to, i, name);
    }
}

/* Whether the column cannot become the wanted one and is made anew: its values are computed now, or
 * in another way. */
static gboolean
is_made_anew (const GpElement *old,
              const GpElement *field)
{
  const char *before = gp_element_get_text (old, GP_FIELD_COMPUTED);
  const char *after = gp_element_get_text (field, GP_FIELD_COMPUTED);

  return after != NULL && g_strcmp0 (before, after) != 0;
}

static void
rename_columns (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->wanted, GP_KIND_FIELD);
  g_autoptr(GPtrArray) renames = g_ptr_array_new_with_free_func (rename_free);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const GpElement *old = gp_pg_migration_old_column (self, field);
      const GpElement *entity;
      g_autofree char *table = NULL;

      if (old == NULL || !gp_pg_migration_is_column (self->wanted, field)
          || is_made_anew (old, field)
          || g_str_equal (gp_element_get_name (old), gp_element_get_name (field)))
        continue;
      entity = gp_design_lookup (self->wanted, gp_element_get_parent (field));
      table = gp_pg_migration_table (entity);
      add_rename (renames, gp_element_get_id (field),
                  g_strdup_printf ("ALTER TABLE %s RENAME COLUMN", table), table,
                  gp_element_get_name (old), gp_element_get_name (field));
    }
  emit_renames (self, renames);
}

/* Indexes, checks and references whose text is the same but for their name; what differs in more
 * is gone by now. */
static void
rename_parts (GpPostgresqlMigration *self)
{
  static const GpKind kinds[] = { GP_KIND_INDEX, GP_KIND_CHECK, GP_KIND_FOREIGN_KEY };
  g_autoptr(GPtrArray) renames = g_ptr_array_new_with_free_func (rename_free);

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr(GPtrArray) parts = gp_design_list (self->wanted, kinds[k]);

      for (guint i = 0; i < parts->len; i++)
        {
          const GpElement *part = g_ptr_array_index (parts, i);
          const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (part),
                                                        kinds[k]);
          const GpElement *entity = gp_design_lookup (self->wanted, gp_element_get_parent (part));
          g_autofree char *table = NULL;
          gboolean index;

          if (old == NULL || g_str_equal (gp_element_get_name (old), gp_element_get_name (part))
              || gp_pg_migration_part_changes (self, old))
            continue;
          index = kinds[k] == GP_KIND_INDEX && !gp_element_get_bool (part, GP_INDEX_CONSTRAINT);
          table = gp_pg_migration_table (entity);
          if (index)
            {
              g_autofree char *schema = gp_pg_migration_name (schema_of (entity));
              g_autofree char *from = gp_pg_migration_name (gp_element_get_name (old));
              g_autofree char *to = gp_pg_migration_name (gp_element_get_name (part));

              gp_pg_migration_emit (self, gp_element_get_id (part),
                                    "ALTER INDEX %s.%s RENAME TO %s;", schema, from, to);
            }
          else
            {
              add_rename (renames, gp_element_get_id (part),
                          g_strdup_printf ("ALTER TABLE %s RENAME CONSTRAINT", table), table,
                          gp_element_get_name (old), gp_element_get_name (part));
            }
        }
    }
  emit_renames (self, renames);
}

void
gp_pg_migration_rename (GpPostgresqlMigration *self)
{
  rename_tables (self);
  rename_columns (self);
  rename_parts (self);
}

/* --- types --- */

void
gp_pg_migration_find_retyped (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->wanted, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const GpElement *old = gp_pg_migration_old_column (self, field);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (old == NULL || !gp_pg_migration_is_column (self->wanted, field))
        continue;
      before = gp_sql_type_for_field (self->live, old);
      after = gp_sql_type_for_field (self->wanted, field);
      if (!g_str_equal (gp_pg_enums_follow (self, before), after)
          || g_strcmp0 (gp_element_get_text (old, GP_FIELD_COLLATION),
                        gp_element_get_text (field, GP_FIELD_COLLATION)) != 0)
        g_hash_table_add (self->retyped, (gpointer) gp_element_get_id (field));
    }
}

/* Families within which a value is cast without being asked to, and refused where it does not fit;
 * an explicit cast would cut it off instead. */
static const char *
family_of (const char *type)
{
  static const struct
  {
    const char *prefix;
    const char *family;
  } families[] = {
    { "character", "text" }, { "text", "text" },     { "varchar", "text" },
    { "numeric", "number" }, { "integer", "number" }, { "bigint", "number" },
    { "smallint", "number" }, { "real", "number" },  { "double precision", "number" },
    { "timestamp", "time" }, { "date", "time" },
  };

  if (g_str_has_suffix (type, "[]"))
    return type;
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_str_has_prefix (type, families[i].prefix))
      return families[i].family;

  return type;
}

gboolean
gp_pg_migration_casts_itself (const char *before,
                              const char *after)
{
  const char *family = family_of (before);

  return (g_str_equal (family, family_of (after)) && !g_str_equal (family, before))
         || (g_str_has_prefix (family_of (after), "text") && !g_str_has_suffix (after, "[]"));
}

static void
alter_type (GpPostgresqlMigration *self,
            const GpElement       *old,
            const GpElement       *field,
            const char            *table)
{
  const GpId *id = gp_element_get_id (field);
  g_autofree char *before = gp_sql_type_for_field (self->live, old);
  g_autofree char *after = gp_sql_type_for_field (self->wanted, field);
  g_autofree char *column = gp_pg_migration_name (gp_element_get_name (field));
  const char *collation = gp_element_get_text (field, GP_FIELD_COLLATION);
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "ALTER TABLE %s ALTER COLUMN %s TYPE %s", table, column, after);
  if (collation != NULL)
    g_string_append_printf (sql, " COLLATE %s", collation);
  if (gp_pg_migration_casts_itself (before, after))
    ;
  else if (g_str_has_suffix (after, "[]") && !g_str_has_suffix (before, "[]"))
    g_string_append_printf (sql, " USING CASE WHEN %s IS NOT NULL THEN ARRAY[%s::text]::%s END",
                            column, column, after);
  else
    g_string_append_printf (sql, " USING %s::text%s::%s", column,
                            g_str_has_suffix (before, "[]") && g_str_has_suffix (after, "[]")
                              ? "[]" : "", after);
  gp_pg_migration_emit (self, id, "%s;", sql->str);
}

/* --- the rest of a column --- */

static void
set_numbering (GpPostgresqlMigration *self,
               const GpElement       *old,
               const GpElement       *field,
               const char            *table)
{
  const GpId *id = gp_element_get_id (field);
  g_autofree char *column = gp_pg_migration_name (gp_element_get_name (field));
  const char *before = gp_element_get_text (old, GP_FIELD_IDENTITY);
  const char *after = gp_element_get_text (field, GP_FIELD_IDENTITY);
  const char *options = gp_element_get_text (field, GP_FIELD_SEQUENCE);
  g_autoptr(GString) names = g_string_new (NULL);
  gboolean was = g_str_equal (before, "always") || g_str_equal (before, "by_default");
  gboolean is = g_str_equal (after, "always") || g_str_equal (after, "by_default");

  if (g_str_equal (before, after))
    return;
  if (was && is)
    {
      gp_pg_migration_emit (self, id, "ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s;", table,
                            column, g_str_equal (after, "always") ? "ALWAYS" : "BY DEFAULT");
      return;
    }
  if (was)
    gp_pg_migration_emit (self, id, "ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY;", table, column);
  else if (g_str_equal (before, "serial"))
    gp_pg_migration_emit (self, id, "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT;", table, column);
  if (g_str_equal (after, "none"))
    return;
  /* A serial that comes later counts as an identity does. */
  gp_pg_migration_emit (self, id,
                        "ALTER TABLE %s ALTER COLUMN %s ADD GENERATED %s AS IDENTITY%s%s%s;", table,
                        column, g_str_equal (after, "always") ? "ALWAYS" : "BY DEFAULT",
                        options != NULL && is ? " (" : "", options != NULL && is ? options : "",
                        options != NULL && is ? ")" : "");
  gp_sql_quote_text (names, table);
  g_string_append (names, ", ");
  gp_sql_quote_text (names, gp_element_get_name (field));
  gp_pg_migration_emit (self, id, "SELECT setval(pg_get_serial_sequence(%s), "
                        "greatest((SELECT max(%s) FROM %s), 0) + 1, false);", names->str, column,
                        table);
}

static void
set_default (GpPostgresqlMigration *self,
             const GpElement       *old,
             const GpElement       *field,
             const char            *table,
             gboolean               retyped)
{
  GpSqlWriter old_writer = { self->renamed, NULL, self->losses };
  GpSqlWriter new_writer = { self->wanted, NULL, self->losses };
  const GpElement *renamed = gp_design_lookup (self->renamed, gp_element_get_id (field));
  g_autofree char *before = gp_sql_writer_default (&old_writer, renamed, "gen_random_uuid()");
  g_autofree char *after = gp_sql_writer_default (&new_writer, field, "gen_random_uuid()");
  g_autofree char *column = gp_pg_migration_name (gp_element_get_name (field));

  if (!gp_element_is (field, GP_FIELD_IDENTITY, "none")
      || gp_element_has (field, GP_FIELD_COMPUTED))
    return;
  if (g_strcmp0 (before, after) == 0 && (!retyped || after == NULL))
    return;
  if (after == NULL)
    gp_pg_migration_emit (self, gp_element_get_id (field),
                          "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT;", table, column);
  else
    gp_pg_migration_emit (self, gp_element_get_id (field),
                          "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s;", table, column, after);
}

static gboolean
is_in_key (GpDesign        *design,
           const GpElement *field)
{
  const GpElement *entity = gp_design_lookup (design, gp_element_get_parent (field));
  gsize n;
  const GpId *ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], gp_element_get_id (field)))
      return TRUE;

  return FALSE;
}

gboolean
gp_pg_migration_may_be_null (GpDesign        *design,
                             const GpElement *field)
{
  return gp_element_get_bool (field, GP_FIELD_NULLABLE) && !is_in_key (design, field);
}

static void
set_nullable (GpPostgresqlMigration *self,
              const GpElement       *old,
              const GpElement       *field,
              const char            *table)
{
  /* Whoever is in the key is not null; and stays so when it leaves the key. */
  gboolean was = gp_pg_migration_may_be_null (self->live, old);
  gboolean is = gp_pg_migration_may_be_null (self->wanted, field);
  g_autofree char *column = gp_pg_migration_name (gp_element_get_name (field));

  if (was != is)
    gp_pg_migration_emit (self, gp_element_get_id (field),
                          "ALTER TABLE %s ALTER COLUMN %s %s NOT NULL;", table, column, is ? "DROP" : "SET");
}

static void
alter_column (GpPostgresqlMigration *self,
              const GpElement       *old,
              const GpElement       *field,
              const char            *table)
{
  gboolean retyped = g_hash_table_contains (self->retyped, gp_element_get_id (field));
  g_autofree char *column = gp_pg_migration_name (gp_element_get_name (field));

  if (gp_element_has (old, GP_FIELD_COMPUTED) && !gp_element_has (field, GP_FIELD_COMPUTED))
    gp_pg_migration_emit (self, gp_element_get_id (field),
                          "ALTER TABLE %s ALTER COLUMN %s DROP EXPRESSION;", table, column);
  /* The old default may be of no use to the new type; a serial's numbering is of use to all that a
   * serial can be. */
  if (retyped && (gp_element_has (old, GP_FIELD_DEFAULT)
                  || (gp_element_is (old, GP_FIELD_IDENTITY, "serial")
                      && !gp_element_is (field, GP_FIELD_IDENTITY, "serial"))))
    gp_pg_migration_emit (self, gp_element_get_id (field),
                          "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT;", table, column);
  if (retyped)
    alter_type (self, old, field, table);
  set_numbering (self, old, field, table);
  set_default (self, old, field, table, retyped);
  set_nullable (self, old, field, table);
}

static void
add_column (GpPostgresqlMigration *self,
            const GpElement       *entity,
            const GpElement       *field,
            const char            *table)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  GpSqlWriter writer = { self->wanted, sql, self->losses };
  g_autoptr(GpElement) plain = gp_element_copy (field);

  /* The constraint is a part of its own. */
  gp_element_set_bool (plain, GP_FIELD_UNIQUE, FALSE);
  gp_sql_write_column (&writer, entity, plain, is_in_key (self->wanted, field));
  gp_pg_migration_emit (self, gp_element_get_id (field), "ALTER TABLE %s ADD COLUMN %s;", table,
                        sql->str);
}

void
gp_pg_migration_alter_columns (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->wanted, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const GpElement *old = gp_pg_migration_old_column (self, field);
      const GpElement *entity;
      g_autofree char *table = NULL;

      if (!gp_pg_migration_stays (self, gp_element_get_parent (field)))
        continue;
      entity = gp_design_lookup (self->wanted, gp_element_get_parent (field));
      table = gp_pg_migration_table (entity);
      if (old != NULL && !is_made_anew (old, field))
        alter_column (self, old, field, table);
      else
        add_column (self, entity, field, table);
    }
}

void
gp_pg_migration_drop_columns (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->live, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *old = g_ptr_array_index (fields, i);
      const GpElement *field = gp_design_lookup_kind (self->wanted, gp_element_get_id (old),
                                                      GP_KIND_FIELD);
      g_autofree char *table = NULL;
      g_autofree char *column = NULL;

      if (!gp_pg_migration_stays (self, gp_element_get_parent (old))
          || (field != NULL && gp_pg_migration_old_column (self, field) == old
              && !is_made_anew (old, field)))
        continue;
      table = gp_pg_migration_table (gp_design_lookup (self->live, gp_element_get_parent (old)));
      column = gp_pg_migration_name (gp_element_get_name (old));
      gp_pg_migration_emit (self, gp_element_get_id (old), "ALTER TABLE %s DROP COLUMN %s;", table,
                            column);
    }
}
