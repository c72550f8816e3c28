/* gp-pocketbase-field.c — one field of a design as PocketBase keeps it
 * SPDX-License-Identifier: Apache-2.0
 *
 * PocketBase has no null and no defaults: what is not set is an empty text, 0 or no. "Required"
 * there means not empty, so that a required number could not be 0: numbers never are. */
#define G_LOG_DOMAIN "gp-pocketbase-field"
#include "config.h"
#include "gp-pocketbase-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-json.h"
#include "gp-pocketbase-names.h"

#define UUID_PATTERN "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
#define MANY_FILES 99

/* In the order of GpCellType. @loss: what is less there; %s is the field. */
static const struct
{
  const char *type;
  gboolean    may_be_required;
  const char *loss;
} types[] = {
  [GP_CELL_TYPE_UUID] = { "text", TRUE, NULL },
  [GP_CELL_TYPE_TEXT] = { "text", TRUE, NULL },
  [GP_CELL_TYPE_INTEGER] = { "number", FALSE, NULL },
  [GP_CELL_TYPE_BIGINT] = { "number", FALSE,
                            N_("%s is a floating-point number there: above 2^53 it is inexact.") },
  [GP_CELL_TYPE_DECIMAL] = { "number", FALSE,
                             N_("The exact number %s is kept inexactly there.") },
  [GP_CELL_TYPE_FLOAT] = { "number", FALSE, NULL },
  [GP_CELL_TYPE_BOOLEAN] = { "bool", FALSE, NULL },
  [GP_CELL_TYPE_DATE] = { "date", TRUE, N_("The date %s has a time of day there.") },
  [GP_CELL_TYPE_TIME] = { "text", TRUE, N_("The time of day %s is a text there.") },
  [GP_CELL_TYPE_TIMESTAMP] = { "date", TRUE, NULL },
  [GP_CELL_TYPE_DURATION] = { "text", TRUE, N_("The length of time %s is a text there.") },
  [GP_CELL_TYPE_JSON] = { "json", FALSE, NULL },
  [GP_CELL_TYPE_BYTES] = { "text", TRUE, N_("The bytes %s are a text there.") },
  [GP_CELL_TYPE_ENUM] = { "select", TRUE, NULL },
  [GP_CELL_TYPE_FILE] = { "file", TRUE, NULL },
  [GP_CELL_TYPE_VECTOR] = { "json", FALSE,
                            N_("The vector %s is a list of numbers there, and nothing finds those "
                               "that are near.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (types) == GP_N_CELL_TYPES);

static void
note (GPtrArray      *losses,
      const char     *loss,
      const GpTable  *table,
      const GpColumn *column)
{
  const char *words = loss != NULL ? _(loss) : NULL;
  const char *place = words != NULL ? strstr (words, "%s") : NULL;

  if (losses != NULL && place != NULL)
    g_ptr_array_add (losses, g_strdup_printf ("%.*s%s.%s%s", (int) (place - words), words,
                                              table->name, column->name, place + 2));
}

static void
set_strings (JsonObject *options,
             const char *name,
             char      **texts)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (options, name, array);
}

/* Where PocketBase has nothing between refusing and letting go. */
static void
set_reference (JsonObject      *options,
               const GpElement *field,
               const char      *target,
               gboolean         is_list,
               gboolean         required,
               const char     **loss)
{
  const char *rule = gp_element_get_text (field, GP_FIELD_ON_DELETE);
  gboolean cascades = g_strcmp0 (rule, "cascade") == 0;
  gboolean refuses = g_strcmp0 (rule, "restrict") == 0 || g_strcmp0 (rule, "no_action") == 0;

  json_object_set_string_member (options, "collectionId", target);
  json_object_set_boolean_member (options, "cascadeDelete", cascades);
  if (is_list)
    json_object_set_null_member (options, "maxSelect");
  else
    json_object_set_int_member (options, "maxSelect", 1);
  if (g_strcmp0 (rule, "set_default") == 0)
    *loss = N_("What %s refers to is not replaced by a default there when it is deleted.");
  else if (refuses && !required)
    *loss = N_("%s is emptied there when what it refers to is deleted.");
  else if (!cascades && !refuses && required)
    *loss = N_("What %s refers to cannot be deleted there as long as it does.");
}

static gboolean
is_zero (const GpColumn *column)
{
  const GpCell *cell = &column->initial.cell;
  g_autoptr(GString) json = g_string_new (NULL);

  if (cell->kind == GP_CELL_NULL)
    return TRUE;
  gp_cell_to_json (&column->format, cell, json);
  return g_str_equal (json->str, "0") || g_str_equal (json->str, "false")
         || g_str_equal (json->str, "\"\"") || g_str_equal (json->str, "0.0");
}

static void
note_default (GPtrArray      *losses,
              const GpTable  *table,
              const GpColumn *column,
              gboolean        is_own_time)
{
  if (column->initial.kind == GP_DEFAULT_NONE || is_own_time
      || (column->initial.kind == GP_DEFAULT_CELL && is_zero (column)))
    return;
  note (losses, N_("PocketBase sets no default for %s: a value must be given."), table, column);
}

static gboolean
may_be_empty (const GpColumn *column)
{
  return column->nullable
         || (column->initial.kind == GP_DEFAULT_CELL && column->format.type == GP_CELL_TYPE_TEXT
             && is_zero (column));
}

static const char *
choose_type (const GpColumn *column,
             const char     *target,
             gboolean        is_owner)
{
  gboolean is_list = column->format.array;

  if (target != NULL)
    return "relation";
  if (is_owner)
    return "text";
  if (is_list && column->format.type != GP_CELL_TYPE_ENUM
      && column->format.type != GP_CELL_TYPE_FILE)
    return "json";
  return types[column->format.type].type;
}

static void
set_options (JsonObject     *options,
             const GpColumn *column,
             const char     *type,
             gboolean        is_owner)
{
  gboolean is_list = column->format.array;

  if (g_str_equal (type, "text"))
    {
      json_object_set_string_member (options, "pattern",
                                     column->format.type == GP_CELL_TYPE_UUID && !is_owner
                                       ? UUID_PATTERN : "");
      if (column->format.type == GP_CELL_TYPE_TEXT && column->format.length > 0 && !is_owner)
        json_object_set_int_member (options, "max", column->format.length);
      else
        json_object_set_null_member (options, "max");
    }
  else if (g_str_equal (type, "number"))
    {
      json_object_set_boolean_member (options, "noDecimal",
                                      column->format.type == GP_CELL_TYPE_INTEGER
                                        || column->format.type == GP_CELL_TYPE_BIGINT);
    }
  else if (g_str_equal (type, "select"))
    {
      set_strings (options, "values", column->format.values);
      json_object_set_int_member (options, "maxSelect",
                                  is_list ? g_strv_length (column->format.values) : 1);
    }
  else if (g_str_equal (type, "file"))
    {
      json_object_set_int_member (options, "maxSelect", is_list ? MANY_FILES : 1);
    }
}

JsonObject *
gp_pocketbase_field_describe (GpDesign       *design,
                              const GpTable  *table,
                              const GpColumn *column,
                              const char     *target,
                              gboolean        is_owner,
                              GPtrArray      *losses)
{
  const GpElement *field = gp_design_lookup_kind (design, &column->id, GP_KIND_FIELD);
  const char *type = choose_type (column, target, is_owner);
  JsonObject *out = json_object_new ();
  JsonObject *options = gp_directus_json_add_object (out, "options");
  gboolean is_plain = g_str_equal (type, "number") || g_str_equal (type, "bool");
  gboolean required = !may_be_empty (column) && !column->format.array
                      && (target != NULL || types[column->format.type].may_be_required);
  const char *loss = target != NULL || is_owner ? NULL : types[column->format.type].loss;

  json_object_set_string_member (out, "name", column->name);
  json_object_set_string_member (out, "type", type);
  json_object_set_boolean_member (out, "required", required);
  if (target != NULL)
    set_reference (options, field, target, column->format.array, required, &loss);
  else
    set_options (options, column, type, is_owner);
  if (column->format.array && g_str_equal (type, "json"))
    loss = N_("The list %s is JSON there, whatever is in it.");
  note (losses, loss, table, column);
  if (is_plain && column->nullable)
    note (losses, g_str_equal (type, "bool")
                    ? N_("%s is no there where it is not set.")
                    : N_("%s is 0 there where it is not set."), table, column);
  if (column->hidden)
    note (losses, N_("The secret %s is shown there to whoever may read the record."), table,
          column);
  note_default (losses, table, column, FALSE);
  return out;
}

JsonObject *
gp_pocketbase_field_defaults (const char *type)
{
  static const struct
  {
    const char *type;
    const char *options;
  } defaults[] = {
    { "text", "{\"min\":null,\"max\":null,\"pattern\":\"\"}" },
    { "number", "{\"min\":null,\"max\":null,\"noDecimal\":false}" },
    { "date", "{\"min\":\"\",\"max\":\"\"}" },
    { "json", "{\"maxSize\":2000000}" },
    { "file", "{\"mimeTypes\":[],\"thumbs\":null,\"maxSelect\":1,\"maxSize\":5242880,"
              "\"protected\":false}" },
    { "relation", "{\"minSelect\":null,\"displayFields\":null}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (defaults[i].type, type))
      {
        g_autoptr(JsonNode) node = json_from_string (defaults[i].options, NULL);

        return json_node_dup_object (node);
      }
  return json_object_new ();
}

char *
gp_pocketbase_field_salt (JsonObject *field)
{
  JsonObject *options = gp_directus_json_object (field, "options");

  return g_strjoin ("/", gp_directus_json_text (field, "type"),
                    gp_directus_json_text (options, "collectionId"), NULL);
}
