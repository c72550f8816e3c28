/* test-directus-enforcer.c — the permissions of a caller, and what they cannot say
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-enforcer.h"

#include "enforcer-asked.h"
#include "gp-test.h"

static void
test_rows_are_found_by_filters (void)
{
  GpDesign *design = gp_test_access_design (TRUE);
  g_auto(Asked) asked = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *filter = NULL;
  g_autofree char *none = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.status == 'open'", NULL);
  ask (&asked, &gp_directus_enforcer, design);
  filter = say (&asked, "read", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (filter, "\"action\": \"read\""));
  g_assert_nonnull (strstr (filter, "\"status\""));
  g_assert_nonnull (strstr (filter, "\"open\""));

  none = say (&asked, "delete", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (none, ==, "[]");
  g_assert_null (say (&asked, "approve", &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
}

static void
test_what_cannot_be_asked_is_told (void)
{
  check_what_cannot_be_asked (&gp_directus_enforcer, FALSE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-enforcer/rows-are-found-by-filters",
                   test_rows_are_found_by_filters);
  g_test_add_func ("/data/directus-enforcer/what-cannot-be-asked-is-told",
                   test_what_cannot_be_asked_is_told);

  return g_test_run ();
}
