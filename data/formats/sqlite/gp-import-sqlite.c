/* gp-import-sqlite.c — reads the schema of an SQLite database
 * SPDX-License-Identifier: Apache-2.0
 *
 * SQLite's pragmas tell columns, keys, references and indexes; checks, expressions and the like
 * stand only in the SQL that made the table, which is searched by its tokens. A check that a column
 * is one of some texts is an enum. */

#define G_LOG_DOMAIN "gp-import-sqlite"

#include "config.h"

#include "gp-import-sqlite.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-sql-build.h"
#include "gp-sql-reader.h"
#include "gp-sqlite.h"

typedef struct
{
  GpSqlite     *sqlite;
  GpSqlCatalog *catalog;
} Import;

/* Declared types, and the type of PostgreSQL that they mean. Others go by SQLite's affinity. */
static const char *const types[][2] = {
  { "integer", "int4" },     { "int", "int4" },           { "tinyint", "int2" },
  { "smallint", "int2" },    { "mediumint", "int4" },     { "bigint", "int8" },
  { "int8", "int8" },        { "unsigned big int", "int8" }, { "text", "text" },
  { "clob", "text" },        { "string", "text" },        { "varchar", "varchar" },
  { "nvarchar", "varchar" }, { "character", "varchar" },  { "char", "varchar" },
  { "nchar", "varchar" },    { "native character", "varchar" },
  { "varying character", "varchar" }, { "real", "float8" }, { "double", "float8" },
  { "double precision", "float8" },   { "float", "float8" }, { "numeric", "numeric" },
  { "decimal", "numeric" },  { "number", "numeric" },     { "money", "numeric" },
  { "boolean", "bool" },     { "bool", "bool" },          { "date", "date" },
  { "time", "time" },        { "datetime", "timestamptz" }, { "timestamp", "timestamptz" },
  { "blob", "bytea" },       { "json", "jsonb" },         { "jsonb", "jsonb" },
  { "uuid", "uuid" },        { "guid", "uuid" },          { "", "text" },
};

static const char *const affinities[][2] = {
  { "int", "int4" },    { "char", "text" },   { "clob", "text" },  { "text", "text" },
  { "blob", "bytea" },  { "real", "float8" }, { "floa", "float8" }, { "doub", "float8" },
};

static void
read_type (Import *self, const char *declared, GpSqlType *out)
{
  g_autofree char *lower = g_ascii_strdown (declared, -1);
  char *open = strchr (lower, '(');
  char *close = open != NULL ? strchr (open, ')') : NULL;
  const char *internal = NULL;

  *out = (GpSqlType) { NULL };
  if (close != NULL)
    {
      g_autofree char *arguments = g_strndup (open + 1, close - open - 1);
      g_auto(GStrv) parts = g_strsplit (arguments, " ", -1);
      g_autofree char *joined = g_strjoinv ("", parts);

      out->arguments = gp_arena_strdup (self->catalog->arena, joined);
    }
  if (open != NULL)
    *open = '\0';
  g_strstrip (lower);
  for (gsize i = 0; i < G_N_ELEMENTS (types) && internal == NULL; i++)
    {
      if (strcmp (types[i][0], lower) == 0)
        internal = types[i][1];
    }
  for (gsize i = 0; i < G_N_ELEMENTS (affinities) && internal == NULL; i++)
    {
      if (strstr (lower, affinities[i][0]) != NULL)
        internal = affinities[i][1];
    }
  out->info = gp_sql_type_lookup (internal != NULL ? internal : "numeric");
  if (out->info->arguments == GP_SQL_ARGUMENTS_NONE ||
      out->info->arguments == GP_SQL_ARGUMENTS_FRACTION ||
      (out->arguments != NULL && strspn (out->arguments, "0123456789,") != strlen (out->arguments)))
    out->arguments = NULL;
  if (out->info->arguments == GP_SQL_ARGUMENTS_LENGTH && out->arguments == NULL)
    out->info = gp_sql_type_lookup ("text");
}

