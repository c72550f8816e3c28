/* test-pocketbase-merge.c — live collections with what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-merge.h"

#include "gp-directus-json.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_what_others_have_stays (void)
{
  g_autoptr(JsonNode) live = json_from_string (
    "{\"id\":\"c\",\"name\":\"old\",\"schema\":[{\"id\":\"a\",\"name\":\"x\",\"type\":\"text\","
    "\"presentable\":true,\"options\":{\"min\":3,\"max\":9}},{\"id\":\"b\",\"name\":\"theirs\","
    "\"type\":\"text\"},{\"id\":\"d\",\"name\":\"goes\",\"type\":\"text\"}],"
    "\"indexes\":[\"CREATE INDEX `t` ON `old` (`x`)\",\"CREATE INDEX `gp_1` ON `old` (`x`)\"]}",
    NULL);
  g_autoptr(JsonNode) wanted = json_from_string (
    "{\"id\":\"c\",\"name\":\"new\",\"schema\":[{\"id\":\"a\",\"name\":\"y\",\"type\":\"text\","
    "\"options\":{\"max\":null}}],\"indexes\":[]}", NULL);
  g_autoptr(GHashTable) removed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(JsonObject) merged = NULL;
  JsonObject *field;

  g_hash_table_add (removed, (gpointer) "c/d");
  merged = gp_pocketbase_merge_collection (json_node_get_object (live),
                                           json_node_get_object (wanted), removed);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (merged, "schema")), ==, 2);
  field = gp_pocketbase_find (gp_directus_json_array (merged, "schema"), "id", "a");
  g_assert_cmpstr (gp_directus_json_text (field, "name"), ==, "y");
  g_assert_true (gp_directus_json_bool (field, "presentable"));
  g_assert_cmpint (gp_directus_json_int (gp_directus_json_object (field, "options"), "min", 0), ==,
                   3);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (merged, "indexes")), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (gp_directus_json_array (merged, "indexes"), 0),
                   ==, "CREATE INDEX `t` ON `new` (`x`)");
}

static void
test_nobody_gives_themselves_a_role (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseSchema) schema = gp_pocketbase_schema_new (design, NULL, NULL);
  g_autoptr(JsonNode) live = json_from_string (
    "{\"id\":\"_pb_users_auth_\",\"name\":\"users\",\"schema\":[],\"createRule\":\"\","
    "\"updateRule\":\"id = @request.auth.id || verified = true\"}", NULL);
  g_autoptr(JsonObject) merged =
    gp_pocketbase_merge_accounts (json_node_get_object (live), schema);
  g_autoptr(JsonObject) again = gp_pocketbase_merge_accounts (merged, schema);

  g_assert_cmpstr (gp_directus_json_text (merged, "createRule"), ==,
                   "@request.data.roles:isset = false");
  g_assert_cmpstr (gp_directus_json_text (merged, "updateRule"), ==,
                   "(id = @request.auth.id || verified = true) && "
                   "@request.data.roles:isset = false");
  g_assert_true (gp_pocketbase_merge_same (merged, again));
}

/* Each time the same rule comes out, however many fields are guarded. */
static void
test_roles_and_tenant (void)
{
  static const struct
  {
    const char *before;
    const char *after;
  } cases[] = {
    { "", "@request.data.roles:isset = false && @request.data.tenant:isset = false" },
    { "id = @request.auth.id || verified = true",
      "(id = @request.auth.id || verified = true) && @request.data.roles:isset = false && "
      "@request.data.tenant:isset = false" },
    { "name != 'a || \\'(b' && (x = 1 || @request.data.roles:isset = false)",
      "name != 'a || \\'(b' && (x = 1 || @request.data.roles:isset = false) && "
      "@request.data.roles:isset = false && @request.data.tenant:isset = false" },
    { "x = 1 || y = 2 && @request.data.roles:isset = false",
      "(x = 1 || y = 2 && @request.data.roles:isset = false) && "
      "@request.data.roles:isset = false && @request.data.tenant:isset = false" },
  };
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPocketbaseSchema) schema = gp_pocketbase_schema_new (design, NULL, NULL);

  schema->has_tenant = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonObject) live = json_object_new ();
      g_autoptr(JsonObject) merged = NULL, again = NULL;

      json_object_set_array_member (live, "schema", json_array_new ());
      json_object_set_string_member (live, "updateRule", cases[i].before);
      merged = gp_pocketbase_merge_accounts (live, schema);
      g_assert_cmpstr (gp_directus_json_text (merged, "updateRule"), ==, cases[i].after);
      again = gp_pocketbase_merge_accounts (merged, schema);
      g_assert_cmpstr (gp_directus_json_text (again, "updateRule"), ==, cases[i].after);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-merge/what-others-have-stays", test_what_others_have_stays);
  g_test_add_func ("/data/pocketbase-merge/nobody-gives-themselves-a-role",
                   test_nobody_gives_themselves_a_role);
  g_test_add_func ("/data/pocketbase-merge/roles-and-tenant", test_roles_and_tenant);
  return g_test_run ();
}
