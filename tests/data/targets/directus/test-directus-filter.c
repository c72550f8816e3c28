/* test-directus-filter.c — pieces of filters
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-filter.h"

#include "gp-test.h"

static void
test_constants_are_folded (void)
{
  g_autofree char *both = gp_directus_filter_join_two (TRUE, GP_DIRECTUS_ALL, "{\"a\":1}");
  g_autofree char *none = gp_directus_filter_join_two (TRUE, GP_DIRECTUS_NONE, "{\"a\":1}");
  g_autofree char *either = gp_directus_filter_join_two (FALSE, GP_DIRECTUS_NONE, "{\"a\":1}");
  g_autofree char *all = gp_directus_filter_join_two (FALSE, "{\"a\":1}", GP_DIRECTUS_ALL);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autofree char *empty_and = gp_directus_filter_join (TRUE, nothing);
  g_autofree char *empty_or = gp_directus_filter_join (FALSE, nothing);

  g_assert_cmpstr (both, ==, "{\"a\":1}");
  g_assert_cmpstr (none, ==, GP_DIRECTUS_NONE);
  g_assert_cmpstr (either, ==, "{\"a\":1}");
  g_assert_cmpstr (all, ==, GP_DIRECTUS_ALL);
  g_assert_cmpstr (empty_and, ==, GP_DIRECTUS_ALL);
  g_assert_cmpstr (empty_or, ==, GP_DIRECTUS_NONE);
}

static void
test_joints_are_lifted (void)
{
  g_autofree char *pair = gp_directus_filter_join_two (TRUE, "{\"a\":\"],}\\\"\"}",
                                                       "{\"b\":[1,2]}");
  g_autofree char *again = gp_directus_filter_join_two (TRUE, pair, "{\"b\":[1,2]}");
  g_autofree char *mixed = gp_directus_filter_join_two (FALSE, pair, "{\"c\":1}");

  g_assert_cmpstr (pair, ==, "{\"_and\":[{\"a\":\"],}\\\"\"},{\"b\":[1,2]}]}");
  g_assert_cmpstr (again, ==, pair);
  g_assert_cmpstr (mixed, ==,
                   "{\"_or\":[{\"_and\":[{\"a\":\"],}\\\"\"},{\"b\":[1,2]}]},{\"c\":1}]}");
  g_assert_false (gp_directus_filter_is_leaf (pair));
  g_assert_false (gp_directus_filter_is_leaf (GP_DIRECTUS_ALL));
  g_assert_true (gp_directus_filter_is_leaf ("{\"c\":1}"));
}

static void
test_constants_become_tests_of_the_key (void)
{
  g_autofree char *all = gp_directus_filter_finish (GP_DIRECTUS_ALL, "id");
  g_autofree char *none = gp_directus_filter_finish (GP_DIRECTUS_NONE, "id");

  g_assert_cmpstr (all, ==, "{\"id\":{\"_nnull\":true}}");
  g_assert_cmpstr (none, ==, "{\"id\":{\"_null\":true}}");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-filter/constants-are-folded", test_constants_are_folded);
  g_test_add_func ("/data/directus-filter/joints-are-lifted", test_joints_are_lifted);
  g_test_add_func ("/data/directus-filter/constants-become-tests-of-the-key",
                   test_constants_become_tests_of_the_key);
  return g_test_run ();
}
