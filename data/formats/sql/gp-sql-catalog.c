/* gp-sql-catalog.c — tables, sequences and types by name
 * SPDX-License-Identifier: Apache-2.0
 *
 * Names are looked up as "schema.name", exactly as written: PostgreSQL has folded the case already,
 * and readers of other databases fold it themselves. What is dropped again is only marked: findings
 * may still speak of it. */

#define G_LOG_DOMAIN "gp-sql-catalog"

#include "config.h"

#include "gp-sql-catalog.h"

#include <stdarg.h>
#include <string.h>

#include "gp-import.h"

GpSqlCatalog *
gp_sql_catalog_new (const GpSqlScript *script, const char *file)
{
  GpSqlCatalog *self = g_new0 (GpSqlCatalog, 1);

  self->arena = gp_arena_new ();
  self->scratch = gp_arena_new ();
  self->script = script;
  self->file = file;
  self->schema = "public";
  self->tables = g_ptr_array_new ();
  self->sequences = g_ptr_array_new ();
  self->types = g_ptr_array_new ();
  self->routines = g_ptr_array_new ();
  self->schemas = g_ptr_array_new ();
  self->extensions = g_ptr_array_new ();
  self->left_out = g_array_new (FALSE, FALSE, sizeof (guint));
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->table_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->sequence_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->type_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->index_names = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
gp_sql_catalog_free (GpSqlCatalog *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->tables->len; i++)
    {
      GpSqlTable *table = g_ptr_array_index (self->tables, i);

      g_ptr_array_unref (table->columns);
      g_ptr_array_unref (table->rules);
      g_ptr_array_unref (table->policies);
      g_ptr_array_unref (table->inherits);
      g_clear_pointer (&table->partition_texts, g_ptr_array_unref);
    }
  for (guint i = 0; i < self->sequences->len; i++)
    g_hash_table_unref (((GpSqlSequence *) g_ptr_array_index (self->sequences, i))->options);
  for (guint i = 0; i < self->types->len; i++)
    {
      GpSqlUserType *type = g_ptr_array_index (self->types, i);

      g_ptr_array_unref (type->values);
      g_ptr_array_unref (type->checks);
    }

  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->sequences);
  g_ptr_array_unref (self->types);
  g_ptr_array_unref (self->routines);
  g_ptr_array_unref (self->schemas);
  g_ptr_array_unref (self->extensions);
  g_array_unref (self->left_out);
  g_ptr_array_unref (self->findings);
  g_hash_table_unref (self->table_names);
  g_hash_table_unref (self->sequence_names);
  g_hash_table_unref (self->type_names);
  g_hash_table_unref (self->index_names);
  gp_arena_free (self->scratch);
  gp_arena_free (self->arena);
  g_free (self);
}

/* "schema.name" in @arena. */
static const char *
key_of (GpSqlCatalog *self, GpArena *arena, const char *schema, const char *name)
{
  gsize schema_length;
  gsize name_length = strlen (name);
  char *key;

  if (schema == NULL || *schema == '\0')
    schema = self->schema;
  schema_length = strlen (schema);
  key = gp_arena_alloc (arena, schema_length + name_length + 2);
  memcpy (key, schema, schema_length);
  key[schema_length] = '.';
  memcpy (key + schema_length + 1, name, name_length + 1);
  return key;
}

static gpointer
find (GpSqlCatalog *self, GHashTable *names, const char *schema, const char *name)
{
  gpointer found = g_hash_table_lookup (names, key_of (self, self->scratch, schema, name));

  /* Names without a schema are looked for in the current one and in the usual one. */
  if (found == NULL && (schema == NULL || *schema == '\0'))
    found = g_hash_table_lookup (names, key_of (self, self->scratch, "public", name));
  return found;
}

GpSqlTable *
gp_sql_catalog_find_table (GpSqlCatalog *self, const char *schema, const char *name)
{
  return find (self, self->table_names, schema, name);
}

static const char *
own_schema (GpSqlCatalog *self, const char *schema)
{
  return gp_arena_strdup (self->arena,
                          schema != NULL && *schema != '\0' ? schema : self->schema);
}

GpSqlTable *
gp_sql_catalog_add_table (GpSqlCatalog *self, GpSqlTableType type, const char *schema,
                          const char *name, gsize at)
{
  GpSqlTable *table = gp_arena_new0 (self->arena, GpSqlTable);

  table->type = type;
  table->schema = own_schema (self, schema);
  table->name = gp_arena_strdup (self->arena, name);
  table->columns = g_ptr_array_new ();
  table->rules = g_ptr_array_new ();
  table->policies = g_ptr_array_new ();
  table->inherits = g_ptr_array_new ();
  table->at = at;
  table->id = gp_id_new ();
  g_ptr_array_add (self->tables, table);
  g_hash_table_insert (self->table_names,
                       (gpointer) key_of (self, self->arena, table->schema, name), table);
  return table;
}

void
gp_sql_catalog_drop_table (GpSqlCatalog *self, GpSqlTable *table)
{
  const char *key = key_of (self, self->scratch, table->schema, table->name);

  table->gone = TRUE;
  if (g_hash_table_lookup (self->table_names, key) == table)
    g_hash_table_remove (self->table_names, key);
}

