/* test-directus-client.c — requests to a Directus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-client.h"

#include "gp-target.h"
#include "gp-test-directus.h"
#include "gp-test.h"

/* Every failure says what to do, and is of the kind that callers go by. */
static void
test_failures (void)
{
  static const struct
  {
    guint          status;
    const char    *body;
    const char    *header;
    GpTargetError  code;
    const char    *words;
  } cases[] = {
    { 401, "{\"errors\":[{\"message\":\"Invalid user credentials.\"}]}", NULL,
      GP_TARGET_ERROR_TOKEN, "expired" },
    { 403, NULL, NULL, GP_TARGET_ERROR_TOKEN, "right" },
    { 404, "<html>", NULL, GP_TARGET_ERROR_PROTOCOL, "of Directus" },
    { 400, "{\"errors\":[{\"message\":\"request entity too large\"}]}", NULL,
      GP_TARGET_ERROR_FAILED, "MAX_PAYLOAD_SIZE" },
    { 400, "{\"errors\":[{\"message\":\"Field “x” is taken.\"}]}", NULL, GP_TARGET_ERROR_FAILED,
      "Field “x” is taken." },
    { 413, NULL, NULL, GP_TARGET_ERROR_FAILED, "size" },
    { 429, NULL, "Retry-After: 86400", GP_TARGET_ERROR_FAILED, "86400 seconds" },
    { 500, NULL, NULL, GP_TARGET_ERROR_FAILED, "log" },
    { 503, NULL, NULL, GP_TARGET_ERROR_FAILED, "later" },
    { 302, NULL, "Location: /login", GP_TARGET_ERROR_ADDRESS, "another address" },
    { 418, NULL, NULL, GP_TARGET_ERROR_FAILED, "418" },
    { 200, "{\"hello\":1}", NULL, GP_TARGET_ERROR_PROTOCOL, "no Directus" },
    { 200, "<html>", NULL, GP_TARGET_ERROR_PROTOCOL, "JSON" },
    { 0, NULL, NULL, GP_TARGET_ERROR_CONNECT, "does not answer" },
  };
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      gp_test_directus_answer (server, "GET /x", cases[i].status, cases[i].body, cases[i].header);
      g_assert_null (gp_directus_client_send (client, "GET", "/x", NULL, &error));
      g_assert_error (error, GP_TARGET_ERROR, (int) cases[i].code);
      if (strstr (error->message, cases[i].words) == NULL)
        g_error ("%u: “%s” lacks “%s”", cases[i].status, error->message, cases[i].words);
      g_assert_null (strstr (error->message, "token\""));
    }
}

static void
test_nobody_is_there (void)
{
  g_autoptr(GpDirectusClient) client = gp_directus_client_new ("x", "http://127.0.0.1:1", NULL,
                                                               NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_directus_client_send (client, "GET", "/x", NULL, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
}

static void
test_cancelled (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpDirectusClient) client = gp_directus_client_new (
    "x", gp_test_directus_get_url (server), NULL, cancellable);
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gp_directus_client_send (client, "GET", "/roles", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_answers (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_directus_new ();
  g_autoptr(GpDirectusClient) client = gp_test_directus_open (server);
  g_autoptr(JsonNode) body = json_from_string ("{\"a\":1}", NULL);
  g_autoptr(JsonNode) list = gp_directus_client_send (client, "GET", "/roles?limit=-1", NULL, NULL);
  g_autoptr(JsonNode) uploaded = gp_directus_client_upload (client, "/schema/diff", body, NULL);
  g_autoptr(JsonNode) empty = NULL;
  g_autofree char *asked = gp_test_directus_dup_asked (server);

  gp_test_directus_answer (server, "DELETE /x", 204, NULL, NULL);
  empty = gp_directus_client_send (client, "DELETE", "/x", NULL, NULL);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (list));
  g_assert_true (JSON_NODE_HOLDS_NULL (uploaded));
  g_assert_true (JSON_NODE_HOLDS_NULL (empty));
  g_assert_cmpstr (asked, ==, "POST /schema/diff\n");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-client/failures-say-what-to-do", test_failures);
  g_test_add_func ("/data/directus-client/nobody-is-there", test_nobody_is_there);
  g_test_add_func ("/data/directus-client/cancelled", test_cancelled);
  g_test_add_func ("/data/directus-client/answers", test_answers);
  return g_test_run ();
}
