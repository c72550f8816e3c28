/* test-window-panels.c — side panels beside the canvas, or over it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-test-scene.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-window-private.h"

static gboolean
is_folded (GtkWidget *flap)
{
  return adw_flap_get_folded (ADW_FLAP (flap));
}

static gboolean
is_shown (GtkWidget *flap)
{
  return adw_flap_get_reveal_flap (ADW_FLAP (flap));
}

static void
resize (GpTestWindow *fixture,
        int           width)
{
  int least;

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  g_assert_cmpint (least, <=, width);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 600);
  /* Without a window manager GTK takes the shadow's width for a part of the size. */
  gp_test_wait_until (ABS (gtk_widget_get_width (GTK_WIDGET (fixture->window)) - width) <= 64);
  gp_test_window_settle ();
}

static void
test_narrow_windows_fold_panels (GpTestWindow  *fixture,
                                 gconstpointer  user_data)
{
  static const struct
  {
    int      width;
    gboolean outline;
    gboolean inspector;
  } widths[] = {
    { 1600, FALSE, FALSE }, { 1024, TRUE, FALSE }, { 800, TRUE, TRUE }, { 360, TRUE, TRUE },
    { 800, TRUE, TRUE }, { 1024, TRUE, FALSE }, { 1600, FALSE, FALSE },
  };
  GpWindow *window = fixture->window;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      resize (fixture, widths[i].width);
      g_assert_cmpint (is_folded (window->outline_flap), ==, widths[i].outline);
      g_assert_cmpint (is_folded (window->inspector_flap), ==, widths[i].inspector);
      g_assert_cmpint (is_shown (window->outline_flap), ==, !widths[i].outline);
      g_assert_cmpint (is_shown (window->inspector_flap), ==, !widths[i].inspector);
      g_assert_cmpint (gtk_widget_get_width (window->canvas), >=,
                       MIN (gtk_widget_get_width (GTK_WIDGET (window)), 500));
    }
}

/* What was opened over the canvas is not what a wide window shows. */
static void
test_wide_windows_remember (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  GpWindow *window = fixture->window;

  resize (fixture, 1600);
  gp_test_window_activate (fixture, "outline", NULL);
  g_assert_false (is_shown (window->outline_flap));
  resize (fixture, 600);
  gp_test_window_activate (fixture, "outline", NULL);
  gp_test_window_activate (fixture, "inspector", NULL);
  g_assert_true (is_shown (window->outline_flap));
  g_assert_true (is_shown (window->inspector_flap));
  resize (fixture, 1600);
  g_assert_false (is_shown (window->outline_flap));
  g_assert_true (is_shown (window->inspector_flap));
  gp_test_window_activate (fixture, "outline", NULL);
}

/* A hidden inspector leaves its place to the outline. */
static void
test_hidden_panels_need_no_place (GpTestWindow  *fixture,
                                  gconstpointer  user_data)
{
  resize (fixture, 1024);
  g_assert_true (is_folded (fixture->window->outline_flap));
  gp_test_window_activate (fixture, "inspector", NULL);
  gp_test_wait_until (!is_folded (fixture->window->outline_flap));
  g_assert_true (is_shown (fixture->window->outline_flap));
  gp_test_window_activate (fixture, "inspector", NULL);
  gp_test_wait_until (is_folded (fixture->window->outline_flap));
}

/* Who reads has no panels, and gets back those that have a place. */
static void
test_reading_closes_panels (GpTestWindow  *fixture,
                            gconstpointer  user_data)
{
  static const int widths[] = { 1600, 600 };
  GpWindow *window = fixture->window;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gboolean wide = widths[i] == 1600;

      resize (fixture, widths[i]);
      gp_test_window_activate (fixture, "reading", NULL);
      g_assert_false (is_shown (window->outline_flap));
      g_assert_false (is_shown (window->inspector_flap));
      resize (fixture, 1024);
      resize (fixture, widths[i]);
      g_assert_false (is_shown (window->outline_flap));
      g_assert_false (is_shown (window->inspector_flap));
      gp_test_window_activate (fixture, "reading", NULL);
      gp_test_window_settle ();
      g_assert_cmpint (is_shown (window->outline_flap), ==, wide);
      g_assert_cmpint (is_shown (window->inspector_flap), ==, wide);
    }
}

