/* test-directus-json.c — what Directus says, as trees that can be changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-json.h"

#include "gp-target.h"
#include "gp-test.h"

static void
test_order_does_not_matter (void)
{
  g_autoptr(JsonNode) a = json_from_string (
    "{\"b\":[1,{\"d\":null,\"c\":\"x\"}],\"a\":true}", NULL);
  g_autoptr(JsonNode) b = json_from_string (
    "{\"a\":true,\"b\":[1,{\"c\":\"x\",\"d\":null}]}", NULL);
  g_autoptr(JsonNode) c = json_from_string (
    "{\"a\":true,\"b\":[1,{\"c\":\"y\",\"d\":null}]}", NULL);
  g_autofree char *text = gp_directus_json_canon (NULL);

  g_assert_true (gp_directus_json_same (a, b));
  g_assert_false (gp_directus_json_same (a, c));
  g_assert_false (gp_directus_json_same (a, NULL));
  g_assert_cmpstr (text, ==, "null");
}

static void
test_what_is_not_there (void)
{
  g_autoptr(JsonNode) node = json_from_string ("{\"n\":3,\"f\":2.5,\"t\":\"x\",\"o\":{},\"a\":[]}",
                                               NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_null (gp_directus_json_text (object, "n"));
  g_assert_null (gp_directus_json_text (NULL, "t"));
  g_assert_null (gp_directus_json_object (object, "a"));
  g_assert_null (gp_directus_json_array (object, "o"));
  g_assert_false (gp_directus_json_bool (object, "n"));
  g_assert_cmpint (gp_directus_json_int (object, "f", 7), ==, 2);
  g_assert_cmpint (gp_directus_json_int (object, "t", 7), ==, 7);
}

static void
test_depth_is_limited (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (text, ']');
  g_assert_null (gp_directus_json_parse (text->str, text->len, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-json/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/data/directus-json/what-is-not-there", test_what_is_not_there);
  g_test_add_func ("/data/directus-json/depth-is-limited", test_depth_is_limited);
  return g_test_run ();
}
