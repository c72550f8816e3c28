/* test-duration-unit.c — every unit means the same to all who read it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-duration-unit.h"

#include "gp-duration-words.h"
#include "gp-flow-duration.h"
#include "gp-retention.h"
#include "gp-test.h"

static void
test_all_know_them (void)
{
  const GpDurationUnit *unit;
  gint64 before = 0;

  for (gsize i = 0; (unit = gp_duration_unit_get (i)) != NULL; i++)
    {
      g_autofree char *text = g_strconcat ("2", unit->nick, NULL);
      g_autofree char *words = gp_duration_to_words (text);
      GpRetention retention;
      gint64 length;

      g_assert_true (gp_duration_unit_find (unit->nick) == unit);
      g_assert_cmpint (unit->length, >, before);
      before = unit->length;
      g_assert_cmpstr (words, !=, text);
      g_assert_true (gp_flow_duration_parse (text, &length));
      g_assert_cmpint (length, ==, 2 * unit->length);
      g_assert_true (gp_retention_parse (text, &retention));
      g_assert_cmpint (retention.months, ==, 2 * unit->months);
      g_assert_cmpint (retention.microseconds, ==, unit->months > 0 ? 0 : 2 * unit->length);
    }
  g_assert_null (gp_duration_unit_find ("M"));
  g_assert_null (gp_duration_unit_find (""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/duration-unit/all-know-them", test_all_know_them);

  return g_test_run ();
}
