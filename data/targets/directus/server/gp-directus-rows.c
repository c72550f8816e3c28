/* gp-directus-rows.c — the records of a Directus: counting and copying them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records are read in pages by their key, and written in requests that stay below the size that
 * Directus takes. */
#define G_LOG_DOMAIN "gp-directus-rows"
#include "config.h"
#include "gp-directus-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-target.h"

#define PAGE     200
#define MAX_BODY (400 * 1024)

static char *
dup_path (const char *collection,
          const char *query)
{
  g_autofree char *name = g_uri_escape_string (collection, NULL, FALSE);

  return g_strconcat ("/items/", name, query, NULL);
}

static gboolean
is_list (JsonNode  *node,
         GError   **error)
{
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;
  g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                       _("Directus gives another answer than a list."));
  return FALSE;
}

gint64
gp_directus_rows_count (GpDirectusClient  *client,
                        const char        *collection,
                        const char        *filter,
                        GError           **error)
{
  g_autofree char *escaped = filter != NULL ? g_uri_escape_string (filter, NULL, FALSE) : NULL;
  g_autofree char *query = g_strconcat ("?aggregate%5Bcount%5D=*",
                                        escaped != NULL ? "&filter=" : NULL, escaped, NULL);
  g_autofree char *path = dup_path (collection, query);
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", path, NULL, error);
  JsonArray *array;
  JsonNode *count;

  if (!is_list (node, error))
    return -1;
  array = json_node_get_array (node);
  count = json_array_get_length (array) == 1
    ? json_object_get_member (json_array_get_object_element (array, 0), "count") : NULL;
  if (count == NULL || !JSON_NODE_HOLDS_VALUE (count))
    return 0;
  return json_node_get_value_type (count) == G_TYPE_STRING
           ? g_ascii_strtoll (json_node_get_string (count), NULL, 10) : json_node_get_int (count);
}

gint64
gp_directus_rows_count_where (GpDirectusClient  *client,
                              const char        *collection,
                              const char        *field,
                              const char        *operator,
                              const char        *value,
                              GError           **error)
{
  g_autoptr(JsonObject) filter = json_object_new ();
  g_autoptr(JsonNode) whole = gp_directus_json_wrap (filter);
  g_autofree char *text = NULL;

  json_object_set_member (gp_directus_json_add_object (filter, field), operator,
                          json_from_string (value, NULL));
  text = gp_directus_json_print (whole);
  return gp_directus_rows_count (client, collection, text, error);
}

int
gp_directus_rows_has_twins (GpDirectusClient  *client,
                            const char        *collection,
                            const char        *field,
                            GError           **error)
{
  g_autofree char *name = g_uri_escape_string (field, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("?aggregate%%5Bcount%%5D=*&groupBy%%5B%%5D=%s&limit=-1",
                                            name);
  g_autofree char *path = dup_path (collection, query);
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", path, NULL, error);
  JsonArray *array;

  if (!is_list (node, error))
    return -1;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *group = json_array_get_object_element (array, i);
      JsonNode *value = json_object_get_member (group, field);
      const char *text = gp_directus_json_text (group, "count");
      gint64 n = text != NULL ? g_ascii_strtoll (text, NULL, 10)
                              : gp_directus_json_int (group, "count", 0);

      if (value != NULL && !JSON_NODE_HOLDS_NULL (value) && n > 1)
        return 1;
    }
  return 0;
}

gint64
gp_directus_rows_longest (GpDirectusClient  *client,
                          const char        *collection,
                          const char        *field,
                          GError           **error)
{
  g_autofree char *name = g_uri_escape_string (field, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("?fields=%s&limit=-1", name);
  g_autofree char *path = dup_path (collection, query);
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", path, NULL, error);
  gint64 longest = 0;
  JsonArray *array;

  if (!is_list (node, error))
    return -1;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = gp_directus_json_text (json_array_get_object_element (array, i), field);

      if (text != NULL)
        longest = MAX (longest, g_utf8_strlen (text, -1));
    }
  return longest;
}

