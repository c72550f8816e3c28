/* gp-canvas-layout.c — tidying, and places for what has none
 * SPDX-License-Identifier: Apache-2.0
 *
 * A run of the layout engine takes a snapshot of the scene; its answer is shown by moving the items
 * there in a few frames and is then written as one change set. Pressing anywhere, an edit, or
 * another run ends it. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-arrange.h"
#include "gp-edit.h"
#include "gp-find-domains.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOVE_TIME   250.0      /* ms */
#define ANIMATED    400        /* more items than this jump */

typedef struct
{
  GpId  key;
  GpId  id;
  GpPoint from;
  GpPoint to;
} Move;

typedef struct
{
  GpLayoutEngine *engine;
  GCancellable   *cancellable;
  GArray         *nodes;       /* GpId: keys in the order of the request */
  GArray         *moves;       /* Move */
  GpRect          area;        /* where a tidied selection stood */
  gboolean        selection;
  gboolean        quiet;       /* only proposes places, changes nothing */
  guint           tick;
  gint64          begun;
  GpId            wanted;      /* revealed once it has its place; or nil */
} GpCanvasLayout;

static GpCanvasLayout *
get_layout (GpCanvas *self)
{
  GpCanvasLayout *layout = self->layout;

  if (layout == NULL)
    {
      layout = g_new0 (GpCanvasLayout, 1);
      layout->engine = gp_layout_engine_new ();
      layout->nodes = g_array_new (FALSE, FALSE, sizeof (GpId));
      layout->moves = g_array_new (FALSE, FALSE, sizeof (Move));
      self->layout = layout;
    }
  return layout;
}

static void
write_moves (GpCanvas       *self,
             GpCanvasLayout *layout)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  GpId view;

  for (guint i = 0; i < layout->moves->len; i++)
    {
      const Move *move = &g_array_index (layout->moves, Move, i);
      const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &move->key);
      GpEditPlace place = { move->id, move->to, FALSE };      /* what is pinned does not move */
      g_autoptr(GArray) carried = NULL;

      g_array_append_val (places, place);
      if (item == NULL || !item->folded)
        continue;
      carried = gp_scene_builder_list_carried (self->builder, &move->id, move->to.x - move->from.x,
                                               move->to.y - move->from.y);
      g_array_append_vals (places, carried->data, carried->len);
    }
  g_array_set_size (layout->moves, 0);
  if (places->len == 0 || !gp_canvas_can_edit (self) || !gp_canvas_ensure_view (self, &view))
    return;
  gp_canvas_run (self,
                 gp_edit_place (self->design, &view,
                                (const GpEditPlace *) (gconstpointer) places->data, places->len,
                                layout->selection
                                ? _("Tidied the selection") : _("Tidied the drawing")),
                                NULL);
}

static void
show_moves (GpCanvas       *self,
            GpCanvasLayout *layout,
            double          way)
{
  for (guint i = 0; i < layout->moves->len; i++)
    {
      const Move *move = &g_array_index (layout->moves, Move, i);

      gp_scene_builder_move (self->builder, &move->key,
                             move->from.x + (move->to.x - move->from.x) * way,
                             move->from.y + (move->to.y - move->from.y) * way);
    }
  gp_scene_builder_settle (self->builder);
  gp_canvas_view_changed (self);
}

static void
finish (GpCanvas       *self,
        GpCanvasLayout *layout)
{
  show_moves (self, layout, 1);
  if (layout->quiet)
    g_array_set_size (layout->moves, 0);
  else
    write_moves (self, layout);
  if (layout->quiet && !self->view_touched)
    gp_canvas_open (self);
  else if (!layout->quiet && !layout->selection)
    gp_canvas_fit (self);
  if (!gp_id_is_nil (&layout->wanted))
    {
      GpId wanted = layout->wanted;

      layout->wanted = gp_id_nil;
      gp_canvas_reveal (self, &wanted);
    }
}

void
gp_canvas_reveal_again (GpCanvas   *self,
                        const GpId *id)
{
  GpCanvasLayout *layout = self->layout;

  if (layout != NULL && layout->cancellable != NULL)
    layout->wanted = *id;
}

