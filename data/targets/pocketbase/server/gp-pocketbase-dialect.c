/* gp-pocketbase-dialect.c — collections of PocketBase 0.23 and newer as those of 0.22
 * SPDX-License-Identifier: Apache-2.0
 *
 * Since 0.23 a field's options stand beside its name, what every record has is among the fields,
 * none is 0 and not null, and rules call what is sent the body. */
#define G_LOG_DOMAIN "gp-pocketbase-dialect"
#include "config.h"
#include "gp-pocketbase-dialect.h"

#include <string.h>

#define SYSTEM "systemFields"
#define MANY 999

static const char *const rules[] = { "listRule", "viewRule", "createRule", "updateRule",
                                     "deleteRule" };
/* What is no option. */
static const char *const plain[] = { "id", "name", "type", "system", "required", "presentable",
                                     "hidden", NULL };
static const struct
{
  const char *old;
  const char *new;
} options[] = { { "noDecimal", "onlyInt" } };

gboolean
gp_pocketbase_dialect_is_new (JsonObject *collection)
{
  return gp_directus_json_array (collection, "fields") != NULL
         && gp_directus_json_array (collection, "schema") == NULL;
}

static void
replace_in_rules (JsonObject *collection,
                  const char *from,
                  const char *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *rule = gp_directus_json_text (collection, rules[i]);
      g_autoptr(GString) text = rule != NULL ? g_string_new (rule) : NULL;

      if (text == NULL)
        continue;
      g_string_replace (text, from, to, 0);
      json_object_set_string_member (collection, rules[i], text->str);
    }
}

static const char *
rename_option (const char *name,
               gboolean    to_new)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (name, to_new ? options[i].old : options[i].new))
      return to_new ? options[i].new : options[i].old;
  return name;
}

/* Whether "none" is null in 0.22 and @none now. */
static gboolean
has_none (const char *type,
          const char *option,
          gint64     *none)
{
  if (g_strcmp0 (type, "text") == 0
      && (g_str_equal (option, "max") || g_str_equal (option, "min")))
    *none = 0;
  else if (g_strcmp0 (type, "relation") == 0 && g_str_equal (option, "minSelect"))
    *none = 0;
  else if (g_strcmp0 (type, "relation") == 0 && g_str_equal (option, "maxSelect"))
    *none = MANY;
  else
    return FALSE;
  return TRUE;
}

static JsonObject *
read_field (JsonObject *field)
{
  const char *type = gp_directus_json_text (field, "type");
  JsonObject *out = json_object_new ();
  JsonObject *inner = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gint64 none;

  json_object_iter_init (&iter, field);
  while (json_object_iter_next (&iter, &name, &node))
    if (g_strv_contains (plain, name))
      json_object_set_member (out, name, json_node_copy (node));
    else if (has_none (type, name, &none) && JSON_NODE_HOLDS_VALUE (node)
             && json_node_get_int (node) == none)
      json_object_set_null_member (inner, name);
    else
      json_object_set_member (inner, rename_option (name, FALSE), json_node_copy (node));
  json_object_set_object_member (out, "options", inner);
  return out;
}

static gboolean
is_of_system (JsonObject *field)
{
  return gp_directus_json_bool (field, "system")
         || g_strcmp0 (gp_directus_json_text (field, "type"), "autodate") == 0;
}

void
gp_pocketbase_dialect_read (JsonObject *collection)
{
  JsonArray *fields = gp_directus_json_array (collection, "fields");
  JsonArray *schema = json_array_new ();
  JsonArray *system = json_array_new ();

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);

      if (is_of_system (field))
        json_array_add_element (system, gp_directus_json_copy (json_array_get_element (fields, i)));
      else
        json_array_add_object_element (schema, read_field (field));
    }
  json_object_remove_member (collection, "fields");
  json_object_set_array_member (collection, "schema", schema);
  json_object_set_array_member (collection, SYSTEM, system);
  replace_in_rules (collection, "@request.body.", "@request.data.");
}

static JsonObject *
write_field (JsonObject *field)
{
  const char *type = gp_directus_json_text (field, "type");
  JsonObject *inner = gp_directus_json_object (field, "options");
  JsonObject *out = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gint64 none;

  json_object_iter_init (&iter, field);
  while (json_object_iter_next (&iter, &name, &node))
    if (g_strv_contains (plain, name))
      json_object_set_member (out, name, json_node_copy (node));
  if (inner == NULL)
    return out;
  json_object_iter_init (&iter, inner);
  while (json_object_iter_next (&iter, &name, &node))
    if (has_none (type, name, &none) && JSON_NODE_HOLDS_NULL (node))
      json_object_set_int_member (out, name, none);
    else if (g_strcmp0 (type, "json") == 0 || !g_str_equal (name, "displayFields"))
      json_object_set_member (out, rename_option (name, TRUE), json_node_copy (node));
  return out;
}

/* When a record was made and changed is no field of the system any more, and ours all have it. */
static void
add_times (JsonArray *fields)
{
  static const char *const names[] = { "created", "updated" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonObject *field = gp_directus_json_append (fields);
      g_autofree char *id = g_strconcat ("autodate", names[i], NULL);

      json_object_set_string_member (field, "id", id);
      json_object_set_string_member (field, "name", names[i]);
      json_object_set_string_member (field, "type", "autodate");
      json_object_set_boolean_member (field, "onCreate", TRUE);
      json_object_set_boolean_member (field, "onUpdate", i == 1);
    }
}

JsonObject *
gp_pocketbase_dialect_write (JsonObject *collection)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (collection);
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);
  JsonObject *out = json_node_dup_object (copy);
  JsonArray *schema = gp_directus_json_array (out, "schema");
  JsonArray *system = gp_directus_json_array (out, SYSTEM);
  JsonArray *fields = json_array_new ();

  for (guint i = 0; system != NULL && i < json_array_get_length (system); i++)
    json_array_add_element (fields, gp_directus_json_copy (json_array_get_element (system, i)));
  for (guint i = 0; schema != NULL && i < json_array_get_length (schema); i++)
    json_array_add_object_element (fields, write_field (json_array_get_object_element (schema, i)));
  if (system == NULL)
    add_times (fields);
  json_object_remove_member (out, "schema");
  if (system != NULL)
    json_object_remove_member (out, SYSTEM);
  json_object_set_array_member (out, "fields", fields);
  if (json_object_has_member (out, "options"))
    json_object_remove_member (out, "options");
  replace_in_rules (out, "@request.data.", "@request.body.");
  return out;
}
