/* test-layout-lanes.c — lines that would lie on one another
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-lanes.h"
#include "gp-test.h"

#include <math.h>

enum { N = 48, LINES = 120 };

/* Cards in rows and columns with room between them, and lines between any two of them. */
static void
fill (GpRect *rects)
{
  for (guint i = 0; i < N; i++)
    rects[i] = (GpRect) {
      i % 8 * 340.0, i / 8 * 320.0,
      g_test_rand_int_range (120, 240), g_test_rand_int_range (80, 220),
    };
}

static void
route (GpLayoutRouter *router,
       const GpRect   *rects,
       GpLayoutRoute  *routes,
       GpLayoutWay    *ways)
{
  for (guint i = 0; i < LINES; i++)
    {
      GpLayoutLink link = {
        .from = g_test_rand_int_range (0, N), .to = g_test_rand_int_range (0, N),
        .from_port = 30, .to_port = 50,
      };

      if (link.from == link.to)
        link.to = (link.to + 1) % N;
      link.from_port = g_test_rand_int_range (20, (int) rects[link.from].height);
      gp_layout_router_route (router, &link, 1, &routes[i]);
      ways[i] = (GpLayoutWay) { routes[i].points, routes[i].n_points, i, FALSE };
    }
}

static gboolean
meets_a_card (const GpLayoutWay *way,
              const GpRect      *rects)
{
  for (guint p = 1; p < way->n_points; p++)
    {
      const GpPoint *a = &way->points[p - 1];
      const GpPoint *b = &way->points[p];
      GpRect piece = { MIN (a->x, b->x), MIN (a->y, b->y), fabs (a->x - b->x), fabs (a->y - b->y) };

      for (guint i = 0; i < N; i++)
        if (gp_rect_overlaps (&piece, &rects[i]))
          return TRUE;
    }
  return FALSE;
}

/* How much of the inner upright segments of different lines lies on one another. */
static double
measure_shared (const GpLayoutWay *ways,
                guint              n)
{
  double shared = 0;

  for (guint i = 0; i < n; i++)
    for (guint p = 1; p + 2 < ways[i].n_points; p++)
      for (guint j = i + 1; j < n; j++)
        for (guint q = 1; q + 2 < ways[j].n_points; q++)
          {
            const GpPoint *a = &ways[i].points[p];
            const GpPoint *b = &ways[j].points[q];
            double low = MAX (MIN (a[0].y, a[1].y), MIN (b[0].y, b[1].y));
            double high = MIN (MAX (a[0].y, a[1].y), MAX (b[0].y, b[1].y));

            if (a[0].x == a[1].x && b[0].x == b[1].x && fabs (a[0].x - b[0].x) < 1)
              shared += MAX (high - low, 0);
          }
  return shared;
}

static void
test_lines_are_kept_apart_and_off_cards (void)
{
  GpRect rects[N];
  g_autofree GpLayoutRoute *routes = g_new (GpLayoutRoute, LINES);
  GpLayoutWay ways[LINES];
  double before = 0;
  double after = 0;

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(GpLayoutRouter) router = NULL;
      GpPoint ends[LINES][2];

      fill (rects);
      router = gp_layout_router_new (rects, N);
      route (router, rects, routes, ways);
      for (guint i = 0; i < LINES; i++)
        {
          ends[i][0] = ways[i].points[0];
          ends[i][1] = ways[i].points[ways[i].n_points - 1];
        }
      before += measure_shared (ways, LINES);
      gp_layout_lanes_spread (router, ways, LINES);
      after += measure_shared (ways, LINES);
      for (guint i = 0; i < LINES; i++)
        {
          g_assert_cmpfloat (ends[i][0].x, ==, ways[i].points[0].x);
          g_assert_cmpfloat (ends[i][0].y, ==, ways[i].points[0].y);
          g_assert_cmpfloat (ends[i][1].x, ==, ways[i].points[ways[i].n_points - 1].x);
          g_assert_cmpfloat (ends[i][1].y, ==, ways[i].points[ways[i].n_points - 1].y);
          if (routes[i].clear)
            g_assert_false (meets_a_card (&ways[i], rects));
        }
    }
  g_assert_cmpfloat (before, >, 0);
  g_assert_cmpfloat (after, <, before / 2);
}

static void
test_a_bundle_becomes_one (void)
{
  const GpRect rects[] = { { 0, 0, 100, 60 }, { 0, 100, 112, 60 }, { 400, 300, 100, 60 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpPoint one[] = { { 100, 30 }, { 250, 30 }, { 250, 320 }, { 400, 320 } };
  GpPoint two[] = { { 112, 130 }, { 256, 130 }, { 256, 320 }, { 400, 320 } };
  GpLayoutWay ways[] = { { one, 4, 7, FALSE }, { two, 4, 7, FALSE } };

  gp_layout_lanes_spread (router, ways, G_N_ELEMENTS (ways));
  g_assert_cmpfloat (one[1].x, ==, two[1].x);

  ways[1].bundle = 8;
  two[1].x = two[2].x = one[1].x;
  gp_layout_lanes_spread (router, ways, G_N_ELEMENTS (ways));
  g_assert_cmpfloat (fabs (one[1].x - two[1].x), >=, 6);
}

/* The upper of two lines that turn down takes the farther lane, so that they do not cross. */
static void
test_lanes_avoid_crossings (void)
{
  const GpRect rects[] = { { 0, 0, 100, 100 }, { 400, 300, 100, 60 }, { 400, 500, 100, 60 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpPoint upper[] = { { 100, 30 }, { 250, 30 }, { 250, 320 }, { 400, 320 } };
  GpPoint lower[] = { { 100, 70 }, { 250, 70 }, { 250, 520 }, { 400, 520 } };
  GpLayoutWay ways[] = { { upper, 4, 1, FALSE }, { lower, 4, 2, FALSE } };

  gp_layout_lanes_spread (router, ways, G_N_ELEMENTS (ways));
  g_assert_cmpfloat (upper[1].x, >, lower[1].x);
}

static void
test_what_is_fixed_stays (void)
{
  const GpRect rects[] = { { 0, 0, 100, 100 }, { 400, 300, 100, 60 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (rects, G_N_ELEMENTS (rects));
  GpPoint one[] = { { 100, 30 }, { 250, 30 }, { 250, 320 }, { 400, 320 } };
  GpPoint two[] = { { 100, 70 }, { 250, 70 }, { 250, 340 }, { 400, 340 } };
  GpLayoutWay ways[] = { { one, 4, 1, TRUE }, { two, 4, 2, FALSE } };

  gp_layout_lanes_spread (router, ways, G_N_ELEMENTS (ways));
  g_assert_cmpfloat (one[1].x, ==, 250);
  g_assert_cmpfloat (fabs (two[1].x - 250), >=, 6);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-lanes/lines-are-kept-apart-and-off-cards",
                   test_lines_are_kept_apart_and_off_cards);
  g_test_add_func ("/render/layout-lanes/a-bundle-becomes-one", test_a_bundle_becomes_one);
  g_test_add_func ("/render/layout-lanes/lanes-avoid-crossings", test_lanes_avoid_crossings);
  g_test_add_func ("/render/layout-lanes/what-is-fixed-stays", test_what_is_fixed_stays);
  return g_test_run ();
}
