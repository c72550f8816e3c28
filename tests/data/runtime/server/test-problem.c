/* test-problem.c — errors as clients see them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-problem.h"

#include "gp-sqlite.h"
#include "gp-test.h"

static void
test_fields (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;
  g_autofree char *json = NULL;
  guint status;

  gp_problem_add_field (&error, "name", g_strdup ("a \"text\""));
  gp_problem_add_field (&error, "age", g_strdup ("a number"));
  gp_problem_set_extra (error, "operation", "3");
  copy = g_error_copy (error);
  json = gp_problem_to_json (copy, &status);
  g_assert_cmpuint (status, ==, 400);
  g_assert_nonnull (strstr (json, "{\"field\":\"name\",\"detail\":\"a \\\"text\\\"\"}"));
  g_assert_nonnull (strstr (json, "\"operation\":3"));
  g_assert_nonnull (strstr (json, "urn:groundplan:problem:validation"));
}

/* What the database says stays here. */
static void
test_inside_stays_inside (void)
{
  g_autoptr(GError) error = g_error_new (GP_SQLITE_ERROR, GP_SQLITE_ERROR_CORRUPT, "secret path");
  g_autoptr(GError) slow = g_error_new (GP_SQLITE_ERROR, GP_SQLITE_ERROR_INTERRUPTED, "secret");
  g_autofree char *json = NULL;
  g_autofree char *slow_json = NULL;
  guint status;

  json = gp_problem_to_json (error, &status);
  g_assert_cmpuint (status, ==, 500);
  g_assert_null (strstr (json, "secret"));
  slow_json = gp_problem_to_json (slow, &status);
  g_assert_cmpuint (status, ==, 503);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/problem/fields", test_fields);
  g_test_add_func ("/problem/inside-stays-inside", test_inside_stays_inside);

  return g_test_run ();
}
