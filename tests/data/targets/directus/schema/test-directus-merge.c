/* test-directus-merge.c — a live schema with what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-merge.h"

#include "gp-directus-schema.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static JsonObject *
make_live (const GpDirectusSchema *schema)
{
  g_autoptr(JsonNode) empty = json_from_string (GP_TEST_DIRECTUS_EMPTY, NULL);

  return gp_directus_merge (json_node_get_object (empty), schema->managed, NULL);
}

/* What is there as it should be gives no difference; what others have set stays. */
static void
test_it_settles (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(JsonObject) live = make_live (schema);
  JsonObject *first = json_array_get_object_element (gp_directus_json_array (live, "fields"), 1);
  g_autoptr(JsonObject) again = NULL;
  g_autoptr(GPtrArray) differences = NULL;

  json_object_set_string_member (gp_directus_json_object (first, "meta"), "width", "half");
  json_object_set_string_member (gp_directus_json_object (first, "schema"), "data_type", "varchar");
  again = gp_directus_merge (live, schema->managed, schema->managed);
  differences = gp_directus_list_differences (live, again);
  g_assert_cmpuint (differences->len, ==, 0);
}

static void
test_what_differs (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(JsonObject) live = make_live (schema);
  JsonObject *first = json_array_get_object_element (gp_directus_json_array (live, "fields"), 1);
  g_autoptr(JsonObject) wish = NULL;
  g_autoptr(GPtrArray) differences = NULL;

  json_object_set_boolean_member (gp_directus_json_object (first, "schema"), "is_nullable", TRUE);
  wish = gp_directus_merge (live, schema->managed, NULL);
  differences = gp_directus_list_differences (live, wish);
  g_assert_cmpuint (differences->len, ==, 1);
  g_assert_cmpstr (differences->pdata[0], ==, "patient.name");
}

static void
test_removing (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDirectusSchema) schema = gp_directus_schema_new (design, TRUE, NULL);
  g_autoptr(JsonObject) live = make_live (schema);
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (keys, (char *) "patient");
  gp_directus_remove_keys (live, keys);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (live, "collections")), ==, 1);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (live, "relations")), ==, 0);
  g_assert_cmpuint (json_array_get_length (gp_directus_json_array (live, "fields")), ==, 2);
}

/* Databases give numbers as texts, and the time by another name. */
static void
test_defaults_that_are_the_same (void)
{
  static const char *const pairs[][2] = { { "1.5", "\"1.50\"" }, { "true", "\"true\"" },
                                          { "true", "1" }, { "{\"a\":1}", "\"{\\\"a\\\":1}\"" },
                                          { "\"CURRENT_TIMESTAMP\"", "\"now()\"" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *live_text = g_strdup_printf (
        "{\"type\":\"x\",\"meta\":{\"special\":null},\"schema\":{\"default_value\":%s}}",
        pairs[i][1]);
      g_autofree char *wanted_text = g_strdup_printf (
        "{\"type\":\"x\",\"meta\":{},\"schema\":{\"default_value\":%s}}", pairs[i][0]);
      g_autoptr(JsonNode) live = json_from_string (live_text, NULL);
      g_autoptr(JsonNode) wanted = json_from_string (wanted_text, NULL);
      g_autoptr(JsonObject) merged = gp_directus_merge_field (json_node_get_object (live),
                                                              json_node_get_object (wanted), NULL,
                                                              TRUE);
      g_autoptr(JsonNode) after = gp_directus_json_wrap (merged);

      g_assert_true (gp_directus_json_same (live, after));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-merge/it-settles", test_it_settles);
  g_test_add_func ("/data/directus-merge/what-differs", test_what_differs);
  g_test_add_func ("/data/directus-merge/removing", test_removing);
  g_test_add_func ("/data/directus-merge/defaults-that-are-the-same",
                   test_defaults_that_are_the_same);
  return g_test_run ();
}
