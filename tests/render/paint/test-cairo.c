/* test-cairo.c — icons and scenes leave marks on paper
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-cairo.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static guint
count_painted (cairo_surface_t *surface)
{
  guint n = 0;

  cairo_surface_flush (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                           + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        n += row[x] != 0;
    }
  return n;
}

static void
test_every_icon_is_seen (void)
{
  const GdkRGBA black = { 0, 0, 0, 1 };

  for (guint i = GP_ICON_NONE + 1; i < GP_N_ICONS; i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 16, 16);
      cairo_t *cr = cairo_create (surface);

      gp_cairo_draw_icon (cr, i, 0, 0, 16, &black);
      cairo_destroy (cr);
      g_assert_cmpuint (count_painted (surface), >, 5);
      cairo_surface_destroy (surface);
    }
}

static void
test_scenes_are_drawn_at_every_level (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_DARK, "DejaVu Sans");
  for (guint lod = GP_LOD_FULL; lod < GP_N_LODS; lod++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 900, 400);
      cairo_t *cr = cairo_create (surface);

      gp_cairo_draw_scene (cr, gp_scene_builder_get_scene (builder),
                           gp_scene_builder_get_metrics (builder), &theme, lod);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      g_assert_cmpuint (count_painted (surface), >, 1000);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/cairo/every-icon-is-seen", test_every_icon_is_seen);
  g_test_add_func ("/render/cairo/scenes-are-drawn-at-every-level",
                   test_scenes_are_drawn_at_every_level);

  return g_test_run ();
}
