/* test-duration-words.c — how long, as people write it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-duration-words.h"
#include "gp-test.h"

static void
test_words_lead_back_to_what_is_stored (void)
{
  static const char *const units[] = { "ms", "s", "m", "h", "d", "w", "mo", "y" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint n = 1; n < 4; n++)
      {
        g_autofree char *stored = g_strdup_printf ("%u%s", n, units[i]);
        g_autofree char *words = gp_duration_to_words (stored);
        g_autofree char *again = gp_duration_from_words (words);

        g_assert_cmpstr (again, ==, stored);
      }
}

static void
test_what_is_no_duration_stays (void)
{
  g_autofree char *words = gp_duration_to_words ("soon");
  g_autofree char *none = gp_duration_from_words ("soon");

  g_assert_cmpstr (words, ==, "soon");
  g_assert_null (none);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/duration-words/words-lead-back-to-what-is-stored",
                   test_words_lead_back_to_what_is_stored);
  g_test_add_func ("/model/duration-words/what-is-no-duration-stays",
                   test_what_is_no_duration_stays);

  return g_test_run ();
}
