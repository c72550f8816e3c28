/* test-viewport.c — panning and zooming keep what they promise
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test.h"
#include "gp-viewport.h"

static GpViewport
random_view (void)
{
  return (GpViewport) {
    .x = g_test_rand_double_range (-5000, 5000),
    .y = g_test_rand_double_range (-5000, 5000),
    .zoom = g_test_rand_double_range (.05, 3),
    .width = 1000,
    .height = 700,
  };
}

static void
test_there_and_back (void)
{
  for (guint i = 0; i < 200; i++)
    {
      GpViewport view = random_view ();
      double x, y, back_x, back_y;

      gp_viewport_to_canvas (&view, 123, 456, &x, &y);
      gp_viewport_to_view (&view, x, y, &back_x, &back_y);
      g_assert_cmpfloat_with_epsilon (back_x, 123, 1e-6);
      g_assert_cmpfloat_with_epsilon (back_y, 456, 1e-6);
    }
}

static void
test_zoom_keeps_the_point_under_the_pointer (void)
{
  for (guint i = 0; i < 200; i++)
    {
      GpViewport view = random_view ();
      double x, y, after_x, after_y;

      gp_viewport_to_canvas (&view, 300, 200, &x, &y);
      gp_viewport_zoom_at (&view, g_test_rand_double_range (.001, 9), 300, 200);
      gp_viewport_to_canvas (&view, 300, 200, &after_x, &after_y);
      g_assert_cmpfloat_with_epsilon (after_x, x, 1e-6);
      g_assert_cmpfloat_with_epsilon (after_y, y, 1e-6);
      g_assert_cmpfloat (view.zoom, >=, GP_ZOOM_MIN);
      g_assert_cmpfloat (view.zoom, <=, GP_ZOOM_MAX);
    }
}

static void
test_fit_shows_everything (void)
{
  GpViewport view = random_view ();
  GpRect area = { -4000, 100, 9000, 3000 };
  GpRect seen;

  gp_viewport_fit (&view, &area, 40, 1);
  seen = gp_viewport_get_area (&view);
  g_assert_cmpfloat (seen.x, <=, area.x);
  g_assert_cmpfloat (seen.y, <=, area.y);
  g_assert_cmpfloat (seen.x + seen.width, >=, area.x + area.width);
  g_assert_cmpfloat (seen.y + seen.height, >=, area.y + area.height);

  area = (GpRect) { 0, 0, 10, 10 };
  gp_viewport_fit (&view, &area, 40, 1);
  g_assert_cmpfloat (view.zoom, ==, 1);
}

static void
test_reveal_moves_only_when_needed (void)
{
  GpViewport view = { .zoom = 1, .width = 1000, .height = 700 };
  GpRect inside = { 200, 200, 100, 100 };
  GpRect at_the_edge = { 2, 600, 100, 100 };
  GpRect outside = { 1500, 200, 100, 100 };
  GpRect seen;

  g_assert_false (gp_viewport_reveal (&view, &inside, 20));
  g_assert_false (gp_viewport_reveal (&view, &at_the_edge, 20));
  g_assert_cmpfloat (view.x, ==, 0);
  g_assert_true (gp_viewport_reveal (&view, &outside, 20));
  seen = gp_viewport_get_area (&view);
  g_assert_cmpfloat (seen.x + seen.width, >=, 1620);
  g_assert_cmpfloat (view.y, ==, 0);
}

static void
test_content_cannot_be_lost (void)
{
  GpViewport view = { .x = 1e7, .y = -1e7, .zoom = .5, .width = 1000, .height = 700 };
  GpRect content = { 0, 0, 500, 500 };
  GpRect seen;

  gp_viewport_limit (&view, &content);
  seen = gp_viewport_get_area (&view);
  g_assert_true (gp_rect_overlaps (&seen, &content));
}

static void
test_mix_begins_and_ends (void)
{
  GpViewport a = random_view ();
  GpViewport b = random_view ();
  GpViewport start = gp_viewport_mix (&a, &b, 0);
  GpViewport end = gp_viewport_mix (&a, &b, 1);

  g_assert_cmpfloat_with_epsilon (start.x, a.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (start.zoom, a.zoom, 1e-9);
  g_assert_cmpfloat_with_epsilon (end.y, b.y, 1e-6);
  g_assert_cmpfloat_with_epsilon (end.zoom, b.zoom, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/viewport/there-and-back", test_there_and_back);
  g_test_add_func ("/render/viewport/zoom-keeps-the-point-under-the-pointer",
                   test_zoom_keeps_the_point_under_the_pointer);
  g_test_add_func ("/render/viewport/fit-shows-everything", test_fit_shows_everything);
  g_test_add_func ("/render/viewport/reveal-moves-only-when-needed",
                   test_reveal_moves_only_when_needed);
  g_test_add_func ("/render/viewport/content-cannot-be-lost", test_content_cannot_be_lost);
  g_test_add_func ("/render/viewport/mix-begins-and-ends", test_mix_begins_and_ends);

  return g_test_run ();
}
