/* bench-canvas.c — frames of large drawings, level changes and pointing
 * SPDX-License-Identifier: Apache-2.0
 *
 * A frame is what the widget does in one: composing the render nodes, which is ours, and drawing
 * them with cairo on a picture of 1920 × 1080, which is GSK's. The peer of "pan" is the same frame
 * with everything drawn by cairo, neither culled nor kept. */
#include "gp-test-tables.h"
#include "gp-bench.h"
#include "gp-cairo.h"
#include "gp-edit.h"
#include "gp-painter.h"
#include "gp-scene-builder.h"

#include <math.h>

#define WIDTH   1920
#define HEIGHT  1080
#define RUNS    25

typedef struct
{
  GpSceneBuilder  *builder;
  GpScene         *scene;
  GpPainter       *painter;
  GpViewport       view;
  cairo_surface_t *surface;
  double           step;       /* pixels that a frame pans */
  guint            frame;
  double           compose;    /* seconds in our own code, summed up */
  guint            frames;
} Bench;

static void
paint (gpointer user_data)
{
  Bench *bench = user_data;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GpViewport view = bench->view;
  gint64 begun = g_get_monotonic_time ();
  GskRenderNode *node;
  cairo_t *cr;

  bench->frame++;
  gp_viewport_pan (&view, bench->step * bench->frame, bench->step * bench->frame * .5);
  gp_painter_snapshot (bench->painter, bench->scene, &view, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  bench->compose += (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC;
  bench->frames++;

  cr = cairo_create (bench->surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  gsk_render_node_unref (node);
}

/* The same frame without nodes: all that is in view, drawn by cairo. */
static void
paint_plain (gpointer user_data)
{
  Bench *bench = user_data;
  cairo_t *cr = cairo_create (bench->surface);

  cairo_scale (cr, bench->view.zoom, bench->view.zoom);
  cairo_translate (cr, -bench->view.x, -bench->view.y);
  gp_cairo_draw_scene (cr, bench->scene, gp_scene_builder_get_metrics (bench->builder),
                       gp_painter_get_theme (bench->painter), GP_LOD_FULL);
  cairo_destroy (cr);
}

static void
change_level (gpointer user_data)
{
  Bench *bench = user_data;

  gp_painter_drop (bench->painter);
  paint (bench);
}

static void
point (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 1000; i++)
    {
      GpRect at = { (i * 7919) % 20000, (i * 104729) % 20000, 6, 6 };

      gp_scene_query_items (bench->scene, &at, found);
      gp_scene_query_lines (bench->scene, &at, found);
    }
}

static void
rebuild (gpointer user_data)
{
  Bench *bench = user_data;

  gp_scene_builder_rebuild (bench->builder);
}

static void
look_at (Bench *bench,
         double zoom)
{
  GpRect bounds = gp_scene_get_bounds (bench->scene);

  bench->view = (GpViewport) { .zoom = 1, .width = WIDTH, .height = HEIGHT };
  bench->frame = 0;
  bench->step = zoom > 0 ? 7 : 0;
  if (zoom > 0)
    {
      bench->view.zoom = zoom;
      bench->view.x = bounds.x + bounds.width * .2;
      bench->view.y = bounds.y + bounds.height * .2;
    }
  else
    gp_viewport_fit (&bench->view, &bounds, 40, 1);
}

static void
report_frames (Bench      *bench,
               const char *what,
               guint       n_tables,
               double      zoom)
{
  g_autofree char *name = g_strdup_printf ("%s, %u tables", what, n_tables);
  g_autofree char *own = g_strdup_printf ("%s, own CPU, %u tables", what, n_tables);
  double frame;

  look_at (bench, zoom);
  paint (bench);
  bench->compose = 0;
  bench->frames = 0;
  frame = gp_bench_median (RUNS, paint, bench);
  gp_bench_report (name, frame * 1000, "ms", NULL, 0);
  gp_bench_report (own, bench->compose / bench->frames * 1000, "ms", NULL, 0);
}

static void
run (guint n_tables)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (n_tables);
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  g_autofree char *level = g_strdup_printf ("level change at 100 %%, %u tables", n_tables);
  g_autofree char *hit = g_strdup_printf ("hit test, %u tables", n_tables);
  g_autofree char *built = g_strdup_printf ("scene built, %u tables", n_tables);
  Bench bench = { 0 };
  GpTheme theme;
  double plain;

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  bench.builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_view (bench.builder, &view);
  gp_scene_builder_rebuild (bench.builder);
  bench.scene = gp_scene_builder_get_scene (bench.builder);
  bench.painter =
    gp_painter_new (gp_metrics_get_context (gp_scene_builder_get_metrics (bench.builder)), &theme);
  bench.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);

  gp_bench_report (built, gp_bench_median (3, rebuild, &bench) * 1000, "ms", NULL, 0);
  report_frames (&bench, "pan at 100 %", n_tables, 1);
  report_frames (&bench, "pan at 45 %", n_tables, .45);
  report_frames (&bench, "all in view", n_tables, 0);
  look_at (&bench, 1);
  gp_bench_report (level, gp_bench_median (7, change_level, &bench) * 1000, "ms", NULL, 0);
  gp_bench_report (hit, gp_bench_median (7, point, &bench), "ms", NULL, 0);
  if (n_tables <= 1000)
    {
      g_autofree char *name = g_strdup_printf ("pan at 100 %% against all in cairo, %u tables",
                                               n_tables);

      look_at (&bench, 1);
      plain = gp_bench_median (3, paint_plain, &bench);
      gp_bench_report (name, gp_bench_median (RUNS, paint, &bench) * 1000, "ms", "all in cairo",
                       plain * 1000);
    }

  cairo_surface_destroy (bench.surface);
  gp_painter_free (bench.painter);
  gp_scene_builder_free (bench.builder);
}

int
main (void)
{
  g_type_ensure (GSK_TYPE_CONTAINER_NODE);
  run (1000);
  run (5000);
  run (10000);
  return 0;
}
