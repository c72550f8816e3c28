/* test-wrap-box.c — what does not fit beside the others begins a line of its own
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-display.h"
#include "gp-wrap-box.h"

#define SPACING 10

static GtkWidget *
add_child (GtkWidget *box,
           int        width,
           int        height)
{
  GtkWidget *child = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (child), width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (child), height);
  gp_wrap_box_append (GP_WRAP_BOX (box), child);
  return child;
}

static int
height_for (GtkWidget *box,
            int        width)
{
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
assert_place (GtkWidget *child,
              int        x,
              int        y,
              int        width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
  g_assert_cmpfloat (bounds.size.width, ==, width);
}

static void
allocate (GtkWidget *box,
          int        width)
{
  gtk_widget_size_allocate (box, &(GtkAllocation) { 0, 0, width, height_for (box, width) }, -1);
}

static void
test_lines (void)
{
  GtkWidget *box = g_object_ref_sink (gp_wrap_box_new (SPACING));
  GtkWidget *one = add_child (box, 100, 20);
  GtkWidget *two = add_child (box, 50, 30);
  GtkWidget *three = add_child (box, 100, 20);
  int least, wanted;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  g_assert_cmpint (wanted, ==, 100 + SPACING + 50 + SPACING + 100);
  g_assert_cmpint (height_for (box, wanted), ==, 30);
  g_assert_cmpint (height_for (box, wanted - 1), ==, 30 + SPACING + 20);
  g_assert_cmpint (height_for (box, 100), ==, 20 + SPACING + 30 + SPACING + 20);

  allocate (box, 200);
  assert_place (one, 0, 0, 100);
  assert_place (two, 110, 0, 50);
  assert_place (three, 0, 40, 100);

  gtk_widget_set_visible (two, FALSE);
  g_assert_cmpint (height_for (box, 210), ==, 20);
  g_assert_finalize_object (box);
}

static void
test_expands (void)
{
  GtkWidget *box = g_object_ref_sink (gp_wrap_box_new (SPACING));
  GtkWidget *one = add_child (box, 100, 20);
  GtkWidget *two = add_child (box, 50, 20);
  GtkWidget *three = add_child (box, 40, 20);

  gtk_widget_set_hexpand (two, TRUE);
  allocate (box, 300);
  assert_place (one, 0, 0, 100);
  assert_place (two, 110, 0, 140);
  assert_place (three, 260, 0, 40);

  allocate (box, 120);       /* the second line is the expanding child's and the last one's */
  assert_place (two, 0, 30, 70);
  assert_place (three, 80, 30, 40);
  g_assert_finalize_object (box);
}

static void
test_mirrored (void)
{
  GtkWidget *box = g_object_ref_sink (gp_wrap_box_new (SPACING));
  GtkWidget *one = add_child (box, 100, 20);
  GtkWidget *two = add_child (box, 50, 20);

  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  allocate (box, 200);
  assert_place (one, 100, 0, 100);
  assert_place (two, 40, 0, 50);
  g_assert_finalize_object (box);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  g_test_add_func ("/ui/wrap-box/lines-are-as-long-as-there-is-room", test_lines);
  g_test_add_func ("/ui/wrap-box/what-expands-takes-the-rest-of-its-line", test_expands);
  g_test_add_func ("/ui/wrap-box/is-mirrored", test_mirrored);
  return g_test_run ();
}
