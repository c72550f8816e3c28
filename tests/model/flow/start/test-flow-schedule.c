/* test-flow-schedule.c — when the schedule of a flow starts it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-duration.h"
#include "gp-flow-schedule.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_intervals_are_counted_from_the_anchor (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main trigger=every schedule=1h");
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  const GpElement *flow = gp_design_lookup (design, &id);
  gint64 hour = 3600 * GP_FLOW_SECOND, next = 0;

  g_assert_true (gp_flow_schedule_is (flow));
  g_assert_true (gp_flow_schedule_next (flow, 5, 5, &next, NULL));
  g_assert_cmpint (next, ==, 5 + hour);
  g_assert_true (gp_flow_schedule_next (flow, 5, 5 + hour, &next, NULL));
  g_assert_cmpint (next, ==, 5 + 2 * hour);
  g_assert_true (gp_flow_schedule_next (flow, 5, 5 + 100 * hour - 1, &next, NULL));
  g_assert_cmpint (next, ==, 5 + 100 * hour);
}

static void
test_after_comes_once (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main trigger=after schedule=10s");
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  const GpElement *flow = gp_design_lookup (design, &id);
  gint64 next = 0;

  g_assert_true (gp_flow_schedule_next (flow, 0, 0, &next, NULL));
  g_assert_cmpint (next, ==, 10 * GP_FLOW_SECOND);
  g_assert_true (gp_flow_schedule_next (flow, 0, next, &next, NULL));
  g_assert_cmpint (next, ==, GP_FLOW_NEVER);
}

static void
test_cron_and_what_is_no_schedule (void)
{
  static const char *const broken[] = {
    "trigger=cron schedule=61~*~*~*~*", "trigger=cron", "trigger=every", "trigger=every schedule=0s",
    "trigger=every schedule=10ms", "trigger=after schedule=soon",
  };
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main trigger=cron schedule=0~2~*~*~*");
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  gint64 next = 0;

  g_assert_true (gp_flow_schedule_next (gp_design_lookup (design, &id), 0, 0, &next, NULL));
  g_assert_cmpint (next, ==, 2 * 3600 * GP_FLOW_SECOND);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *script = g_strdup_printf ("flow main %s", broken[i]);
      g_autoptr(GpDesign) other = gp_test_flow_design (script);
      GpId flow = gp_test_flow_find (other, GP_KIND_FLOW, "main");
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_flow_schedule_next (gp_design_lookup (other, &flow), 0, 0, &next, &error));
      g_assert_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-schedule/intervals-are-counted-from-the-anchor",
                   test_intervals_are_counted_from_the_anchor);
  g_test_add_func ("/model/flow-schedule/after-comes-once", test_after_comes_once);
  g_test_add_func ("/model/flow-schedule/cron-and-what-is-no-schedule",
                   test_cron_and_what_is_no_schedule);

  return g_test_run ();
}
