/* test-layout-maze.c — the shortest way with right angles among rectangles
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-maze.h"
#include "gp-test.h"

enum { N = 40, PLENTY = 1000000 };

static void
fill (GpRect *rects)
{
  for (guint i = 0; i < N; i++)
    rects[i] = (GpRect) {
      i % 8 * 300.0 + g_test_rand_int_range (0, 40), i / 8 * 300.0 + g_test_rand_int_range (0, 40),
      g_test_rand_int_range (60, 220), g_test_rand_int_range (60, 220),
    };
}

static gboolean
is_inside (const GpRect *rect,
           double        x,
           double        y)
{
  return x > rect->x && x < rect->x + rect->width && y > rect->y && y < rect->y + rect->height;
}

static GpPoint
free_point (const GpRect *rects)
{
  for (;;)
    {
      GpPoint point = {
        g_test_rand_double_range (-50, 2500), g_test_rand_double_range (-50, 1600),
      };
      gboolean taken = FALSE;

      for (guint i = 0; i < N; i++)
        taken = taken || is_inside (&rects[i], point.x, point.y);
      if (!taken)
        return point;
    }
}

/* By the ends as they are: a width made of their difference, added again, may be longer by a bit,
 * and ways do end right at the side of a rectangle. */
static gboolean
runs_through (const GpPoint *a,
              const GpPoint *b,
              const GpRect  *rect)
{
  return MIN (a->x, b->x) < rect->x + rect->width && MAX (a->x, b->x) > rect->x
         && MIN (a->y, b->y) < rect->y + rect->height && MAX (a->y, b->y) > rect->y;
}

static void
assert_way (const GArray *points,
            const GpRect *rects,
            guint         n_rects)
{
  for (guint p = 1; p < points->len; p++)
    {
      const GpPoint *a = &g_array_index (points, GpPoint, p - 1);
      const GpPoint *b = &g_array_index (points, GpPoint, p);

      g_assert_true (a->x == b->x || a->y == b->y);
      for (guint i = 0; i < n_rects; i++)
        g_assert_false (runs_through (a, b, &rects[i]));
    }
}

/* Among rectangles that do not shut anything in, there always is a way. */
static void
test_ways_begin_and_end_and_meet_nothing (void)
{
  g_autoptr(GpLayoutMaze) maze = gp_layout_maze_new ();
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  GpRect rects[N];

  for (guint round = 0; round < 200; round++)
    {
      GpLayoutMazeQuestion question = {
        .rects = rects, .n_rects = N, .margin = 4, .n_from = 1, .n_to = 1, .budget = PLENTY,
      };
      guint spent;

      fill (rects);
      question.from[0] = free_point (rects);
      question.to[0] = free_point (rects);
      g_assert_true (gp_layout_maze_solve (maze, &question, points, &spent));
      g_assert_cmpuint (points->len, >=, 1);
      g_assert_cmpfloat (g_array_index (points, GpPoint, 0).x, ==, question.from[0].x);
      g_assert_cmpfloat (g_array_index (points, GpPoint, points->len - 1).y, ==, question.to[0].y);
      assert_way (points, rects, N);
    }
}

static void
test_of_two_ends_the_nearer_is_taken (void)
{
  const GpRect wall = { 100, -500, 50, 1000 };
  const GpLayoutMazeQuestion question = {
    .rects = &wall, .n_rects = 1, .margin = 4, .budget = PLENTY,
    .from = { { 0, 0 }, { 200, 0 } }, .n_from = 2, .to = { { 300, 40 } }, .n_to = 1,
  };
  g_autoptr(GpLayoutMaze) maze = gp_layout_maze_new ();
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  guint spent;

  g_assert_true (gp_layout_maze_solve (maze, &question, points, &spent));
  g_assert_cmpfloat (g_array_index (points, GpPoint, 0).x, ==, 200);
}

static void
test_what_is_shut_in_has_no_way (void)
{
  const GpRect walls[] = {
    { -100, -100, 200, 20 }, { -100, 80, 200, 20 }, { -100, -100, 20, 200 }, { 80, -100, 20, 200 },
  };
  GpLayoutMazeQuestion question = {
    .rects = walls, .n_rects = G_N_ELEMENTS (walls), .margin = 4, .budget = PLENTY,
    .from = { { 0, 0 } }, .n_from = 1, .to = { { 500, 0 } }, .n_to = 1,
  };
  g_autoptr(GpLayoutMaze) maze = gp_layout_maze_new ();
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  guint spent;

  g_assert_false (gp_layout_maze_solve (maze, &question, points, &spent));
  g_assert_cmpuint (points->len, ==, 0);
}

static void
test_the_budget_ends_a_search (void)
{
  g_autoptr(GpLayoutMaze) maze = gp_layout_maze_new ();
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (GpPoint));
  GpRect rects[N];
  GpLayoutMazeQuestion question = {
    .rects = rects, .n_rects = N, .margin = 4, .budget = 3,
    .from = { { -40, -40 } }, .n_from = 1, .to = { { 2490, 1590 } }, .n_to = 1,
  };
  guint spent;

  fill (rects);
  g_assert_false (gp_layout_maze_solve (maze, &question, points, &spent));
  g_assert_cmpuint (spent, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-maze/ways-begin-and-end-and-meet-nothing",
                   test_ways_begin_and_end_and_meet_nothing);
  g_test_add_func ("/render/layout-maze/of-two-ends-the-nearer-is-taken",
                   test_of_two_ends_the_nearer_is_taken);
  g_test_add_func ("/render/layout-maze/what-is-shut-in-has-no-way",
                   test_what_is_shut_in_has_no_way);
  g_test_add_func ("/render/layout-maze/the-budget-ends-a-search", test_the_budget_ends_a_search);
  return g_test_run ();
}
