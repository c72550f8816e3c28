/* test-access-probe-server.c — the servers that are asked
 * SPDX-License-Identifier: Apache-2.0
 *
 * That their accounts work is tried by test-access-probe-http.c and tests/e2e. */
#include "config.h"
#include "gp-access-probe-private.h"

#include "gp-target.h"
#include "gp-test.h"

static void
test_accounts_are_taken_away_where_that_is_possible (void)
{
  g_assert_null (gp_access_server_local ()->sign_out);
  g_assert_nonnull (gp_access_server_directus ()->sign_out);
  g_assert_cmpstr (gp_access_server_directus ()->records, ==, "/items/");
}

static void
test_refusals_name_the_server (void)
{
  g_autoptr(GpJsonClient) client = gp_json_client_new ("http://127.0.0.1:1", NULL);
  g_autoptr(GError) token = NULL;
  g_autoptr(GError) other = NULL;
  g_autoptr(GError) none = NULL;

  g_assert_null (gp_access_server_fail (client, 401, "Ana", &token));
  g_assert_error (token, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_assert_nonnull (strstr (token->message, "http://127.0.0.1:1"));
  g_assert_null (gp_access_server_fail (client, 500, "Ana", &other));
  g_assert_error (other, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_assert_nonnull (strstr (other->message, "Ana"));
  g_assert_null (gp_access_server_fail (client, 0, "Ana", &none));
  g_assert_no_error (none);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/access-probe-server/accounts-are-taken-away-where-that-is-possible",
                   test_accounts_are_taken_away_where_that_is_possible);
  g_test_add_func ("/data/access-probe-server/refusals-name-the-server",
                   test_refusals_name_the_server);
  return g_test_run ();
}
