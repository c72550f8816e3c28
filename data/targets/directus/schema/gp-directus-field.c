/* gp-directus-field.c — one field of a design as Directus keeps it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus reads the types of its fields back from the database, so SQLite, which has few, gives
 * others than were asked for. */
#define G_LOG_DOMAIN "gp-directus-field"
#include "config.h"
#include "gp-directus-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENUM_LENGTH     255
#define DURATION_LENGTH 64

/* In the order of GpCellType. @loss: what is less there; %s is the field. */
static const struct
{
  const char *type;
  const char *special;       /* that the type always has, or NULL */
  guint       length;
  const char *interface;     /* with which Directus edits a new field */
  const char *loss;
} types[] = {
  [GP_CELL_TYPE_UUID] = { "uuid", NULL, 0, "input", NULL },
  [GP_CELL_TYPE_TEXT] = { "text", NULL, 0, "input-multiline", NULL },
  [GP_CELL_TYPE_INTEGER] = { "integer", NULL, 0, "input", NULL },
  [GP_CELL_TYPE_BIGINT] = { "bigInteger", NULL, 0, "input", NULL },
  [GP_CELL_TYPE_DECIMAL] = { "decimal", NULL, 0, "input", NULL },
  [GP_CELL_TYPE_FLOAT] = { "float", NULL, 0, "input", NULL },
  [GP_CELL_TYPE_BOOLEAN] = { "boolean", "cast-boolean", 0, "boolean", NULL },
  [GP_CELL_TYPE_DATE] = { "date", NULL, 0, "datetime", NULL },
  [GP_CELL_TYPE_TIME] = { "time", NULL, 0, "datetime", NULL },
  [GP_CELL_TYPE_TIMESTAMP] = { "timestamp", "cast-timestamp", 0, "datetime", NULL },
  [GP_CELL_TYPE_DURATION] = { "string", NULL, DURATION_LENGTH, "input",
                              N_("The length of time %s is a text there.") },
  [GP_CELL_TYPE_JSON] = { "json", "cast-json", 0, "input-code", NULL },
  [GP_CELL_TYPE_BYTES] = { "binary", NULL, 0, NULL, NULL },
  [GP_CELL_TYPE_ENUM] = { "string", NULL, ENUM_LENGTH, "select-dropdown", NULL },
  [GP_CELL_TYPE_FILE] = { "uuid", "file", 0, "file", NULL },
  [GP_CELL_TYPE_VECTOR] = { "json", "cast-json", 0, "input-code",
                            N_("The vector %s is a list of numbers there, and nothing finds those "
                               "that are near.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (types) == GP_N_CELL_TYPES);

static void
set_size (const GpColumn *column,
          const char     *type,
          gboolean        is_sqlite,
          JsonObject     *schema)
{
  guint length = types[column->format.type].length;

  if (column->format.type == GP_CELL_TYPE_TEXT)
    length = column->format.length;
  if (g_str_equal (type, "string"))
    json_object_set_int_member (schema, "max_length", length);
  if (g_str_equal (type, "decimal") && !is_sqlite && column->format.precision > 0)
    {
      json_object_set_int_member (schema, "numeric_precision", column->format.precision);
      json_object_set_int_member (schema, "numeric_scale", column->format.scale);
    }
}

static const char *
set_default (const GpColumn *column,
             gboolean        is_sqlite,
             JsonObject     *schema,
             JsonArray      *special)
{
  g_autoptr(GString) text = NULL;

  json_object_set_null_member (schema, "default_value");
  switch (column->initial.kind)
    {
    case GP_DEFAULT_CELL:
      if (column->initial.cell.kind == GP_CELL_NULL)
        return NULL;
      text = g_string_new (NULL);
      gp_cell_to_json (&column->format, &column->initial.cell, text);
      json_object_set_member (schema, "default_value", json_from_string (text->str, NULL));
      return NULL;
    case GP_DEFAULT_NOW:
    case GP_DEFAULT_TODAY:
      if (column->format.type == GP_CELL_TYPE_TIMESTAMP || !is_sqlite)
        {
          json_object_set_string_member (schema, "default_value", "CURRENT_TIMESTAMP");
          return NULL;
        }
      return N_("The default of %s is not computed there: a value must be given.");
    case GP_DEFAULT_UUID:
      json_array_add_string_element (special, "uuid");
      return NULL;
    case GP_DEFAULT_UNKNOWN:
      return N_("The default of %s is not computed there: a value must be given.");
    default:
      return NULL;
    }
}

/* Directus lets through what its list of choices does not have: only a validation refuses it. */
static void
set_values (const GpColumn *column,
            JsonObject     *meta)
{
  JsonArray *choices = json_array_new ();
  JsonArray *values = json_array_new ();
  JsonArray *and = json_array_new ();

  for (gsize i = 0; column->format.values[i] != NULL; i++)
    {
      JsonObject *choice = gp_directus_json_append (choices);

      json_object_set_string_member (choice, "text", column->format.values[i]);
      json_object_set_string_member (choice, "value", column->format.values[i]);
      json_array_add_string_element (values, column->format.values[i]);
    }
  if (column->nullable)
    json_array_add_null_element (values);
  json_object_set_array_member (gp_directus_json_add_object (meta, "options"), "choices", choices);
  json_object_set_array_member (
    gp_directus_json_add_object (gp_directus_json_append (and), column->name), "_in", values);
  json_object_set_array_member (gp_directus_json_add_object (meta, "validation"), "_and", and);
}

const char *
gp_directus_field_describe (const GpColumn *column,
                            gboolean        is_sqlite,
                            JsonObject     *out)
{
  gboolean is_list = column->format.array;
  GpCellType kind = is_list ? GP_CELL_TYPE_JSON : column->format.type;
  const char *type = types[kind].type;
  JsonObject *schema = gp_directus_json_add_object (out, "schema");
  JsonObject *meta = gp_directus_json_add_object (out, "meta");
  JsonArray *special = json_array_new ();
  const char *loss = types[kind].loss;
  const char *missing;

  if (kind == GP_CELL_TYPE_TEXT && column->format.length > 0)
    type = "string";
  if (kind == GP_CELL_TYPE_DECIMAL && is_sqlite)
    {
      type = "float";
      loss = N_("The exact number %s is kept inexactly there: the database is SQLite.");
    }
  json_object_set_string_member (out, "type", type);
  if (types[kind].special != NULL)
    json_array_add_string_element (special, types[kind].special);
  if (!is_list)
    set_size (column, type, is_sqlite, schema);
  missing = set_default (column, is_sqlite, schema, special);
  json_object_set_boolean_member (schema, "is_nullable", column->nullable);
  json_object_set_boolean_member (schema, "is_unique", column->unique);
  json_object_set_boolean_member (schema, "is_indexed", FALSE);
  json_object_set_string_member (meta, "interface", types[kind].interface);
  if (column->description != NULL)
    json_object_set_string_member (meta, "note", column->description);
  else
    json_object_set_null_member (meta, "note");
  if (kind == GP_CELL_TYPE_ENUM && column->target == NULL)
    set_values (column, meta);
  json_object_set_array_member (meta, "special", special);
  return missing != NULL ? missing : loss;
}

/* @live is what Directus reads back for @wanted, or as good. */
static const struct
{
  const char *wanted;
  const char *live;
  gboolean    on_sqlite;
} read_back[] = {
  { "float", "decimal", TRUE }, { "binary", "unknown", FALSE }, { "timestamp", "dateTime", FALSE },
};

gboolean
gp_directus_field_same_type (const char *wanted,
                             const char *live,
                             JsonObject *schema,
                             gboolean    is_sqlite)
{
  if (g_strcmp0 (wanted, live) == 0)
    return TRUE;
  if (g_strcmp0 (wanted, "uuid") == 0 && g_strcmp0 (live, "string") == 0)
    return is_sqlite && gp_directus_json_int (schema, "max_length", 0) == 36;
  for (gsize i = 0; i < G_N_ELEMENTS (read_back); i++)
    if (g_strcmp0 (wanted, read_back[i].wanted) == 0 && g_strcmp0 (live, read_back[i].live) == 0)
      return !read_back[i].on_sqlite || is_sqlite;
  return FALSE;
}

static const struct
{
  const char *from;
  const char *to;
} safe[] = {
  { "integer", "bigInteger" }, { "integer", "decimal" }, { "bigInteger", "decimal" },
  { "integer", "float" }, { "string", "text" }, { "uuid", "text" }, { "float", "decimal" },
};

gboolean
gp_directus_field_converts (const char *from,
                            const char *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (safe); i++)
    if (g_strcmp0 (from, safe[i].from) == 0 && g_strcmp0 (to, safe[i].to) == 0)
      return TRUE;
  return FALSE;
}
