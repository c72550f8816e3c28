/* test-json-design.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test.h"
#include "json-again.h"

#include <string.h>

static void
test_round_trip_is_identity (void)
{
  guint rounds = gp_random_rounds (300);

  while (rounds > 0)
    {
      g_autoptr(GpDesign) design = gp_random_design (60);

      for (guint i = 0; i < 20 && rounds > 0; i++, rounds--)
        {
          g_autoptr(GpChangeSet) edit = gp_random_edit (design, 5);

          g_assert_true (gp_design_apply (design, edit, NULL));
          assert_round_trip (design);
        }
    }
}

static void
test_the_form_is_this (void)
{
  static const char text[] = "{\n"
                             "  \"format\": \"groundplan\",\n"
                             "  \"version\": 1,\n"
                             "  \"design\": {\n"
                             "    \"kind\": \"design\",\n"
                             "    \"id\": \"00000000-0000-7000-8000-000000000001\",\n"
                             "    \"name\": \"Shop\",\n"
                             "    \"description\": [\n"
                             "      \"Sells \\\"things\\\".\",\n"
                             "      \"\",\n"
                             "      \"Über alles.\"\n"
                             "    ],\n"
                             "    \"metadata\": {\n"
                             "      \"b\": [\n"
                             "        1.50,\n"
                             "        null\n"
                             "      ],\n"
                             "      \"a\": {}\n"
                             "    },\n"
                             "    \"children\": [\n"
                             "      {\n"
                             "        \"kind\": \"entity\",\n"
                             "        \"id\": \"00000000-0000-7000-8000-000000000002\",\n"
                             "        \"name\": \"order\",\n"
                             "        \"primary_key\": [\n"
                             "          \"00000000-0000-7000-8000-000000000003\"\n"
                             "        ],\n"
                             "        \"audit\": true,\n"
                             "        \"children\": [\n"
                             "          {\n"
                             "            \"kind\": \"field\",\n"
                             "            \"id\": \"00000000-0000-7000-8000-000000000003\",\n"
                             "            \"name\": \"id\",\n"
                             "            \"type\": \"uuid\"\n"
                             "          },\n"
                             "          {\n"
                             "            \"kind\": \"field\",\n"
                             "            \"id\": \"00000000-0000-7000-8000-000000000004\",\n"
                             "            \"rank\": 1.5,\n"
                             "            \"name\": \"state\",\n"
                             "            \"type\": \"enum\",\n"
                             "            \"values\": [\"new\", \"paid\"]\n"
                             "          },\n"
                             "          {\n"
                             "            \"kind\": \"rule\",\n"
                             "            \"id\": \"00000000-0000-7000-8000-000000000005\",\n"
                             "            \"presets\": {\n"
                             "              \"owner\": \"user.id\"\n"
                             "            }\n"
                             "          }\n"
                             "        ]\n"
                             "      },\n"
                             "      {\n"
                             "        \"kind\": \"view\",\n"
                             "        \"id\": \"00000000-0000-7000-8000-000000000006\",\n"
                             "        \"name\": \"All\",\n"
                             "        \"children\": [\n"
                             "          {\n"
                             "            \"kind\": \"placement\",\n"
                             "            \"id\": \"00000000-0000-7000-8000-000000000007\",\n"
                             "            \"element\": \"00000000-0000-7000-8000-000000000002\",\n"
                             "            \"at\": [-12, 40.25]\n"
                             "          }\n"
                             "        ]\n"
                             "      }\n"
                             "    ]\n"
                             "  }\n"
                             "}\n";
  g_autoptr(GpDesign) design = read_again (text, strlen (text));
  g_autofree char *again = gp_json_design_to_text (design, NULL);
  const GpElement *root = gp_design_get_root (design);

  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (gp_element_get_text (root, GP_DESIGN_METADATA), ==,
                   "{\"b\":[1.50,null],\"a\":{}}");
  g_assert_cmpstr (gp_element_get_text (root, GP_DESIGN_DESCRIPTION), ==,
                   "Sells \"things\".\n\nÜber alles.");
}

/* The order of members is for people to choose; "children" may come before "id". */
static void
test_members_may_come_in_any_order (void)
{
  static const char text[] =
    "{\"design\":{\"children\":[{\"name\":\"a\",\"id\":\"00000000-0000-7000-8000-000000000002\","
    "\"kind\":\"entity\"}],\"name\":\"x\",\"id\":\"00000000-0000-7000-8000-000000000001\","
    "\"kind\":\"design\"},\"version\":1,\"format\":\"groundplan\"}";
  g_autoptr(GpDesign) design = read_again (text, strlen (text));

  g_assert_cmpuint (gp_design_size (design), ==, 2);
  g_assert_nonnull (
    gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_ENTITY, "a"));
}

static void
test_a_mark_before_the_text_is_passed_over (void)
{
  static const char text[] =
    "\xef\xbb\xbf{\"format\":\"groundplan\",\"version\":1,\"design\":{\"kind\":\"design\","
    "\"id\":\"00000000-0000-7000-8000-000000000001\",\"name\":\"Shop\"}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_json_design_from_text (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (design);
  g_assert_true (gp_json_design_is_text (text, strlen (text)));
}

static void
test_deep_nesting_is_refused (void)
{
  g_autoptr(GString) text = g_string_new ("{\"format\":\"groundplan\",\"version\":1,\"design\":");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "{\"children\":[");
  g_assert_null (gp_json_design_from_text (text->str, text->len, &error));
  g_assert_error (error, GP_JSON_ERROR, GP_JSON_ERROR_LIMIT);
}

static void
test_deep_designs_come_back (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "deep");
  g_autoptr(GpChangeSet) edit = gp_change_set_new (NULL);
  GpId parent = *gp_design_get_root_id (design);

  for (guint i = 0; i < 1000; i++)
    {
      GpId id = gp_id_new ();
      g_autoptr(GpElement) comment = gp_element_new (GP_KIND_COMMENT, &id, &parent, 1);

      gp_element_set_text (comment, GP_COMMENT_TEXT, "and then?");
      gp_change_set_add (edit, comment);
      parent = id;
    }
  g_assert_true (gp_design_apply (design, edit, NULL));
  assert_round_trip (design);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-design/round-trip-is-identity", test_round_trip_is_identity);
  g_test_add_func ("/data/json-design/the-form-is-this", test_the_form_is_this);
  g_test_add_func ("/data/json-design/members-may-come-in-any-order",
                   test_members_may_come_in_any_order);
  g_test_add_func ("/data/json-design/a-mark-before-the-text-is-passed-over",
                   test_a_mark_before_the_text_is_passed_over);
  g_test_add_func ("/data/json-design/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func ("/data/json-design/deep-designs-come-back", test_deep_designs_come_back);

  return g_test_run ();
}
