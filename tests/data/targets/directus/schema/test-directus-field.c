/* test-directus-field.c — one field of a design as Directus keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-field.h"

#include "gp-test-directus.h"
#include "gp-test.h"

static void
test_types_that_are_the_same (void)
{
  g_autoptr(JsonNode) node = json_from_string ("{\"max_length\":36}", NULL);
  JsonObject *short_text = json_node_get_object (node);

  g_assert_true (gp_directus_field_same_type ("text", "text", NULL, FALSE));
  g_assert_true (gp_directus_field_same_type ("uuid", "string", short_text, TRUE));
  g_assert_false (gp_directus_field_same_type ("uuid", "string", short_text, FALSE));
  g_assert_false (gp_directus_field_same_type ("uuid", "string", NULL, TRUE));
  g_assert_true (gp_directus_field_same_type ("binary", "unknown", NULL, FALSE));
  g_assert_false (gp_directus_field_same_type ("integer", "text", NULL, TRUE));
}

static void
test_types_that_convert (void)
{
  g_assert_true (gp_directus_field_converts ("integer", "bigInteger"));
  g_assert_true (gp_directus_field_converts ("string", "text"));
  g_assert_false (gp_directus_field_converts ("bigInteger", "integer"));
  g_assert_false (gp_directus_field_converts ("text", "integer"));
}

/* A list of choices lets everything through; the validation does not. */
static void
test_values_are_validated (void)
{
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpSchema) schema = gp_schema_new (design, NULL);
  const GpColumn *column = gp_table_find (gp_schema_find (schema, "patient"), "status");
  g_autoptr(JsonObject) field = json_object_new ();
  g_autofree char *text = NULL;

  g_assert_null (gp_directus_field_describe (column, TRUE, field));
  text = gp_directus_json_canon (json_object_get_member (gp_directus_json_object (field, "meta"),
                                                         "validation"));
  g_assert_cmpstr (text, ==, "{\"_and\":[{\"status\":{\"_in\":[\"new\",\"known\"]}}]}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-field/types-that-are-the-same", test_types_that_are_the_same);
  g_test_add_func ("/data/directus-field/types-that-convert", test_types_that_convert);
  g_test_add_func ("/data/directus-field/values-are-validated", test_values_are_validated);
  return g_test_run ();
}
