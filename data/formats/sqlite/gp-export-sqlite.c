/* gp-export-sqlite.c — a design as a script for SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * Foreign keys stand in their tables: SQLite accepts references to tables that follow. Enums and
 * booleans become checks. Defaults, checks, computed values, indexes and views may be written in
 * another database's SQL, so each is tried in a database in memory first; what SQLite refuses is
 * left out and reported. */

#define G_LOG_DOMAIN "gp-export-sqlite"

#include "config.h"

#include "gp-export-sqlite.h"

#include <glib/gi18n.h>
#include <sqlite3.h>
#include <string.h>

#include "gp-sql-portable.h"
#include "gp-sql-writer.h"

#define UUID_DEFAULT                                                                               \
  "(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || "                             \
  "substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || "         \
  "substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))"

typedef struct
{
  GpSqlWriter  writer;
  sqlite3     *memory;      /* holds what was written so far; NULL where it cannot be opened */
  GHashTable  *indexes;     /* names that are taken */
} Export;

/* The type that is declared; its affinity keeps the values as they are. */
static const struct
{
  const char *field_type;
  const char *declared;
} types[] = {
  { "uuid", "TEXT" },      { "text", "TEXT" },     { "integer", "INTEGER" }, { "bigint", "BIGINT" },
  { "decimal", "DECIMAL" }, { "float", "REAL" },   { "boolean", "BOOLEAN" }, { "date", "DATE" },
  { "time", "TIME" },      { "timestamp", "DATETIME" }, { "duration", "TEXT" }, { "json", "TEXT" },
  { "bytes", "BLOB" },     { "enum", "TEXT" },     { "file", "TEXT" },       { "vector", "TEXT" },
};

static char *
declared_type (GpDesign *design, const GpElement *field)
{
  const GpElement *resolved = gp_sql_type_resolve (design, field);
  gint64 length = gp_element_get_int (resolved, GP_FIELD_LENGTH);
  gint64 precision = gp_element_get_int (resolved, GP_FIELD_PRECISION);
  const char *declared = "TEXT";

  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    return g_strdup ("TEXT");
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (gp_element_is (resolved, GP_FIELD_TYPE, types[i].field_type))
        declared = types[i].declared;
    }
  if (length > 0 && gp_element_is (resolved, GP_FIELD_TYPE, "text"))
    return g_strdup_printf ("VARCHAR(%" G_GINT64_FORMAT ")", length);
  if (precision > 0 && gp_element_is (resolved, GP_FIELD_TYPE, "decimal"))
    return g_strdup_printf ("DECIMAL(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")", precision,
                            gp_element_get_int (resolved, GP_FIELD_SCALE));
  return g_strdup (declared);
}

/* Whether SQLite takes @sql. With @keep it is carried out, else only tried. */
static gboolean
accepts (Export *self, const char *sql, gboolean keep)
{
  gboolean good;

  if (self->memory == NULL)
    return FALSE;
  sqlite3_exec (self->memory, "SAVEPOINT probe", NULL, NULL, NULL);
  good = sqlite3_exec (self->memory, sql, NULL, NULL, NULL) == SQLITE_OK;
  if (!keep || !good)
    sqlite3_exec (self->memory, "ROLLBACK TO probe", NULL, NULL, NULL);
  sqlite3_exec (self->memory, "RELEASE probe", NULL, NULL, NULL);
  return good;
}

/* Whether a column or constraint @item is accepted in a table with the columns of @entity. */
static gboolean
item_is_accepted (Export *self, const GpElement *entity, const char *item, const GpElement *except)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (
    self->writer.design, gp_element_get_id (entity), GP_KIND_FIELD);
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE \"probe of an item\" (");

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);

      if (field == except)
        continue;
      gp_sql_quote_name (sql, gp_element_get_name (field));
      g_string_append (sql, ", ");
    }
  g_string_append_printf (sql, "%s)", item);
  return accepts (self, sql->str, FALSE);
}

