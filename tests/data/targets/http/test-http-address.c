/* test-http-address.c — addresses of servers that a token may be sent to
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-http-address.h"

#include "gp-target.h"
#include "gp-test.h"

static void
test_addresses (void)
{
  static const char *const right[] = { "http://127.0.0.1:8090", "https://example.org/",
                                       "http://localhost", "http://[::1]:80" };
  static const char *const wrong[] = { "http://example.org", "ftp://127.0.0.1", "x",
                                       "https://me:secret@example.org", "https://example.org/?a" };
  static const char with_path[] = "https://example.org/path";

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (gp_http_address_check (right[i], GP_HTTP_ADDRESS_HOST, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_http_address_check (wrong[i], GP_HTTP_ADDRESS_PATH, &error));
      g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
    }
  g_assert_false (gp_http_address_check (with_path, GP_HTTP_ADDRESS_HOST, NULL));
  g_assert_true (gp_http_address_check (with_path, GP_HTTP_ADDRESS_PATH, NULL));
}

/* People paste addresses with what should stay theirs, and messages end in the logs of others. */
static void
test_secrets_are_not_shown (void)
{
  static const char *const wrong[] = {
    "https://me:canary@example.org", "https://canary@example.org/path",
    "https://example.org/?access_token=canary", "https://example.org/#canary",
    "https://me:canary@example.org:port", "me:canary@example.org", "https://me:canary @example.org",
    "http://me:canary@example.org?canary=1#canary", "canary",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    for (guint kind = GP_HTTP_ADDRESS_HOST; kind <= GP_HTTP_ADDRESS_PATH; kind++)
      {
        g_autoptr(GError) error = NULL;

        g_assert_false (gp_http_address_check (wrong[i], kind, &error));
        g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);
        g_assert_null (strstr (error->message, "canary"));
      }
}

/* What is wrong, and where the token belongs. */
static void
test_a_password_is_named (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_http_address_check ("https://me:canary@example.org", GP_HTTP_ADDRESS_HOST,
                                         &error));
  g_assert_nonnull (strstr (error->message, "https://example.org"));
  g_assert_nonnull (strstr (error->message, "password"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/http-address/a-token-goes-over-https-or-stays-here", test_addresses);
  g_test_add_func ("/data/http-address/secrets-are-not-shown", test_secrets_are_not_shown);
  g_test_add_func ("/data/http-address/a-password-is-named", test_a_password_is_named);
  return g_test_run ();
}
