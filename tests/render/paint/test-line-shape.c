/* test-line-shape.c — lines as paths
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-line-shape.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
count_step (char          op,
            const double *numbers,
            gpointer      user_data)
{
  ((guint *) user_data)[(guchar) op]++;
}

static void
test_bends_are_round (void)
{
  GpPoint points[] = { { 0, 0 }, { 50, 0 }, { 50, 80 }, { 120, 80 } };
  GpSceneLine line = { .points = points, .n_points = 4, .from_mark = GP_MARK_ZERO_OR_MANY,
                       .to_mark = GP_MARK_ONE };
  guint steps[256] = { 0 };

  gp_line_shape_walk_way (&line, count_step, steps);
  g_assert_cmpuint (steps['M'], ==, 1);
  g_assert_cmpuint (steps['C'], ==, 2);
  g_assert_cmpuint (steps['L'], ==, 3);
}

static void
test_marks_have_their_parts (void)
{
  GpPoint points[] = { { 0, 0 }, { 100, 0 } };
  GpSceneLine line = { .points = points, .n_points = 2, .from_mark = GP_MARK_ZERO_OR_MANY,
                       .to_mark = GP_MARK_ARROW };
  guint strokes[256] = { 0 };
  guint rings[256] = { 0 };
  guint fills[256] = { 0 };

  gp_line_shape_walk_marks (&line, GP_LINE_PART_STROKE, count_step, strokes);
  gp_line_shape_walk_marks (&line, GP_LINE_PART_RING, count_step, rings);
  gp_line_shape_walk_marks (&line, GP_LINE_PART_FILL, count_step, fills);
  g_assert_cmpuint (strokes['L'], ==, 2);
  g_assert_cmpuint (rings['O'], ==, 1);
  g_assert_cmpuint (fills['Z'], ==, 1);
}

static void
test_colors_tell_branches_apart (void)
{
  GpSceneLine line = { .type = GP_LINE_ERROR };

  g_assert_cmpint (gp_line_shape_get_color (&line), ==, GP_COLOR_BAD);
  line.type = GP_LINE_TRUE;
  g_assert_cmpint (gp_line_shape_get_color (&line), ==, GP_COLOR_GOOD);
  g_assert_cmpfloat (gp_line_shape_get_width (&line), >, 1);
  line.type = GP_LINE_RELATION;
  g_assert_cmpint (gp_line_shape_get_color (&line), ==, GP_COLOR_LINE);
}

static void
test_labels_stand_on_the_line (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  GpPoint points[] = { { 0, 0 }, { 100, 0 } };
  GpSceneLine line = { .points = points, .n_points = 2, .label = (char *) "else" };
  GpRect rect = gp_line_shape_get_label_rect (&line, gp_scene_builder_get_metrics (builder));

  g_assert_true (gp_rect_contains (&rect, 50, 0));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/line-shape/bends-are-round", test_bends_are_round);
  g_test_add_func ("/render/line-shape/marks-have-their-parts", test_marks_have_their_parts);
  g_test_add_func ("/render/line-shape/colors-tell-branches-apart",
                   test_colors_tell_branches_apart);
  g_test_add_func ("/render/line-shape/labels-stand-on-the-line", test_labels_stand_on_the_line);

  return g_test_run ();
}
