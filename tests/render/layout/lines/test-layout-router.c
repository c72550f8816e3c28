/* test-layout-router.c — lines with right angles between cards
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-router.h"
#include "gp-test.h"

#include <math.h>

enum { N = 60 };

/* Cards in rows and columns, as a layout leaves them: 48 apart, of different sizes. */
static void
fill (GpRect *rects)
{
  for (guint i = 0; i < N; i++)
    rects[i] = (GpRect) {
      i % 10 * 348.0, i / 10 * 448.0,
      g_test_rand_int_range (100, 300), g_test_rand_int_range (60, 400),
    };
}

static GpLayoutLink
random_edge (const GpRect *rects)
{
  guint32 from = g_test_rand_int_range (0, N);
  guint32 to = g_test_rand_int_range (0, N);

  return (GpLayoutLink) {
    .from = from,
    .to = to,
    .from_port = g_test_rand_bit () ? GP_LAYOUT_NO_PORT
                                    : g_test_rand_double_range (0, rects[from].height),
    .to_port = g_test_rand_bit () ? GP_LAYOUT_NO_PORT
                                  : g_test_rand_double_range (0, rects[to].height),
  };
}

static gboolean
is_on_side (const GpRect       *rect,
            const GpPoint *point,
            double              port)
{
  gboolean left_or_right = point->x == rect->x || point->x == rect->x + rect->width;
  gboolean above_or_below = point->y == rect->y || point->y == rect->y + rect->height;

  if (port >= 0)
    return left_or_right && fabs (point->y - rect->y - port) < 1e-6;

  return gp_rect_contains (rect, point->x, point->y) && (left_or_right || above_or_below);
}

static void
test_lines_begin_and_end_at_their_fields (void)
{
  GpRect rects[N];
  g_autoptr(GpLayoutRouter) router = NULL;

  fill (rects);
  router = gp_layout_router_new (rects, N);
  for (guint round = 0; round < 2000; round++)
    {
      GpLayoutLink edge = random_edge (rects);
      GpLayoutRoute route;

      gp_layout_router_route (router, &edge, 1, &route);
      g_assert_cmpuint (route.n_points, >=, 2);
      g_assert_cmpuint (route.n_points, <=, GP_LAYOUT_ROUTE_POINTS);
      g_assert_true (is_on_side (&rects[edge.from], &route.points[0], edge.from_port));
      g_assert_true (is_on_side (&rects[edge.to], &route.points[route.n_points - 1],
                                 edge.to_port));
      for (guint i = 1; i < route.n_points; i++)
        g_assert_true (route.points[i].x == route.points[i - 1].x
                       || route.points[i].y == route.points[i - 1].y);
    }
}

/* “Clear” is a promise: no segment enters any card. */
static void
test_clear_lines_meet_no_card (void)
{
  GpRect rects[N];
  g_autoptr(GpLayoutRouter) router = NULL;
  guint n_clear = 0;

  fill (rects);
  router = gp_layout_router_new (rects, N);
  for (guint round = 0; round < 2000; round++)
    {
      GpLayoutLink edge = random_edge (rects);
      GpLayoutRoute route;

      gp_layout_router_route (router, &edge, 1, &route);
      if (!route.clear)
        continue;
      n_clear++;
      for (guint i = 1; i < route.n_points; i++)
        {
          const GpPoint *a = &route.points[i - 1];
          const GpPoint *b = &route.points[i];
          GpRect segment = {
            MIN (a->x, b->x), MIN (a->y, b->y), fabs (a->x - b->x), fabs (a->y - b->y),
          };

          for (guint card = 0; card < N; card++)
            g_assert_false (gp_rect_overlaps (&rects[card], &segment));
        }
    }
  g_assert_cmpuint (n_clear, >, 1500);
}

static void
test_neighbours_get_the_short_way (void)
{
  const GpRect rects[] = { { 0, 0, 100, 100 }, { 200, 50, 100, 100 } };
  const GpLayoutLink edge = { 0, 1, 30, 20 };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpLayoutRoute route;

  gp_layout_router_route (router, &edge, 1, &route);
  g_assert_true (route.clear);
  g_assert_cmpuint (route.n_points, ==, 4);
  g_assert_cmpfloat (route.points[0].x, ==, 100);
  g_assert_cmpfloat (route.points[0].y, ==, 30);
  g_assert_cmpfloat (route.points[3].x, ==, 200);
  g_assert_cmpfloat (route.points[3].y, ==, 70);
}

