/* gp-pocketbase-state.c — what a PocketBase holds now
 * SPDX-License-Identifier: Apache-2.0
 *
 * A design says more than PocketBase keeps, so the one that was deployed is kept whole beside it.
 * The fingerprint leaves out when a collection was changed. */
#define G_LOG_DOMAIN "gp-pocketbase-state"
#include "config.h"
#include "gp-pocketbase-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-keep.h"
#include "gp-pocketbase-dialect.h"
#include "gp-pocketbase-names.h"
#include "gp-target.h"

#define MAX_PAGES 1000
/* As many as a page may have. Claims have names of 0 to f, which sort before ours: backwards, and
 * however many there are, those rows that matter come first. */
#define OWN_ROWS "/api/collections/" GP_POCKETBASE_OWN "/records?perPage=500&sort=-id"

void
gp_pocketbase_state_free (GpPocketbaseState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->collections, json_array_unref);
  g_clear_object (&self->deployed);
  g_clear_object (&self->pending);
  g_clear_pointer (&self->journal, json_object_unref);
  g_clear_pointer (&self->lock, gp_deploy_pending_free);
  g_free (self->backup);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_free (self->fingerprint);
  g_free (self);
}

JsonObject *
gp_pocketbase_state_find (const GpPocketbaseState *self,
                          const char              *id)
{
  for (guint i = 0; i < json_array_get_length (self->collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (self->collections, i);

      if (g_strcmp0 (gp_directus_json_text (collection, "id"), id) == 0)
        return collection;
    }
  return NULL;
}

JsonObject *
gp_pocketbase_state_find_by_name (const GpPocketbaseState *self,
                                  const char              *name)
{
  for (guint i = 0; i < json_array_get_length (self->collections); i++)
    {
      JsonObject *collection = json_array_get_object_element (self->collections, i);

      if (g_ascii_strcasecmp (gp_directus_json_text (collection, "name"), name) == 0)
        return collection;
    }
  return NULL;
}

static gboolean
is_collection (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *fields = gp_directus_json_array (object, "schema");

  if (fields == NULL)
    fields = gp_directus_json_array (object, "fields");
  for (guint i = 0; fields != NULL && i < json_array_get_length (fields); i++)
    {
      JsonNode *field = json_array_get_element (fields, i);

      if (!JSON_NODE_HOLDS_OBJECT (field)
          || gp_directus_json_text (json_node_get_object (field), "id") == NULL
          || gp_directus_json_text (json_node_get_object (field), "name") == NULL
          || gp_directus_json_text (json_node_get_object (field), "type") == NULL)
        return FALSE;
    }
  return fields != NULL && gp_directus_json_text (object, "id") != NULL
         && gp_directus_json_text (object, "name") != NULL;
}

static void
take_collection (GpPocketbaseState  *self,
                 GpPocketbaseClient *client,
                 JsonNode           *node)
{
  g_autoptr(JsonNode) copy = gp_directus_json_copy (node);
  JsonObject *collection = json_node_get_object (copy);

  if (gp_pocketbase_dialect_is_new (collection))
    {
      gp_pocketbase_client_set_new (client, TRUE);
      gp_pocketbase_dialect_read (collection);
    }
  json_object_remove_member (collection, "created");
  json_object_remove_member (collection, "updated");
  if (g_str_equal (gp_directus_json_text (collection, "name"), GP_POCKETBASE_OWN))
    self->has_own = TRUE;
  else if (!gp_directus_json_bool (collection, "system"))
    json_array_add_object_element (self->collections, json_object_ref (collection));
}

/* One page; its "items", borrowed from @out_node. */
static JsonArray *
get_page (GpPocketbaseClient  *client,
          const char          *path,
          JsonNode           **out_node,
          GError             **error)
{
  JsonArray *items;

  *out_node = gp_pocketbase_client_send (client, "GET", path, NULL, error);
  if (*out_node == NULL)
    return NULL;
  items = JSON_NODE_HOLDS_OBJECT (*out_node)
    ? gp_directus_json_array (json_node_get_object (*out_node), "items") : NULL;
  if (items == NULL)
    g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                         _("PocketBase gives another answer than a list."));
  return items;
}

