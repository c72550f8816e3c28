/* gp-test-painter.c — what a painter makes of a scene, as text
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-painter.h"

#include "gp-metrics.h"

GpPainter *
gp_test_painter_new (GpSceneBuilder *builder)
{
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  return gp_painter_new (gp_metrics_get_context (gp_scene_builder_get_metrics (builder)), &theme);
}

GskRenderNode *
gp_test_painter_make_frame (GpPainter        *painter,
                            GpSceneBuilder   *builder,
                            const GpViewport *view)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gp_painter_snapshot (painter, gp_scene_builder_get_scene (builder), view, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

char *
gp_test_painter_paint (GpPainter        *painter,
                       GpSceneBuilder   *builder,
                       const GpViewport *view)
{
  GskRenderNode *node = gp_test_painter_make_frame (painter, builder, view);
  g_autoptr(GBytes) bytes = gsk_render_node_serialize (node);

  gsk_render_node_unref (node);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
