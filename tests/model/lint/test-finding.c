/* test-finding.c — findings keep what they were told
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-finding.h"
#include "gp-test.h"

static void
test_keeps_what_it_was_told (void)
{
  g_autoptr(GpFinding) finding = gp_finding_new_printf ("DAT102", GP_SEVERITY_WARNING,
                                                         "%s has no index", "panel_id");
  g_autoptr(GpChangeSet) fix = gp_change_set_new ("Added an index");
  GpId id = gp_id_new ();
  guint line, column;

  g_assert_true (gp_id_is_nil (gp_finding_get_element (finding)));
  g_assert_null (gp_finding_get_place (finding, &line, &column));
  g_assert_cmpuint (line + column, ==, 0);
  gp_finding_set_element (finding, &id);
  gp_finding_set_place (finding, "a.sql", 3, 9);
  gp_finding_set_fix (finding, fix);

  g_assert_cmpstr (gp_finding_get_code (finding), ==, "DAT102");
  g_assert_cmpstr (gp_finding_get_message (finding), ==, "panel_id has no index");
  g_assert_true (gp_id_equal (gp_finding_get_element (finding), &id));
  g_assert_cmpstr (gp_finding_get_place (finding, &line, &column), ==, "a.sql");
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (column, ==, 9);
  g_assert_true (gp_finding_get_fix (finding) == fix);
  g_assert_cmpstr (gp_severity_to_nick (gp_finding_get_severity (finding)), ==, "warning");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/finding/keeps-what-it-was-told", test_keeps_what_it_was_told);
  return g_test_run ();
}
