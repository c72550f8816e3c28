/* test-painter-lines.c — lines as render nodes
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-painter-private.h"
#include "gp-test-builder.h"
#include "gp-test-painter.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_ways_are_rectangles (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpViewport view = { .zoom = 1, .width = 500, .height = 300 };
  const GpPoint points[] = { { 10, 10 }, { 200, 10 }, { 200, 150 }, { 400, 150 } };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  GskRenderNode *node;

  gp_painter_snapshot_points (painter, points, 4, &view, GP_COLOR_LINE, 2, FALSE, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  bytes = gsk_render_node_serialize (node);
  gsk_render_node_unref (node);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpuint (count (text, "color {"), ==, 3);
  g_assert_cmpuint (count (text, "border {"), ==, 2);   /* the round corners */
}

static void
test_marks_are_drawn_only_near (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpViewport near = { .x = -100, .y = -100, .zoom = 1, .width = 1400, .height = 900 };
  GpViewport afar = { .x = -100, .y = -100, .zoom = .3, .width = 1400, .height = 900 };
  g_autofree char *with = gp_test_painter_paint (painter, builder, &near);
  g_autofree char *without = gp_test_painter_paint (painter, builder, &afar);

  g_assert_cmpuint (count (with, "rotate"), >, 0);
  g_assert_cmpuint (count (without, "rotate"), ==, 0);
}

static void
test_a_line_can_be_lit_up (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpViewport view = { .zoom = 1, .width = 500, .height = 300 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gp_painter_snapshot_line (painter, gp_scene_get_line (gp_scene_builder_get_scene (builder), 0),
                            &view, GP_COLOR_SELECTION, 2, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_unref (node);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter-lines/ways-are-rectangles", test_ways_are_rectangles);
  g_test_add_func ("/render/painter-lines/marks-are-drawn-only-near",
                   test_marks_are_drawn_only_near);
  g_test_add_func ("/render/painter-lines/a-line-can-be-lit-up", test_a_line_can_be_lit_up);

  return g_test_run ();
}
