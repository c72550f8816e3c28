/* test-filter.c — filters as clients write them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A GP_TEST_THING_A

static gint64
count (GpTestRuntime *backend,
       const char    *filter)
{
  g_autofree char *path = gp_test_query ("/api/records/thing", "filter", filter, NULL);

  gp_test_assert_call (backend, "GET", path, NULL, NULL, 200);

  return gp_test_count (backend, "items");
}

static void
test_names_with_and_without_record (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":\"" A "\",\"name\":\"a\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"name\":\"b\",\"parent\":\"" A "\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{}", 201);
  g_assert_cmpint (count (backend, "name == 'a'"), ==, 1);
  g_assert_cmpint (count (backend, "record.name == 'a'"), ==, 1);
  g_assert_cmpint (count (backend, "name != 'a'"), ==, 2);
  g_assert_cmpint (count (backend, "name == null || name in ['b']"), ==, 2);
  g_assert_cmpint (count (backend, "!(name == 'a') && name != null"), ==, 1);
  g_assert_cmpint (count (backend, "name.startsWith('%')"), ==, 0);
  g_assert_cmpint (count (backend, "record.parent_ref.name == 'a'"), ==, 1);
  g_assert_cmpint (count (backend, "record.thing.exists(name, name.name == 'b')"), ==, 1);
  g_assert_cmpint (count (backend, "name == user.id"), ==, 0);
  g_assert_cmpint (count (backend, ""), ==, 3);
}

static void
test_wrong_filters (void)
{
  static const char *const wrong[] = {
    "name", "name == 1", "nothing == 1", "name = 'a'", "name == 'a", "1", "name.matches('a')", "(",
    "name < null", "size(name)", "new.name == 'a'", "name == name == name",
  };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = gp_test_query ("/api/records/thing", "filter", wrong[i], NULL);

      gp_test_assert_call (backend, "GET", path, NULL, NULL, 400);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/filter/names-with-and-without-record", test_names_with_and_without_record);
  g_test_add_func ("/filter/wrong-filters", test_wrong_filters);

  return g_test_run ();
}
