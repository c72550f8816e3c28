/* test-painter-names.c — names from afar
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-painter.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static guint
count_texts (GpSceneBuilder *builder,
             double          zoom)
{
  g_autoptr(GpPainter) painter = NULL;
  GpViewport view = { .x = -2000, .y = -2000, .zoom = zoom, .width = 900, .height = 600 };
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  GskRenderNode *node;
  GpTheme theme;
  guint n = 0;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  painter = gp_painter_new (gp_metrics_get_context (gp_scene_builder_get_metrics (builder)),
                            &theme);
  gp_painter_snapshot (painter, gp_scene_builder_get_scene (builder), &view, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  bytes = gsk_render_node_serialize (node);
  gsk_render_node_unref (node);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  for (const char *at = strstr (text, "text {"); at != NULL; at = strstr (at + 1, "text {"))
    n++;
  return n;
}

static void
test_areas_keep_their_names (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);

  g_assert_cmpuint (count_texts (builder, .2), >=, 2);
  g_assert_cmpuint (count_texts (builder, .1), >=, 1);
}

static void
test_landmarks_are_what_most_lines_lead_to (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = NULL;
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));
  GpId customer = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "customer"));
  guint before;

  builder = gp_test_builder_new (design, GP_LENS_DATA);
  before = count_texts (builder, .1);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GpChangeSet) changes = gp_edit_add_relation (design, &log, &customer, NULL, NULL);

      g_assert_true (gp_design_apply (design, changes, NULL));
      gp_scene_builder_update (builder, changes);
    }
  g_assert_cmpuint (count_texts (builder, .1), >, before);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter-names/areas-keep-their-names", test_areas_keep_their_names);
  g_test_add_func ("/render/painter-names/landmarks-are-what-most-lines-lead-to",
                   test_landmarks_are_what_most_lines_lead_to);

  return g_test_run ();
}
