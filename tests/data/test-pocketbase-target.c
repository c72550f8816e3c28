/* test-pocketbase-target.c — deploying to a PocketBase over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-target.h"

#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static GpTarget *
open_target (GpTestDirectus *server)
{
  return gp_pocketbase_target_new (gp_test_directus_get_url (server), "token", NULL);
}

static void
test_reading (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTarget) target = open_target (server);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GpDesign) read = NULL;
  g_autofree char *live = NULL;

  gp_test_pocketbase_hold (server, design);
  g_assert_true (g_str_has_prefix (gp_target_get_name (target), "pocketbase:http://127.0.0.1:"));
  g_assert_cmpstr (gp_target_get_capability (target)->type, ==, "pocketbase");
  gp_target_read_async (target, NULL, done_cb, &answer);
  gp_test_wait_until (answer != NULL);
  read = gp_target_read_finish (target, answer, &live, NULL);
  g_assert_cmpuint (gp_design_count (read, GP_KIND_ENTITY), ==, 2);
  g_assert_cmpuint (strlen (live), ==, 64);
}

static void
test_planning_and_verifying (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpTarget) target = open_target (server);
  g_autoptr(GAsyncResult) planned = NULL;
  g_autoptr(GAsyncResult) applied = NULL;
  g_autoptr(GAsyncResult) verified = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GpChangeSet) left = NULL;
  g_autoptr(GpDesign) other = gp_test_directus_design ();
  g_autoptr(GError) error = NULL;

  gp_target_plan_async (target, design, NULL, done_cb, &planned);
  gp_test_wait_until (planned != NULL);
  plan = gp_target_plan_finish (target, planned, NULL);
  g_assert_cmpuint (gp_plan_get_size (plan), ==, 4);
  gp_target_apply_async (target, other, plan, NULL, NULL, NULL, NULL, done_cb, &applied);
  gp_test_wait_until (applied != NULL);
  g_assert_false (gp_target_apply_finish (target, applied, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);

  gp_test_pocketbase_hold (server, design);
  gp_target_verify_async (target, design, NULL, done_cb, &verified);
  gp_test_wait_until (verified != NULL);
  left = gp_target_verify_finish (target, verified, NULL);
  g_assert_cmpuint (gp_change_set_get_size (left), ==, 0);
}

static void
test_addresses (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_pocketbase_target_new ("http://example.org", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/pocketbase-target/reading", test_reading);
  g_test_add_func ("/data/pocketbase-target/planning-and-verifying", test_planning_and_verifying);
  g_test_add_func ("/data/pocketbase-target/addresses", test_addresses);
  return g_test_run ();
}
