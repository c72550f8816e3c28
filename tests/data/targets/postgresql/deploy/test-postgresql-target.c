/* test-postgresql-target.c — deploying to PostgreSQL over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-target.h"

#include "gp-finding.h"
#include "gp-test-http.h"
#include "gp-test.h"

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      answer)
{
  *(GAsyncResult **) answer = g_object_ref (result);
}

/* The window goes on while a worker waits for the database. */
static void
test_reading_does_not_wait (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_postgresql_target_new (gp_test_http_get_url (http), NULL, &error);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autofree char *live = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (gp_target_get_capability (target)->type, ==, "postgresql");
  gp_test_http_add (http, 200, NULL,
                    "[{\"fingerprint\":\"f1\",\"catalog\":\"[]\",\"managed\":false}]");
  gp_target_read_async (target, NULL, answered_cb, &answer);
  gp_test_wait_until (answer != NULL);
  design = gp_target_read_finish (target, answer, &live, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (live, ==, "f1");
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 0);
}

/* What has no place in the design is told, both what was read and what was not even read. */
static void
test_losses_are_told (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpTarget) target = gp_postgresql_target_new (gp_test_http_get_url (http), NULL, NULL);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GPtrArray) losses = NULL;
  g_autoptr(GpDesign) design = NULL;

  gp_test_http_add (http, 200, NULL,
                    "[{\"fingerprint\":\"f1\",\"managed\":false,\"catalog\":"
                    "\"[[\\\"domain\\\", \\\"d\\\", \\\"CREATE DOMAIN d AS text\\\", false],"
                    "[\\\"table\\\", \\\"t\\\", \\\"CREATE TABLE t (a d)\\\", false]]\","
                    "\"unread\":\"[[\\\"w\\\", \\\"CREATE RULE r ON t\\\"]]\"}]");
  gp_target_read_async (target, NULL, answered_cb, &answer);
  gp_test_wait_until (answer != NULL);
  losses = gp_target_list_losses (target, answer);
  design = gp_target_read_finish (target, answer, NULL, NULL);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_FIELD), ==, 1);
  g_assert_cmpuint (losses->len, ==, 2);
  for (guint i = 0; i < losses->len; i++)
    {
      guint line;
      guint column;

      /* There is no file to look into. */
      gp_finding_get_place (losses->pdata[i], &line, &column);
      g_assert_cmpuint (line, ==, 0);
    }
}

static void
test_a_failure_comes_back (void)
{
  g_autoptr(GpTestHttp) http = gp_test_http_new ();
  g_autoptr(GpTarget) target = gp_postgresql_target_new_supabase (gp_test_http_get_url (http),
                                                                  "secret", NULL);
  g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Nothing");
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(GError) error = NULL;

  gp_test_http_add (http, 401, NULL, "{}");
  gp_target_plan_async (target, wanted, NULL, answered_cb, &answer);
  gp_test_wait_until (answer != NULL);
  g_assert_null (gp_target_plan_finish (target, answer, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_assert_null (strstr (error->message, "secret"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-target/reading-does-not-wait", test_reading_does_not_wait);
  g_test_add_func ("/data/postgresql-target/losses-are-told", test_losses_are_told);
  g_test_add_func ("/data/postgresql-target/a-failure-comes-back", test_a_failure_comes_back);
  return g_test_run ();
}