static GpSqlTable *
find_table (Import *self, const char *name)
{
  for (guint i = 0; i < self->catalog->tables->len; i++)
    {
      GpSqlTable *table = g_ptr_array_index (self->catalog->tables, i);

      if (g_ascii_strcasecmp (table->name, name) == 0)
        return table;
    }
  return NULL;
}

/* The name of a column as it was declared: SQLite's names do not tell cases apart. */
static const char *
column_name (Import *self, const GpSqlTable *table, const char *name)
{
  for (guint i = 0; table != NULL && i < table->columns->len; i++)
    {
      const GpSqlColumn *column = g_ptr_array_index (table->columns, i);

      if (g_ascii_strcasecmp (column->name, name) == 0)
        return column->name;
    }
  return gp_arena_strdup (self->catalog->arena, name);
}

/* The columns of @names, a GPtrArray, as a list in the arena. */
static const char **
list_of (Import *self, GPtrArray *names)
{
  const char **list = gp_arena_alloc0 (self->catalog->arena, (names->len + 1) * sizeof (char *));

  for (guint i = 0; i < names->len; i++)
    list[i] = g_ptr_array_index (names, i);
  return list;
}

static gboolean
read_columns (Import *self, GpSqlTable *table, GPtrArray *key, GError **error)
{
  g_autoptr(GpSqliteStatement) rows
    = gp_sqlite_prepare (self->sqlite,
                         "SELECT name, type, \"notnull\", dflt_value, pk, hidden "
                         "FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid",
                         error);
  g_autoptr(GHashTable) keys = g_hash_table_new (NULL, NULL);
  GpSqliteStep step = GP_SQLITE_FAILED;

  if (rows == NULL)
    return FALSE;
  gp_sqlite_bind_text (rows, 1, table->name);
  while ((step = gp_sqlite_step (rows, error)) == GP_SQLITE_ROW)
    {
      GpSqlColumn *column = gp_sql_table_add_column (self->catalog, table,
                                                     gp_sqlite_column_text (rows, 0, NULL),
                                                     table->at);
      gint64 position = gp_sqlite_column_int (rows, 4);

      read_type (self, gp_sqlite_column_text (rows, 1, NULL), &column->type);
      column->not_null = gp_sqlite_column_int (rows, 2) != 0;
      column->default_text = gp_arena_strdup (self->catalog->arena,
                                              gp_sqlite_column_text (rows, 3, NULL));
      if (column->default_text != NULL && g_ascii_strcasecmp (column->default_text, "NULL") == 0)
        column->default_text = NULL;
      if (gp_sqlite_column_int (rows, 5) != 0)
        column->generated = "";
      if (position > 0)
        g_hash_table_insert (keys, GINT_TO_POINTER (position), (gpointer) column->name);
    }
  for (guint i = 1; i <= g_hash_table_size (keys); i++)
    g_ptr_array_add (key, g_hash_table_lookup (keys, GUINT_TO_POINTER (i)));
  return step == GP_SQLITE_DONE;
}

static const char *
action_of (const char *action)
{
  static const char *const actions[][2] = { { "CASCADE", "cascade" },
                                            { "SET NULL", "set_null" },
                                            { "SET DEFAULT", "set_default" },
                                            { "RESTRICT", "restrict" } };

  for (gsize i = 0; action != NULL && i < G_N_ELEMENTS (actions); i++)
    {
      if (g_ascii_strcasecmp (actions[i][0], action) == 0)
        return actions[i][1];
    }
  return "no_action";
}

static void
end_reference (Import *self, GpSqlRule *rule, GPtrArray *from, GPtrArray *to)
{
  if (rule == NULL)
    return;
  rule->columns = list_of (self, from);
  rule->target_columns = to->len > 0 ? list_of (self, to) : NULL;
}

