/* test-record-tally.c — how many records a sweep removed, and how many it had to leave
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-record-tally.h"

#include "gp-test.h"

static void
assert_printed (const GpRecordTally *tally,
                const char          *line)
{
  g_autoptr(GString) out = g_string_new (NULL);

  gp_record_tally_print (tally, out);
  g_assert_nonnull (strstr (out->str, line));
}

static void
test_tables_are_counted_together (void)
{
  g_autoptr(GpRecordTally) tally = gp_record_tally_new ();
  GpTable first = { .id = gp_id_new (), .name = (char *) "first" };
  GpTable second = { .id = gp_id_new (), .name = (char *) "second" };

  gp_record_tally_add_removed (tally, &first, 2);
  gp_record_tally_add_removed (tally, &second, 3);
  gp_record_tally_add_removed (tally, &first, 4);
  assert_printed (tally, "\ngroundplan_retention_removed_total 9\n");
  assert_printed (tally, "\ngroundplan_retention_kept 0\n");
}

/* Not with each sweep; and again where none stayed meanwhile. */
static void
test_what_stays_is_said_once (void)
{
  g_autoptr(GpRecordTally) tally = gp_record_tally_new ();
  GpTable table = { .id = gp_id_new (), .name = (char *) "reading" };
  const gint64 walks[] = { 2, 3, 0, 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      if (i == 0 || i == 3)
        g_test_expect_message ("gp-record-sweep", G_LOG_LEVEL_MESSAGE, "*of reading *needed*");
      gp_record_tally_set_kept (tally, &table, walks[i], "needed");
      g_test_assert_expected_messages ();
    }
  assert_printed (tally, "\ngroundplan_retention_kept 1\n");

  gp_record_tally_forget_kept (tally);
  assert_printed (tally, "\ngroundplan_retention_kept 0\n");
  g_test_expect_message ("gp-record-sweep", G_LOG_LEVEL_MESSAGE, "*of reading *needed*");
  gp_record_tally_set_kept (tally, &table, 1, "needed");
  g_test_assert_expected_messages ();
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/record-tally/tables-are-counted-together",
                   test_tables_are_counted_together);
  g_test_add_func ("/data/record-tally/what-stays-is-said-once", test_what_stays_is_said_once);

  return g_test_run ();
}
