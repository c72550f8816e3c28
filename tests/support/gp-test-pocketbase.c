/* gp-test-pocketbase.c — a server that answers as a PocketBase would
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-pocketbase.h"

#include "gp-directus-keep.h"
#include "gp-pocketbase-change.h"

static void
give_collections (GpTestDirectus *server,
                  const char     *items)
{
  g_autofree char *page = g_strdup_printf ("{\"page\":1,\"totalPages\":1,\"items\":%s}", items);

  gp_test_directus_answer (server, "GET /api/collections", 200, page, NULL);
}

GpTestDirectus *
gp_test_pocketbase_new (void)
{
  GpTestDirectus *server = gp_test_directus_new ();

  gp_test_directus_answer (server, "GET /api/health", 200,
                           "{\"code\":200,\"message\":\"API is healthy.\",\"data\":{}}", NULL);
  give_collections (server, "[]");
  return server;
}

GpPocketbaseClient *
gp_test_pocketbase_open (GpTestDirectus *server)
{
  return gp_pocketbase_client_new ("pocketbase:test", gp_test_directus_get_url (server), "token",
                                   NULL);
}

GpPocketbaseState *
gp_test_pocketbase_state (const char *items)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);

  give_collections (server, items);
  return gp_pocketbase_state_read (client, NULL);
}

JsonArray *
gp_test_pocketbase_wish (GpDesign *design)
{
  g_autoptr(GpPocketbaseState) state = gp_test_pocketbase_state ("[]");
  g_autoptr(GpPocketbaseSchema) schema = gp_pocketbase_schema_new (design, NULL, NULL);
  g_autoptr(GPtrArray) past = g_ptr_array_new ();
  g_autoptr(GpPocketbaseChange) change = gp_pocketbase_change_new (state, past, schema);

  return json_array_ref (change->wish);
}

void
gp_test_pocketbase_hold (GpTestDirectus *server,
                         GpDesign       *design)
{
  g_autoptr(JsonArray) wish = gp_test_pocketbase_wish (design);
  g_autofree char *packed = gp_directus_keep_pack (design);
  g_autofree char *rows = g_strdup_printf (
    "{\"items\":[{\"id\":\"" GP_POCKETBASE_KEEP_DESIGN "\",\"value\":{\"design\":\"%s\"}}]}",
    packed);
  g_autoptr(JsonNode) own = json_from_string (
    "{\"id\":\"groundplankept0\",\"name\":\"groundplan\",\"type\":\"base\",\"schema\":[]}", NULL);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *items = NULL;

  json_array_add_element (wish, json_node_copy (own));
  json_node_set_array (node, wish);
  items = json_to_string (node, FALSE);
  give_collections (server, items);
  gp_test_directus_answer (server, "GET /api/collections/groundplan/records", 200, rows, NULL);
}