static gboolean
read_references (Import *self, GpSqlTable *table, GError **error)
{
  g_autoptr(GpSqliteStatement) rows = gp_sqlite_prepare (
    self->sqlite,
    "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1) "
    "ORDER BY id DESC, seq",
    error);
  g_autoptr(GPtrArray) from = g_ptr_array_new ();
  g_autoptr(GPtrArray) to = g_ptr_array_new ();
  GpSqlRule *rule = NULL;
  gint64 last = -1;
  GpSqliteStep step = GP_SQLITE_FAILED;

  if (rows == NULL)
    return FALSE;
  gp_sqlite_bind_text (rows, 1, table->name);
  while ((step = gp_sqlite_step (rows, error)) == GP_SQLITE_ROW)
    {
      const char *name = gp_sqlite_column_text (rows, 1, NULL);
      GpSqlTable *target = find_table (self, name);
      const char *key = gp_sqlite_column_text (rows, 3, NULL);

      if (gp_sqlite_column_int (rows, 0) != last)
        {
          end_reference (self, rule, from, to);
          g_ptr_array_set_size (from, 0);
          g_ptr_array_set_size (to, 0);
          last = gp_sqlite_column_int (rows, 0);
          rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_FOREIGN, table->at);
          rule->target = target != NULL ? target->name
                                        : gp_arena_strdup (self->catalog->arena, name);
          rule->target_schema = "public";
          rule->on_update = action_of (gp_sqlite_column_text (rows, 4, NULL));
          rule->on_delete = action_of (gp_sqlite_column_text (rows, 5, NULL));
        }
      g_ptr_array_add (from,
                       (gpointer) column_name (self, table, gp_sqlite_column_text (rows, 2, NULL)));
      if (key != NULL)
        g_ptr_array_add (to, (gpointer) column_name (self, target, key));
    }
  end_reference (self, rule, from, to);
  return step == GP_SQLITE_DONE;
}

/* Columns of an index by name; those that are expressions are left out, and *plain is cleared. */
static const char **
index_columns (Import *self, const GpSqlTable *table, const char *index, gboolean *plain,
               GError **error)
{
  g_autoptr(GpSqliteStatement) rows
    = gp_sqlite_prepare (self->sqlite,
                         "SELECT name, \"desc\", coll FROM pragma_index_xinfo(?1) WHERE key = 1 "
                         "ORDER BY seqno",
                         error);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GpSqliteStep step = GP_SQLITE_FAILED;

  if (rows == NULL)
    return NULL;
  *plain = TRUE;
  gp_sqlite_bind_text (rows, 1, index);
  while ((step = gp_sqlite_step (rows, error)) == GP_SQLITE_ROW)
    {
      const char *name = gp_sqlite_column_text (rows, 0, NULL);

      *plain = *plain && name != NULL && gp_sqlite_column_int (rows, 1) == 0
               && g_strcmp0 (gp_sqlite_column_text (rows, 2, NULL), "BINARY") == 0;
      if (name != NULL)
        g_ptr_array_add (names, (gpointer) column_name (self, table, name));
    }
  return step == GP_SQLITE_DONE ? list_of (self, names) : NULL;
}

/* What only the SQL of an index says: its columns as text, and the rows that it is about. */
static void
read_index_sql (Import *self, GpSqlRule *rule, const char *sql, gboolean plain)
{
  gsize end = strlen (sql);
  GpSqlToken token;
  gsize group = end;

  for (gsize at = 0; gp_sql_token_next (sql, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_SYMBOL && sql[token.start] == '(')
        {
          gsize stop = gp_sql_skip_group (sql, token.start, end);

          if (group == end && !plain)
            rule->text = gp_sql_squeeze (self->catalog->arena, sql, token.start + 1, stop - 1);
          group = token.start;
          token.end = stop;
        }
      else if (group != end && gp_sql_token_is (sql, &token, "WHERE"))
        {
          rule->where = gp_sql_squeeze_inner (self->catalog->arena, sql, token.end, end);
          return;
        }
    }
}