void
gp_sql_catalog_move_table (GpSqlCatalog *self, GpSqlTable *table, const char *schema,
                           const char *name)
{
  g_hash_table_remove (self->table_names,
                       key_of (self, self->scratch, table->schema, table->name));
  table->schema = own_schema (self, schema);
  table->name = gp_arena_strdup (self->arena, name);
  g_hash_table_insert (self->table_names,
                       (gpointer) key_of (self, self->arena, table->schema, name), table);
}

GpSqlSequence *
gp_sql_catalog_find_sequence (GpSqlCatalog *self, const char *schema, const char *name)
{
  return find (self, self->sequence_names, schema, name);
}

GpSqlSequence *
gp_sql_catalog_add_sequence (GpSqlCatalog *self, const char *schema, const char *name, gsize at)
{
  GpSqlSequence *sequence = gp_arena_new0 (self->arena, GpSqlSequence);

  sequence->schema = own_schema (self, schema);
  sequence->name = gp_arena_strdup (self->arena, name);
  sequence->options = g_hash_table_new (g_str_hash, g_str_equal);
  sequence->at = at;
  g_ptr_array_add (self->sequences, sequence);
  g_hash_table_insert (self->sequence_names,
                       (gpointer) key_of (self, self->arena, sequence->schema, name), sequence);
  return sequence;
}

GpSqlUserType *
gp_sql_catalog_find_type (GpSqlCatalog *self, const char *schema, const char *name)
{
  return find (self, self->type_names, schema, name);
}

GpSqlUserType *
gp_sql_catalog_add_type (GpSqlCatalog *self, GpSqlUserTypeKind kind, const char *schema,
                         const char *name, gsize at)
{
  GpSqlUserType *type = gp_arena_new0 (self->arena, GpSqlUserType);

  type->kind = kind;
  type->schema = own_schema (self, schema);
  type->name = gp_arena_strdup (self->arena, name);
  type->values = g_ptr_array_new ();
  type->checks = g_ptr_array_new ();
  type->at = at;
  g_ptr_array_add (self->types, type);
  g_hash_table_insert (self->type_names,
                       (gpointer) key_of (self, self->arena, type->schema, name), type);
  return type;
}

GpSqlUserType *
gp_sql_catalog_type_of (GpSqlCatalog *self, const GpSqlType *type)
{
  const char *dot;

  if (type->info != NULL || type->name == NULL)
    return NULL;
  if ((dot = strchr (type->name, '.')) == NULL)
    return gp_sql_catalog_find_type (self, "public", type->name);
  return g_hash_table_lookup (self->type_names, type->name);
}

GpSqlColumn *
gp_sql_table_find_column (const GpSqlTable *self, const char *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GpSqlColumn *column = g_ptr_array_index (self->columns, i);

      if (strcmp (column->name, name) == 0)
        return column;
    }
  return NULL;
}

GpSqlColumn *
gp_sql_table_add_column (GpSqlCatalog *catalog, GpSqlTable *self, const char *name, gsize at)
{
  GpSqlColumn *column = gp_arena_new0 (catalog->arena, GpSqlColumn);

  column->name = gp_arena_strdup (catalog->arena, name);
  column->at = at;
  column->id = gp_id_new ();
  g_ptr_array_add (self->columns, column);
  return column;
}

GpSqlRule *
gp_sql_table_add_rule (GpSqlCatalog *catalog, GpSqlTable *self, GpSqlRuleType type, gsize at)
{
  GpSqlRule *rule = gp_arena_new0 (catalog->arena, GpSqlRule);

  rule->type = type;
  rule->at = at;
  g_ptr_array_add (self->rules, rule);
  return rule;
}

GpSqlRule *
gp_sql_table_find_rule (const GpSqlTable *self, const char *name)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      GpSqlRule *rule = g_ptr_array_index (self->rules, i);

      if (g_strcmp0 (rule->name, name) == 0)
        return rule;
    }
  return NULL;
}

GpSqlRule *
gp_sql_table_find_primary (const GpSqlTable *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      GpSqlRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->type == GP_SQL_RULE_PRIMARY)
        return rule;
    }
  return NULL;
}

void
gp_sql_catalog_note (GpSqlCatalog *self, const char *code, GpSeverity severity, gsize at,
                     const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autoptr(GpFinding) finding = NULL;
  guint line = 0;
  guint column = 0;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  finding = gp_finding_new (code, severity, message);
  if (self->script != NULL)
    gp_sql_script_locate (self->script, at, &line, &column);
  gp_finding_set_place (finding, self->file, line, column);
  g_ptr_array_add (self->findings, g_steal_pointer (&finding));
}

void
gp_sql_catalog_leave_out (GpSqlCatalog *self, guint statement, gsize at, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gp_sql_catalog_note (self, GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING, at, "%s", message);
  g_array_append_val (self->left_out, statement);
}

char *
gp_sql_catalog_dup_name (const char *schema, const char *name)
{
  if (schema == NULL || strcmp (schema, "public") == 0)
    return g_strdup (name);
  return g_strconcat (schema, ".", name, NULL);
}
