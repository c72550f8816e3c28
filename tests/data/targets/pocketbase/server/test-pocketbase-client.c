/* test-pocketbase-client.c — requests to a PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-client.h"

#include "gp-target.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

static void
test_a_password_gets_a_token (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_pocketbase_client_new (
    "pocketbase:test", gp_test_directus_get_url (server), "a@example.org:secret", NULL);
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(JsonNode) second = NULL;

  gp_test_directus_answer (server, "POST /api/admins/auth-with-password", 404, "{}", NULL);
  gp_test_directus_answer (server, "POST /api/collections/_superusers/auth-with-password", 200,
                           "{\"token\":\"t\"}", NULL);
  first = gp_pocketbase_client_send (client, "GET", "/api/collections", NULL, NULL);
  second = gp_pocketbase_client_send (client, "GET", "/api/collections", NULL, NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (gp_test_directus_count (
                      server, "POST /api/collections/_superusers/auth-with-password"), ==, 1);
}

static void
test_a_wrong_password (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_pocketbase_client_new (
    "pocketbase:test", gp_test_directus_get_url (server), "a@example.org:secret", NULL);
  g_autoptr(GError) error = NULL;

  gp_test_directus_answer (server, "POST /api/admins/auth-with-password", 400,
                           "{\"message\":\"Failed to authenticate.\"}", NULL);
  g_assert_null (gp_pocketbase_client_send (client, "GET", "/api/collections", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_failures (void)
{
  static const struct
  {
    guint         status;
    const char   *body;
    const char   *header;
    GpTargetError code;
    const char   *says;
  } failures[] = {
    { 401, "{\"message\":\"Sign in.\"}", NULL, GP_TARGET_ERROR_TOKEN, "Sign in." },
    { 403, "{}", NULL, GP_TARGET_ERROR_TOKEN, "right" },
    { 404, "{}", NULL, GP_TARGET_ERROR_PROTOCOL, "PocketBase" },
    { 413, "{}", NULL, GP_TARGET_ERROR_FAILED, "raise" },
    { 429, "{}", "Retry-After: 3600", GP_TARGET_ERROR_FAILED, "3600" },
    { 503, "", NULL, GP_TARGET_ERROR_FAILED, "503" },
    { 400, "{\"message\":\"No.\",\"data\":{\"name\":{\"message\":\"Too long.\"}}}", NULL,
      GP_TARGET_ERROR_FAILED, "No. Too long." },
    { 200, "<html>", NULL, GP_TARGET_ERROR_PROTOCOL, "no PocketBase" },
    { 0, NULL, NULL, GP_TARGET_ERROR_CONNECT, "" },
  };
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr(GError) error = NULL;

      gp_test_directus_answer (server, "GET /api/collections", failures[i].status,
                               failures[i].body, failures[i].header);
      g_assert_null (gp_pocketbase_client_send (client, "GET", "/api/collections", NULL, &error));
      g_assert_error (error, GP_TARGET_ERROR, (int) failures[i].code);
      g_assert_nonnull (strstr (error->message, failures[i].says));
    }
}

static void
test_another_product (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_pocketbase_client_probe (client, NULL));
  gp_test_directus_answer (server, "GET /api/health", 200, "{\"status\":\"ok\"}", NULL);
  g_assert_false (gp_pocketbase_client_probe (client, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-client/a-password-gets-a-token", test_a_password_gets_a_token);
  g_test_add_func ("/data/pocketbase-client/a-wrong-password", test_a_wrong_password);
  g_test_add_func ("/data/pocketbase-client/failures", test_failures);
  g_test_add_func ("/data/pocketbase-client/another-product", test_another_product);
  return g_test_run ();
}
