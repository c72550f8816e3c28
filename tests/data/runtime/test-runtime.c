/* test-runtime.c — the local backend from outside: deploying and keeping records
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* Anybody may do everything with the records of @entity. */
static void
open_entity (GpDesign   *design,
             const GpId *entity)
{
  GpId role = gp_test_everyone (design);

  gp_test_allow (design, entity, &role, "create read update delete");
}

static void
test_serves_what_is_deployed (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Library");
  GpId book = gp_test_add_entity (design, "book");
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;

  gp_test_add_field (design, &book, "title", "text");
  open_entity (design, &book);
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
  gp_test_assert_call (backend, "GET", "/api/records/book", NULL, NULL, 404);
  gp_test_deploy (backend, design);

  gp_test_assert_call (backend, "POST", "/api/records/book", NULL, "{\"title\":\"Emma\"}", 201);
  id = gp_test_member (backend, "id");
  path = g_strconcat ("/api/records/book/", id, NULL);
  g_assert_cmpstr (backend->location, ==, path);

  gp_test_runtime_restart (backend);
  gp_test_assert_call (backend, "GET", path, NULL, NULL, 200);
  title = gp_test_member (backend, "title");
  g_assert_cmpstr (title, ==, "Emma");
  gp_test_assert_call (backend, "PATCH", path, NULL, "{\"title\":\"Persuasion\"}", 200);
  gp_test_assert_call (backend, "GET", "/api/records/book?count=true", NULL, NULL, 200);
  g_assert_cmpint (gp_test_count (backend, "items"), ==, 1);
  gp_test_assert_call (backend, "DELETE", path, NULL, NULL, 204);
  gp_test_assert_call (backend, "GET", path, NULL, NULL, 404);
}

/* Whoever stops it does not wait for ever, even where its thread has hardly begun. */
static void
test_stops_at_once (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();

  for (guint i = 0; i < 100; i++)
    gp_test_runtime_restart (backend);
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/runtime/serves-what-is-deployed", test_serves_what_is_deployed);
  g_test_add_func ("/runtime/stops-at-once", test_stops_at_once);

  return g_test_run ();
}
