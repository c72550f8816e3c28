/* test-admin-trail.c — the audit trail, for the administrator
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-route.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#define PATIENT "/api/records/patient"

static GpTestRuntime *
start (void)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Trail");
  GpId patient = gp_test_add_entity (design, "patient");
  GpId visit = gp_test_add_entity (design, "visit");

  gp_test_set_bool (design, &patient, GP_ENTITY_AUDIT, TRUE);
  gp_test_set_bool (design, &visit, GP_ENTITY_AUDIT, TRUE);
  gp_test_deploy (backend, design);
  for (guint i = 0; i < 5; i++)
    gp_test_assert_call (backend, "POST", i < 3 ? PATIENT : "/api/records/visit",
                         GP_TEST_ADMIN_TOKEN, "{}", 201);

  return backend;
}

static gint64
count (GpTestRuntime *backend,
       const char    *path)
{
  gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 200);

  return gp_test_count (backend, "items");
}

static void
test_found_by_entity_record_and_page (void)
{
  g_autoptr(GpTestRuntime) backend = start ();
  g_autofree char *id = NULL, *path = NULL;

  g_assert_cmpint (count (backend, "/admin/trail"), ==, 5);
  g_assert_cmpint (count (backend, "/admin/trail?entity=patient"), ==, 3);
  id = gp_test_member (backend, "items.1.record");
  path = gp_test_query ("/admin/trail", "entity", "patient", "record", id, NULL);
  g_assert_cmpint (count (backend, path), ==, 1);
  g_assert_cmpint (count (backend, "/admin/trail?limit=2"), ==, 2);
  g_assert_cmpint (count (backend, "/admin/trail?before=3"), ==, 2);
}

static void
test_wrong_questions (void)
{
  static const char *const queries[] = {
    "entity=nothing", "record=a", "before=0", "before=x", "limit=0", "limit=1001", "odd=1",
  };
  g_autoptr(GpTestRuntime) backend = start ();

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/admin/trail?", queries[i], NULL);

      gp_test_assert_call (backend, "GET", path, GP_TEST_ADMIN_TOKEN, NULL, 400);
    }
  gp_test_assert_call (backend, "GET", "/admin/trail", NULL, NULL, 401);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/admin-trail/found-by-entity-record-and-page",
                   test_found_by_entity_record_and_page);
  g_test_add_func ("/data/admin-trail/wrong-questions", test_wrong_questions);

  return g_test_run ();
}