static gboolean
read_indexes (Import *self, GpSqlTable *table, GError **error)
{
  g_autoptr(GpSqliteStatement) rows = gp_sqlite_prepare (
    self->sqlite,
    "SELECT l.name, l.\"unique\", l.origin, s.sql FROM pragma_index_list(?1) l "
    "LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name "
    "WHERE l.origin <> 'pk' ORDER BY s.rowid",
    error);
  GpSqliteStep step = GP_SQLITE_FAILED;

  if (rows == NULL)
    return FALSE;
  gp_sqlite_bind_text (rows, 1, table->name);
  while ((step = gp_sqlite_step (rows, error)) == GP_SQLITE_ROW)
    {
      const char *name = gp_sqlite_column_text (rows, 0, NULL);
      const char *sql = gp_sqlite_column_text (rows, 3, NULL);
      gboolean constraint = strcmp (gp_sqlite_column_text (rows, 2, NULL), "u") == 0;
      GpSqlRule *rule = gp_sql_table_add_rule (
        self->catalog, table, constraint ? GP_SQL_RULE_UNIQUE : GP_SQL_RULE_INDEX, table->at);
      gboolean plain;

      rule->unique = gp_sqlite_column_int (rows, 1) != 0;
      rule->name = constraint ? NULL : gp_arena_strdup (self->catalog->arena, name);
      rule->columns = index_columns (self, table, name, &plain, error);
      if (rule->columns == NULL)
        return FALSE;
      if (sql != NULL)
        read_index_sql (self, rule, sql, plain);
    }
  return step == GP_SQLITE_DONE;
}

/* "a" IN ('x', 'y') about a column: its values become those of an enum. */
static gboolean
read_values (Import *self, GpSqlTable *table, const char *check)
{
  gsize end = strlen (check);
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  GpSqlToken token;
  GpSqlColumn *column;
  GpSqlUserType *type;
  g_autofree char *name = NULL;
  gsize at;

  gp_sql_token_next (check, 0, end, &token);
  if (token.type == GP_SQL_TOKEN_NAME)
    name = g_strndup (check + token.start + 1, token.end - token.start - 2);
  else if (token.type == GP_SQL_TOKEN_WORD)
    name = g_strndup (check + token.start, token.end - token.start);
  else
    return FALSE;
  column = gp_sql_table_find_column (table, column_name (self, table, name));
  gp_sql_token_next (check, token.end, end, &token);
  if (column == NULL || column->type.info == NULL || !gp_sql_token_is (check, &token, "IN"))
    return FALSE;
  at = token.end;
  if (gp_sql_token_next (check, at, end, &token) != GP_SQL_TOKEN_SYMBOL || check[token.start] != '('
      || gp_sql_skip_group (check, token.start, end) != end)
    return FALSE;

  /* 0 and 1 in a boolean say nothing more. */
  if (strcmp (column->type.info->field_type, "boolean") == 0)
    return TRUE;
  for (at = token.end; gp_sql_token_next (check, at, end, &token) != GP_SQL_TOKEN_END;
       at = token.end)
    {
      if (token.type == GP_SQL_TOKEN_STRING && check[token.start] == '\'')
        {
          g_autofree char *raw = g_strndup (check + token.start + 1, token.end - token.start - 2);
          g_auto(GStrv) parts = g_strsplit (raw, "''", -1);
          g_autofree char *value = g_strjoinv ("'", parts);

          g_ptr_array_add (values, gp_arena_strdup (self->catalog->arena, value));
        }
      else if (token.type != GP_SQL_TOKEN_SYMBOL)
        return FALSE;
    }
  if (values->len == 0)
    return FALSE;

  name = (g_free (name), g_strdup_printf ("%s_%s", table->name, column->name));
  type = gp_sql_catalog_add_type (self->catalog, GP_SQL_USER_TYPE_ENUM, "public", name, table->at);
  g_ptr_array_extend (type->values, values, NULL, NULL);
  column->type = (GpSqlType) { .name = type->name };
  return TRUE;
}

static void
add_check (Import *self, GpSqlTable *table, const char *sql, const GpSqlToken *name, gsize group,
           gsize stop)
{
  const char *text = gp_sql_squeeze_inner (self->catalog->arena, sql, group, stop);
  GpSqlRule *rule;

  if (name->type == GP_SQL_TOKEN_END && read_values (self, table, text))
    return;
  rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_CHECK, table->at);
  rule->text = text;
  if (name->type == GP_SQL_TOKEN_NAME)
    rule->name = gp_arena_strndup (self->catalog->arena, sql + name->start + 1,
                                   name->end - name->start - 2);
  else if (name->type == GP_SQL_TOKEN_WORD)
    rule->name = gp_arena_strndup (self->catalog->arena, sql + name->start,
                                   name->end - name->start);
}

