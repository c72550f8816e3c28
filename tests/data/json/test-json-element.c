/* test-json-element.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-design.h"
#include "gp-test.h"

#include <string.h>

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

/* The frame of an element and its properties are members of one object. */
static void
test_no_property_is_called_like_the_frame (void)
{
  static const char *const taken[] = { "kind", "id", "parent", "rank", "children", "change" };

  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
      g_assert_cmpstr (gp_property_get_info (p)->nick, !=, taken[i]);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-element/bad-designs-are-refused-with-their-place",
                   test_bad_designs_are_refused_with_their_place);
  g_test_add_func ("/data/json-element/no-property-is-called-like-the-frame",
                   test_no_property_is_called_like_the_frame);

  return g_test_run ();
}
