/* bench-canvas.c — frames of large drawings, level changes and pointing
 * SPDX-License-Identifier: Apache-2.0
 *
 * A frame is what the widget does in one: composing the render nodes, which is ours, and drawing
 * them with cairo on a picture of 1920 × 1080, which is GSK's. The peer of "pan" is the same frame
 * with everything drawn by cairo, neither culled nor kept. */
#include "gp-test-tables.h"
#include "bench-react-flow.h"
#include "gp-bench.h"
#include "gp-cairo.h"
#include "gp-edit.h"
#include "gp-painter.h"
#include "gp-scene-builder.h"

#include <math.h>

#define WIDTH    1920
#define HEIGHT   1080
#define FRAMES     60
#define STEP       24      /* pixels that a frame pans */
#define PEER_ZOOM  .2      /* what React Flow bears at 10 000 cards: some hundred are in view */
#define LEAST_ZOOM .05
#define MOST_NEW  700      /* shapes a frame, as ui/canvas/gp-canvas-theme.c has it */

typedef struct
{
  GpDesign        *design;
  GpSceneBuilder  *builder;
  GpScene         *scene;
  GpPainter       *painter;
  GpViewport       view;
  cairo_surface_t *surface;
} Bench;

/* Milliseconds of the processor: our own code, and with what GSK draws. */
typedef struct
{
  double own;
  double whole;
} Frame;

static Frame
paint_frame (Bench            *bench,
             const GpViewport *view)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  double begun = gp_bench_thread_time ();
  GskRenderNode *node;
  Frame frame;
  cairo_t *cr;

  gp_painter_snapshot (bench->painter, bench->scene, view, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  frame.own = (gp_bench_thread_time () - begun) * 1000;

  cr = cairo_create (bench->surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  gsk_render_node_unref (node);
  frame.whole = (gp_bench_thread_time () - begun) * 1000;
  return frame;
}

static void
paint (gpointer user_data)
{
  Bench *bench = user_data;

  paint_frame (bench, &bench->view);
}

/* The same frame without nodes: all of the drawing, by cairo. */
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
  if (zoom > 0)
    {
      bench->view.zoom = zoom;
      bench->view.x = bounds.x + bounds.width * .2;
      bench->view.y = bounds.y + bounds.height * .2;
    }
  else
    gp_viewport_fit (&bench->view, &bounds, 40, 1);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static void
report (const char  *what,
        const char  *of,
        guint        n_tables,
        double       value,
        double       peer)
{
  g_autofree char *name = g_strdup_printf ("%s, %s, %u tables", what, of, n_tables);

  gp_bench_report (name, value, "ms", peer > 0 ? "React Flow" : NULL, peer);
}

/* Zooms out from 100 % to @zoom, or pans where that is 0. @peer_own, @peer_whole: 0 without one. */
static void
report_frames (Bench      *bench,
               const char *what,
               guint       n_tables,
               double      zoom,
               double      peer_own,
               double      peer_whole)
{
  double own[FRAMES];
  Frame sum = { 0 };

  paint (bench);
  for (guint i = 0; i < FRAMES; i++)
    {
      GpViewport view = bench->view;
      Frame frame;

      if (zoom > 0)
        view.zoom = pow (zoom, (i + 1.) / FRAMES);
      else
        gp_viewport_pan (&view, STEP * (i + 1), STEP * (i + 1) / 2.);
      frame = paint_frame (bench, &view);
      own[i] = frame.own;
      sum.own += frame.own;
      sum.whole += frame.whole;
    }
  qsort (own, FRAMES, sizeof *own, compare_doubles);
  report (what, "own CPU a frame", n_tables, sum.own / FRAMES, peer_own);
  report (what, "p95 of it", n_tables, own[FRAMES * 95 / 100], 0);
  report (what, "CPU a frame", n_tables, sum.whole / FRAMES, peer_whole);
}

/* All nodes of a view are made anew; a frame makes only so many of them. */
static void
report_level_change (Bench *bench,
                     guint  n_tables)
{
  double least = 0;

  for (guint i = 0; i < 7; i++)
    {
      double longest = 0;

      gp_painter_drop (bench->painter);
      do
        longest = MAX (longest, paint_frame (bench, &bench->view).own);
      while (!gp_painter_is_complete (bench->painter));
      least = i == 0 ? longest : MIN (least, longest);
    }
  report ("level change at 100 %", "own CPU of its longest frame", n_tables, least, 0);
}

static void
run (guint n_tables)
{
  g_autoptr(GpDesign) design = gp_test_tables_new (n_tables);
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  g_autofree char *built = g_strdup_printf ("scene built, %u tables", n_tables);
  Bench bench = { .design = design };
  BenchReactFlow peer = { 0 };
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  bench.builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_view (bench.builder, &view);
  gp_scene_builder_rebuild (bench.builder);
  bench.scene = gp_scene_builder_get_scene (bench.builder);
  bench.painter =
    gp_painter_new (gp_metrics_get_context (gp_scene_builder_get_metrics (bench.builder)), &theme);
  gp_painter_set_most_new (bench.painter, MOST_NEW);
  bench.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  look_at (&bench, 1);
  if (n_tables != 5000)
    bench_react_flow (design, bench.scene, &bench.view, STEP, FRAMES, PEER_ZOOM, &peer);

  gp_bench_report (built, gp_bench_median (3, rebuild, &bench) * 1000, "ms", NULL, 0);
  report_frames (&bench, "pan at 100 %", n_tables, 0, peer.pan.own, peer.pan.whole);
  report_frames (&bench, "zoom to 20 %", n_tables, PEER_ZOOM, peer.zoom.own, peer.zoom.whole);
  report_frames (&bench, "zoom to 5 %", n_tables, LEAST_ZOOM, 0, 0);
  look_at (&bench, .45);
  report_frames (&bench, "pan at 45 %", n_tables, 0, 0, 0);
  look_at (&bench, 0);
  paint (&bench);
  report ("all in view", "CPU a frame", n_tables, paint_frame (&bench, &bench.view).whole, 0);
  look_at (&bench, 1);
  report_level_change (&bench, n_tables);
  report ("hit test", "each", n_tables, gp_bench_median (7, point, &bench), 0);
  if (n_tables <= 1000)
    {
      double plain = gp_bench_median (3, paint_plain, &bench);

      gp_bench_report ("a frame at 100 % against all in cairo, 1000 tables",
                       gp_bench_median (25, paint, &bench) * 1000, "ms", "all in cairo",
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