/* A view that nobody has touched shows the whole then, or its beginning. */
void
gp_canvas_reveal_settled (GpCanvas   *self,
                          const GpId *id)
{
  get_layout (self)->wanted = *id;
  if (self->view_touched)
    gp_canvas_reveal (self, id);
}

static gboolean
move_on_cb (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       user_data)
{
  GpCanvas *self = GP_CANVAS (widget);
  GpCanvasLayout *layout = self->layout;
  double way = (double) (gdk_frame_clock_get_frame_time (clock) - layout->begun) / 1000 / MOVE_TIME;

  if (way < 1)
    {
      show_moves (self, layout, 1 - pow (1 - CLAMP (way, 0, 1), 3));
      return G_SOURCE_CONTINUE;
    }
  layout->tick = 0;
  finish (self, layout);
  return G_SOURCE_REMOVE;
}

/* Puts a tidied selection back to its corner, or beside it where others are in the way. */
static void
settle_selection (GpCanvas       *self,
                  GpCanvasLayout *layout,
                  const GpLayout *answer,
                  GpRect         *rects)
{
  GpScene *scene = gp_canvas_get_scene (self);
  GpRect bounds = gp_layout_get_bounds (answer);
  gboolean pinned = FALSE;

  for (guint i = 0; i < layout->nodes->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (layout->nodes, GpId, i));

      pinned = pinned || (item != NULL && item->pinned);
    }
  for (guint i = 0; i < layout->nodes->len && !pinned; i++)
    {
      rects[i].x += layout->area.x - bounds.x;
      rects[i].y += layout->area.y - bounds.y;
    }
  gp_arrange_make_room (scene, layout->nodes, rects);
}

static void
take_answer (GpCanvas       *self,
             GpCanvasLayout *layout,
             const GpLayout *answer)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autofree GpRect *rects = g_memdup2 (gp_layout_get_rects (answer),
                                        layout->nodes->len * sizeof (GpRect));

  if (layout->selection)
    settle_selection (self, layout, answer, rects);
  g_array_set_size (layout->moves, 0);
  for (guint i = 0; i < layout->nodes->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (layout->nodes, GpId, i));
      Move move;

      if (item == NULL || item->pinned || item->type == GP_ITEM_AREA)
        continue;
      move = (Move) {
        .key = item->key,
        .id = item->id,
        .from = { item->rect.x, item->rect.y },
        .to = { round (rects[i].x), round (rects[i].y) },
      };
      g_array_append_val (layout->moves, move);
    }
  if (!layout->quiet && layout->moves->len <= ANIMATED && gp_canvas_animates (self))
    {
      layout->begun = gdk_frame_clock_get_frame_time (
        gtk_widget_get_frame_clock (GTK_WIDGET (self)));
      layout->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), move_on_cb, NULL, NULL);
    }
  else
    finish (self, layout);
}

static void
layout_finished_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GWeakRef *weak = user_data;      /* made when the run began: it does not keep the canvas */
  g_autoptr(GpCanvas) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpLayout)
               answer = gp_layout_engine_run_finish (GP_LAYOUT_ENGINE (source), result, &error);
  GpCanvasLayout *layout = self != NULL ? self->layout : NULL;

  g_weak_ref_clear (weak);
  g_free (weak);
  if (layout == NULL || self->builder == NULL)
    return;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gp_canvas_report (self, error->message);
    }
  else if (gp_layout_get_generation (answer) == gp_layout_engine_get_generation (layout->engine))
    take_answer (self, layout, answer);
}

static gboolean
is_selected (const GpSceneItem *item,
             gpointer           user_data)
{
  GpCanvas *self = user_data;

  return gp_selection_contains (self->selection, &item->id)
         || gp_selection_contains (self->selection, &item->area);
}

/* Where the cards of a request stand now: a tidied selection stays in its corner. */
static void
measure_area (GpCanvas       *self,
              GpCanvasLayout *layout)
{
  GpScene *scene = gp_canvas_get_scene (self);

  for (guint i = 0; i < layout->nodes->len; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &g_array_index (layout->nodes, GpId, i));

      layout->area = i == 0 ? item->rect : gp_rect_union (&layout->area, &item->rect);
    }
}

