/* test-layout-shape.c — ways of three and of five segments
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-router-private.h"
#include "gp-test.h"

#include <math.h>

#define PORT 40.0

static GpLayoutShape
find (GpLayoutRouter *router,
      gboolean        detour)
{
  const GpLayoutLink link = { .from = 0, .to = 1, .from_port = PORT, .to_port = PORT };
  GpLayoutShape best = { .length = INFINITY };

  gp_layout_router_ensure_grid (router);
  gp_layout_shape_find (router, &link, detour, &best);
  return best;
}

/* Nothing is in the way: the long piece is in the middle between both cards. */
static void
test_three_segments_turn_in_the_middle (void)
{
  const GpRect cards[] = { { 0, 0, 100, 80 }, { 300, 200, 100, 80 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (cards, G_N_ELEMENTS (cards));
  GpLayoutShape shape = find (router, FALSE);

  g_assert_true (shape.clear);
  g_assert_cmpfloat (shape.leave, ==, 200);
  g_assert_cmpfloat (shape.leave, ==, shape.arrive);
  g_assert_cmpfloat (shape.length, ==, 200 + 200);
}

/* A wall with a gap far above: only the five segments find it. */
static void
test_five_segments_go_around_a_wall (void)
{
  const GpRect cards[] = { { 0, 0, 100, 80 }, { 400, 0, 100, 80 }, { 200, -300, 60, 500 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (cards, G_N_ELEMENTS (cards));
  GpLayoutShape shape = find (router, TRUE);

  g_assert_true (shape.clear);
  g_assert_cmpfloat (shape.cross, >=, 200 + GP_LAYOUT_CLEARANCE);
  g_assert_cmpfloat (shape.leave, ==, 100 + GP_LAYOUT_STRAIGHT);
  g_assert_cmpfloat (shape.arrive, ==, 400 - GP_LAYOUT_STRAIGHT);
}

static void
test_a_reach_ends_before_the_next_card (void)
{
  const GpRect cards[] = { { 0, 0, 100, 80 }, { 400, 0, 100, 80 } };
  g_autoptr(GpLayoutRouter) router = gp_layout_router_new (cards, G_N_ELEMENTS (cards));
  GpLayoutEnd end = gp_layout_end (router, 0, PORT, GP_LAYOUT_ALONG_X, 1);

  gp_layout_router_ensure_grid (router);
  g_assert_cmpfloat (end.along, ==, 100);
  g_assert_cmpfloat (gp_layout_reach (router, GP_LAYOUT_ALONG_X, &end, 1000), ==,
                     400 - GP_LAYOUT_CLEARANCE);
  g_assert_cmpfloat (gp_layout_reach (router, GP_LAYOUT_ALONG_X, &end, 200), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/layout-shape/three-segments-turn-in-the-middle",
                   test_three_segments_turn_in_the_middle);
  g_test_add_func ("/render/layout-shape/five-segments-go-around-a-wall",
                   test_five_segments_go_around_a_wall);
  g_test_add_func ("/render/layout-shape/a-reach-ends-before-the-next-card",
                   test_a_reach_ends_before_the_next_card);

  return g_test_run ();
}
