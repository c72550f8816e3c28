/* gp-ddl.c — tables as SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Values are checked before they come here; the constraints are the second lock on the same door,
 * for whoever writes the file in another way. Unique fields are indexes of their own, so that
 * uniqueness comes and goes without the table being written again. */
#define G_LOG_DOMAIN "gp-ddl"
#include "config.h"
#include "gp-ddl.h"

#include <sqlite3.h>

char *
gp_ddl_literal (const GpCell *cell)
{
  GString *out;
  char *quoted;

  switch (cell->kind)
    {
    case GP_CELL_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell->integer);
    case GP_CELL_REAL:
      quoted = sqlite3_mprintf ("%!.17g", cell->real);
      break;
    case GP_CELL_TEXT:
      quoted = sqlite3_mprintf ("%Q", cell->bytes);
      break;
    case GP_CELL_BLOB:
      out = g_string_new ("x'");
      for (gsize i = 0; i < cell->length; i++)
        g_string_append_printf (out, "%02x", (guint8) cell->bytes[i]);
      return g_string_free (g_string_append_c (out, '\''), FALSE);
    case GP_CELL_NULL:
    default:
      return g_strdup ("NULL");
    }

  out = g_string_new (quoted);
  sqlite3_free (quoted);

  return g_string_free (out, FALSE);
}

static void
append_names (GString   *out,
              GPtrArray *columns)
{
  g_string_append_c (out, '(');
  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "",
                            ((GpColumn *) g_ptr_array_index (columns, i))->quoted);
  g_string_append_c (out, ')');
}

static void
append_values_check (GString        *out,
                     const GpColumn *column)
{
  g_string_append_printf (out, " CHECK (%s IN (", column->quoted);
  for (guint i = 0; column->format.values[i] != NULL; i++)
    {
      g_auto(GpCell) cell = gp_cell_take_text (g_strdup (column->format.values[i]));
      g_autofree char *literal = gp_ddl_literal (&cell);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", literal);
    }
  g_string_append (out, "))");
}

static void
append_check (GString        *out,
              const GpColumn *column)
{
  const GpCellFormat *format = &column->format;

  /* JSON is parsed before it gets here; json_valid() cannot guard it, because the connection does
   * not trust functions in the schema. */
  if (format->array || format->type == GP_CELL_TYPE_JSON || format->type == GP_CELL_TYPE_VECTOR)
    return;

  if (format->type == GP_CELL_TYPE_BOOLEAN)
    g_string_append_printf (out, " CHECK (%s IN (0, 1))", column->quoted);
  else if (format->type == GP_CELL_TYPE_INTEGER)
    g_string_append_printf (out, " CHECK (%s BETWEEN %d AND %d)", column->quoted, G_MININT32,
                            G_MAXINT32);
  else if (format->type == GP_CELL_TYPE_ENUM)
    append_values_check (out, column);
  else if (format->length > 0
           && (format->type == GP_CELL_TYPE_TEXT || format->type == GP_CELL_TYPE_BYTES))
    g_string_append_printf (out, " CHECK (length (%s) <= %u)", column->quoted, format->length);
}

/* SQLite needs the default of a column only where a reference falls back on it. */
static gboolean
needs_default (const GpTable  *table,
               const GpColumn *column)
{
  for (guint i = 0; i < table->references->len; i++)
    {
      const GpTableReference *reference = g_ptr_array_index (table->references, i);

      if ((g_strcmp0 (reference->on_delete, "set_default") == 0
           || g_strcmp0 (reference->on_update, "set_default") == 0)
          && g_ptr_array_find (reference->columns, column, NULL))
        return column->initial.kind == GP_DEFAULT_CELL;
    }

  return FALSE;
}

char *
gp_ddl_column (const GpTable  *table,
               const GpColumn *column)
{
  GString *out = g_string_new (column->quoted);
  const char *collation = gp_cell_type_get_info (column->format.type)->collation;

  g_string_append_printf (out, " %s", gp_cell_format_storage (&column->format));
  if (collation != NULL && !column->format.array)
    g_string_append_printf (out, " COLLATE %s", collation);
  if (!column->nullable)
    g_string_append (out, " NOT NULL");
  if (needs_default (table, column))
    {
      g_autofree char *literal = gp_ddl_literal (&column->initial.cell);

      g_string_append_printf (out, " DEFAULT %s", literal);
    }
  append_check (out, column);

  return g_string_free (out, FALSE);
}

