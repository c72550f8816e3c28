/* test-directus-plan.c — what a deployment to a Directus would do
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-plan.h"

#include "gp-directus-keep.h"
#include "gp-directus-state.h"
#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

static GpPlan *
plan (GpTestDirectus *server,
      GpDesign       *design)
{
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GError) error = NULL;
  GpPlan *made = gp_directus_plan (client, "directus:test", design, &error);

  g_assert_no_error (error);
  return made;
}

static void
test_first_time (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) first = plan (server, design);
  g_autoptr(GpPlan) again = plan (server, design);
  g_autofree char *asked = gp_test_directus_dup_asked (server);

  g_assert_false (gp_plan_is_blocked (first));
  g_assert_cmpuint (gp_plan_get_size (first), ==, 4);
  g_assert_cmpstr (gp_plan_get_hash (first), ==, gp_plan_get_hash (again));
  g_assert_cmpstr (asked, ==, "");
}

static void
test_nothing_to_do (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) made = NULL;

  gp_test_directus_hold (server, design);
  made = plan (server, design);
  g_assert_cmpuint (gp_plan_get_size (made), ==, 0);
}

/* What an imported design finds where it came from: that is written down. */
static void
test_what_is_there_is_recorded (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, NULL);
  g_autoptr(GpPlan) made = plan (server, design);

  g_assert_cmpuint (gp_plan_get_size (made), ==, 1);
  g_assert_false (gp_plan_get_operation (made, 0)->destructive);
}

/* A rename loses nothing, but the old values go: people are asked. */
static void
test_rename_needs_consent (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) after = gp_design_copy (design);
  GpId name = gp_test_directus_find_id (after, "patient", "name");
  const char *const allowed[] = { "rename:field:patient.name", NULL };
  g_autoptr(GpPlan) made = NULL;
  g_autoptr(GPtrArray) missing = NULL;
  g_autoptr(GPtrArray) none = NULL;

  gp_test_directus_hold (server, design);
  gp_test_directus_answer (server, "GET /items/patient", 200, "{\"data\":[{\"count\":5}]}", NULL);
  gp_test_set_text (after, &name, GP_FIELD_NAME, "full_name");
  made = plan (server, after);
  missing = gp_plan_list_unconsented (made, NULL);
  none = gp_plan_list_unconsented (made, allowed);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpint (((GpOperation *) missing->pdata[0])->rows, ==, 5);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_another_design (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) other = gp_test_directus_design ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GError) error = NULL;

  gp_test_directus_hold (server, design);
  g_assert_null (gp_directus_plan (client, "directus:test", other, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED);
}

static void
drop_field (JsonObject *snapshot,
            const char *gone)
{
  JsonArray *fields = json_object_get_array_member (snapshot, "fields");

  for (guint i = json_array_get_length (fields); i > 0; i--)
    {
      g_autofree char *key = gp_directus_key (json_array_get_object_element (fields, i - 1));

      if (g_str_equal (key, gone))
        json_array_remove_element (fields, i - 1);
    }
}

/* A deployment that was interrupted has dropped it: Directus would refuse to count its values. */
static void
test_what_is_gone_is_not_counted (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(JsonNode) own = json_from_string ("{\"collection\":\"groundplan\"}", NULL);
  g_autofree char *packed = NULL, *rows = NULL, *snapshot = NULL;
  g_autoptr(GpDirectusState) state = NULL;
  g_autoptr(JsonObject) whole = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  const GpElement *patient = gp_design_find_child (design, gp_design_get_root_id (design),
                                                   GP_KIND_ENTITY, "patient");
  const GpElement *name = gp_design_find_child (design, gp_element_get_id (patient),
                                                GP_KIND_FIELD, "name");

  gp_test_directus_hold (server, design);
  packed = gp_directus_keep_pack (design);
  rows = g_strdup_printf ("{\"data\":[{\"id\":\"design\","
                          "\"value\":\"{\\\"design\\\":\\\"%s\\\"}\"},"
                          "{\"id\":\"journal\",\"value\":\"{}\"}]}", packed);
  gp_test_directus_answer (server, "GET /items/groundplan", 200, rows, NULL);
  state = gp_directus_state_read (client, &error);
  g_assert_no_error (error);
  drop_field (state->snapshot, "patient.name");
  whole = json_object_new ();
  json_object_set_object_member (whole, "data", json_object_ref (state->snapshot));
  json_array_add_object_element (json_object_get_array_member (state->snapshot, "collections"),
                                 json_node_dup_object (own));
  node = gp_directus_json_wrap (whole);
  snapshot = gp_directus_json_print (node);
  gp_test_directus_answer (server, "GET /schema/snapshot", 200, snapshot, NULL);
  gp_test_directus_answer (server, "GET /items/patient", 403, NULL, NULL);
  gp_test_remove (design, gp_element_get_id (name));
  plan = gp_directus_plan (client, "directus:test", design, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plan);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-plan/first-time", test_first_time);
  g_test_add_func ("/data/directus-plan/what-is-there-is-recorded",
                   test_what_is_there_is_recorded);
  g_test_add_func ("/data/directus-plan/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/data/directus-plan/rename-needs-consent", test_rename_needs_consent);
  g_test_add_func ("/data/directus-plan/another-design", test_another_design);
  g_test_add_func ("/data/directus-plan/what-is-gone-is-not-counted",
                   test_what_is_gone_is_not_counted);
  return g_test_run ();
}