/* The column whose definition begins with @token, or NULL for a constraint of the table. */
static GpSqlColumn *
column_at (Import *self, const GpSqlTable *table, const char *sql, const GpSqlToken *token)
{
  gboolean quoted = token->type == GP_SQL_TOKEN_NAME;
  g_autofree char *name = g_strndup (sql + token->start + (quoted ? 1 : 0),
                                     token->end - token->start - (quoted ? 2 : 0));

  return gp_sql_table_find_column (table, column_name (self, table, name));
}

/* Checks, computed columns and numbering stand only in the SQL of the table. */
static void
read_table_sql (Import *self, GpSqlTable *table, const char *sql)
{
  gsize end = strlen (sql);
  GpSqlToken token;
  GpSqlToken name = { GP_SQL_TOKEN_END };
  GpSqlColumn *column = NULL;
  gboolean fresh = TRUE;
  gboolean check = FALSE;
  gboolean computed = FALSE;
  gboolean named = FALSE;
  gsize at = 0;

  while (gp_sql_token_next (sql, at, end, &token) != GP_SQL_TOKEN_END && sql[token.start] != '(')
    at = token.end;
  for (at = token.end; gp_sql_token_next (sql, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      char symbol = token.type == GP_SQL_TOKEN_SYMBOL ? sql[token.start] : '\0';

      if (fresh)
        column = column_at (self, table, sql, &token);
      fresh = symbol == ',';
      if (symbol == '(')
        {
          gsize stop = gp_sql_skip_group (sql, token.start, end);

          if (check)
            add_check (self, table, sql, &name, token.start, stop);
          else if (computed && column != NULL && column->generated != NULL)
            column->generated = gp_sql_squeeze_inner (self->catalog->arena, sql, token.start, stop);
          token.end = stop;
        }
      if (check || symbol == ',')
        name.type = GP_SQL_TOKEN_END;
      if (named)
        name = token;
      check = gp_sql_token_is (sql, &token, "CHECK");
      computed = gp_sql_token_is (sql, &token, "AS");
      named = gp_sql_token_is (sql, &token, "CONSTRAINT");
      if (gp_sql_token_is (sql, &token, "DEFERRABLE"))
        gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, 0,
                             _("table %s: when a reference is checked is left out"), table->name);
    }
}

static gboolean
read_table (Import *self, GpSqlTable *table, const char *sql, GError **error)
{
  g_autoptr(GPtrArray) key = g_ptr_array_new ();

  if (!read_columns (self, table, key, error))
    return FALSE;
  if (key->len > 0)
    {
      GpSqlRule *rule = gp_sql_table_add_rule (self->catalog, table, GP_SQL_RULE_PRIMARY,
                                               table->at);

      rule->columns = list_of (self, key);
    }
  if (!read_indexes (self, table, error))
    return FALSE;
  if (sql != NULL)
    read_table_sql (self, table, sql);

  /* A single INTEGER key is the number of the row: SQLite gives the next one. */
  if (key->len == 1)
    {
      GpSqlColumn *column = gp_sql_table_find_column (table, g_ptr_array_index (key, 0));

      if (column != NULL && column->type.info == gp_sql_type_lookup ("int4"))
        column->identity = "by_default";
    }
  return TRUE;
}

static void
read_view (Import *self, GpSqlTable *view, const char *sql)
{
  g_autoptr(GPtrArray) key = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  GpSqlToken token;
  gsize end = strlen (sql);

  if (!read_columns (self, view, key, &error))
    gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_PART, GP_SEVERITY_WARNING, 0,
                         _("the columns of view %s cannot be told: %s"), view->name,
                            error->message);
  for (gsize at = 0; gp_sql_token_next (sql, at, end, &token) != GP_SQL_TOKEN_END; at = token.end)
    {
      if (gp_sql_token_is (sql, &token, "AS"))
        {
          view->query = g_strstrip (gp_arena_strdup (self->catalog->arena, sql + token.end));
          return;
        }
    }
}