/* A default in SQLite's words, or NULL. */
static char *
default_text (Export *self, const GpElement *entity, const GpElement *field)
{
  g_autofree char *written = gp_sql_writer_default (&self->writer, field, UUID_DEFAULT);
  g_autofree char *text = written != NULL ? gp_sql_portable (written) : NULL;
  g_autofree char *plain = NULL;
  g_autofree char *expression = NULL;

  if (text == NULL)
    return NULL;
  if (strcmp (text, "gen_random_uuid()") == 0 || strcmp (text, "uuid_generate_v4()") == 0)
    return g_strdup (UUID_DEFAULT);
  if (g_ascii_strcasecmp (text, "now()") == 0)
    return g_strdup ("CURRENT_TIMESTAMP");

  plain = g_strdup_printf ("\"column of a default\" DEFAULT %s", text);
  if (item_is_accepted (self, entity, plain, NULL))
    return g_steal_pointer (&text);
  expression = g_strdup_printf ("\"column of a default\" DEFAULT (%s)", text);
  if (item_is_accepted (self, entity, expression, NULL))
    return g_strdup_printf ("(%s)", text);
  gp_sql_writer_lost (&self->writer, field, _("SQLite cannot compute the default of “%s”: %s"),
                      gp_element_get_name (field), written);
  return NULL;
}

static void
write_remark (GString *out, const char *indent, const char *text)
{
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_string_append_printf (out, "%s-- %s\n", indent, g_strchomp (lines[i]));
}

/* The values that a field may have, as a check. */
static void
write_values (GString *out, const GpElement *field, const GpElement *resolved)
{
  gsize n;
  const char *const *values = gp_element_get_texts (resolved, GP_FIELD_VALUES, &n);

  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    return;
  if (gp_element_is (resolved, GP_FIELD_TYPE, "boolean"))
    {
      g_string_append (out, " CHECK (");
      gp_sql_quote_name (out, gp_element_get_name (field));
      g_string_append (out, " IN (0, 1))");
    }
  if (!gp_element_is (resolved, GP_FIELD_TYPE, "enum") || n == 0)
    return;
  g_string_append (out, " CHECK (");
  gp_sql_quote_name (out, gp_element_get_name (field));
  g_string_append (out, " IN (");
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      gp_sql_quote_text (out, values[i]);
    }
  g_string_append (out, "))");
}

static gboolean
is_sole_key (const GpElement *entity, const GpElement *field)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  return n == 1 && gp_id_equal (&ids[0], gp_element_get_id (field));
}

static gboolean
is_integer (GpDesign *design, const GpElement *field)
{
  const GpElement *resolved = gp_sql_type_resolve (design, field);

  return !gp_element_get_bool (field, GP_FIELD_ARRAY)
         && (gp_element_is (resolved, GP_FIELD_TYPE, "integer")
             || gp_element_is (resolved, GP_FIELD_TYPE, "bigint"));
}

/* Whether the field numbers itself the way SQLite can: it alone is the key. */
static gboolean
is_rowid (GpDesign *design, const GpElement *entity, const GpElement *field)
{
  return !gp_element_is (field, GP_FIELD_IDENTITY, "none") && is_sole_key (entity, field)
         && is_integer (design, field);
}

static void
write_computed (Export *self, const GpElement *entity, const GpElement *field)
{
  g_autofree char *computed = gp_sql_portable (gp_element_get_text (field, GP_FIELD_COMPUTED));
  g_autofree char *item = g_strdup_printf ("\"a computed column\" AS (%s) STORED", computed);

  if (item_is_accepted (self, entity, item, field))
    g_string_append_printf (self->writer.out, " GENERATED ALWAYS AS (%s) STORED", computed);
  else
    gp_sql_writer_lost (&self->writer, field, _("SQLite cannot compute “%s”: %s"),
                        gp_element_get_name (field), computed);
}

