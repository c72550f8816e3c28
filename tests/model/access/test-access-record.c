/* test-access-record.c — records as rules see them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-record.h"

#include "gp-access-fixtures.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-test-access.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

/* The JSON of a value, and what it is to an expression. */
static const struct
{
  const char *field;
  const char *json;
  const char *text;      /* NULL: does not fit */
} conversions[] = {
  { "project/id", "\"A7000000-0000-4000-8000-00000000000A\"",
    "'a7000000-0000-4000-8000-00000000000a'" },
  { "project/owner_id", "\"A7000000-0000-4000-8000-00000000000A\"",
    "'a7000000-0000-4000-8000-00000000000a'" },
  { "project/name", "\"A\"", "'A'" },
  { "project/name", "1", NULL },
  { "project/budget", "\"48.50\"", "48.5" },
  { "project/budget", "7", "7.0" },
  { "project/budget", "\"much\"", NULL },
  { "project/created", "\"2026-03-02T09:00:00Z\"", "timestamp('2026-03-02T09:00:00Z')" },
  { "project/created", "\"soon\"", NULL },
  { "project/due", "\"2026-03-02\"", "timestamp('2026-03-02T00:00:00Z')" },
  { "project/archived", "true", "true" },
  { "project/archived", "\"true\"", NULL },
  { "project/tags", "[\"a\", null]", "['a', null]" },
  { "project/tags", "\"a\"", NULL },
  { "project/tags", "[1]", NULL },
  { "project/meta", "{\"a\": 1}", "{'a': 1}" },
  { "task/id", "\"12\"", "12" },
  { "task/id", "12", "12" },
  { "task/id", "1.5", NULL },
  { "task/title", "null", "null" },
};

static void
test_values_have_their_fields_types (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (conversions); i++)
    {
      const GpElement *field = gp_design_lookup (design,
                                                 gp_test_expr_find (design, conversions[i].field));
      g_autoptr(GpExprValue) json = gp_expr_value_from_json (conversions[i].json, -1, NULL);
      g_autoptr(GpExprValue) value = gp_access_value_from_json (design, field, json);
      g_autofree char *text = gp_expr_value_to_text (value);

      g_test_message ("%s %s", conversions[i].field, conversions[i].json);
      if (conversions[i].text == NULL)
        g_assert_true (gp_expr_value_is_error (value));
      else
        g_assert_cmpstr (text, ==, conversions[i].text);
    }
}

static char *
run (const GpAccessRecord *record,
     const char           *text)
{
  g_autoptr(GpExprValue) variables =
    gp_expr_value_new_object ("record", gp_access_record_to_value (record), NULL);
  GpExprEnv env = { .lookup = gp_expr_lookup_in_value, .user_data = variables };
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);

  return gp_expr_value_is_error (value) ? g_strdup ("error") : gp_expr_value_to_text (value);
}

static void
test_paths_and_children_are_walked (void)
{
  static const char *const examples[][2] = {
    { "record.parent.owner", "'u1'" },
    { "record.parent.parent == null", "true" },
    { "record.parent.parent.owner", "error" },
    { "record.clinic.name", "'Riverside'" },
    { "record.parent.note.map(n, n.id)", "['n2']" },
    { "record.note.size()", "0" },
    { "record.points == null", "true" },
    { "has(record.points)", "false" },
    { "record.nothing", "error" },
    { "record == record.parent", "false" },
    { "record.parent == record.parent", "true" },
  };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  GpAccessRecord *record = gp_access_fixtures_find (
    fixtures, gp_test_access_find (design, GP_KIND_FIXTURE, "n2"), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *text = run (record, examples[i][0]);

      g_assert_cmpstr (text, ==, examples[i][1]);
    }
}

static void
test_json_comes_back (void)
{
  static const char json[] = "{\"id\": \"x\", \"clinic_id\": \"c1\", \"points\": 4}";
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpAccessRecord) record = NULL;
  g_autoptr(GpAccessRecord) merged = NULL;
  g_autoptr(GArray) fields = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  record = gp_access_record_from_json (gp_access_fixtures_get_world (fixtures), note, json, &error);
  g_assert_no_error (error);
  before = gp_access_record_to_json (record);
  g_assert_cmpstr (before, ==, json);
  merged = gp_access_record_merge_json (record, "{\"points\": null, \"owner\": \"a\\\"b\"}",
                                        &fields, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fields->len, ==, 2);
  after = gp_access_record_to_json (merged);
  g_assert_cmpstr (after, ==, "{\"id\": \"x\", \"clinic_id\": \"c1\", \"owner\": \"a\\\"b\"}");
}

/* Constants and the time are known beforehand; what is given, null too, stays. */
static void
test_defaults_are_added (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  static const char *const defaults[][2] = { { "status", "'open'" }, { "points", "3" },
                                             { "secret", "'s'" }, { "id", "uuid()" } };
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpAccessRecord) record = NULL;
  g_autofree char *json = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      GpId field = *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD,
                                                             defaults[i][0]));

      gp_test_access_set (design, &field, GP_FIELD_DEFAULT, gp_value_text (defaults[i][1]));
      note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
    }
  fixtures = gp_access_fixtures_new (design);
  record = gp_access_record_from_json (gp_access_fixtures_get_world (fixtures), note,
                                       "{\"points\": 9, \"secret\": null}", NULL);
  gp_access_record_add_defaults (record, 0);
  json = gp_access_record_to_json (record);
  g_assert_cmpstr (json, ==, "{\"status\": \"open\", \"points\": 9}");
}

static void
test_bad_json_is_told (void)
{
  static const char *const bad[] = { "", "[]", "{\"nothing\": 1}", "{\"points\": \"many\"}",
                                     "{\"points\": {}}", "{" };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_access_record_from_json (gp_access_fixtures_get_world (fixtures),
                                                 gp_test_access_find (design, GP_KIND_ENTITY,
                                                                      "note"),
                                                 bad[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-record/values-have-their-fields-types",
                   test_values_have_their_fields_types);
  g_test_add_func ("/model/access-record/paths-and-children-are-walked",
                   test_paths_and_children_are_walked);
  g_test_add_func ("/model/access-record/json-comes-back", test_json_comes_back);
  g_test_add_func ("/model/access-record/defaults-are-added", test_defaults_are_added);
  g_test_add_func ("/model/access-record/bad-json-is-told", test_bad_json_is_told);

  return g_test_run ();
}
