/* test-code-view.c — an editor of several lines is as high as its text
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-code-view.h"

#include "gp-test-display.h"
#include "gp-test.h"

#include <gtk/gtk.h>

#define WIDTH 240

static int
height_of_text (GtkWidget *view)
{
  GtkWidget *text = gtk_scrolled_window_get_child (
    GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (view)));
  int height;

  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (text), NULL, &height,
                      NULL, NULL);
  return height;
}

/* Lists give their rows as little as they need. */
static void
test_it_is_as_high_as_its_text (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *view = gp_code_view_new (NULL);
  int low;

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, 600);
  gtk_list_box_append (GTK_LIST_BOX (list), view);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gp_code_view_set_text (GP_CODE_VIEW (view), "short");
  gtk_window_present (GTK_WINDOW (window));
  gp_test_wait_until (gtk_widget_get_height (view) > 0);
  low = gtk_widget_get_height (view);

  gp_code_view_set_text (GP_CODE_VIEW (view), "words that are wider than the window go on in "
                         "further lines, and all of these can be seen, without having to scroll");
  gp_test_wait_until (gtk_widget_get_height (view) > low
                      && gtk_widget_get_height (view) >= height_of_text (view));
  gp_code_view_set_text (GP_CODE_VIEW (view), "short");
  gp_test_wait_until (gtk_widget_get_height (view) <= low);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  g_test_add_func ("/ui/code-view/it-is-as-high-as-its-text", test_it_is_as_high_as_its_text);

  return g_test_run ();
}