static void
write_column (Export *self, const GpElement *entity, const GpElement *field)
{
  GString *out = self->writer.out;
  g_autofree char *type = declared_type (self->writer.design, field);
  g_autofree char *initial = NULL;

  write_remark (out, "  ", gp_element_get_text (field, GP_FIELD_DESCRIPTION));
  g_string_append (out, "  ");
  gp_sql_quote_name (out, gp_element_get_name (field));
  if (is_rowid (self->writer.design, entity, field))
    {
      g_string_append (out, " INTEGER PRIMARY KEY AUTOINCREMENT");
      return;
    }
  g_string_append_printf (out, " %s", type);
  if (!gp_element_is (field, GP_FIELD_IDENTITY, "none"))
    gp_sql_writer_lost (&self->writer, field,
                        _("SQLite numbers only an integer that is the whole key, not “%s”"),
                        gp_element_get_name (field));
  if (!gp_element_get_bool (field, GP_FIELD_NULLABLE))
    g_string_append (out, " NOT NULL");
  if (gp_element_has (field, GP_FIELD_COMPUTED))
    write_computed (self, entity, field);
  else if ((initial = default_text (self, entity, field)) != NULL)
    g_string_append_printf (out, " DEFAULT %s", initial);
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    g_string_append (out, " UNIQUE");
  write_values (out, field, gp_sql_type_resolve (self->writer.design, field));
}

static void
write_actions (Export *self, const char *on_delete, const char *on_update, const char *deferrable)
{
  GString *out = self->writer.out;

  gp_sql_writer_action (out, "DELETE", on_delete);
  gp_sql_writer_action (out, "UPDATE", on_update);
  if (strcmp (deferrable, "deferred") == 0)
    g_string_append (out, " DEFERRABLE INITIALLY DEFERRED");
  else if (strcmp (deferrable, "immediate") == 0)
    g_string_append (out, " DEFERRABLE");
}

static const GpElement *
target_of (Export *self, const GpElement *holder, const GpId *id)
{
  const GpElement *target = gp_design_lookup_kind (self->writer.design, id, GP_KIND_ENTITY);

  if (target != NULL && gp_sql_writer_is_table (target))
    return target;
  gp_sql_writer_lost (&self->writer, holder,
                      _("a reference to something that is no table of the design is left out"));
  return NULL;
}

static void
write_reference (Export *self, const GpElement *field)
{
  const GpElement *target = target_of (self, field, gp_element_get_ref (field, GP_FIELD_REFERENCE));
  const GpElement *key = target != NULL ? gp_sql_writer_key_of (&self->writer, field, target)
                                        : NULL;
  GString *out = self->writer.out;

  if (target == NULL || key == NULL || gp_element_get_bool (field, GP_FIELD_ARRAY))
    return;
  g_string_append (out, ",\n  FOREIGN KEY (");
  gp_sql_quote_name (out, gp_element_get_name (field));
  g_string_append (out, ") REFERENCES ");
  gp_sql_quote_name (out, gp_element_get_name (target));
  g_string_append (out, " (");
  gp_sql_quote_name (out, gp_element_get_name (key));
  g_string_append_c (out, ')');
  write_actions (self, gp_element_get_text (field, GP_FIELD_ON_DELETE),
                 gp_element_get_text (field, GP_FIELD_ON_UPDATE),
                 gp_element_get_text (field, GP_FIELD_DEFERRABLE));
}

static gboolean
same_length (const GpElement *key)
{
  gsize here;
  gsize there;

  gp_element_get_refs (key, GP_FOREIGN_KEY_FIELDS, &here);
  gp_element_get_refs (key, GP_FOREIGN_KEY_TARGET_FIELDS, &there);
  return here == there;
}

static void
write_foreign_key (Export *self, const GpElement *entity, const GpElement *key)
{
  const GpElement *target = target_of (self, key, gp_element_get_ref (key, GP_FOREIGN_KEY_TARGET));
  GString *out = self->writer.out;

  if (target == NULL
      || !gp_sql_writer_has_fields (&self->writer, key, GP_FOREIGN_KEY_FIELDS, entity)
      || !gp_sql_writer_has_fields (&self->writer, key, GP_FOREIGN_KEY_TARGET_FIELDS, target)
      || !same_length (key))
    return;
  g_string_append (out, ",\n  ");
  if (*gp_element_get_name (key) != '\0')
    {
      g_string_append (out, "CONSTRAINT ");
      gp_sql_quote_name (out, gp_element_get_name (key));
      g_string_append_c (out, ' ');
    }
  g_string_append (out, "FOREIGN KEY (");
  gp_sql_writer_fields (&self->writer, out, key, GP_FOREIGN_KEY_FIELDS, entity);
  g_string_append (out, ") REFERENCES ");
  gp_sql_quote_name (out, gp_element_get_name (target));
  g_string_append (out, " (");
  gp_sql_writer_fields (&self->writer, out, key, GP_FOREIGN_KEY_TARGET_FIELDS,
                        target);
  g_string_append_c (out, ')');
  write_actions (self, gp_element_get_text (key, GP_FOREIGN_KEY_ON_DELETE),
                 gp_element_get_text (key, GP_FOREIGN_KEY_ON_UPDATE),
                 gp_element_get_text (key, GP_FOREIGN_KEY_DEFERRABLE));
}