/* However long the sentences of a plan are, the panel is as wide as before. */
static void
test_deploying_widens_nothing (GpTestWindow  *fixture,
                               gconstpointer  user_data)
{
  GpWindow *window = fixture->window;
  int before;

  resize (fixture, 1600);
  before = gtk_widget_get_width (window->side_pane);
  gp_session_perform (fixture->session,
                      gp_edit_add (fixture->design, GP_KIND_TARGET,
                                   gp_design_get_root_id (fixture->design),
                                   "The backend of which the name is much too long to be shown",
                                   NULL, NULL, NULL), NULL);
  gp_test_window_activate (fixture, "deploy", g_variant_new_string (""));
  gp_test_wait_until (g_str_equal (gp_deploy_page_get_state (GP_DEPLOY_PAGE (window->deploy)),
                                   "plan"));
  gp_test_window_settle ();
  g_assert_cmpint (gtk_widget_get_width (window->side_pane), ==, before);
}

static guint
count_names (GtkWidget *list)
{
  return g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (list)));
}

/* Nor does the name of the flow that is chosen above the drawing. */
static void
test_long_flow_names_widen_nothing (GpTestWindow  *fixture,
                                    gconstpointer  user_data)
{
  static const char name[] = "set_aside_in_the_store_all_that_is_to_be_delivered_when_paid";
  GtkWidget *box = fixture->window->main_box;
  GtkWidget *list = gp_canvas_get_subject_list (GP_CANVAS (fixture->window->canvas));
  GpChangeSet *changes = gp_edit_add (fixture->design, GP_KIND_FLOW,
                                      gp_design_get_root_id (fixture->design), name, NULL, NULL,
                                      NULL);
  int before = 0;

  gp_canvas_set_lens (GP_CANVAS (fixture->window->canvas), GP_LENS_FLOWS);
  g_assert_true (gp_session_perform (fixture->session, changes, NULL));
  gp_test_wait_until (gtk_widget_get_mapped (list) && count_names (list) == 3);
  for (guint i = 0; i < 3; i++)
    {
      int least;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (list), i);
      gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      before = i == 0 ? least : before;
      g_assert_cmpint (least, ==, before);
      resize (fixture, 360);
    }
}

static void
test_a_page_that_goes_leaves_the_keyboard_to_the_drawing (GpTestWindow *fixture,
                                                          gconstpointer user_data)
{
  GpWindow *window = fixture->window;

  resize (fixture, 1600);
  gp_window_show_side (window, "deploy");
  gp_test_window_settle ();
  g_assert_true (gtk_widget_child_focus (window->side, GTK_DIR_TAB_FORWARD));
  gp_window_show_side (window, "inspector");
  gp_test_window_settle ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == window->canvas);
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function)                                                                  \
  g_test_add ("/ui/window-panels/" name, GpTestWindow, NULL, gp_test_window_set_up, function, \
              gp_test_window_tear_down)
  ADD ("narrow-windows-fold-panels", test_narrow_windows_fold_panels);
  ADD ("wide-windows-remember", test_wide_windows_remember);
  ADD ("a-page-that-goes-leaves-the-keyboard-to-the-drawing",
       test_a_page_that_goes_leaves_the_keyboard_to_the_drawing);
  ADD ("hidden-panels-need-no-place", test_hidden_panels_need_no_place);
  ADD ("reading-closes-panels", test_reading_closes_panels);
  ADD ("deploying-widens-nothing", test_deploying_widens_nothing);
  ADD ("long-flow-names-widen-nothing", test_long_flow_names_widen_nothing);
#undef ADD

  return g_test_run ();
}
