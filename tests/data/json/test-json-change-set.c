/* test-json-change-set.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-json-change-set.h"
#include "gp-random.h"
#include "gp-test.h"

#include <string.h>

static void
assert_round_trip (const GpChangeSet *changes, GpJsonStyle style)
{
  gsize length;
  g_autofree char *text = gp_json_change_set_to_text (changes, style, &length);
  g_autofree char *text_again = NULL;
  g_autoptr(GpChangeSet) again = NULL;
  g_autoptr(GError) error = NULL;

  again = gp_json_change_set_from_text (text, length, &error);
  g_assert_no_error (error);
  g_assert_true (gp_change_set_equal (changes, again));
  g_assert_cmpstr (gp_change_set_get_title (again), ==, gp_change_set_get_title (changes));
  text_again = gp_json_change_set_to_text (again, style, NULL);
  g_assert_cmpstr (text, ==, text_again);
}

static void
test_round_trip_is_identity (void)
{
  guint rounds = gp_random_rounds (300);
  g_autoptr(GpDesign) design = gp_random_design (50);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 10);
      g_autoptr(GpChangeSet) back = gp_change_set_invert (edit);

      assert_round_trip (edit, GP_JSON_COMPACT);
      assert_round_trip (back, GP_JSON_PRETTY);
      g_assert_true (gp_design_apply (design, edit, NULL));
      if (gp_design_size (design) > 200)
        {
          g_object_unref (design);
          design = gp_random_design (50);
        }
    }
}

static void
test_the_form_is_this (void)
{
  static const char text[] = "{\n"
                             "  \"format\": \"groundplan-changes\",\n"
                             "  \"version\": 1,\n"
                             "  \"title\": \"Renamed fax to fax_number\",\n"
                             "  \"changes\": [\n"
                             "    {\n"
                             "      \"change\": \"set\",\n"
                             "      \"kind\": \"field\",\n"
                             "      \"id\": \"00000000-0000-7000-8000-000000000003\",\n"
                             "      \"property\": \"name\",\n"
                             "      \"before\": \"fax\",\n"
                             "      \"after\": \"fax_number\"\n"
                             "    },\n"
                             "    {\n"
                             "      \"change\": \"move\",\n"
                             "      \"kind\": \"field\",\n"
                             "      \"id\": \"00000000-0000-7000-8000-000000000003\",\n"
                             "      \"from\": {\n"
                             "        \"parent\": \"00000000-0000-7000-8000-000000000002\",\n"
                             "        \"rank\": 2\n"
                             "      },\n"
                             "      \"to\": {\n"
                             "        \"parent\": \"00000000-0000-7000-8000-000000000002\",\n"
                             "        \"rank\": 0.5\n"
                             "      }\n"
                             "    },\n"
                             "    {\n"
                             "      \"change\": \"add\",\n"
                             "      \"kind\": \"field\",\n"
                             "      \"id\": \"00000000-0000-7000-8000-000000000004\",\n"
                             "      \"parent\": \"00000000-0000-7000-8000-000000000002\",\n"
                             "      \"rank\": 3,\n"
                             "      \"name\": \"state\"\n"
                             "    }\n"
                             "  ]\n"
                             "}\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_json_change_set_from_text (text, strlen (text), &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = gp_json_change_set_to_text (changes, GP_JSON_PRETTY, NULL);
  g_assert_cmpstr (again, ==, text);
}

#define CHANGE(members) \
  "{\"format\":\"groundplan-changes\",\"version\":1,\"title\":\"\",\"changes\":[{" members "}]}"
#define SUBJECT "\"kind\":\"field\",\"id\":\"00000000-0000-7000-8000-000000000003\""

static void
test_bad_changes_are_refused_with_their_place (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "{\"format\":\"groundplan\",\"version\":1}", "(/format)" },
    { "{\"format\":\"groundplan-changes\",\"version\":1,\"title\":1,\"changes\":[]}", "(/title)" },
    { "{\"format\":\"groundplan-changes\",\"version\":1,\"title\":\"\",\"changes\":{}}",
      "(/changes)" },
    { CHANGE (""), "“change”" },
    { CHANGE ("\"change\":\"rename\"," SUBJECT), "(/changes/0/change)" },
    { CHANGE ("\"change\":\"set\"," SUBJECT), "“property”" },
    { CHANGE ("\"change\":\"set\"," SUBJECT ",\"property\":\"nome\""), "(/changes/0/property)" },
    { CHANGE ("\"change\":\"set\"," SUBJECT ",\"property\":\"name\",\"after\":1"),
      "(/changes/0/after)" },
    { CHANGE ("\"change\":\"set\"," SUBJECT ",\"property\":\"name\",\"rank\":1"), "“rank”" },
    { CHANGE ("\"change\":\"move\"," SUBJECT ",\"from\":{\"rank\":1}"), "“to”" },
    { CHANGE ("\"change\":\"move\"," SUBJECT ",\"from\":1,\"to\":1"), "(/changes/0/from)" },
    { CHANGE ("\"change\":\"add\"," SUBJECT ",\"after\":1"), "(/changes/0/after)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpChangeSet) changes = NULL;

      changes = gp_json_change_set_from_text (cases[i].text, strlen (cases[i].text), &error);
      g_assert_null (changes);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (error->domain == GP_JSON_ERROR);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/json-change-set/round-trip-is-identity", test_round_trip_is_identity);
  g_test_add_func ("/data/json-change-set/the-form-is-this", test_the_form_is_this);
  g_test_add_func ("/data/json-change-set/bad-changes-are-refused-with-their-place",
                   test_bad_changes_are_refused_with_their_place);

  return g_test_run ();
}
