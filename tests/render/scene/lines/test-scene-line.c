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

/* A line touches what it is drawn in: each point of it is near what it touches, and around what it
 * runs around it touches nothing. */
static void
test_lines_touch_where_they_run (void)
{
  GpPoint points[] = { { 0, 0 }, { 500, 0 }, { 500, 400 }, { 900, 400 } };
  double radii[] = { 0, 100, 100, 0 };
  GpSceneLine line = { .points = points, .n_points = G_N_ELEMENTS (points),
                       .bounds = { -8, -8, 916, 416 } };
  GpRect around = { 100, 100, 300, 250 };

  g_assert_false (gp_scene_line_touches (&line, &around));
  line.label = (char *) "label";
  g_assert_true (gp_scene_line_touches (&line, &around));
  line.label = NULL;
  for (int i = 0; i < 20000; i++)
    {
      GpRect area = { g_test_rand_double_range (-100, 1000), g_test_rand_double_range (-100, 500),
                      0, 0 };

      line.radii = i % 2 == 0 ? radii : NULL;
      if (gp_scene_line_get_distance (&line, area.x, area.y) < 6)
        g_assert_true (gp_scene_line_touches (&line, &area));
      if (gp_scene_line_get_distance (&line, area.x, area.y) > 120)
        g_assert_false (gp_scene_line_touches (&line, &area));
    }
  around = (GpRect) { -100, -100, 2000, 2000 };
  g_assert_true (gp_scene_line_touches (&line, &around));
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
  g_test_add_func ("/render/scene-line/lines-touch-where-they-run",
                   test_lines_touch_where_they_run);
  return g_test_run ();
}