static void
note_left_out (Import *self, const char *type, const char *name)
{
  gp_sql_catalog_note (self->catalog, GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING, 0,
                       _("%s %s has no place in a design"), type, name);
}

/* All tables and views by name first: references point forwards too. */
static gboolean
list_tables (Import *self, GHashTable *sqls, GError **error)
{
  g_autoptr(GpSqliteStatement) rows = gp_sqlite_prepare (
    self->sqlite,
    "SELECT s.type, s.name, s.sql, l.type FROM sqlite_schema s "
    "LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name "
    "WHERE s.type IN ('table', 'view', 'trigger') AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "ORDER BY s.rowid",
    error);
  GpSqliteStep step = GP_SQLITE_FAILED;

  if (rows == NULL)
    return FALSE;
  while ((step = gp_sqlite_step (rows, error)) == GP_SQLITE_ROW)
    {
      const char *type = gp_sqlite_column_text (rows, 0, NULL);
      const char *name = gp_sqlite_column_text (rows, 1, NULL);
      const char *sql = gp_sqlite_column_text (rows, 2, NULL);
      const char *storage = gp_sqlite_column_text (rows, 3, NULL);
      GpSqlTable *table;

      if (g_strcmp0 (storage, "shadow") == 0)
        continue;
      if (strcmp (type, "trigger") == 0 || g_strcmp0 (storage, "virtual") == 0)
        {
          note_left_out (self, strcmp (type, "trigger") == 0 ? "CREATE TRIGGER"
                                                             : "CREATE VIRTUAL TABLE",
                         name);
          continue;
        }
      table = gp_sql_catalog_add_table (self->catalog,
                                        strcmp (type, "view") == 0 ? GP_SQL_VIEW : GP_SQL_TABLE,
                                        "public", name, self->catalog->tables->len);
      g_hash_table_insert (sqls, table, g_strdup (sql != NULL ? sql : ""));
    }
  return step == GP_SQLITE_DONE;
}

static gboolean
read_all (Import *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GHashTable) sqls = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (!list_tables (self, sqls, error))
    return FALSE;
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->catalog->tables->len; i++)
        {
          GpSqlTable *table = g_ptr_array_index (self->catalog->tables, i);
          const char *sql = g_hash_table_lookup (sqls, table);

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (table->type == GP_SQL_VIEW && pass == 0)
            read_view (self, table, sql);
          else if (table->type == GP_SQL_TABLE
                   && !(pass == 0 ? read_table (self, table, sql, error)
                                  : read_references (self, table, error)))
            return FALSE;
        }
    }
  return TRUE;
}

/* A write-ahead log beside the file may hold the newest schema; only without one can nobody
 * write. */
static GpSqliteMode
mode_for (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  return g_file_test (log, G_FILE_TEST_EXISTS) ? GP_SQLITE_READ_ONLY : GP_SQLITE_IMMUTABLE;
}

GpDesign *
gp_import_sqlite_run (const char *path, const char *content, gsize length,
                      const GpImportOptions *options, GPtrArray *findings,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpSqlite) sqlite = gp_sqlite_open (path, mode_for (path), &cause);
  g_autoptr(GpSqlCatalog) catalog = gp_sql_catalog_new (NULL, path);
  Import import = { sqlite, catalog };
  GpDesign *design;

  if (sqlite == NULL || !read_all (&import, cancellable, &cause))
    {
      if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else
        g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
                     _("%s cannot be read as an SQLite database: %s"), path, cause->message);
      return NULL;
    }
  design = gp_sql_build (catalog, options->name, error);
  for (guint i = 0; design != NULL && i < catalog->findings->len; i++)
    g_ptr_array_add (findings, gp_finding_ref (g_ptr_array_index (catalog->findings, i)));
  return design;
}

int
gp_import_sqlite_sniff (const char *path, const char *head, gsize length)
{
  return length >= 16 && memcmp (head, "SQLite format 3", 16) == 0 ? 90 : 0;
}
