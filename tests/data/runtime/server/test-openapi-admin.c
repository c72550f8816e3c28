/* test-openapi-admin.c — the contract says every path that there is
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-route.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

/* As the backend has a thing, a bucket of papers and a flow on path/it, so are the routes. */
static char *
name_path (const char *pattern)
{
  static const char *const names[][2] = {
    { "{entity}", "thing" }, { "{bucket}", "papers" }, { "{path...}", "path/it" },
  };
  g_autoptr(GString) path = g_string_new (pattern);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_replace (path, names[i][0], names[i][1], 0);
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static GpTestRuntime *
start (void)
{
  GpTestRuntime *backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Contract");
  GpId thing = gp_test_add_entity (design, "thing");
  GpId role = gp_test_everyone (design);
  GpId scan = gp_test_add_field (design, &thing, "scan", "file");
  GpId papers = gp_test_add (design, GP_KIND_BUCKET, NULL, "papers");
  GpId flow = gp_test_add (design, GP_KIND_FLOW, NULL, "it");
  GpId step = gp_test_add (design, GP_KIND_STEP, &flow, "x");

  gp_test_set_bool (design, &scan, GP_FIELD_NULLABLE, TRUE);
  gp_test_set_text (design, &flow, GP_FLOW_TRIGGER, "http");
  gp_test_set_text (design, &flow, GP_FLOW_HTTP_PATH, "path/it");
  gp_test_set_text (design, &flow, GP_FLOW_HTTP_AUTH, "anyone");
  gp_test_set_text (design, &step, GP_STEP_TYPE, "set");
  gp_test_allow (design, &thing, &role, "create read update delete approve");
  gp_test_allow (design, &papers, &role, "create read update delete approve");
  gp_test_deploy (backend, design);

  return backend;
}

static void
test_every_route_is_in_the_contract (void)
{
  g_autoptr(GpTestRuntime) backend = start ();
  g_autoptr(GpJsonDocument) document = NULL;
  g_autoptr(GError) error = NULL;
  GpJsonNode paths;
  const GpRoute *route;

  gp_test_assert_call (backend, "GET", "/api/openapi.json", NULL, NULL, 200);
  document = gp_json_document_parse (backend->body, backend->length, 64, &error);
  g_assert_no_error (error);
  paths = gp_json_find (document, GP_JSON_ROOT, "paths");

  for (gsize i = 0; (route = gp_route_get (i)) != NULL; i++)
    {
      g_autofree char *path = name_path (route->pattern);
      g_autofree char *method = g_ascii_strdown (route->method, -1);
      GpJsonNode item = gp_json_find (document, paths, path);

      /* The contract itself, the page that shows it, and methods that the flow does not have. */
      if (g_str_equal (path, "/api/openapi.json") || g_str_equal (path, "/docs")
          || (strstr (path, "path/it") != NULL && !g_str_equal (method, "post")))
        continue;
      g_test_message ("%s %s", route->method, path);
      g_assert_cmpuint (item, !=, 0);
      g_assert_cmpuint (gp_json_find (document, item, method), !=, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/openapi-admin/every-route-is-in-the-contract",
                   test_every_route_is_in_the_contract);

  return g_test_run ();
}
