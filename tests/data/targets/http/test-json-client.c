/* test-json-client.c — questions to a server that speaks JSON
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-json-client.h"

#include "gp-target.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_answers (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *url = g_strconcat (gp_runtime_get_url (backend->runtime), "/", NULL);
  g_autoptr(GpJsonClient) client = gp_json_client_new (url, GP_TEST_ADMIN_TOKEN);
  g_autoptr(GError) error = NULL;
  g_autofree char *status = NULL;
  g_autofree char *type = NULL;

  g_assert_cmpstr (gp_json_client_get_token (client), ==, GP_TEST_ADMIN_TOKEN);
  g_assert_false (g_str_has_suffix (gp_json_client_get_url (client), "/"));
  g_assert_cmpuint (gp_json_client_call (client, "GET", "/admin/users", NULL, NULL, &error), ==,
                    401);
  status = gp_json_client_dup (client, "status");
  type = gp_json_client_dup (client, "type.nothing");
  g_assert_cmpstr (status, ==, "401");
  g_assert_null (type);
  g_assert_cmpuint (gp_json_client_manage (client, "GET", "/admin/users", NULL, &error), ==, 200);
  g_assert_no_error (error);
  g_assert_nonnull (gp_json_client_get_body (client));
}

static void
test_nobody_is_there (void)
{
  g_autoptr(GpJsonClient) client = gp_json_client_new ("http://127.0.0.1:1", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (gp_json_client_call (client, "GET", "/", NULL, NULL, &error), ==, 0);
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  g_assert_null (gp_json_client_dup (client, "a"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/json-client/answers", test_answers);
  g_test_add_func ("/data/json-client/nobody-is-there", test_nobody_is_there);
  return g_test_run ();
}
