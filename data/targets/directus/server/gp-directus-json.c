/* gp-directus-json.c — what Directus says, as trees that can be changed
 * SPDX-License-Identifier: Apache-2.0
 *
 * json-glib reads by recursion: how deep a text is nested is looked at before. */
#define G_LOG_DOMAIN "gp-directus-json"
#include "config.h"
#include "gp-directus-json.h"

#include <glib/gi18n-lib.h>

#include "gp-json-document.h"
#include "gp-target.h"

#define MAX_DEPTH 128

JsonNode *
gp_directus_json_parse (const char  *text,
                        gsize        length,
                        GError     **error)
{
  g_autoptr(GpJsonDocument) document = NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) cause = NULL;

  document = gp_json_document_parse (text, length, MAX_DEPTH, &cause);
  parser = json_parser_new_immutable ();
  if (document == NULL || !json_parser_load_from_data (parser, text, (gssize) length, &cause))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("The answer is not the JSON that Directus gives: %s"), cause->message);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

char *
gp_directus_json_print (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (a, b);
}

static JsonNode *sorted (JsonNode *node);

static JsonNode *
sorted_object (JsonObject *object)
{
  g_autoptr(GList) names = g_list_sort (json_object_get_members (object), compare_names);
  JsonObject *copy = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data, sorted (json_object_get_member (object, l->data)));
  json_node_take_object (node, copy);
  return node;
}

static JsonNode *
sorted_array (JsonArray *array)
{
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, sorted (json_array_get_element (array, i)));
  json_node_take_array (node, copy);
  return node;
}

static JsonNode *
sorted (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return sorted_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return sorted_array (json_node_get_array (node));
  return json_node_copy (node);
}

char *
gp_directus_json_canon (JsonNode *node)
{
  g_autoptr(JsonNode) copy = node != NULL ? sorted (node) : json_node_new (JSON_NODE_NULL);

  return gp_directus_json_print (copy);
}

gboolean
gp_directus_json_same (JsonNode *a,
                       JsonNode *b)
{
  g_autofree char *text_a = gp_directus_json_canon (a);
  g_autofree char *text_b = gp_directus_json_canon (b);

  return g_str_equal (text_a, text_b);
}

JsonNode *
gp_directus_json_copy (JsonNode *node)
{
  return sorted (node);
}

static JsonNode *
find (JsonObject   *object,
      const char   *name,
      JsonNodeType  type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

const char *
gp_directus_json_text (JsonObject *object,
                       const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : NULL;
}

JsonObject *
gp_directus_json_object (JsonObject *object,
                         const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
gp_directus_json_array (JsonObject *object,
                        const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

gboolean
gp_directus_json_bool (JsonObject *object,
                       const char *name)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

gint64
gp_directus_json_int (JsonObject *object,
                      const char *name,
                      gint64      other)
{
  JsonNode *node = find (object, name, JSON_NODE_VALUE);

  return node != NULL && (json_node_get_value_type (node) == G_TYPE_INT64
                          || json_node_get_value_type (node) == G_TYPE_DOUBLE)
           ? json_node_get_int (node) : other;
}

JsonObject *
gp_directus_json_append (JsonArray *array)
{
  JsonObject *object = json_object_new ();

  json_array_add_object_element (array, object);
  return object;
}

JsonObject *
gp_directus_json_add_object (JsonObject *object,
                             const char *name)
{
  JsonObject *added = json_object_new ();

  json_object_set_object_member (object, name, added);
  return added;
}

JsonNode *
gp_directus_json_wrap (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return node;
}
