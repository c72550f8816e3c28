/* test-painter-shapes.c — shapes as render nodes
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-painter-private.h"
#include "gp-test-builder.h"
#include "gp-test-painter.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static char *
serialize (GpPainter      *painter,
           const GpShapes *shapes)
{
  const GdkRGBA accent = { .2f, .5f, .9f, 1 };
  GskRenderNode *node = gp_painter_make_node (painter, shapes, 0, TRUE, &accent);
  g_autoptr(GBytes) bytes = gsk_render_node_serialize (node);

  gsk_render_node_unref (node);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_every_shape_has_its_node (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  g_autoptr(GpShapes) shapes = gp_shapes_new ();
  g_autofree char *text = NULL;

  gp_shapes_add_box (shapes, 0, 0, 50, 50, GP_COLOR_CARD);
  gp_shape_border (gp_shape_round (gp_shapes_add_box (shapes, 0, 0, 50, 50, GP_COLOR_ACCENT), 8,
                                   GP_CORNERS_ALL),
                   1, GP_COLOR_LINE);
  gp_shapes_add_text (shapes, 5, 5, 40, 20, GP_TEXT_FIELD, GP_COLOR_TEXT, "name")->strike = TRUE;
  gp_shapes_add_icon (shapes, 5, 30, 16, GP_ICON_KEY, GP_COLOR_ICON);
  text = serialize (painter, shapes);
  g_assert_nonnull (strstr (text, "color {"));
  g_assert_nonnull (strstr (text, "rounded-clip {"));
  g_assert_nonnull (strstr (text, "border {"));
  g_assert_nonnull (strstr (text, "text {"));
  g_assert_nonnull (strstr (text, "texture {"));
}

static void
test_texts_are_laid_out_once (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  PangoLayout *one = gp_painter_get_layout (painter, GP_TEXT_FIELD, "uuid");

  g_assert_true (one == gp_painter_get_layout (painter, GP_TEXT_FIELD, "uuid"));
  g_assert_true (one != gp_painter_get_layout (painter, GP_TEXT_TITLE, "uuid"));
}

static void
test_a_foot_is_made_once (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  const GdkRGBA black = { 0, 0, 0, 1 };
  const GdkRGBA red = { 1, 0, 0, 1 };
  GskRenderNode *node = gp_painter_get_foot (painter, &black, 1, (GpPoint) { 13, 0 },
                                             (GpPoint) { 0, 5 });

  g_assert_true (gp_painter_get_foot (painter, &black, 1, (GpPoint) { 13, 0 },
                                      (GpPoint) { 0, 5 }) == node);
  g_assert_true (gp_painter_get_foot (painter, &red, 1, (GpPoint) { 13, 0 },
                                      (GpPoint) { 0, 5 }) != node);
  g_assert_true (gp_painter_get_foot (painter, &black, 2, (GpPoint) { 13, 0 },
                                      (GpPoint) { 0, 5 }) != node);
  g_assert_true (gp_painter_get_foot (painter, &black, 1, (GpPoint) { -13, 0 },
                                      (GpPoint) { 0, 5 }) != node);

  /* Zooming asks for feet of many sizes; they do not pile up. */
  for (int i = 0; i < 1000; i++)
    gp_painter_get_foot (painter, &black, 1, (GpPoint) { i / 100.0, 0 }, (GpPoint) { 0, 5 });
  g_assert_cmpuint (painter->feet->len, <, 500);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter-shapes/every-shape-has-its-node",
                   test_every_shape_has_its_node);
  g_test_add_func ("/render/painter-shapes/texts-are-laid-out-once", test_texts_are_laid_out_once);
  g_test_add_func ("/render/painter-shapes/a-foot-is-made-once", test_a_foot_is_made_once);

  return g_test_run ();
}
