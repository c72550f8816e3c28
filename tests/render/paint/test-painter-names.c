/* test-painter-names.c — names from afar
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-painter.h"
#include "gp-test-builder.h"
#include "gp-test-painter.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

#define LANDMARK "\"DejaVu Sans Bold 8.25\""

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

/* The least that something is written in, in pixels of the view. */
static double
find_least_size (GpSceneBuilder *builder,
                 double          zoom)
{
  g_autoptr(GpPainter) painter = NULL;
  GpViewport view = { .x = -400, .y = -400, .zoom = zoom, .width = 900, .height = 600 };
  g_autofree char *text = NULL;
  double least = G_MAXDOUBLE;
  double scale = 1;
  gsize inside = 0;      /* how far what is scaled is indented */
  char **lines;

  painter = gp_test_painter_new (builder);
  text = gp_test_painter_paint (painter, builder, &view);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *scaled = strstr (lines[i], " scale(");
      const char *font = strstr (lines[i], "font: \"");

      if (strspn (lines[i], " ") < inside)
        scale = 1;
      if (scaled != NULL)
        {
          scale = g_ascii_strtod (scaled + strlen (" scale("), NULL);
          inside = strspn (lines[i], " ");
        }
      if (font != NULL)
        least = MIN (least, scale * g_ascii_strtod (strrchr (font, ' ') + 1, NULL));
    }
  g_strfreev (lines);
  return least;
}

/* From where names on cards would be smaller, they are written over them in one size. */
static void
test_nothing_is_too_small_to_be_read (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);

  for (double zoom = .29; zoom > .06; zoom -= .01)
    g_assert_cmpfloat (find_least_size (builder, zoom), >, 7);
}

static void
test_every_card_is_named_where_there_is_room (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpPainter) painter = gp_test_painter_new (builder);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpViewport view = { .x = -400, .y = -400, .zoom = .29, .width = 900, .height = 600 };
  g_autofree char *text = gp_test_painter_paint (painter, builder, &view);
  GpRect area = gp_viewport_get_area (&view);
  guint n_cards = 0;
  guint n_names = 0;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      n_cards += item->type == GP_ITEM_CARD && gp_rect_overlaps (&item->rect, &area);
    }
  for (const char *at = strstr (text, LANDMARK); at != NULL; at = strstr (at + 1, LANDMARK))
    n_names++;
  g_assert_cmpuint (n_cards, >, 1);
  g_assert_cmpuint (n_names, ==, n_cards);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/painter-names/areas-keep-their-names", test_areas_keep_their_names);
  g_test_add_func ("/render/painter-names/nothing-is-too-small-to-be-read",
                   test_nothing_is_too_small_to_be_read);
  g_test_add_func ("/render/painter-names/every-card-is-named-where-there-is-room",
                   test_every_card_is_named_where_there_is_room);
  g_test_add_func ("/render/painter-names/landmarks-are-what-most-lines-lead-to",
                   test_landmarks_are_what_most_lines_lead_to);

  return g_test_run ();
}
