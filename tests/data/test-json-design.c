/* test-json-design.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-design.h"
#include "gp-json-value.h"
#include "gp-random.h"
#include "gp-test.h"

#include <string.h>

static GpDesign *
read_again (const char *text, gsize length)
{
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_json_design_from_text (text, length, &error);

  g_assert_no_error (error);
  return design;
}

/* Design to text to design to text: both are what they were. */
static void
assert_round_trip (GpDesign *design)
{
  gsize length, length_again;
  g_autofree char *text = gp_json_design_to_text (design, &length);
  g_autoptr(GpDesign) again = read_again (text, length);
  g_autofree char *text_again = gp_json_design_to_text (again, &length_again);

  gp_assert_design_equal (design, again);
  g_assert_cmpmem (text, length, text_again, length_again);
  g_assert_cmpuint (strlen (text), ==, length);
}

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

/* A JSON property is any text: what cannot be embedded as it is must still come back. */
static void
test_every_text_of_a_json_property_comes_back (void)
{
  static const char *const texts[] = {
    "",
    "{}",
    "[]",
    "null",
    "\"\"",
    "1",
    " 1",
    "{ }",
    "{\"a\": 1}",
    "{\"a\":1}",
    "{\"$text\":\"a\"}",
    "{\"$text\":\"a\",\"b\":1}",
    "{\"b\":1,\"$text\":\"a\"}",
    "not json",
    "two\nlines",
    "[1,\n2]",
    "{\"a\":1,\"a\":2}",
    "\"\\u0000\"",
    "\"\\u00e9\\/\"",
    "1e999",
    "-0",
    "\"a b \\\" c\"",
    "{\"a\\\\\":\" \\\\\"}",
    "\xef\xbb\xbf{}",
  };
  g_autoptr(GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 500; i++)
    g_string_append_c (deep, ']');

  for (gsize i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : deep->str;
      g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
      g_autoptr(GpChangeSet) edit = gp_change_set_new (NULL);

      gp_change_set_set (edit, gp_design_get_root (design), GP_DESIGN_METADATA,
                         gp_value_text (text));
      g_assert_true (gp_design_apply (design, edit, NULL));
      assert_round_trip (design);
    }
}

#define ROOT            "\"kind\":\"design\",\"id\":\"00000000-0000-7000-8000-000000000001\""
#define ENTITY          "\"kind\":\"entity\",\"id\":\"00000000-0000-7000-8000-000000000002\""
#define DESIGN(members) "{\"format\":\"groundplan\",\"version\":1,\n\"design\":{" ROOT members "}}"
#define CHILD(members)  DESIGN (",\"children\":[\n{" members "}]")

