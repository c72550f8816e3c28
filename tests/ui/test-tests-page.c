/* test-tests-page.c — tests that are missing are proposed, and once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-resources.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
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
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page, *button;
  gsize before;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  before = gp_design_count (design, GP_KIND_TEST);
  session = GP_SESSION (gp_test_session_new (design));
  watch = gp_access_watch_new (session);
  page = gp_tests_page_new (session, watch);
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

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add_func ("/ui/tests-page/nothing-is-proposed-twice", test_nothing_is_proposed_twice);

  return g_test_run ();
}
