/* test-painter.c — frames from kept nodes are those from new ones
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-painter.h"
#include "gp-test-builder.h"
#include "gp-test-painter.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static guint
checksum (GpPainter        *painter,
          GpSceneBuilder   *builder,
          const GpViewport *view,
          const GpRect     *part)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) part->width,
                                                         (int) part->height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node = gp_test_painter_make_frame (painter, builder, view);
  guint sum = 5381;

  cairo_translate (cr, -part->x, -part->y);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < (int) part->height; y++)
    for (int x = 0; x < (int) part->width * 4; x++)
      if (x % 4 != 3)
        sum = sum * 33 + cairo_image_surface_get_data (
                           surface)[y * cairo_image_surface_get_stride (surface) + x];
  cairo_surface_destroy (surface);
  return sum;
}

static void
test_kept_is_rebuilt (void)
{
  static const double zooms[] = { 1.5, 1, .6, .4, .2, .1, .04 };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      GpViewport view = { .x = -40, .y = -60, .zoom = zooms[i], .width = 900, .height = 600 };
      g_autofree char *first = gp_test_painter_paint (painter, builder, &view);
      g_autofree char *kept = gp_test_painter_paint (painter, builder, &view);
      g_autofree char *anew = NULL;

      gp_painter_drop (painter);
      anew = gp_test_painter_paint (painter, builder, &view);
      g_assert_cmpstr (first, ==, kept);
      g_assert_cmpstr (first, ==, anew);
    }
}

/* What a small view shows is what a large one shows there. */
static void
test_culled_is_not_culled (void)
{
  static const double zooms[] = { 1, .5, .25, .1 };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);

  for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      double zoom = zooms[i];
      GpViewport large = { .x = -480, .y = -480, .zoom = zoom, .width = 1440, .height = 960 };
      GpViewport small = { .x = -480 + 240 / zoom, .y = -480 + 240 / zoom, .zoom = zoom,
                           .width = 480, .height = 240 };

      g_assert_cmpuint (checksum (painter, builder, &large, &(GpRect) { 240, 240, 480, 240 }), ==,
                        checksum (painter, builder, &small, &(GpRect) { 0, 0, 480, 240 }));
    }
}

static void
test_only_what_is_seen_is_kept (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpViewport view = { .x = 10, .y = 60, .zoom = 1, .width = 40, .height = 40 };
  g_autofree char *node = gp_test_painter_paint (painter, builder, &view);

  g_assert_cmpuint (gp_painter_get_cached (painter), ==, 2);   /* customer and its domain */
}

static void
test_no_frame_holds_cairo (void)
{
  static const double zooms[] = { 1, .4, .1 };

  for (int lens = GP_LENS_DATA; lens <= GP_LENS_ACCESS; lens++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, (GpLens) lens);
      g_autoptr(GpPainter) painter = gp_test_painter_new (builder);

      for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
        {
          GpViewport view = { .x = -40, .y = -60, .zoom = zooms[i], .width = 1600, .height = 900 };
          g_autofree char *node = gp_test_painter_paint (painter, builder, &view);

          g_assert_null (strstr (node, "cairo {"));
        }
    }
}

/* TRUE: GTK would see that nothing is to be painted again. It takes nodes that turn or repeat
 * something for different unless they are the same. */
static gboolean
is_seen_as_same (GskRenderNode *a,
                 GskRenderNode *b)
{
  GskTransform *transform;

  if (a == b)
    return TRUE;
  if (gsk_render_node_get_node_type (a) != gsk_render_node_get_node_type (b))
    return FALSE;
  switch ((int) gsk_render_node_get_node_type (a))
    {
    case GSK_REPEAT_NODE:
      return FALSE;
    case GSK_TRANSFORM_NODE:
      transform = gsk_transform_node_get_transform (a);
      return gsk_transform_equal (transform, gsk_transform_node_get_transform (b))
             && (gsk_transform_get_category (transform) >= GSK_TRANSFORM_CATEGORY_2D_TRANSLATE
                   ? is_seen_as_same (gsk_transform_node_get_child (a),
                                      gsk_transform_node_get_child (b))
                   : gsk_transform_node_get_child (a) == gsk_transform_node_get_child (b));
    case GSK_CONTAINER_NODE:
      if (gsk_container_node_get_n_children (a) != gsk_container_node_get_n_children (b))
        return FALSE;
      for (guint i = 0; i < gsk_container_node_get_n_children (a); i++)
        if (!is_seen_as_same (gsk_container_node_get_child (a, i),
                              gsk_container_node_get_child (b, i)))
          return FALSE;
      return TRUE;
    default:
      return TRUE;
    }
}

static void
test_what_stays_is_not_painted_again (void)
{
  for (int lens = GP_LENS_DATA; lens <= GP_LENS_ACCESS; lens++)
    {
      g_autoptr(GpDesign) design = gp_test_scene_design ();
      g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, (GpLens) lens);
      g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
      GpViewport view = { .x = -200, .y = -200, .zoom = 1, .width = 1600, .height = 1000 };
      GskRenderNode *first = gp_test_painter_make_frame (painter, builder, &view);
      GskRenderNode *second = gp_test_painter_make_frame (painter, builder, &view);
      GskRenderNode *moved;

      view.x += 3;
      moved = gp_test_painter_make_frame (painter, builder, &view);
      g_assert_true (is_seen_as_same (first, second));
      g_assert_false (is_seen_as_same (second, moved));
      gsk_render_node_unref (first);
      gsk_render_node_unref (second);
      gsk_render_node_unref (moved);
    }
}

static void
test_another_theme_drops_nodes (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpViewport view = { .x = -40, .y = -60, .zoom = 1, .width = 900, .height = 600 };
  g_autofree char *light = gp_test_painter_paint (painter, builder, &view);
  g_autofree char *dark = NULL;
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_DARK, "DejaVu Sans");
  gp_painter_set_theme (painter, gp_metrics_get_context (gp_scene_builder_get_metrics (builder)),
                        &theme);
  g_assert_cmpuint (gp_painter_get_cached (painter), ==, 0);
  g_assert_true (gp_painter_get_theme (painter)->dark);
  dark = gp_test_painter_paint (painter, builder, &view);
  g_assert_cmpstr (light, !=, dark);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter/kept-is-rebuilt", test_kept_is_rebuilt);
  g_test_add_func ("/render/painter/culled-is-not-culled", test_culled_is_not_culled);
  g_test_add_func ("/render/painter/only-what-is-seen-is-kept", test_only_what_is_seen_is_kept);
  g_test_add_func ("/render/painter/no-frame-holds-cairo", test_no_frame_holds_cairo);
  g_test_add_func ("/render/painter/what-stays-is-not-painted-again",
                   test_what_stays_is_not_painted_again);
  g_test_add_func ("/render/painter/another-theme-drops-nodes", test_another_theme_drops_nodes);

  return g_test_run ();
}