static void
test_bad_designs_are_refused_with_their_place (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *says;
  } cases[] = {
    { "[]", GP_JSON_ERROR_FORMAT, "Line 1, column 1" },
    { "{}", GP_JSON_ERROR_FORMAT, "“format”" },
    { "{\"format\":\"other\",\"version\":1}", GP_JSON_ERROR_FORMAT, "(/format)" },
    { "{\"format\":\"groundplan\"}", GP_JSON_ERROR_FORMAT, "“version”" },
    { "{\"format\":\"groundplan\",\"version\":\"1\"}", GP_JSON_ERROR_FORMAT, "(/version)" },
    { "{\"format\":\"groundplan\",\"version\":2}", GP_JSON_ERROR_NEWER, "newer" },
    { "{\"format\":\"groundplan\",\"version\":1}", GP_JSON_ERROR_FORMAT, "“design”" },
    { "{\"format\":\"groundplan\",\"version\":1,\"x\":2}", GP_JSON_ERROR_CONTENT, "“x”" },
    { "{\"format\":\"groundplan\",\"version\":1,\"version\":1}", GP_JSON_ERROR_CONTENT, "twice" },
    { "{\"format\":\"groundplan\",\"version\":1,\"design\":7}", GP_JSON_ERROR_CONTENT,
      "(/design)" },
    { "{\"format\":\"groundplan\",\"version\":1,\"design\":{\"kind\":\"design\"}}",
      GP_JSON_ERROR_FORMAT, "“id”" },
    { "{\"format\":\"groundplan\",\"version\":1,\"design\":{" ENTITY "}}", GP_JSON_ERROR_CONTENT,
      "cannot stand here" },
    { DESIGN (",\"nome\":\"x\""), GP_JSON_ERROR_CONTENT, "(/design/nome)" },
    { DESIGN (",\"name\":5"), GP_JSON_ERROR_CONTENT, "Line 2, column 78 (/design/name)" },
    { DESIGN (",\"name\":\"a\",\"name\":\"b\""), GP_JSON_ERROR_CONTENT, "twice" },
    { DESIGN (",\"name\":null"), GP_JSON_ERROR_CONTENT, "(/design/name)" },
    { DESIGN (",\"name\":\"a\\nb\""), GP_JSON_ERROR_CONTENT, "single line" },
    { DESIGN (",\"parent\":\"00000000-0000-7000-8000-000000000001\""), GP_JSON_ERROR_CONTENT,
      "nested in" },
    { DESIGN (",\"children\":{}"), GP_JSON_ERROR_CONTENT, "(/design/children)" },
    { DESIGN (",\"children\":[1]"), GP_JSON_ERROR_CONTENT, "(/design/children/0)" },
    { CHILD ("\"kind\":\"entitiy\",\"id\":\"00000000-0000-7000-8000-000000000002\""),
      GP_JSON_ERROR_CONTENT, "Line 3, column 9 (/design/children/0/kind)" },
    { CHILD ("\"kind\":\"field\",\"id\":\"00000000-0000-7000-8000-000000000002\""),
      GP_JSON_ERROR_CONTENT, "cannot stand here" },
    { CHILD ("\"kind\":\"entity\",\"id\":\"2\""), GP_JSON_ERROR_CONTENT,
      "(/design/children/0/id)" },
    { CHILD ("\"kind\":\"entity\",\"id\":\"00000000-0000-0000-0000-000000000000\""),
      GP_JSON_ERROR_CONTENT, "An id" },
    { CHILD ("\"kind\":\"entity\",\"id\":\"00000000-0000-7000-8000-000000000001\""),
      GP_JSON_ERROR_CONTENT, "Another element" },
    { CHILD (ENTITY ",\"rank\":\"1\""), GP_JSON_ERROR_CONTENT, "/rank" },
    { CHILD (ENTITY ",\"rank\":1e999"), GP_JSON_ERROR_CONTENT, "/rank" },
    { CHILD (ENTITY ",\"audit\":1"), GP_JSON_ERROR_CONTENT, "true or false" },
    { CHILD (ENTITY ",\"retention\":\"soon\""), GP_JSON_ERROR_CONTENT,
      "(/design/children/0/retention)" },
    { CHILD (ENTITY ",\"domain\":\"00000000-0000-7000-8000-00000000000f\""), GP_JSON_ERROR_CONTENT,
      "No element has the id" },
    { CHILD (ENTITY ",\"domain\":\"00000000-0000-7000-8000-000000000001\""), GP_JSON_ERROR_CONTENT,
      "cannot refer to" },
    { CHILD (ENTITY ",\"primary_key\":\"00000000-0000-7000-8000-000000000001\""),
      GP_JSON_ERROR_CONTENT, "An array of ids" },
    { CHILD (ENTITY ",\"partitions\":[1]"), GP_JSON_ERROR_CONTENT, "/partitions/0" },
    { CHILD (ENTITY
             ",\"children\":[{\"kind\":\"rule\",\"id\":\"00000000-0000-7000-8000-000000000003\","
             "\"presets\":{\"a\":\"1\",\"a\":\"2\"}}]"),
      GP_JSON_ERROR_CONTENT, "sorted and different" },
    { CHILD (
        "\"kind\":\"view\",\"id\":\"00000000-0000-7000-8000-000000000002\",\"children\":[{\"kind\":"
        "\"placement\",\"id\":\"00000000-0000-7000-8000-000000000003\",\"at\":[1]}]"),
      GP_JSON_ERROR_CONTENT, "A point" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpDesign) design = NULL;

      g_test_message ("%s", cases[i].text);
      design = gp_json_design_from_text (cases[i].text, strlen (cases[i].text), &error);
      g_assert_null (design);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_error (error, GP_JSON_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
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

/* The frame of an element and its properties are members of one object. */
static void
test_no_property_is_called_like_the_frame (void)
{
  static const char *const taken[] = { "kind", "id", "parent", "rank", "children", "change" };

  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
      g_assert_cmpstr (gp_property_get_info (p)->nick, !=, taken[i]);
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
  g_test_add_func ("/data/json-design/every-text-of-a-json-property-comes-back",
                   test_every_text_of_a_json_property_comes_back);
  g_test_add_func ("/data/json-design/bad-designs-are-refused-with-their-place",
                   test_bad_designs_are_refused_with_their_place);
  g_test_add_func ("/data/json-design/members-may-come-in-any-order",
                   test_members_may_come_in_any_order);
  g_test_add_func ("/data/json-design/no-property-is-called-like-the-frame",
                   test_no_property_is_called_like_the_frame);
  g_test_add_func ("/data/json-design/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func ("/data/json-design/deep-designs-come-back", test_deep_designs_come_back);

  return g_test_run ();
}
