/* gp-canvas-counts.c — how often flows and steps were done on a backend, painted over the drawing
 * SPDX-License-Identifier: Apache-2.0
 *
 * A pill stands on the upper right corner of a flow's card, or of a step's: how often, how many
 * failed, how long it usually takes. It has one size, however far the drawing is zoomed, and gives
 * way to a run that is painted. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-run-words.h"

#include <glib/gi18n-lib.h>

#define PILL_HEIGHT  20.0f      /* view pixels */
#define PILL_INSET   14.0f      /* from the right end of the card */
#define PILL_LIFT     6.0f      /* above its edge, so that no title is covered */
#define PILL_REACH  160.0       /* what may be seen of the pills of a card that is not */
#define LEAST_ZOOM    .3        /* below, cards are narrower than what they would say */

static const GpRunTally *
get_tally (GpCanvas          *self,
           const GpSceneItem *item)
{
  if (self->counts == NULL || (item->kind != GP_KIND_STEP && item->kind != GP_KIND_FLOW))
    return NULL;
  /* Inside a flow the card of that kind is its trigger. */
  return gp_run_counts_find (self->counts, &item->id);
}

char *
gp_canvas_say_counts (GpCanvas          *self,
                      const GpSceneItem *item)
{
  const GpRunTally *tally = get_tally (self, item);

  if (tally == NULL)
    return NULL;
  return gp_run_words_tally (tally, item->kind == GP_KIND_FLOW
                                      ? gp_run_counts_get_most (self->counts) : 0);
}

static char *
make_text (GpCanvas          *self,
           const GpSceneItem *item,
           const GpRunTally  *tally)
{
  guint total = gp_run_tally_total (tally);
  gboolean more = item->kind == GP_KIND_FLOW && total >= gp_run_counts_get_most (self->counts);
  g_autofree char *took = tally->seconds > 0
                            ? gp_run_words_seconds (tally->seconds) : NULL;

  return g_strdup_printf ("%u%s%s%s", total, more ? "+" : "", took != NULL ? " · " : "",
                          took != NULL ? took : "");
}

/* Returns how wide it is; @right: where it ends. */
static float
add_pill (GpCanvas    *self,
          GtkSnapshot *snapshot,
          float        right,
          float        y,
          const char  *text,
          GpColor      back,
          GpColor      front)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  GskRoundedRect outline;
  float pill;
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (.86));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  pill = (float) width + 14;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (right - pill, y - PILL_HEIGHT / 2, pill,
                                                        PILL_HEIGHT), PILL_HEIGHT / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_CARD], &outline.bounds);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[back], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (right - pill + 7,
                                                          y - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &self->theme.colors[front]);
  gtk_snapshot_restore (snapshot);

  return pill;
}

static void
add_tally (GpCanvas          *self,
           GtkSnapshot       *snapshot,
           const GpSceneItem *item,
           const GpRunTally  *tally)
{
  g_autofree char *text = make_text (self, item, tally);
  g_autofree char *failed = tally->failed > 0 ? g_strdup_printf ("%u", tally->failed) : NULL;
  double x, y;
  float right;

  gp_viewport_to_view (&self->viewport, item->rect.x + item->rect.width, item->rect.y, &x, &y);
  y -= PILL_LIFT;
  right = (float) x - PILL_INSET;
  if (failed != NULL)
    right -= add_pill (self, snapshot, right, (float) y, failed, GP_COLOR_BAD,
                       GP_COLOR_ON_SELECTION) + 4;
  add_pill (self, snapshot, right, (float) y, text, GP_COLOR_IDLE_SOFT, GP_COLOR_TEXT);
}

void
gp_canvas_snapshot_counts (GpCanvas    *self,
                           GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) slots = NULL;
  double reach = PILL_REACH / self->viewport.zoom;
  GpRect area;

  if (scene == NULL || self->counts == NULL || self->plain
      || (self->run != NULL && gp_canvas_is_inside_flow (self)) || self->viewport.zoom < LEAST_ZOOM)
    return;
  area = gp_viewport_get_area (&self->viewport);
  area = (GpRect) { area.x - reach, area.y - reach, area.width + 2 * reach,
                    area.height + 2 * reach };
  slots = g_array_new (FALSE, FALSE, sizeof (guint));
  gp_scene_query_items (scene, &area, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));
      const GpRunTally *tally = item != NULL ? get_tally (self, item) : NULL;

      if (tally != NULL)
        add_tally (self, snapshot, item, tally);
    }
}

void
gp_canvas_set_counts (GpCanvas    *self,
                      GpRunCounts *counts)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->counts == counts)
    return;
  if (counts != NULL)
    gp_run_counts_ref (counts);
  g_clear_pointer (&self->counts, gp_run_counts_unref);
  self->counts = counts;
  self->marks_serial++;
  gp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
