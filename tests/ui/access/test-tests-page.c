/* test-tests-page.c — tests that are missing are proposed, and once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-resources.h"
#include "gp-test-access.h"
#include "gp-test-design.h"
#include "gp-test-display.h"
#include "gp-test-flow.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-tests-page.h"

static void
test_nothing_is_proposed_twice (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  g_autoptr(GpSession) session = NULL;
  g_autoptr(GpAccessWatch) watch = NULL;
  g_autoptr(GpFlowWatch) flows = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page, *button;
  gsize before;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  before = gp_design_count (design, GP_KIND_TEST);
  session = GP_SESSION (gp_test_session_new (design));
  watch = gp_access_watch_new (session);
  flows = gp_flow_watch_new (session);
  page = gp_tests_page_new (session, watch, flows);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  button = gp_test_window_find (page, GTK_TYPE_BUTTON);
  gp_test_wait_until (gtk_widget_get_sensitive (button));

  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  gp_test_wait_until (gp_design_count (design, GP_KIND_TEST) > before);
  g_assert_false (gtk_widget_get_sensitive (button));

  gtk_window_destroy (GTK_WINDOW (window));
  gp_test_window_settle ();
}

/* Tests of flows stand beside the others, with the ways that none of them takes. */
static void
test_flows_are_tested_live (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "flow main\nstep choose switch\nstep large set with.x=1\nstep small set with.x=2\n"
    "edge - choose\nedge choose large case when=trigger.input.n>10\nedge choose small else");
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId large = gp_test_flow_find (design, GP_KIND_STEP, "large");
  GpId path[] = { gp_test_flow_find (design, GP_KIND_STEP, "choose"), large };
  GpId test = gp_test_add (design, GP_KIND_TEST, NULL, "Large ones");
  g_autoptr(GpSession) session = NULL;
  g_autoptr(GpFlowWatch) flows = NULL;
  const GpFlowView *view;
  guint open = 0;

  gp_test_set_text (design, &test, GP_TEST_TYPE, "flow");
  gp_test_set_ref (design, &test, GP_TEST_FLOW, &flow);
  gp_test_set_text (design, &test, GP_TEST_INPUT, "{\"input\": {\"n\": 11}}");
  gp_test_set_refs (design, &test, GP_TEST_PATH, path, G_N_ELEMENTS (path));
  session = GP_SESSION (gp_test_session_new (design));
  flows = gp_flow_watch_new (session);
  gp_test_wait_until (gp_flow_watch_get (flows) != NULL);
  view = gp_flow_watch_get (flows);
  g_assert_cmpuint (view->n_failed, ==, 0);
  g_assert_cmpuint (view->results->len, ==, 1);
  for (guint i = 0; i < view->coverage->len; i++)
    {
      const GpFlowCoverage *way = &g_array_index (view->coverage, GpFlowCoverage, i);
      g_autofree char *name = gp_flow_view_name_way (view, way);

      g_assert_true (g_str_has_prefix (name, "main: "));
      open += way->taken == 0;
    }
  g_assert_cmpuint (open, ==, 1);

  gp_test_set_text (design, &large, GP_STEP_IF, "false");
  gp_test_wait_until (gp_flow_watch_get (flows)->n_failed == 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add_func ("/ui/tests-page/nothing-is-proposed-twice", test_nothing_is_proposed_twice);
  g_test_add_func ("/ui/tests-page/flows-are-tested-live", test_flows_are_tested_live);

  return g_test_run ();
}
