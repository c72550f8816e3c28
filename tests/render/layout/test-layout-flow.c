/* test-layout-flow.c — flows from left to right
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-engine.h"
#include "gp-layout-measure.h"
#include "gp-test.h"

/* Steps that only ever lead on to later ones. */
static GpLayoutRequest *
random_flow (guint n)
{
  GpLayoutRequest *request = gp_layout_request_new ();

  gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);
  for (guint i = 0; i < n; i++)
    gp_layout_request_add_node (request, "step", g_test_rand_int_range (100, 260),
                                g_test_rand_int_range (40, 120));
  for (guint i = 0; n > 1 && i < n; i++)
    {
      guint from = g_test_rand_int_range (0, n - 1);

      gp_layout_request_add_edge (request, from, g_test_rand_int_range (from + 1, n));
    }

  return request;
}

static void
test_every_edge_leads_to_the_right (void)
{
  for (guint round = 0; round < 20; round++)
    {
      guint n = g_test_rand_int_range (0, 50);
      g_autoptr(GpLayoutRequest) request = random_flow (n);
      g_autoptr(GpLayout) layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
      const GpRect *rects = gp_layout_get_rects (layout);
      guint n_edges;
      const GpLayoutEdge *edges = gp_layout_request_get_edges (request, &n_edges);

      for (guint i = 0; i < n_edges; i++)
        g_assert_cmpfloat (rects[edges[i].to].x, >=,
                           rects[edges[i].from].x + rects[edges[i].from].width + 48);
      g_assert_cmpuint (gp_layout_measure_overlaps (rects, n, 48), ==, 0);
    }
}

/* A retry leads back; the rest must still read from left to right. */
static void
test_a_cycle_is_drawn_too (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpRect *rects;

  gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);
  for (guint i = 0; i < 4; i++)
    gp_layout_request_add_node (request, "step", 160, 60);
  for (guint i = 0; i < 3; i++)
    gp_layout_request_add_edge (request, i, i + 1);
  gp_layout_request_add_edge (request, 2, 1);
  gp_layout_request_add_edge (request, 3, 3);

  layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
  rects = gp_layout_get_rects (layout);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (rects[i].x, <, rects[i + 1].x);
}

static void
test_separate_flows_stand_below_each_other (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpRect *rects;

  gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);
  for (guint i = 0; i < 4; i++)
    gp_layout_request_add_node (request, "step", 160, 60);
  gp_layout_request_add_edge (request, 0, 2);
  gp_layout_request_add_edge (request, 1, 3);

  layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
  rects = gp_layout_get_rects (layout);
  g_assert_cmpfloat (rects[0].y, ==, rects[2].y);
  g_assert_cmpfloat (rects[1].y, >=, rects[0].y + 60 + 48);
}

static void
test_frames_hold_what_is_inside (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  const GpRect *rects;

  gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);
  for (guint i = 0; i < 6; i++)
    gp_layout_request_add_node (request, "step", 160, 60);
  /* 1 holds 2 and 3, 3 holds 4. */
  g_assert_true (gp_layout_request_set_frame (request, 2, 1));
  g_assert_true (gp_layout_request_set_frame (request, 3, 1));
  g_assert_true (gp_layout_request_set_frame (request, 4, 3));
  g_assert_false (gp_layout_request_set_frame (request, 1, 4));
  gp_layout_request_add_edge (request, 0, 1);
  gp_layout_request_add_edge (request, 1, 2);
  gp_layout_request_add_edge (request, 2, 3);
  gp_layout_request_add_edge (request, 4, 5);

  layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, NULL);
  rects = gp_layout_get_rects (layout);
  for (guint i = 2; i < 5; i++)
    {
      const GpRect *frame = &rects[i == 4 ? 3 : 1];

      g_assert_cmpfloat (rects[i].x, >=, frame->x + 24);
      g_assert_cmpfloat (rects[i].y, >=, frame->y + 40);
      g_assert_cmpfloat (rects[i].x + rects[i].width, <=, frame->x + frame->width - 24);
      g_assert_cmpfloat (rects[i].y + rects[i].height, <=, frame->y + frame->height - 24);
    }
  g_assert_cmpfloat (rects[0].x + rects[0].width, <, rects[1].x);
  g_assert_cmpfloat (rects[2].x + rects[2].width, <, rects[3].x);
  g_assert_cmpfloat (rects[1].x + rects[1].width, <, rects[5].x);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-flow/every-edge-leads-to-the-right",
                   test_every_edge_leads_to_the_right);
  g_test_add_func ("/render/layout-flow/frames-hold-what-is-inside",
                   test_frames_hold_what_is_inside);
  g_test_add_func ("/render/layout-flow/a-cycle-is-drawn-too", test_a_cycle_is_drawn_too);
  g_test_add_func ("/render/layout-flow/separate-flows-stand-below-each-other",
                   test_separate_flows_stand_below_each_other);
  return g_test_run ();
}
