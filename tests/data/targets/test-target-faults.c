/* test-target-faults.c — what may be at an address, asked by each kind of target
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target-factory.h"

#include "gp-capability.h"
#include "gp-test-http.h"
#include "gp-test.h"

#include <libsoup/soup.h>

#define TOKEN "canary-token-of-the-faults"

/* Of nobody, for a hundred years: no system trusts it. */
static const char certificate[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBgDCCASWgAwIBAgIUUtqP4xUKAscfwphT+Mtwz5eQu0QwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAzMDMwNloYDzIxMjYxMDI5\n"
  "MDMwMzA2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAARQhhVhKpEVnpidnxPzghVDD41UT8JPFNXdGaC5bniHUsDr2Ji95Pc/\n"
  "A3dDxKOyumOQ+aYFW/IHqXgaSE4eFACEo1MwUTAdBgNVHQ4EFgQUYNKbnV2ygDi5\n"
  "m2io8N8jmT5SexkwHwYDVR0jBBgwFoAUYNKbnV2ygDi5m2io8N8jmT5SexkwDwYD\n"
  "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAsk5zWokpp/FK7jnOWnXo\n"
  "QF2a/BfMsM39JBLcHeLPcUQCIQDsp1EB1W9F7MxzI0a8LtYd9qzm5ZV90aPm7rI+\n"
  "UpzDSg==\n"
  "-----END CERTIFICATE-----\n"
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFOM7EEhCsI7rGwvw\n"
  "0aW1/Ylv0FCyBXps/scGCea45y6hRANCAARQhhVhKpEVnpidnxPzghVDD41UT8JP\n"
  "FNXdGaC5bniHUsDr2Ji95Pc/A3dDxKOyumOQ+aYFW/IHqXgaSE4eFACE\n"
  "-----END PRIVATE KEY-----\n";

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

/* The error of reading. */
static GError *
fail_to_read (const char *type,
              const char *url)
{
  g_autofree char *address = g_strconcat (type, ":", url, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_target_new_for (NULL, address, TOKEN, &error);
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_no_error (error);
  gp_target_read_async (target, NULL, done_cb, &result);
  gp_test_wait_until (result != NULL);
  g_assert_null (gp_target_read_finish (target, result, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s: %s", type, error->message);
  g_assert_null (strstr (error->message, TOKEN));
  g_assert_true (strstr (error->message, url) != NULL
                 || strstr (error->message, "this address") != NULL);

  return g_steal_pointer (&error);
}

typedef struct
{
  guint         status;
  const char   *header;
  const char   *body;
  GpTargetError code;
  const char   *says;     /* what is the matter, or what to do; NULL: in words of its own */
} Fault;

static const Fault faults[] = {
  { 302, "Location: http://127.0.0.1:1/", "", GP_TARGET_ERROR_ADDRESS, "another address" },
  { 401, NULL, "", GP_TARGET_ERROR_TOKEN, "expired" },
  { 403, NULL, "", GP_TARGET_ERROR_TOKEN, "does not let it" },
  { 404, NULL, "<html>", GP_TARGET_ERROR_PROTOCOL, "address" },
  { 413, NULL, "", GP_TARGET_ERROR_FAILED, "limit" },
  { 429, "Retry-After: 86400", "", GP_TARGET_ERROR_FAILED, "86400 seconds" },
  { 500, NULL, "", GP_TARGET_ERROR_FAILED, "its log" },
  { 502, NULL, "<html>", GP_TARGET_ERROR_FAILED, "502" },
  { 200, NULL, "<html>a shop</html>", GP_TARGET_ERROR_PROTOCOL, "answer" },
  { 200, NULL, "", GP_TARGET_ERROR_PROTOCOL, NULL },
  { GP_TEST_HTTP_CUT, NULL, "", GP_TARGET_ERROR_CONNECT, "does not answer" },
};

static void
test_each_fault_says_what_to_do (gconstpointer data)
{
  const char *type = data;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GpTestHttp) http = gp_test_http_new ();
      g_autoptr(GError) error = NULL;

      gp_test_http_add (http, faults[i].status, faults[i].header, faults[i].body);
      error = fail_to_read (type, gp_test_http_get_url (http));
      g_assert_error (error, GP_TARGET_ERROR, (int) faults[i].code);
      g_assert_true (faults[i].says == NULL || strstr (error->message, faults[i].says) != NULL);
    }
}

/* Whoever cannot prove who it is gets no token. */
static void
test_a_certificate_of_nobody (gconstpointer data)
{
  g_autoptr(SoupServer) server = NULL;
  g_autoptr(GTlsCertificate) proof = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  GSList *uris;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the leak sanitizer ends badly once a library for TLS was loaded");
  return;
#endif

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("there is no TLS on this machine");
      return;
    }

  proof = g_tls_certificate_new_from_pem (certificate, -1, &error);
  g_assert_no_error (error);
  server = soup_server_new ("tls-certificate", proof, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS
                                                      | SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  error = fail_to_read (data, url);
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
  g_assert_nonnull (strstr (error->message, "certificate"));
}

int
main (int    argc,
      char **argv)
{
  const GpCapability *capability;

  gp_test_init (&argc, &argv);
  for (gsize i = 0; (capability = gp_capability_get (i)) != NULL; i++)
    {
      g_autofree char *fault = g_strdup_printf ("/data/target-faults/%s/says-what-to-do",
                                                capability->type);
      g_autofree char *tls = g_strdup_printf ("/data/target-faults/%s/a-certificate-of-nobody",
                                              capability->type);

      g_test_add_data_func (fault, capability->type, test_each_fault_says_what_to_do);
      g_test_add_data_func (tls, capability->type, test_a_certificate_of_nobody);
    }
  return g_test_run ();
}
