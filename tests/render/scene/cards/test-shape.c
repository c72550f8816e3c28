/* test-shape.c — lists of shapes keep what they are given
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-shape.h"
#include "gp-test.h"

#include <string.h>

static void
test_shapes_stay_in_order (void)
{
  g_autoptr(GpShapes) shapes = gp_shapes_new ();
  const GpShape *all;
  guint n;

  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 1, 2, 3, 4, GP_COLOR_CARD), 9,
                                   GP_CORNERS_TOP),
                   2, GP_COLOR_LINE);
  gp_shapes_add_text (shapes, 0, 0, 10, 10, GP_TEXT_TITLE, GP_COLOR_TEXT, "name");
  gp_shapes_add_icon (shapes, 5, 6, 7, GP_ICON_KEY, GP_COLOR_ICON);
  all = gp_shapes_peek (shapes, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (all[0].corners, ==, GP_CORNERS_TOP);
  g_assert_cmpfloat (all[0].border_width, ==, 2);
  g_assert_cmpstr (all[1].text, ==, "name");
  g_assert_cmpint (all[2].icon, ==, GP_ICON_KEY);
  g_assert_cmpfloat (all[2].rect.height, ==, 7);
}

static void
test_dump_names_everything (void)
{
  g_autoptr(GpShapes) shapes = gp_shapes_new ();
  g_autoptr(GString) dump = g_string_new (NULL);

  gp_shapes_add_text (shapes, 1, 2, 3, 4, GP_TEXT_TITLE, GP_COLOR_TEXT, "gone")->strike = TRUE;
  gp_shapes_add_icon (shapes, 5, 6, 7, GP_ICON_KEY, GP_COLOR_ICON);
  gp_shapes_dump (shapes, dump);
  g_assert_nonnull (strstr (dump->str, "text 1 2 3 4 color"));
  g_assert_nonnull (strstr (dump->str, "strike \"gone\""));
  g_assert_nonnull (strstr (dump->str, "icon 5 6 7 7"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/shape/shapes-stay-in-order", test_shapes_stay_in_order);
  g_test_add_func ("/render/shape/dump-names-everything", test_dump_names_everything);

  return g_test_run ();
}
