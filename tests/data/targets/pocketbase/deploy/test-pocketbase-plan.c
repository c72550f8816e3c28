/* test-pocketbase-plan.c — what a deployment to a PocketBase would do
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-plan.h"

#include <string.h>

#include "gp-pocketbase-names.h"
#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_nothing_and_all (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) all = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_autoptr(GpPlan) none = NULL;

  g_assert_cmpuint (gp_plan_get_size (all), ==, 4);
  gp_test_pocketbase_hold (server, design);
  none = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_assert_cmpuint (gp_plan_get_size (none), ==, 0);
  g_assert_cmpstr (gp_plan_get_live (all), !=, gp_plan_get_live (none));
}

/* What an imported design finds where it came from: that is written down. */
static void
test_what_is_there_is_recorded (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_design_new (NULL, NULL);
  g_autoptr(GpPlan) plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);

  g_assert_cmpuint (gp_plan_get_size (plan), ==, 1);
  g_assert_false (gp_plan_get_operation (plan, 0)->destructive);
}

static void
test_a_rename_is_one_and_a_removal_counts (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  const GpElement *patient = gp_design_find_child (design, gp_design_get_root_id (design),
                                                   GP_KIND_ENTITY, "patient");
  GpId entity = *gp_element_get_id (patient);
  GpId status = *gp_element_get_id (gp_design_find_child (design, &entity, GP_KIND_FIELD,
                                                          "status"));
  g_autofree char *id = gp_pocketbase_id (&entity, NULL);
  g_autofree char *path = g_strdup_printf ("GET /api/collections/%s/records", id);
  g_autoptr(GpPlan) plan = NULL;
  const GpOperation *operation;

  gp_test_pocketbase_hold (server, design);
  gp_test_directus_answer (server, path, 200, "{\"items\":[],\"totalItems\":7}", NULL);
  gp_test_set_text (design, &entity, GP_ENTITY_NAME, "person");
  gp_test_remove (design, &status);
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_assert_cmpuint (gp_plan_get_size (plan), ==, 2);
  for (gsize i = 0; i < 2; i++)
    {
      operation = gp_plan_get_operation (plan, i);
      g_assert_cmpint (operation->destructive, ==, operation->action == GP_OPERATION_REMOVE);
      g_assert_cmpint (operation->rows, ==, operation->destructive ? 7 : 0);
    }
}

static void
test_another_design (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpDesign) other = gp_test_directus_design ();
  g_autoptr(GError) error = NULL;

  gp_test_pocketbase_hold (server, design);
  g_assert_null (gp_pocketbase_plan (client, "pocketbase:test", other, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED);
}

static guint
count_findings (GpPlan     *plan,
                const char *code,
                const char *words)
{
  guint n = 0;

  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    {
      const GpFinding *finding = gp_plan_get_finding (plan, i);

      n += g_str_equal (gp_finding_get_code (finding), code)
           && strstr (gp_finding_get_message (finding), words) != NULL;
    }
  return n;
}

/* A role takes the name of another one: done twice, accounts would get the wrong one. */
static void
test_names_of_other_roles (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GPtrArray) roles = gp_design_list (design, GP_KIND_ROLE);
  GpId doctor = *gp_element_get_id (roles->pdata[0]);
  GpId nurse = gp_test_add (design, GP_KIND_ROLE, NULL, "nurse");
  g_autoptr(GpPlan) fine = NULL;
  g_autoptr(GpPlan) plan = NULL;

  gp_test_pocketbase_hold (server, design);
  gp_test_set_text (design, &nurse, GP_ROLE_NAME, "carer");
  fine = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_assert_false (gp_plan_is_blocked (fine));
  gp_test_set_text (design, &doctor, GP_ROLE_NAME, "nurse");
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_assert_cmpuint (count_findings (plan, "DEP002", "“nurse”"), ==, 1);
}

/* A field of accounts that is called as ours is, and is none. */
static void
test_a_field_of_accounts (void)
{
  static const char *const types[] = { "select", "number" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
      g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
      g_autoptr(GpDesign) design = gp_test_directus_design ();
      g_autofree char *page = g_strdup_printf (
        "{\"page\":1,\"totalPages\":1,\"items\":[{\"id\":\"_pb_users_auth_\",\"name\":\"users\","
        "\"type\":\"auth\",\"schema\":[{\"id\":\"r\",\"name\":\"roles\",\"type\":\"%s\","
        "\"options\":{}}]}]}", types[i]);
      g_autoptr(GpPlan) plan = NULL;

      gp_test_directus_answer (server, "GET /api/collections", 200, page, NULL);
      plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
      g_assert_cmpuint (count_findings (plan, "DEP002", "“roles”"), ==, i);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-plan/nothing-and-all", test_nothing_and_all);
  g_test_add_func ("/data/pocketbase-plan/what-is-there-is-recorded",
                   test_what_is_there_is_recorded);
  g_test_add_func ("/data/pocketbase-plan/a-rename-is-one-and-a-removal-counts",
                   test_a_rename_is_one_and_a_removal_counts);
  g_test_add_func ("/data/pocketbase-plan/another-design", test_another_design);
  g_test_add_func ("/data/pocketbase-plan/names-of-other-roles", test_names_of_other_roles);
  g_test_add_func ("/data/pocketbase-plan/a-field-of-accounts", test_a_field_of_accounts);
  return g_test_run ();
}