static GpLayoutRequest *
new_request (GpCanvas       *self,
             GpCanvasLayout *layout)
{
  GpLayoutRequest *request = gp_arrange_request (self->builder,
                                                 layout->selection ? is_selected : NULL, self,
                                                 TRUE, layout->nodes);

  if (self->viewport.width > 1 && self->viewport.height > 1)
    gp_layout_request_set_aspect (request,
                                  CLAMP (self->viewport.width / self->viewport.height, 1.2, 1.8));
  measure_area (self, layout);
  return request;
}

static void
run (GpCanvas *self,
     gboolean  selection_only,
     gboolean  quiet)
{
  GpCanvasLayout *layout;
  GWeakRef *weak;
  g_autoptr(GpLayoutRequest) request = NULL;

  gp_canvas_stop_layout (self);
  layout = get_layout (self);
  layout->selection = selection_only;
  layout->quiet = quiet;
  request = new_request (self, layout);
  if (layout->nodes->len == 0)
    return;
  layout->cancellable = g_cancellable_new ();
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  gp_layout_engine_run_async (layout->engine, request, GP_LAYOUT_REFINED, layout->cancellable, NULL,
                              NULL, layout_finished_cb, weak);
}

void
gp_canvas_tidy (GpCanvas *self,
                gboolean  selection_only)
{
  if (self->builder == NULL || !gp_canvas_can_edit (self))
    return;
  run (self, selection_only, FALSE);
}

static gboolean
has_places (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type != GP_ITEM_AREA && (item->placed || item->proposed))
        return TRUE;
    }
  return FALSE;
}

/* As long as nobody has moved a step of it a flow is drawn anew with every change of it. */
static gboolean
is_placed_by_hand (GpScene *scene)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && item->type == GP_ITEM_NODE && item->placed)
        return TRUE;
    }
  return FALSE;
}

/* Groups the entities that have no domain, and draws the groups together. Two steps to undo. */
void
gp_canvas_find_domains (GpCanvas *self)
{
  g_autoptr(GpChangeSet) domains = NULL;

  if (self->builder == NULL || !gp_canvas_can_edit (self))
    return;
  domains = gp_find_domains (self->design);
  if (gp_change_set_get_size (domains) == 0)
    gp_canvas_report (self, _("The entities without a domain do not fall into groups."));
  else if (gp_canvas_run (self, g_steal_pointer (&domains), NULL))
    gp_canvas_tidy (self, FALSE);
}

/* Where nothing has a place yet, as after an import, the drawing is laid out without asking; what
 * is new in a drawing is put near what it is tied to. Looking at it does not change the design. */
void
gp_canvas_place_unplaced (GpCanvas *self)
{
  if (self->builder == NULL)
    return;
  if (self->lens == GP_LENS_FLOWS && !is_placed_by_hand (gp_canvas_get_scene (self)))
    {
      run (self, FALSE, TRUE);
      return;
    }
  if (gp_scene_builder_count_unplaced (self->builder) == 0)
    return;
  if (has_places (gp_canvas_get_scene (self)))
    {
      gp_arrange_unplaced (self->builder, GP_LAYOUT_QUICK, NULL, NULL);
      gp_canvas_view_changed (self);
    }
  else
    run (self, FALSE, TRUE);
}

/* Ends a run; moves that are under way jump to their end, so that nothing is half done. */
void
gp_canvas_stop_layout (GpCanvas *self)
{
  GpCanvasLayout *layout = self->layout;

  if (layout == NULL)
    return;
  if (layout->cancellable != NULL)
    g_cancellable_cancel (layout->cancellable);
  g_clear_object (&layout->cancellable);
  if (layout->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), layout->tick);
      layout->tick = 0;
      finish (self, layout);
    }
}

void
gp_canvas_free_layout (GpCanvas *self)
{
  GpCanvasLayout *layout = self->layout;

  self->layout = NULL;
  if (layout == NULL)
    return;
  g_clear_object (&layout->engine);
  g_clear_object (&layout->cancellable);
  g_array_unref (layout->nodes);
  g_array_unref (layout->moves);
  g_free (layout);
}