/* Page @number of @collection by its key, with these fields. */
static JsonNode *
read_page (GpDirectusClient  *client,
           const char        *collection,
           const char        *fields,
           const char        *key,
           guint              number,
           GError           **error)
{
  g_autofree char *names = g_uri_escape_string (fields, ",", FALSE);
  g_autofree char *order = g_uri_escape_string (key, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("?fields=%s&sort=%s&limit=%d&offset=%u", names, order,
                                            PAGE, number * PAGE);
  g_autofree char *path = dup_path (collection, query);
  g_autoptr(JsonNode) node = gp_directus_client_send (client, "GET", path, NULL, error);

  return is_list (node, error) ? g_steal_pointer (&node) : NULL;
}

/* Rows that wait to be written. */
typedef struct
{
  GpDirectusClient *client;
  const char       *method;
  char             *path;
  JsonArray        *rows;
  gsize             size;
} Batch;

static gboolean
flush (Batch   *self,
       GError **error)
{
  g_autoptr(JsonNode) body = json_node_new (JSON_NODE_ARRAY);
  g_autoptr(JsonNode) answer = NULL;

  if (json_array_get_length (self->rows) == 0)
    return TRUE;
  json_node_take_array (body, self->rows);
  self->rows = json_array_new ();
  self->size = 0;
  answer = gp_directus_client_send (self->client, self->method, self->path, body, error);
  return answer != NULL;
}

static gboolean
push (Batch       *self,
      JsonObject  *row,
      GError     **error)
{
  g_autoptr(JsonNode) node = gp_directus_json_wrap (row);
  g_autofree char *text = gp_directus_json_print (node);

  if (self->size + strlen (text) > MAX_BODY && !flush (self, error))
    return FALSE;
  self->size += strlen (text) + 1;
  json_array_add_object_element (self->rows, json_object_ref (row));
  return TRUE;
}

static void
begin_batch (Batch            *self,
             GpDirectusClient *client,
             const char       *method,
             const char       *collection)
{
  self->client = client;
  self->method = method;
  self->path = dup_path (collection, "");
  self->rows = json_array_new ();
  self->size = 0;
}

static gboolean
end_batch (Batch    *self,
           gboolean  done,
           GError  **error)
{
  done = done && flush (self, error);
  json_array_unref (self->rows);
  g_free (self->path);
  return done;
}

static void
copy_value (JsonObject *from,
            const char *name,
            JsonObject *to,
            const char *new_name)
{
  JsonNode *node = json_object_get_member (from, name);

  json_object_set_member (to, new_name, node != NULL ? gp_directus_json_copy (node)
                                                     : json_node_new (JSON_NODE_NULL));
}

static gboolean
copy_field_page (Batch       *batch,
                 JsonArray   *rows,
                 const char  *key,
                 const char  *from,
                 const char  *to,
                 GError     **error)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autoptr(JsonObject) change = json_object_new ();

      if (gp_directus_json_same (json_object_get_member (row, from),
                                 json_object_get_member (row, to)))
        continue;
      copy_value (row, key, change, key);
      copy_value (row, from, change, to);
      if (!push (batch, change, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gp_directus_rows_copy_field (GpDirectusClient  *client,
                             const char        *collection,
                             const char        *key,
                             const char        *from,
                             const char        *to,
                             GError           **error)
{
  g_autofree char *fields = g_strjoin (",", key, from, to, NULL);
  gboolean done = TRUE;
  guint n = PAGE;
  Batch batch;

  begin_batch (&batch, client, "PATCH", collection);
  for (guint page = 0; done && n == PAGE; page++)
    {
      g_autoptr(JsonNode) node = read_page (client, collection, fields, key, page, error);

      done = node != NULL;
      n = done ? json_array_get_length (json_node_get_array (node)) : 0;
      done = done && copy_field_page (&batch, json_node_get_array (node), key, from, to, error);
    }
  return end_batch (&batch, done, error);
}

/* The keys of @rows that are in @collection already, as JSON. They go into a body: two hundred of
 * them are more than an address may have. */
static GHashTable *
find_present (GpDirectusClient  *client,
              const char        *collection,
              const char        *key,
              JsonArray         *rows,
              const char        *old_key,
              GError           **error)
{
  g_autoptr(JsonObject) question = json_object_new ();
  JsonObject *asked = gp_directus_json_add_object (question, "query");
  JsonArray *fields = json_array_new ();
  JsonArray *keys = json_array_new ();
  g_autoptr(GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = dup_path (collection, "");
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) node = NULL;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    json_array_add_element (keys, gp_directus_json_copy (json_object_get_member (
                                    json_array_get_object_element (rows, i), old_key)));
  json_array_add_string_element (fields, key);
  json_object_set_array_member (asked, "fields", fields);
  json_object_set_int_member (asked, "limit", -1);
  json_object_set_array_member (
    gp_directus_json_add_object (gp_directus_json_add_object (asked, "filter"), key), "_in", keys);
  body = gp_directus_json_wrap (question);
  node = gp_directus_client_send (client, "SEARCH", path, body, error);
  if (!is_list (node, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_hash_table_add (present, gp_directus_json_canon (json_object_get_member (
                                 json_array_get_object_element (json_node_get_array (node), i),
                                 key)));
  return g_steal_pointer (&present);
}

static gboolean
copy_page (Batch       *batch,
           JsonArray   *rows,
           GHashTable  *present,
           GHashTable  *names,
           const char  *key,
           GError     **error)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autofree char *id = gp_directus_json_canon (json_object_get_member (row, key));
      g_autoptr(JsonObject) copy = json_object_new ();
      GHashTableIter iter;
      gpointer from, to;

      if (g_hash_table_contains (present, id))
        continue;
      g_hash_table_iter_init (&iter, names);
      while (g_hash_table_iter_next (&iter, &from, &to))
        copy_value (row, from, copy, to);
      if (!push (batch, copy, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gp_directus_rows_copy (GpDirectusClient  *client,
                       const char        *from,
                       const char        *to,
                       GHashTable        *names,
                       const char        *key,
                       GError           **error)
{
  g_autofree char **list = (char **) g_hash_table_get_keys_as_array (names, NULL);
  g_autofree char *fields = g_strjoinv (",", list);
  const char *new_key = g_hash_table_lookup (names, key);
  gboolean done = TRUE;
  guint n = PAGE;
  Batch batch;

  begin_batch (&batch, client, "POST", to);
  for (guint page = 0; done && n == PAGE; page++)
    {
      g_autoptr(JsonNode) node = read_page (client, from, fields, key, page, error);
      g_autoptr(GHashTable) present = NULL;
      JsonArray *rows;

      if (node == NULL)
        {
          done = FALSE;
          break;
        }
      rows = json_node_get_array (node);
      n = json_array_get_length (rows);
      if (n == 0)
        break;
      present = find_present (client, to, new_key, rows, key, error);
      done = present != NULL && copy_page (&batch, rows, present, names, key, error);
    }
  return end_batch (&batch, done, error);
}