static const char *
action_sql (const char *nick)
{
  static const struct
  {
    const char *nick;
    const char *sql;
  } actions[] = {
    { "no_action", "NO ACTION" },
    { "restrict", "RESTRICT" },
    { "cascade", "CASCADE" },
    { "set_null", "SET NULL" },
    { "set_default", "SET DEFAULT" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_strcmp0 (nick, actions[i].nick) == 0)
        return actions[i].sql;
    }

  return actions[0].sql;
}

char *
gp_ddl_constraints (const GpTable *table)
{
  GString *out = g_string_new (NULL);

  if (table->key->len > 0)
    {
      g_string_append (out, ", PRIMARY KEY ");
      append_names (out, table->key);
    }
  for (guint i = 0; i < table->references->len; i++)
    {
      const GpTableReference *reference = g_ptr_array_index (table->references, i);

      g_string_append (out, ", FOREIGN KEY ");
      append_names (out, reference->columns);
      g_string_append_printf (out, " REFERENCES %s ", reference->target->quoted);
      append_names (out, reference->target_columns);
      g_string_append_printf (out, " ON DELETE %s ON UPDATE %s%s",
                              action_sql (reference->on_delete),
                              action_sql (reference->on_update),
                              reference->deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
    }

  return g_string_free (out, FALSE);
}

char *
gp_ddl_create_table (const GpTable *table,
                     const char    *name)
{
  g_autofree char *quoted = name != NULL ? gp_sqlite_quote_name (name) : g_strdup (table->quoted);
  g_autofree char *constraints = gp_ddl_constraints (table);
  GString *out = g_string_new ("CREATE TABLE ");

  g_string_append_printf (out, "%s (", quoted);
  for (guint i = 0; i < table->columns->len; i++)
    {
      g_autofree char *column = gp_ddl_column (table, g_ptr_array_index (table->columns, i));

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", column);
    }
  g_string_append_printf (out, "%s) STRICT", constraints);

  return g_string_free (out, FALSE);
}

char *
gp_ddl_index_name (const GpTableIndex *index)
{
  char buffer[GP_ID_STRING_SIZE];

  return g_strdup_printf ("\"_gp_index_%s\"", gp_id_format (&index->id, buffer));
}

char *
gp_ddl_create_index (const GpTable      *table,
                     const GpTableIndex *index)
{
  g_autofree char *name = gp_ddl_index_name (index);
  GString *out = g_string_new (NULL);

  g_string_printf (out, "CREATE %sINDEX %s ON %s ", index->unique ? "UNIQUE " : "", name,
                   table->quoted);
  append_names (out, index->columns);

  return g_string_free (out, FALSE);
}

char *
gp_ddl_create_triggers (const GpTable  *table,
                        const GpColumn *column)
{
  char id[GP_ID_STRING_SIZE];
  g_auto(GpCell) field = gp_cell_blob (column->id.bytes, sizeof column->id.bytes);
  g_autofree char *literal = gp_ddl_literal (&field);
  g_autofree char *remove = g_strdup_printf (
    "BEGIN DELETE FROM _gp_file WHERE bucket = %s AND id = old.%s; END;", literal, column->quoted);

  gp_id_format (&column->id, id);

  return g_strdup_printf ("CREATE TRIGGER \"_gp_gone_%s\" AFTER DELETE ON %s "
                          "WHEN old.%s IS NOT NULL %s "
                          "CREATE TRIGGER \"_gp_left_%s\" AFTER UPDATE OF %s ON %s "
                          "WHEN old.%s IS NOT new.%s %s", id, table->quoted, column->quoted, remove,
                          id, column->quoted, table->quoted, column->quoted, column->quoted,
                          remove);
}

char *
gp_ddl_drop_triggers (const GpColumn *column)
{
  char id[GP_ID_STRING_SIZE];

  gp_id_format (&column->id, id);

  return g_strdup_printf ("DROP TRIGGER IF EXISTS \"_gp_gone_%s\";"
                          "DROP TRIGGER IF EXISTS \"_gp_left_%s\";", id, id);
}