static void
write_check (Export *self, const GpElement *entity, const GpElement *check)
{
  g_autoptr(GString) item = g_string_new (NULL);
  const char *expression = gp_element_get_text (check, GP_CHECK_EXPRESSION);
  g_autofree char *text = gp_sql_portable (expression != NULL ? expression : "");

  if (*gp_element_get_name (check) != '\0')
    {
      g_string_append (item, "CONSTRAINT ");
      gp_sql_quote_name (item, gp_element_get_name (check));
      g_string_append_c (item, ' ');
    }
  g_string_append_printf (item, "CHECK (%s)", text);
  if (gp_element_is (check, GP_CHECK_LANGUAGE, "sql")
      && item_is_accepted (self, entity, item->str, NULL))
    g_string_append_printf (self->writer.out, ",\n  %s", item->str);
  else
    gp_sql_writer_lost (&self->writer, check, _("SQLite cannot test the check “%s”"), text);
}

static void
write_constraints (Export *self, const GpElement *entity)
{
  GString *out = self->writer.out;
  const GpElement *child;
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);
  const GpElement *key = n == 1 ? gp_design_lookup (self->writer.design, &keys[0]) : NULL;

  if (gp_sql_writer_has_fields (&self->writer, entity, GP_ENTITY_PRIMARY_KEY, entity)
      && (key == NULL || !is_rowid (self->writer.design, entity, key)))
    {
      g_string_append (out, ",\n  PRIMARY KEY (");
      gp_sql_writer_fields (&self->writer, out, entity, GP_ENTITY_PRIMARY_KEY, entity);
      g_string_append_c (out, ')');
    }
  for (gsize i = 0;
       (child = gp_design_peek_child (self->writer.design, gp_element_get_id (entity), i)) != NULL;
       i++)
    {
      switch (gp_element_get_kind (child))
        {
        case GP_KIND_CHECK:
          write_check (self, entity, child);
          break;
        case GP_KIND_FOREIGN_KEY:
          write_foreign_key (self, entity, child);
          break;
        case GP_KIND_FIELD:
          if (gp_element_has (child, GP_FIELD_REFERENCE))
            write_reference (self, child);
          break;
        default:
          break;
        }
    }
}

static void
write_table (Export *self, const GpElement *entity)
{
  GString *out = self->writer.out;
  gsize start;
  g_autoptr(GPtrArray) fields = gp_design_list_children (
    self->writer.design, gp_element_get_id (entity), GP_KIND_FIELD);

  if (fields->len == 0)
    {
      gp_sql_writer_lost (&self->writer, entity, _("SQLite has no table without columns: “%s”"),
                          gp_element_get_name (entity));
      return;
    }
  g_string_append_c (out, '\n');
  write_remark (out, "", gp_element_get_text (entity, GP_ENTITY_DESCRIPTION));
  start = out->len;
  g_string_append (out, "CREATE TABLE ");
  gp_sql_quote_name (out, gp_element_get_name (entity));
  g_string_append (out, " (\n");
  for (guint i = 0; i < fields->len; i++)
    {
      g_string_append (out, i > 0 ? ",\n" : "");
      write_column (self, entity, g_ptr_array_index (fields, i));
    }
  write_constraints (self, entity);
  g_string_append (out, "\n);\n");
  accepts (self, out->str + start, TRUE);
}

/* SQLite's indexes share one space of names. */
static char *
index_name (Export *self, const GpElement *entity, const GpElement *index)
{
  g_autofree char *wish = *gp_element_get_name (index) != '\0'
                            ? g_strdup (gp_element_get_name (index))
                            : g_strdup_printf ("%s_idx", gp_element_get_name (entity));
  g_autofree char *name = g_strdup (wish);

  for (guint i = 1; !g_hash_table_add (self->indexes, g_strdup (name)); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wish, i);
    }
  return g_steal_pointer (&name);
}

