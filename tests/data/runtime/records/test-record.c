/* test-record.c — which parts of a record are given out
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define A GP_TEST_THING_A
#define B GP_TEST_THING_B

static void
test_shapes (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new_things ();
  g_autofree char *name = NULL;

  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL, "{\"id\":\"" A "\"}", 201);
  gp_test_assert_call (backend, "POST", "/api/records/thing", NULL,
                       "{\"id\":\"" B "\",\"name\":\"b\",\"parent\":\"" A "\"}", 201);
  gp_test_assert_call (backend, "GET", "/api/records/thing/" B "?fields=name", NULL, NULL, 200);
  g_assert_cmpstr (backend->body, ==, "{\"name\":\"b\"}");
  gp_test_assert_call (backend, "GET", "/api/records/thing/" B "?fields=name&expand=parent.parent",
                       NULL, NULL, 200);
  name = gp_test_member (backend, "parent.parent");
  g_assert_cmpstr (name, ==, "null");
  gp_test_assert_call (backend, "GET", "/api/records/thing/" B
                       "?expand=parent.parent.parent.parent.parent", NULL, NULL, 400);
}

/* A reference to what may not be read stays a key. */
static void
test_expand_asks_the_rules (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Hidden");
  GpId open = gp_test_add_entity (design, "open");
  GpId closed = gp_test_add_entity (design, "closed");
  GpId field = gp_test_add_field (design, &open, "closed", "reference");
  GpId role = gp_test_everyone (design);
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *query = NULL;

  gp_test_set_ref (design, &field, GP_FIELD_REFERENCE, &closed);
  gp_test_allow (design, &open, &role, "create read");
  gp_test_deploy (backend, design);
  gp_test_assert_call (backend, "POST", "/api/records/closed", GP_TEST_ADMIN_TOKEN, "{}", 201);
  id = gp_test_member (backend, "id");
  body = g_strdup_printf ("{\"closed\":\"%s\"}", id);
  gp_test_assert_call (backend, "POST", "/api/records/open", NULL, body, 201);
  gp_test_assert_call (backend, "GET", "/api/records/open?expand=closed", NULL, NULL, 200);
  seen = gp_test_member (backend, "items.0.closed");
  g_assert_cmpstr (seen, ==, id);
  query = gp_test_query ("/api/records/open", "filter", "record.closed_ref.id != null", NULL);
  gp_test_assert_call (backend, "GET", query, NULL, NULL, 400);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/record/shapes", test_shapes);
  g_test_add_func ("/record/expand-asks-the-rules", test_expand_asks_the_rules);

  return g_test_run ();
}
