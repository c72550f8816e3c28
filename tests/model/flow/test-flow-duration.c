/* test-flow-duration.c — lengths of time as designs write them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-duration.h"
#include "gp-test.h"

static void
test_texts_are_read (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;           /* -1 where it is none */
  } cases[] = {
    { "30s", 30 }, { "5m", 300 }, { "2h", 7200 }, { "1d", 86400 }, { "1w", 604800 },
    { "1mo", 2592000 }, { "1y", 31536000 }, { "0s", 0 }, { "2000ms", 2 }, { "1000y", 31536000000 },
    { "", -1 }, { "s", -1 }, { "5", -1 }, { "-5s", -1 }, { "5 s", -1 }, { "5x", -1 },
    { "99999999999999999999s", -1 }, { "1001y", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 out = -1;
      gboolean read = gp_flow_duration_parse (cases[i].text, &out);

      g_assert_cmpint (read, ==, cases[i].seconds >= 0);
      g_assert_cmpint (out, ==, read ? cases[i].seconds * GP_FLOW_SECOND : -1);
    }
  g_assert_false (gp_flow_duration_parse (NULL, NULL));
}

static void
test_what_is_written_is_read_back (void)
{
  for (int i = 0; i < 1000; i++)
    {
      gint64 length = (gint64) g_test_rand_int_range (0, G_MAXINT32) * 1000, back = -1;
      g_autofree char *text = gp_flow_duration_format (length);

      g_assert_true (gp_flow_duration_parse (text, &back));
      g_assert_cmpint (back, ==, length);
    }
}

static void
test_too_late_is_never (void)
{
  g_assert_cmpint (gp_flow_time_add (5, 6), ==, 11);
  g_assert_cmpint (gp_flow_time_add (G_MAXINT64 - 1, 6), ==, GP_FLOW_NEVER);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-duration/texts-are-read", test_texts_are_read);
  g_test_add_func ("/model/flow-duration/what-is-written-is-read-back",
                   test_what_is_written_is_read_back);
  g_test_add_func ("/model/flow-duration/too-late-is-never", test_too_late_is_never);

  return g_test_run ();
}
