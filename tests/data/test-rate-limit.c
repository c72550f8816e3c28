/* test-rate-limit.c — how often somebody may do something
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-rate-limit.h"

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

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/rate-limit/bucket", test_bucket);
  g_test_add_func ("/rate-limit/many-keys", test_many_keys);

  return g_test_run ();
}
