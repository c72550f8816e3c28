/* test-plan-json.c — plans as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-json.h"

#include "gp-test.h"

static GpPlan *
make_plan (void)
{
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_operation_unref);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (
    (GDestroyNotify) gp_finding_unref);
  GpId id = gp_id_new ();
  GpOperation *first = gp_operation_new ("remove:field:a.b", GP_OPERATION_REMOVE, GP_KIND_FIELD,
                                         &id,
                                         "a.b", "Remove \"b\"");
  GpOperation *second = gp_operation_new ("add:role:r", GP_OPERATION_ADD, GP_KIND_ROLE, NULL, "r",
                                          "Add");
  GpFinding *finding = gp_finding_new ("MIG203", GP_SEVERITY_ERROR, "In the way");

  first->destructive = TRUE;
  first->reversible = FALSE;
  first->rows = 12;
  gp_operation_set_request (first, "POST", "/admin/apply", "{\"a\":[1]}");
  gp_finding_set_element (finding, &id);
  g_ptr_array_add (operations, first);
  g_ptr_array_add (operations, second);
  g_ptr_array_add (findings, finding);

  return gp_plan_new ("local:http://127.0.0.1:1", "live", "design", operations, findings);
}

static void
test_round_trip (void)
{
  g_autoptr(GpPlan) plan = make_plan ();
  g_autoptr(GpPlan) back = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  gsize length;

  json = gp_plan_to_json (plan, GP_JSON_PRETTY, &length);
  back = gp_plan_from_json (json, length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_plan_get_hash (plan), ==, gp_plan_get_hash (back));
  again = gp_plan_to_json (back, GP_JSON_PRETTY, NULL);
  g_assert_cmpstr (json, ==, again);
}

/* A plan that was edited after it was reviewed is no plan. */
static void
test_edited (void)
{
  g_autoptr(GpPlan) plan = make_plan ();
  g_autofree char *json = gp_plan_to_json (plan, GP_JSON_COMPACT, NULL);
  static const char *const edits[][2] = {
    { "\"destructive\":true", "\"destructive\":false" }, { "12", "0" }, { "a.b", "a.c" },
    { "error", "warning" }, { "live\",", "lave\"," }, { "\"kind\":\"role\"", "\"kind\":\"none\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr(GString) edited = g_string_new (json);
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (g_string_replace (edited, edits[i][0], edits[i][1], 0), >, 0);
      g_assert_null (gp_plan_from_json (edited->str, edited->len, &error));
      g_assert_error (error, GP_JSON_ERROR, GP_JSON_ERROR_FORMAT);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/plan-json/round-trip", test_round_trip);
  g_test_add_func ("/plan-json/edited", test_edited);

  return g_test_run ();
}
