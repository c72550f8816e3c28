/* gp-canvas-run.c — what a run of a flow did, painted over the drawing of the flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * A step that something happened to has an outline and, at its upper left corner, a disc that says
 * what; ways that were taken are lit. A step that a simulation stops before has a dot in the
 * middle of its left side. Discs have one size, however far the drawing is zoomed. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-overlay.h"

#include "gp-icon-paintable.h"

#define DISC_SIZE  20.0f      /* view pixels */
#define ICON_SIZE  12.0f
#define STOP_SIZE  12.0f
#define OUTLINE     2.0f
#define WAY_WIDTH   2.5

static const struct
{
  GpIcon  icon;
  GpColor color;
  double  opacity;            /* of the outline */
} looks[GP_FLOW_N_REACHES] = {
  [GP_FLOW_REACH_UNTOUCHED] = { GP_ICON_NONE, GP_COLOR_NONE, 0 },
  [GP_FLOW_REACH_NEXT] = { GP_ICON_PLAY, GP_COLOR_SELECTION, 1 },
  [GP_FLOW_REACH_WAITS] = { GP_ICON_CLOCK, GP_COLOR_CARE, 1 },
  [GP_FLOW_REACH_RETRIES] = { GP_ICON_LOOP, GP_COLOR_CARE, 1 },
  [GP_FLOW_REACH_DONE] = { GP_ICON_CHECK, GP_COLOR_GOOD, 1 },
  [GP_FLOW_REACH_FAILED] = { GP_ICON_ALERT, GP_COLOR_BAD, 1 },
  [GP_FLOW_REACH_SKIPPED] = { GP_ICON_MINUS, GP_COLOR_LINE, .5 },
  [GP_FLOW_REACH_CANCELLED] = { GP_ICON_MINUS, GP_COLOR_LINE, .5 },
};

static void
add_icon (GpCanvas    *self,
          GtkSnapshot *snapshot,
          float        x,
          float        y,
          GpIcon       icon)
{
  g_autoptr(GpIconPaintable) paintable = gp_icon_paintable_new (icon);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x - ICON_SIZE / 2, y - ICON_SIZE / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot,
                                            ICON_SIZE, ICON_SIZE,
                                            &self->theme.colors[GP_COLOR_ON_SELECTION], 1);
  gtk_snapshot_restore (snapshot);
}

static void
add_outline (GpCanvas              *self,
             GtkSnapshot           *snapshot,
             const GpSceneItem     *item,
             const graphene_rect_t *rect,
             GpFlowReach            reach)
{
  GdkRGBA color = self->theme.colors[looks[reach].color];
  float radius = (float) ((item->type == GP_ITEM_AREA ? 16 : 10) * self->viewport.zoom);
  graphene_rect_t around = *rect;
  GskRoundedRect outline;

  color.alpha *= (float) looks[reach].opacity;
  graphene_rect_inset (&around, -OUTLINE / 2, -OUTLINE / 2);
  gsk_rounded_rect_init_from_rect (&outline, &around, radius);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { OUTLINE, OUTLINE, OUTLINE, OUTLINE },
                              (GdkRGBA[4]) { color, color, color, color });
}

/* How often it was there: a loop's steps more than once. */
static void
add_count (GpCanvas    *self,
           GtkSnapshot *snapshot,
           float        x,
           float        y,
           guint        n)
{
  g_autofree char *text = g_strdup_printf ("×%u", n);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GskRoundedRect outline;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x, y - DISC_SIZE / 2,
                                                        (float) width + 12, DISC_SIZE),
                                   DISC_SIZE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_CARD], &outline.bounds);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_IDLE_SOFT], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 6, y - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &self->theme.colors[GP_COLOR_TEXT]);
  gtk_snapshot_restore (snapshot);
}

static void
add_step (GpCanvas          *self,
          GtkSnapshot       *snapshot,
          const GpSceneItem *item)
{
  GpFlowReach reach = item->kind == GP_KIND_FLOW
                        ? GP_FLOW_REACH_DONE : gp_flow_progress_get_reach (self->run, &item->id);
  const GpFlowStepProgress *step = gp_flow_progress_find_step (self->run, &item->id);
  graphene_rect_t rect = gp_canvas_to_view_rect (self, &item->rect);
  float x = rect.origin.x, y = rect.origin.y;

  if (looks[reach].icon == GP_ICON_NONE)
    return;
  add_outline (self, snapshot, item, &rect, reach);
  gp_canvas_snapshot_disc (self, snapshot, x, y, DISC_SIZE + 3, GP_COLOR_CANVAS);
  gp_canvas_snapshot_disc (self, snapshot, x, y, DISC_SIZE, looks[reach].color);
  add_icon (self, snapshot, x, y, looks[reach].icon);
  if (step != NULL && step->times > 1)
    add_count (self, snapshot, x + DISC_SIZE / 2 + 4, y, step->times);
}

static void
add_ways (GpCanvas    *self,
          GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GPtrArray) ways = gp_flow_progress_list_ways (self->run);

  for (guint i = 0; i < ways->len; i++)
    {
      const GpFlowWayProgress *way = ways->pdata[i];
      const GpSceneLine *line = gp_scene_find_line (scene, &way->transition);

      if (line != NULL)
        gp_painter_snapshot_line (self->painter, line, &self->viewport,
                                  line->type == GP_LINE_ERROR ? GP_COLOR_BAD : GP_COLOR_GOOD,
                                  WAY_WIDTH, snapshot);
    }
}

static void
add_stop (GpCanvas          *self,
          GtkSnapshot       *snapshot,
          const GpSceneItem *item)
{
  graphene_rect_t rect = gp_canvas_to_view_rect (self, &item->rect);
  float y = rect.origin.y + rect.size.height / 2;

  gp_canvas_snapshot_disc (self, snapshot, rect.origin.x, y, STOP_SIZE + 3, GP_COLOR_CANVAS);
  gp_canvas_snapshot_disc (self, snapshot, rect.origin.x, y, STOP_SIZE, GP_COLOR_BAD);
}

void
gp_canvas_snapshot_run (GpCanvas    *self,
                        GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);

  if (scene == NULL || (self->run == NULL && self->run_stops == NULL)
      || !gp_canvas_is_inside_flow (self))
    return;
  if (self->run != NULL)
    add_ways (self, snapshot);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item == NULL || (item->kind != GP_KIND_STEP && item->kind != GP_KIND_FLOW))
        continue;
      if (self->run != NULL)
        add_step (self, snapshot, item);
      if (self->run_stops != NULL && g_hash_table_contains (self->run_stops, &item->id))
        add_stop (self, snapshot, item);
    }
}

void
gp_canvas_set_run (GpCanvas       *self,
                   GpFlowProgress *run,
                   GHashTable     *stops)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (run != NULL)
    gp_flow_progress_ref (run);
  if (stops != NULL)
    g_hash_table_ref (stops);
  g_clear_pointer (&self->run, gp_flow_progress_unref);
  g_clear_pointer (&self->run_stops, g_hash_table_unref);
  self->run = run;
  self->run_stops = stops;
  gtk_widget_queue_allocate (GTK_WIDGET (self));     /* the palette of steps may have to give way */
}

void
gp_canvas_free_run (GpCanvas *self)
{
  g_clear_pointer (&self->run, gp_flow_progress_unref);
  g_clear_pointer (&self->run_stops, g_hash_table_unref);
  g_clear_pointer (&self->counts, gp_run_counts_unref);
}