static void
test_a_level_line_has_two_points (void)
{
  const GpRect rects[] = { { 0, 0, 100, 100 }, { 200, 20, 100, 100 } };
  const GpLayoutLink edge = { 0, 1, 50, 30 };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpLayoutRoute route;

  gp_layout_router_route (router, &edge, 1, &route);
  g_assert_cmpuint (route.n_points, ==, 2);
}

static void
test_a_loop_leaves_and_comes_back (void)
{
  const GpRect rect = { 0, 0, 100, 200 };
  const GpLayoutLink edge = { 0, 0, 50, 150 };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (&rect, 1);
  GpLayoutRoute route;

  gp_layout_router_route (router, &edge, 1, &route);
  g_assert_true (route.clear);
  g_assert_cmpuint (route.n_points, ==, 4);
  g_assert_cmpfloat (route.points[0].x, ==, route.points[3].x);
  g_assert_cmpfloat (route.points[1].x, ==, route.points[2].x);
}

/* What lies between is gone round, and no longer once it has been moved away. */
static void
test_follows_a_card_that_is_moved (void)
{
  const GpRect rects[] = { { 0, 0, 100, 60 }, { 600, 0, 100, 60 }, { 300, -200, 100, 460 } };
  const GpRect away = { 300, 1000, 100, 460 };
  const GpLayoutLink edge = { 0, 1, 30, 30 };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpLayoutRoute route;

  gp_layout_router_route (router, &edge, 1, &route);
  g_assert_cmpuint (route.n_points, >, 2);
  gp_layout_router_move (router, 2, &away);
  gp_layout_router_route (router, &edge, 1, &route);
  g_assert_cmpuint (route.n_points, ==, 2);
  g_assert_true (route.clear);
}

/* It does not matter which cards were there first. */
static void
test_cards_that_come_are_as_good_as_those_there (void)
{
  for (guint round = 0; round < 20; round++)
    {
      GpRect rects[N];
      GpRect last;
      g_autoptr(GpLayoutRouter) all = NULL;
      g_autoptr(GpLayoutRouter) grown = NULL;

      fill (rects);
      all = gp_layout_router_new (rects, N);
      grown = gp_layout_router_new (rects, N / 2);
      g_assert_false (gp_layout_router_is_free (grown, &rects[0]));
      for (guint i = N / 2; i < N; i++)
        g_assert_cmpuint (gp_layout_router_add (grown, &rects[i]), ==, i);
      last = rects[N - 1];
      gp_layout_router_move (grown, N - 1, &rects[0]);
      gp_layout_router_move (grown, N - 1, &last);
      for (guint i = 0; i < 100; i++)
        {
          GpLayoutLink edge = random_edge (rects);
          GpLayoutRoute one, two;

          gp_layout_router_route (all, &edge, 1, &one);
          gp_layout_router_route (grown, &edge, 1, &two);
          g_assert_cmpmem (one.points, one.n_points * sizeof (GpPoint),
                           two.points, two.n_points * sizeof (GpPoint));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-router/lines-begin-and-end-at-their-fields",
                   test_lines_begin_and_end_at_their_fields);
  g_test_add_func ("/render/layout-router/clear-lines-meet-no-card",
                   test_clear_lines_meet_no_card);
  g_test_add_func ("/render/layout-router/neighbours-get-the-short-way",
                   test_neighbours_get_the_short_way);
  g_test_add_func ("/render/layout-router/a-level-line-has-two-points",
                   test_a_level_line_has_two_points);
  g_test_add_func ("/render/layout-router/a-loop-leaves-and-comes-back",
                   test_a_loop_leaves_and_comes_back);
  g_test_add_func ("/render/layout-router/follows-a-card-that-is-moved",
                   test_follows_a_card_that_is_moved);
  g_test_add_func ("/render/layout-router/cards-that-come-are-as-good-as-those-there",
                   test_cards_that_come_are_as_good_as_those_there);
  return g_test_run ();
}