static void
write_index (Export *self, const GpElement *entity, const GpElement *index)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autofree char *name = index_name (self, entity, index);
  const char *columns = gp_element_get_text (index, GP_INDEX_COLUMNS);
  const char *where = gp_element_get_text (index, GP_INDEX_WHERE);
  g_autofree char *own_columns = columns != NULL ? gp_sql_portable (columns) : NULL;
  g_autofree char *own_where = where != NULL ? gp_sql_portable (where) : NULL;

  g_string_append (sql, gp_element_get_bool (index, GP_INDEX_UNIQUE) ? "CREATE UNIQUE INDEX "
                                                                     : "CREATE INDEX ");
  gp_sql_quote_name (sql, name);
  g_string_append (sql, " ON ");
  gp_sql_quote_name (sql, gp_element_get_name (entity));
  g_string_append (sql, " (");
  if (columns != NULL)
    g_string_append (sql, own_columns);
  else
    gp_sql_writer_fields (&self->writer, sql, index, GP_INDEX_FIELDS, entity);
  g_string_append_c (sql, ')');
  if (where != NULL)
    g_string_append_printf (sql, " WHERE %s", own_where);
  g_string_append (sql, ";\n");

  if (!gp_element_has (index, GP_INDEX_METHOD) && accepts (self, sql->str, TRUE))
    g_string_append (self->writer.out, sql->str);
  else
    gp_sql_writer_lost (&self->writer, index, _("SQLite cannot make the index “%s”"), name);
}

static void
write_indexes (Export *self, const GpElement *entity)
{
  g_autoptr(GPtrArray) indexes = gp_design_list_children (
    self->writer.design, gp_element_get_id (entity), GP_KIND_INDEX);

  for (guint i = 0; i < indexes->len; i++)
    write_index (self, entity, g_ptr_array_index (indexes, i));
}

/* SQLite looks into a view only when it is used. */
static void
write_view (Export *self, const GpElement *view)
{
  g_autoptr(GString) sql = g_string_new ("CREATE VIEW ");
  g_autoptr(GString) use = g_string_new (NULL);
  g_autofree char *query = gp_sql_portable (gp_element_get_text (view, GP_ENTITY_QUERY));

  gp_sql_quote_name (sql, gp_element_get_name (view));
  g_string_append_printf (sql, " AS\n%s;\n", query);
  g_string_printf (use, "%s SELECT * FROM ", sql->str);
  gp_sql_quote_name (use, gp_element_get_name (view));
  g_string_append (use, " LIMIT 0");
  if (accepts (self, use->str, TRUE))
    g_string_append_printf (self->writer.out, "\n%s", sql->str);
  else
    gp_sql_writer_lost (&self->writer, view, _("SQLite does not understand the view “%s”"),
                        gp_element_get_name (view));
}

void
gp_export_sqlite_write (GpDesign *design, GString *out, GPtrArray *findings)
{
  Export self = { { design, out, findings }, NULL, NULL };
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) views = NULL;

  if (sqlite3_open_v2 (":memory:", &self.memory, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_clear_pointer (&self.memory, sqlite3_close);
  self.indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_string_append (out, "-- SQLite schema, written by Groundplan\n\nPRAGMA foreign_keys = ON;\n");
  for (guint i = 0; i < entities->len; i++)
    {
      if (gp_sql_writer_is_table (g_ptr_array_index (entities, i)))
        write_table (&self, g_ptr_array_index (entities, i));
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < entities->len; i++)
    {
      if (gp_sql_writer_is_table (g_ptr_array_index (entities, i)))
        write_indexes (&self, g_ptr_array_index (entities, i));
    }
  views = gp_sql_writer_views (&self.writer);
  for (guint i = 0; i < views->len; i++)
    write_view (&self, g_ptr_array_index (views, i));
  gp_sql_writer_note_rest (&self.writer);

  g_hash_table_unref (self.indexes);
  sqlite3_close (self.memory);
}