static gboolean
read_collections (GpPocketbaseState   *self,
                  GpPocketbaseClient  *client,
                  GError             **error)
{
  for (guint page = 1; page <= MAX_PAGES; page++)
    {
      g_autofree char *path = g_strdup_printf ("/api/collections?perPage=200&sort=id&page=%u",
                                               page);
      g_autoptr(JsonNode) node = NULL;
      JsonArray *items = get_page (client, path, &node, error);

      if (items == NULL)
        return FALSE;
      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonNode *item = json_array_get_element (items, i);

          if (!is_collection (item))
            {
              g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                                   _("PocketBase gives another answer than collections."));
              return FALSE;
            }
          take_collection (self, client, item);
        }
      if ((gint64) page >= gp_directus_json_int (json_node_get_object (node), "totalPages", 0))
        break;
    }
  return TRUE;
}

static void
take_ids (GpPocketbaseState *self,
          JsonObject        *ids)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (ids == NULL)
    return;
  json_object_iter_init (&iter, ids);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_string (node) != NULL)
      g_hash_table_insert (self->ids, g_strdup (name), g_strdup (json_node_get_string (node)));
}

static gboolean
take_row (GpPocketbaseState  *self,
          const char         *id,
          JsonObject         *value,
          GError            **error)
{
  const char *packed = gp_directus_json_text (value, "design");
  GpDesign *design;

  if (packed == NULL)
    return TRUE;
  design = gp_directus_keep_unpack (packed, error);
  if (design == NULL)
    return FALSE;
  take_ids (self, gp_directus_json_object (value, "ids"));
  if (g_str_equal (id, GP_POCKETBASE_KEEP_JOURNAL))
    {
      self->pending = design;
      self->journal = json_object_ref (value);
      return TRUE;
    }
  self->deployed = design;
  self->backup = g_strdup (gp_directus_json_text (value, "backup"));
  return TRUE;
}

/* @value: (out): what the row holds; NULL, and NULL, where it is none. */
static const char *
row_at (JsonArray   *items,
        guint        i,
        JsonObject **value)
{
  JsonNode *item = json_array_get_element (items, i);
  JsonObject *row = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;

  *value = gp_directus_json_object (row, "value");
  return gp_directus_json_text (row, "id");
}

static GpDeployPending *
read_lock (JsonArray *items)
{
  GpDeployPending *lock = NULL;
  JsonObject *value;

  for (guint i = 0; lock == NULL && i < json_array_get_length (items); i++)
    if (g_strcmp0 (row_at (items, i, &value), GP_POCKETBASE_KEEP_LOCK) == 0)
      lock = gp_deploy_pending_new (value);
  for (guint i = 0; lock != NULL && i < json_array_get_length (items); i++)
    {
      const char *id = row_at (items, i, &value);

      if (id != NULL && !g_str_equal (id, GP_POCKETBASE_KEEP_LOCK))
        gp_deploy_pending_take (lock, id, value);
    }
  return lock;
}

static gboolean
read_own (GpPocketbaseState   *self,
          GpPocketbaseClient  *client,
          GError             **error)
{
  g_autoptr(JsonNode) node = NULL;
  JsonArray *items;

  if (!self->has_own)
    return TRUE;
  items = get_page (client, OWN_ROWS, &node, error);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *value;
      const char *id = row_at (items, i, &value);

      if (value != NULL && (g_strcmp0 (id, GP_POCKETBASE_KEEP_DESIGN) == 0
                            || g_strcmp0 (id, GP_POCKETBASE_KEEP_JOURNAL) == 0)
          && !take_row (self, id, value, error))
        return FALSE;
    }
  if (items != NULL)
    self->lock = read_lock (items);
  return items != NULL;
}

static void
take_fingerprint (GpPocketbaseState *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  char state[2] = { '0' + (self->deployed != NULL), '0' + (self->pending != NULL) };

  for (guint i = 0; i < json_array_get_length (self->collections); i++)
    {
      g_autofree char *text = gp_directus_json_canon (json_array_get_element (self->collections,
                                                                              i));

      g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
    }
  g_checksum_update (checksum, (const guchar *) state, sizeof state);
  self->fingerprint = g_strdup (g_checksum_get_string (checksum));
}

GpPocketbaseState *
gp_pocketbase_state_read (GpPocketbaseClient  *client,
                          GError             **error)
{
  g_autoptr(GpPocketbaseState) self = g_new0 (GpPocketbaseState, 1);

  self->collections = json_array_new ();
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!gp_pocketbase_client_probe (client, error) || !read_collections (self, client, error)
      || !read_own (self, client, error))
    return NULL;
  take_fingerprint (self);
  return g_steal_pointer (&self);
}
