/* test-rate-limit.c — how often somebody may do something
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-rate-limit.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

static void
test_bucket (void)
{
  g_autoptr(GpRateLimit) limit = gp_rate_limit_new (3, 10);
  gint64 now = 1000;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (gp_rate_limit_take (limit, "a", now), ==, 0);
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", now), ==, 10);
  g_assert_cmpuint (gp_rate_limit_take (limit, "b", now), ==, 0);
  now += 4 * G_USEC_PER_SEC;
  g_assert_cmpuint (gp_rate_limit_peek (limit, "a", now), ==, 6);
  now += 6 * G_USEC_PER_SEC;
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", now), ==, 0);
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", now), >, 0);
  gp_rate_limit_forget (limit, "a");
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", now), ==, 0);
}

/* A million clients do not fill the memory, and the ones who wait go on waiting meanwhile. */
static void
test_many_keys (void)
{
  g_autoptr(GpRateLimit) limit = gp_rate_limit_new (1, 1000);
  char key[32];

  g_assert_cmpuint (gp_rate_limit_take (limit, "a", 0), ==, 0);
  for (guint i = 0; i < 9000; i++)
    {
      g_snprintf (key, sizeof key, "%u", i);
      g_assert_cmpuint (gp_rate_limit_peek (limit, key, 0), ==, 0);
    }
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", 0), >, 0);
  for (guint i = 0; i < 9000; i++)
    {
      g_snprintf (key, sizeof key, "x%u", i);
      gp_rate_limit_peek (limit, key, 0);
    }
  g_assert_cmpuint (gp_rate_limit_take (limit, "a", 0), >, 0);
}

/* Whoever has asked too often is told when to come again, whatever it is that they ask for. */
static void
test_over_http (void)
{
  static const char *const paths[] = { "/api/health", "/api/records/none", "/admin/users", "/odd" };
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  const char *wait;
  guint64 seconds;

  /* One request, and the next in some minutes. */
  backend->rate_per_second = 0.005;
  gp_test_runtime_restart (backend);
  gp_test_assert_call (backend, "GET", "/api/health", NULL, NULL, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      SoupMessageHeaders *headers = NULL;

      g_assert_cmpuint (gp_test_send (backend, "GET", paths[i], GP_TEST_ADMIN_TOKEN, NULL, NULL, 0,
                                      &headers), ==, 429);
      wait = soup_message_headers_get_one (headers, "Retry-After");
      g_assert_nonnull (wait);
      g_assert_true (g_ascii_string_to_unsigned (wait, 10, 1, 200, &seconds, NULL));
      g_assert_nonnull (strstr (backend->body, "urn:groundplan:problem:rate"));
      soup_message_headers_unref (headers);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/rate-limit/bucket", test_bucket);
  g_test_add_func ("/rate-limit/many-keys", test_many_keys);

  g_test_add_func ("/rate-limit/over-http", test_over_http);

  return g_test_run ();
}
