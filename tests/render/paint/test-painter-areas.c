/* test-painter-areas.c — an edit paints a part of the canvas again, not all of it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-scene-private.h"
#include "gp-test-builder.h"
#include "gp-test-painter.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#define MOST_RECTANGLES 30      /* GTK 4.8 gives up beyond */

static const GpSceneItem *
find_area (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    if (gp_scene_get_item (scene, i)->type == GP_ITEM_AREA)
      return gp_scene_get_item (scene, i);
  g_assert_not_reached ();
}

static double
get_area (const cairo_region_t *region)
{
  double sum = 0;

  for (int i = 0; i < cairo_region_num_rectangles (region); i++)
    {
      cairo_rectangle_int_t rect;

      cairo_region_get_rectangle (region, i, &rect);
      sum += (double) rect.width * rect.height;
    }
  return sum;
}

static void
test_a_larger_area_differs_at_one_side (void)
{
  static const double zooms[] = { 2, 1, .6, .3 };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpScene *scene = gp_scene_builder_get_scene (builder);

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      const GpSceneItem *area = find_area (scene);
      GpRect rect = area->rect;
      GpViewport view = { .x = rect.x - 40, .y = rect.y - 40, .zoom = zooms[i],
                          .width = (rect.width + 80) * zooms[i],
                          .height = (rect.height + 80) * zooms[i] };
      g_autoptr(GskRenderNode) before = gp_test_painter_make_frame (painter, builder, &view);
      g_autoptr(GskRenderNode) after = NULL;
      cairo_region_t *region;

      rect.y -= 8;
      rect.height += 8;
      gp_scene_set_rect (scene, area->slot, &rect);
      after = gp_test_painter_make_frame (painter, builder, &view);
      region = gp_test_painter_compare (before, after);
      g_assert_false (cairo_region_is_empty (region));
      g_assert_cmpint (cairo_region_num_rectangles (region), <=, MOST_RECTANGLES);
      g_assert_cmpfloat (get_area (region), <, view.width * view.height * .45);
      cairo_region_destroy (region);
    }
}

/* Leads a line elsewhere, by a way with a piece more than it had. */
static void
lead_elsewhere (GpScene *scene,
                guint    slot)
{
  const GpSceneLine *line = gp_scene_get_line (scene, slot);
  GpPoint from = line->points[0];
  GpPoint to = line->points[line->n_points - 1];
  double middle = (from.x + to.x) / 2;
  double lower = (from.y + to.y) / 2 + 5;
  const GpPoint points[] = { from, { middle - 9, from.y }, { middle - 9, lower },
                             { middle + 7, lower }, { middle + 7, to.y }, to };

  gp_scene_take_route (scene, slot, g_memdup2 (points, sizeof points), G_N_ELEMENTS (points), NULL);
}

static void
test_lines_that_are_led_elsewhere_are_few_rectangles (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpRect bounds = gp_scene_get_bounds (scene);
  GpViewport view = { .x = bounds.x - 20, .y = bounds.y - 20, .zoom = 1,
                      .width = bounds.width + 40, .height = bounds.height + 40 };
  guint n = 0;

  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    {
      g_autoptr(GskRenderNode) before = gp_test_painter_make_frame (painter, builder, &view);
      g_autoptr(GskRenderNode) after = NULL;
      const GpSceneLine *line = gp_scene_get_line (scene, i);
      cairo_rectangle_int_t extents;
      GpRect reach;
      cairo_region_t *region;

      if (line == NULL || line->n_points < 2)
        continue;
      reach = line->bounds;
      lead_elsewhere (scene, i);
      reach = gp_rect_union (&reach, &gp_scene_get_line (scene, i)->bounds);
      after = gp_test_painter_make_frame (painter, builder, &view);
      region = gp_test_painter_compare (before, after);
      g_assert_false (cairo_region_is_empty (region));
      g_assert_cmpint (cairo_region_num_rectangles (region), <=, MOST_RECTANGLES);

      /* None of the lines behind it is taken for another one. */
      cairo_region_get_extents (region, &extents);
      g_assert_cmpfloat (extents.width, <=, reach.width + view.width / 4 + 40);
      g_assert_cmpfloat (extents.height, <=, reach.height + view.height / 3 + 40);
      cairo_region_destroy (region);
      n++;
    }
  g_assert_cmpuint (n, >, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter-areas/a-larger-area-differs-at-one-side",
                   test_a_larger_area_differs_at_one_side);
  g_test_add_func ("/render/painter-areas/lines-that-are-led-elsewhere-are-few-rectangles",
                   test_lines_that_are_led_elsewhere_are_few_rectangles);

  return g_test_run ();
}
