/* test-postgresql-plan.c — planning, applying and verifying
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-plan.h"

#include "gp-target.h"
#include "gp-test.h"
#include "postgresql-told.h"

static GpPlan *
make_plan (GpTestHttp          *http,
           GpPostgresqlServer  *server,
           GpDesign            *wanted,
           guint                status,
           const char          *rehearsal)
{
  g_autoptr(GError) error = NULL;
  GpPlan *plan;

  gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", ""));
  gp_test_http_add (http, status, NULL, rehearsal);
  plan = gp_postgresql_plan (server, gp_capability_find ("postgresql"), wanted, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

/* The script is tried; what the database has against it is an error of the plan. */
static void
test_a_script_that_fails_blocks_the_plan (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpPlan) good = NULL;
  g_autoptr(GpPlan) bad = NULL;
  g_autoptr(GpPlan) early = NULL;
  g_autofree char *tried = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  good = make_plan (http, server, wanted, 200, "[]");
  bad = make_plan (http, server, wanted, 400, "{\"message\":\"no\",\"code\":\"23502\"}");
  early = make_plan (http, server, wanted, 400, "{\"message\":\"zu früh\",\"code\":\"55P04\"}");
  tried = gp_test_http_dup_body (http, 1);
  g_assert_nonnull (strstr (tried, "ROLLBACK;"));
  g_assert_cmpstr (gp_plan_get_live (good), ==, "f1");
  g_assert_cmpuint (gp_plan_get_size (good), ==, 1);
  g_assert_nonnull (strstr (gp_plan_get_operation (good, 0)->body, "CREATE TABLE thing"));
  g_assert_false (gp_plan_is_blocked (good));
  g_assert_true (gp_plan_is_blocked (bad));
  /* A new value of an enum that is used at once: the deployment adds it in a step before. */
  g_assert_false (gp_plan_is_blocked (early));
}

/* A database that holds the design already, by others: it is written down once, and that is all. */
static void
test_what_is_there_is_recorded (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, NULL);
  g_autoptr(GpPlan) plan = make_plan (http, server, wanted, 200, "[]");

  g_assert_cmpuint (gp_plan_get_size (plan), ==, 1);
  g_assert_false (gp_plan_get_operation (plan, 0)->destructive);
}

static void
test_a_database_that_moved_is_refused (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  plan = make_plan (http, server, wanted, 200, "[]");
  gp_test_http_add (http, 200, NULL, UNMANAGED ("f2", ""));
  g_assert_false (gp_postgresql_apply (server, wanted, plan, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_clear_error (&error);
  /* Or after that: then the script itself finds out. */
  gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", ""));
  gp_test_http_add (http, 400, NULL, "{\"message\":\"changed\",\"code\":\"GP001\"}");
  g_assert_false (gp_postgresql_apply (server, wanted, plan, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
}

/* The answer to the commit is lost: the record says whether there was one. */
static void
test_a_lost_answer_is_looked_for (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  plan = make_plan (http, server, wanted, 200, "[]");
  for (guint i = 0; i < 2; i++)
    {
      gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", ""));
      gp_test_http_add (http, GP_TEST_HTTP_CUT, NULL, "");
      gp_test_http_add (http, 200, NULL, "[{\"there\":\"true\"}]");
      gp_test_http_add (http, 200, NULL, i == 0 ? "[{\"found\":\"1\"}]" : "[{\"found\":\"0\"}]");
      g_assert_true (gp_postgresql_apply (server, wanted, plan, NULL, &error) == (i == 0));
    }
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_assert_nonnull (strstr (error->message, "as before"));
  g_clear_error (&error);
  gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", ""));
  gp_test_http_add (http, GP_TEST_HTTP_CUT, NULL, "");
  gp_test_http_add (http, GP_TEST_HTTP_CUT, NULL, "");
  g_assert_false (gp_postgresql_apply (server, wanted, plan, NULL, &error));
  g_assert_nonnull (strstr (error->message, "Deploy again"));
}

static void
test_what_was_never_deployed_is_not_verified (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpPostgresqlServer) server = connect_to (http);
  g_autoptr(GpDesign) wanted = NULL;
  g_autoptr(GError) error = NULL;
  GpId thing;
  GpId name;

  wanted = new_things (&thing, &name);
  gp_test_http_add (http, 200, NULL, UNMANAGED ("f1", TABLE "," KEY));
  g_assert_null (gp_postgresql_verify (server, wanted, NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-plan/a-script-that-fails-blocks-the-plan",
                   test_a_script_that_fails_blocks_the_plan);
  g_test_add_func ("/data/postgresql-plan/what-is-there-is-recorded",
                   test_what_is_there_is_recorded);
  g_test_add_func ("/data/postgresql-plan/a-database-that-moved-is-refused",
                   test_a_database_that_moved_is_refused);
  g_test_add_func ("/data/postgresql-plan/a-lost-answer-is-looked-for",
                   test_a_lost_answer_is_looked_for);
  g_test_add_func ("/data/postgresql-plan/what-was-never-deployed-is-not-verified",
                   test_what_was_never_deployed_is_not_verified);
  return g_test_run ();
}
