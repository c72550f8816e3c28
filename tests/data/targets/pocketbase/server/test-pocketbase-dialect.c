/* test-pocketbase-dialect.c — collections of PocketBase 0.23 and newer as those of 0.22
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-dialect.h"

#include "gp-test.h"

static const char answer[] =
  "{\"id\":\"pbc_1\",\"name\":\"book\",\"type\":\"base\",\"system\":false,\"indexes\":[],"
  "\"listRule\":\"@request.body.title:isset = false\",\"viewRule\":null,\"createRule\":null,"
  "\"updateRule\":null,\"deleteRule\":null,\"fields\":["
  "{\"id\":\"text1\",\"name\":\"id\",\"type\":\"text\",\"system\":true,\"primaryKey\":true},"
  "{\"id\":\"text2\",\"name\":\"title\",\"type\":\"text\",\"system\":false,\"required\":true,"
  "\"hidden\":false,\"max\":0,\"min\":0,\"pattern\":\"\"},"
  "{\"id\":\"num1\",\"name\":\"pages\",\"type\":\"number\",\"onlyInt\":true},"
  "{\"id\":\"auto1\",\"name\":\"created\",\"type\":\"autodate\",\"onCreate\":true}]}";

static void
test_there_and_back (void)
{
  g_autoptr(JsonNode) before = json_from_string (answer, NULL);
  g_autoptr(JsonNode) read = gp_directus_json_copy (before);
  JsonObject *collection = json_node_get_object (read);
  g_autoptr(JsonObject) written = NULL;
  g_autoptr(JsonNode) after = NULL;
  JsonArray *schema;
  JsonObject *options;

  g_assert_true (gp_pocketbase_dialect_is_new (collection));
  gp_pocketbase_dialect_read (collection);
  g_assert_false (gp_pocketbase_dialect_is_new (collection));
  schema = gp_directus_json_array (collection, "schema");
  g_assert_cmpuint (json_array_get_length (schema), ==, 2);
  options = gp_directus_json_object (json_array_get_object_element (schema, 0), "options");
  g_assert_true (json_object_get_null_member (options, "max"));
  options = gp_directus_json_object (json_array_get_object_element (schema, 1), "options");
  g_assert_true (gp_directus_json_bool (options, "noDecimal"));
  g_assert_cmpstr (gp_directus_json_text (collection, "listRule"), ==,
                   "@request.data.title:isset = false");
  written = gp_pocketbase_dialect_write (collection);
  after = gp_directus_json_wrap (written);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (written, "fields")), ==, 4);
  g_assert_cmpstr (gp_directus_json_text (written, "listRule"), ==,
                   "@request.body.title:isset = false");
  g_assert_false (json_object_has_member (written, "schema"));
}

static void
test_new_collections_have_times (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "{\"id\":\"a\",\"name\":\"b\",\"schema\":[{\"id\":\"f\",\"name\":\"g\",\"type\":\"relation\","
    "\"options\":{\"maxSelect\":null}}],\"options\":{}}", NULL);
  g_autoptr(JsonObject) written = gp_pocketbase_dialect_write (json_node_get_object (node));
  JsonArray *fields = gp_directus_json_array (written, "fields");

  g_assert_cmpuint (json_array_get_length (fields), ==, 3);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (fields, 0),
                                               "maxSelect"), ==, 999);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-dialect/there-and-back", test_there_and_back);
  g_test_add_func ("/data/pocketbase-dialect/new-collections-have-times",
                   test_new_collections_have_times);
  return g_test_run ();
}
