/* test-directus-request.c — a request that is going to be sent, and what it is good for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-request.h"

#include "gp-test.h"

static void
test_owns_what_it_is_given (void)
{
  g_autoptr(GPtrArray) requests = gp_directus_requests_new ();
  JsonObject *body = json_object_new ();
  const GpDirectusRequest *request;

  json_object_set_string_member (body, "status", "active");
  gp_directus_requests_add (requests, "PATCH", g_strdup ("/flows/1"), body, g_strdup ("Start it"));
  gp_directus_requests_add (requests, "DELETE", g_strdup ("/flows/2"), NULL, g_strdup ("Remove"));
  request = requests->pdata[0];
  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (request->path, ==, "/flows/1");
  g_assert_cmpstr (gp_directus_json_text (json_node_get_object (request->body), "status"), ==,
                   "active");
  g_assert_null (((GpDirectusRequest *) requests->pdata[1])->body);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-request/owns-what-it-is-given", test_owns_what_it_is_given);
  return g_test_run ();
}
