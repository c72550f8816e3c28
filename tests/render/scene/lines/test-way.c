/* test-way.c — ways are axis-parallel and go from side to side
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test.h"
#include "gp-way.h"

static GpRect
random_card (void)
{
  return (GpRect) {
    .x = g_test_rand_int_range (-1000, 1000),
    .y = g_test_rand_int_range (-1000, 1000),
    .width = g_test_rand_int_range (150, 300),
    .height = g_test_rand_int_range (60, 400),
  };
}

static gboolean
is_on_edge (const GpRect  *card,
            const GpPoint *point)
{
  gboolean across = point->x == card->x || point->x == card->x + card->width;
  gboolean along = point->y == card->y || point->y == card->y + card->height;

  return (across && point->y >= card->y && point->y <= card->y + card->height)
         || (along && point->x >= card->x && point->x <= card->x + card->width);
}

static void
check_way (const GpPoint *points,
           guint          n,
           const GpRect  *from,
           const GpRect  *to)
{
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <=, GP_WAY_MAX_POINTS);
  for (guint i = 1; i < n; i++)
    g_assert_true (points[i].x == points[i - 1].x || points[i].y == points[i - 1].y);
  g_assert_true (is_on_edge (from, &points[0]));
  if (to != NULL)
    g_assert_true (is_on_edge (to, &points[n - 1]));
}

static void
test_relations_are_axis_parallel (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      GpRect from = random_card ();
      GpRect to = random_card ();
      GpPoint points[GP_WAY_MAX_POINTS];
      int lane = g_test_rand_int_range (-3, 4);
      guint n = gp_way_relation (&from, from.y + 40, &to, to.y + 40, lane, points);

      check_way (points, n, &from, &to);
    }
}

static void
test_flows_are_axis_parallel (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      GpRect from = random_card ();
      GpRect to = random_card ();
      GpPoint points[GP_WAY_MAX_POINTS];
      guint n = gp_way_flow (&from, &to, 0, 0, points);

      check_way (points, n, &from, &to);
    }
}

static void
test_self_reference_leaves_the_card (void)
{
  GpRect card = { 0, 0, 200, 200 };
  GpPoint points[GP_WAY_MAX_POINTS];
  guint n = gp_way_self (&card, 60, 20, 0, points);

  check_way (points, n, &card, &card);
  g_assert_cmpfloat (points[1].x, >, 200);
}

static void
test_beginning_points_at_the_target (void)
{
  GpRect card = { 0, 0, 200, 200 };
  GpRect left = { -900, 0, 200, 200 };
  GpPoint points[GP_WAY_MAX_POINTS];
  guint n = gp_way_stub (&card, 60, &left, points);

  check_way (points, n, &card, NULL);
  g_assert_cmpfloat (points[1].x, ==, -GP_WAY_STUB);
}

static void
test_distance (void)
{
  const GpPoint points[] = { { 0, 0 }, { 100, 0 }, { 100, 50 } };

  g_assert_cmpfloat (gp_way_distance (points, 3, 50, 7), ==, 7);
  g_assert_cmpfloat (gp_way_distance (points, 3, 110, 25), ==, 10);
  g_assert_cmpfloat (gp_way_distance (points, 3, 103, 54), ==, 5);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/way/relations-are-axis-parallel", test_relations_are_axis_parallel);
  g_test_add_func ("/render/way/flows-are-axis-parallel", test_flows_are_axis_parallel);
  g_test_add_func ("/render/way/self-reference-leaves-the-card",
                   test_self_reference_leaves_the_card);
  g_test_add_func ("/render/way/beginning-points-at-the-target",
                   test_beginning_points_at_the_target);
  g_test_add_func ("/render/way/distance", test_distance);

  return g_test_run ();
}
