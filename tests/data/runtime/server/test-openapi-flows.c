/* test-openapi-flows.c — the paths of flows that a request starts
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-openapi.h"

#include <string.h>

#include "gp-test-flow.h"
#include "gp-test.h"

static char *
paths_of (const char *script)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_openapi_write_flows (design, &writer);
  gp_json_writer_end_object (&writer);
  return g_strdup (out->str);
}

static void
test_flows_over_http_have_paths (void)
{
  g_autofree char *one = paths_of ("flow a trigger=http http_path=x/{id} http_method=POST "
                                   "http_auth=anyone\nstep s set with.x=1\n");
  g_autofree char *named = paths_of ("flow a trigger=http\nstep s set with.x=1\n");
  g_autofree char *none = paths_of ("flow a\nstep s set with.x=1\n");
  g_autofree char *off = paths_of ("flow a trigger=http http_path=x enabled=false\n"
                                   "step s set with.x=1\n");

  g_assert_nonnull (strstr (one, "\"/api/flows/x/%7Bid%7D\":{\"post\":{"));
  g_assert_nonnull (strstr (one, "\"security\":[]"));
  g_assert_nonnull (strstr (one, "\"202\""));
  g_assert_nonnull (strstr (named, "\"/api/flows/a\":{"));
  g_assert_cmpstr (none, ==, "{}");
  g_assert_cmpstr (off, ==, "{}");
}

static void
test_methods_share_a_path (void)
{
  g_autofree char *both = paths_of ("flow a trigger=http http_path=x http_method=GET mode=sync\n"
                                    "step s set with.x=1\n"
                                    "flow b trigger=http http_path=/x/ http_method=POST\n"
                                    "step s set with.x=1\n");

  g_assert_nonnull (strstr (both, "\"get\":"));
  g_assert_nonnull (strstr (both, "\"post\":"));
  g_assert_true (strstr (both, "/api/flows/x\"") == g_strrstr (both, "/api/flows/x\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/openapi-flows/flows-over-http-have-paths",
                   test_flows_over_http_have_paths);
  g_test_add_func ("/data/openapi-flows/methods-share-a-path", test_methods_share_a_path);
  return g_test_run ();
}
