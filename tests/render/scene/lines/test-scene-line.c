/* test-scene-line.c — the shape of one line
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-scene.h"
#include "gp-test.h"

static void
test_bends_fit_between_their_neighbours (void)
{
  GpPoint points[] = { { 0, 0 }, { 100, 0 }, { 100, 8 }, { 200, 8 } };
  GpSceneLine line = { .points = points, .n_points = G_N_ELEMENTS (points) };

  g_assert_cmpfloat (gp_scene_line_get_bend (&line, 0), ==, 0);
  g_assert_cmpfloat (gp_scene_line_get_bend (&line, 1), ==, 4);
  g_assert_cmpfloat (gp_scene_line_get_bend (&line, 3), ==, 0);
  points[2].y = points[3].y = 100;
  g_assert_cmpfloat (gp_scene_line_get_bend (&line, 1), ==, GP_LINE_BEND);
}

/* What is drawn of a wide bend is far from its corner, and is where it is hit. */
static void
test_curves_are_hit_where_they_are_drawn (void)
{
  GpPoint points[] = { { 0, 0 }, { 200, 0 }, { 200, 200 } };
  double radii[] = { 0, 100, 0 };
  GpSceneLine line = { .points = points, .n_points = G_N_ELEMENTS (points) };

  g_assert_cmpfloat (gp_scene_line_get_distance (&line, 200, 0), <, .1);
  line.radii = radii;
  g_assert_cmpfloat (gp_scene_line_get_distance (&line, 200, 0), >, 40);
  g_assert_cmpfloat (gp_scene_line_get_distance (&line, 100 + 70.71, 100 - 70.71), <, 1.5);
  g_assert_cmpfloat (gp_scene_line_get_distance (&line, 50, 0), <, .1);
  g_assert_cmpfloat (gp_scene_line_get_distance (&line, 200, 150), <, .1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/scene-line/bends-fit-between-their-neighbours",
                   test_bends_fit_between_their_neighbours);
  g_test_add_func ("/render/scene-line/curves-are-hit-where-they-are-drawn",
                   test_curves_are_hit_where_they_are_drawn);
  return g_test_run ();
}
