/* gp-canvas-overlay.c — selection, hints and guides, painted over the drawing
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing of this is part of the cached drawing, so that pointing and selecting repaint no card. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-overlay.h"
#include "gp-canvas-flow.h"

#include "gp-metrics.h"
#include "gp-way.h"

#include <math.h>

#define OUTLINE       2.0f
#define HANDLE_SIZE   9.0f

graphene_rect_t
gp_canvas_to_view_rect (GpCanvas     *self,
                        const GpRect *rect)
{
  double x;
  double y;

  gp_viewport_to_view (&self->viewport, rect->x, rect->y, &x, &y);
  return GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (rect->width * self->viewport.zoom),
                             (float) (rect->height * self->viewport.zoom));
}

static void
add_frame (GpCanvas              *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *rect,
           float                  radius,
           float                  width,
           GpColor                color)
{
  const GdkRGBA *rgba = &self->theme.colors[color];
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, radius);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *rgba, *rgba, *rgba, *rgba });
}

void
gp_canvas_snapshot_disc (GpCanvas    *self,
                         GtkSnapshot *snapshot,
                         float        x,
                         float        y,
                         float        size,
                         GpColor      color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x - size / 2, y - size / 2, size, size),
                                   size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[color], &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
outline_item (GpCanvas          *self,
              GtkSnapshot       *snapshot,
              const GpSceneItem *item,
              float              width,
              GpColor            color)
{
  graphene_rect_t rect = gp_canvas_to_view_rect (self, &item->rect);
  float radius = (float) ((item->type == GP_ITEM_AREA ? 16 : 10) * self->viewport.zoom);

  graphene_rect_inset (&rect, -width / 2, -width / 2);
  add_frame (self, snapshot, &rect, self->viewport.zoom < .25 ? 0 : radius, width, color);
}

static void
mark_row (GpCanvas          *self,
          GtkSnapshot       *snapshot,
          const GpSceneItem *item,
          guint              row)
{
  GpRect rect = gp_scene_item_get_row_rect (item, row);
  graphene_rect_t seen = gp_canvas_to_view_rect (self, &rect);

  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION_SOFT], &seen);
  add_frame (self, snapshot, &seen, 3, 1, GP_COLOR_SELECTION);
}

/* A line with both of its ends; one of which the drawing shows the beginning is shown whole. */
static void
light_up (GpCanvas          *self,
          GtkSnapshot       *snapshot,
          const GpSceneLine *line,
          double             width)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *from = gp_scene_get_item (scene, line->from);
  const GpSceneItem *to = gp_scene_get_item (scene, line->to);

  if (line->cropped)
    {
      g_autoptr(GArray) points = gp_scene_builder_find_way (self->builder, line);

      gp_painter_snapshot_points (self->painter, (const GpPoint *) (gconstpointer) points->data,
                                  points->len, &self->viewport, GP_COLOR_SELECTION,
                                  width, FALSE, snapshot);
    }
  else
    gp_painter_snapshot_line (self->painter, line, &self->viewport, GP_COLOR_SELECTION, width,
                              snapshot);
  outline_item (self, snapshot, from, 1.5f, GP_COLOR_SELECTION);
  outline_item (self, snapshot, to, 1.5f, GP_COLOR_SELECTION);
  if (line->from_row >= 0 && self->viewport.zoom >= .5)
    mark_row (self, snapshot, from, (guint) line->from_row);
}

/* The line at a folded card that @relation is one of. */
static const GpSceneLine *
find_bundle (GpCanvas          *self,
             const GpSceneItem *card,
             const GpId        *relation)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) slots = gp_scene_list_lines (scene, card);

  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, g_array_index (slots, guint, i));

      for (guint k = 0; line->bundle != NULL && k < line->bundle->len; k++)
        if (gp_id_equal (&g_array_index (line->bundle, GpId, k), relation))
          return line;
    }
  return NULL;
}

static void
add_selected (GpCanvas    *self,
              GtkSnapshot *snapshot,
              const GpId  *id)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item = gp_scene_find (scene, id);
  const GpSceneLine *line = gp_scene_find_line (scene, id);
  const GpSceneItem *card;
  int row;

  if (item == NULL)
    {
      GpId area = gp_id_derive (id, id);     /* a flow among several is drawn as an area, too */

      item = gp_scene_find (scene, &area);
    }
  if (item != NULL)
    {
      outline_item (self, snapshot, item, OUTLINE, GP_COLOR_SELECTION);
      return;
    }
  card = gp_canvas_item_of (self, id);
  if (line == NULL && card != NULL)
    line = find_bundle (self, card, id);
  if (line != NULL)
    light_up (self, snapshot, line, 2);
  if (card == NULL)
    return;
  row = gp_scene_item_find_row (card, id);
  if (row >= 0 && self->viewport.zoom >= .5)
    mark_row (self, snapshot, card, (guint) row);
  outline_item (self, snapshot, card, OUTLINE, GP_COLOR_SELECTION);
}

static void
add_selection (GpCanvas    *self,
               GtkSnapshot *snapshot)
{
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  for (gsize i = 0; i < n; i++)
    add_selected (self, snapshot, &ids[i]);
}

/* The button below a selected card that adds a field. */
static void
add_button (GpCanvas    *self,
            GtkSnapshot *snapshot)
{
  const GpId *last = gp_selection_get_last (self->selection);
  const GpSceneItem *item;
  g_autoptr(PangoLayout) layout = NULL;
  GskRoundedRect outline;
  graphene_rect_t seen;
  GpRect rect;
  int width;
  int height;
  float scale = (float) (MIN (self->viewport.zoom, 1) * GP_CANVAS_ADD_SCALE);
  gboolean hover = self->hover.part == GP_HIT_ADD;

  /* The bar of a relation would lie over it. */
  if (gtk_widget_get_visible (self->chips))
    return;
  if (gp_selection_get_size (self->selection) != 1 || self->lens != GP_LENS_DATA
      || self->viewport.zoom < .5 || !gp_canvas_can_edit (self) || self->drag.mode != GP_DRAG_NONE)
    return;
  item = gp_canvas_item_of (self, last);
  if (item == NULL || item->type != GP_ITEM_CARD)
    return;
  rect = gp_canvas_add_rect (self, item);
  seen = gp_canvas_to_view_rect (self, &rect);
  gsk_rounded_rect_init_from_rect (&outline, &seen, seen.size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot,
                             &self->theme.colors[hover ? GP_COLOR_SELECTION : GP_COLOR_CARD],
                             &seen);
  gtk_snapshot_pop (snapshot);
  add_frame (self, snapshot, &seen, seen.size.height / 2, 1, GP_COLOR_SELECTION);

  layout = gp_canvas_new_add_label (self);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (seen.origin.x + seen.size.width / 2,
                                                          seen.origin.y + seen.size.height / 2));
  gtk_snapshot_scale (snapshot, scale, scale);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -width / 2, (float) -height / 2));
  gtk_snapshot_append_layout (
    snapshot, layout, &self->theme.colors[hover ? GP_COLOR_ON_SELECTION : GP_COLOR_SELECTION]);
  gtk_snapshot_restore (snapshot);
}

static void
add_handle (GpCanvas    *self,
            GtkSnapshot *snapshot,
            float        x,
            float        y,
            gboolean     here,
            GpColor      color)
{
  gp_canvas_snapshot_disc (self, snapshot, x, y, here ? HANDLE_SIZE + 5 : HANDLE_SIZE, color);
  gp_canvas_snapshot_disc (self, snapshot, x, y, here ? HANDLE_SIZE + 2 : HANDLE_SIZE - 3,
                           GP_COLOR_CARD);
}

/* The two ends of a card, or of one of its rows, from which relations are drawn; a step has one for
 * what follows and one below for errors. */
static void
add_handles (GpCanvas    *self,
             GtkSnapshot *snapshot)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &self->hover.key);
  GpRect row;
  graphene_rect_t seen;

  if (item == NULL || !gp_canvas_is_joint (self, item)
      || self->viewport.zoom < .5 || !gp_canvas_can_edit (self) || self->drag.mode != GP_DRAG_NONE)
    return;
  row = item->rect;
  if (self->lens == GP_LENS_DATA)
    row.height = GP_CARD_HEADER;
  if (self->hover.row >= 0 && (guint) self->hover.row < item->n_rows)
    row = gp_scene_item_get_row_rect (item, (guint) self->hover.row);
  seen = gp_canvas_to_view_rect (self, &row);
  for (int right = self->lens == GP_LENS_FLOWS; right < 2; right++)
    {
      gboolean here = self->hover.part == GP_HIT_HANDLE && self->hover.right == right
                      && !self->hover.below;

      add_handle (self, snapshot, seen.origin.x + (right ? seen.size.width : 0),
                  seen.origin.y + seen.size.height / 2, here, GP_COLOR_SELECTION);
    }
  if (self->lens == GP_LENS_FLOWS && item->kind == GP_KIND_STEP)
    add_handle (self, snapshot, seen.origin.x + seen.size.width / 2,
                seen.origin.y + seen.size.height,
                self->hover.part == GP_HIT_HANDLE && self->hover.below, GP_COLOR_BAD);
}

static void
add_hover (GpCanvas    *self,
           GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item = gp_scene_find (scene, &self->hover.key);
  const GpSceneLine *line = NULL;

  if (self->drag.mode != GP_DRAG_NONE)
    return;
  if (self->hover.part == GP_HIT_LINE)
    line = gp_scene_find_line (scene, &self->hover.key);
  else if (self->hover.row >= 0 && item != NULL)
    line = gp_scene_find_line (scene, &self->hover.field);
  if (line != NULL)
    light_up (self, snapshot, line, 2);
  if (item != NULL && item->type != GP_ITEM_AREA)
    outline_item (self, snapshot, item, 1, GP_COLOR_SELECTION);
  add_handles (self, snapshot);
}

/* Where a line that is drawn meets a card: entities at their header. */
static double
middle_of (GpCanvas     *self,
           const GpRect *rect)
{
  return self->lens == GP_LENS_FLOWS ? gp_rect_center_y (rect) : rect->y + GP_CARD_HEADER / 2;
}

static void
add_relation (GpCanvas    *self,
              GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *from = gp_scene_find (scene, &self->drag.hit.key);
  const GpSceneItem *to = gp_scene_find (scene, &self->drag.target.key);
  GpRect at = { self->drag.x, self->drag.y, 0, 0 };
  GpPoint points[GP_WAY_MAX_POINTS];
  double y;
  guint n;

  if (self->drag.hit.part == GP_HIT_END)
    {
      const GpSceneLine *line = gp_scene_find_line (scene, &self->drag.hit.key);

      from = line != NULL ? gp_scene_get_item (scene, self->drag.hit.right ? line->from : line->to)
                          : NULL;
    }
  if (from == NULL)
    return;
  y = self->drag.hit.below ? gp_canvas_error_handle (from).y : middle_of (self, &from->rect);
  if (self->drag.hit.row >= 0)
    y = gp_scene_item_get_row_rect (from, (guint) self->drag.hit.row).y + GP_CARD_ROW / 2;
  if (to != NULL)
    {
      at = to->rect;
      outline_item (self, snapshot, to, OUTLINE + 1, GP_COLOR_SELECTION);
      if (self->drag.target.row >= 0 && (guint) self->drag.target.row < to->n_rows)
        mark_row (self, snapshot, to, (guint) self->drag.target.row);
    }
  if (to == from)
    n = gp_way_self (&from->rect, y, middle_of (self, &from->rect), 0, points);
  else
    n = gp_way_relation (&from->rect, y, &at, to != NULL ? middle_of (self, &at) : at.y, 0,
                         points);
  gp_painter_snapshot_points (self->painter, points, n, &self->viewport,
                              self->drag.hit.below ? GP_COLOR_BAD : GP_COLOR_SELECTION, 2,
                              to == NULL, snapshot);
}

static void
add_drop_line (GpCanvas    *self,
               GtkSnapshot *snapshot)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &self->drag.hit.key);
  GpRect line;
  graphene_rect_t seen;

  if (item == NULL || self->drag.drop_row < 0)
    return;
  line = gp_scene_item_get_row_rect (item, (guint) self->drag.drop_row);
  line.height = 0;
  seen = gp_canvas_to_view_rect (self, &line);
  seen.origin.y -= 1;
  seen.size.height = 2;
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION], &seen);
  gp_canvas_snapshot_disc (self, snapshot, seen.origin.x, seen.origin.y + 1, 7, GP_COLOR_SELECTION);
}

static void
add_band (GpCanvas    *self,
          GtkSnapshot *snapshot)
{
  const GpDrag *drag = &self->drag;
  GpRect band = {
    .x = MIN (drag->start_x, drag->x),
    .y = MIN (drag->start_y, drag->y),
    .width = fabs (drag->x - drag->start_x),
    .height = fabs (drag->y - drag->start_y),
  };
  graphene_rect_t seen = gp_canvas_to_view_rect (self, &band);

  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION_SOFT], &seen);
  add_frame (self, snapshot, &seen, drag->mode == GP_DRAG_AREA ? 12 : 0, 1, GP_COLOR_SELECTION);
}

static void
add_guides (GpCanvas    *self,
            GtkSnapshot *snapshot)
{
  const GdkRGBA *color = &self->theme.colors[GP_COLOR_GUIDE];
  double x;
  double y;

  gp_viewport_to_view (&self->viewport, self->drag.guide_x, self->drag.guide_y, &x, &y);
  if (!isnan (self->drag.guide_x))
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) round (x), 0, 1,
                                                    (float) self->viewport.height));
  if (!isnan (self->drag.guide_y))
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (0, (float) round (y),
                                                    (float) self->viewport.width, 1));
}

/* The domain that a drop would give the card to. */
static void
add_drop_area (GpCanvas    *self,
               GtkSnapshot *snapshot)
{
  const GpSceneItem *area = gp_scene_find (gp_canvas_get_scene (self), &self->drag.drop_area);
  graphene_rect_t seen;
  GskRoundedRect outline;

  if (area == NULL)
    return;
  seen = gp_canvas_to_view_rect (self, &area->rect);
  gsk_rounded_rect_init_from_rect (&outline, &seen, (float) (16 * self->viewport.zoom));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->theme.colors[GP_COLOR_SELECTION_SOFT], &seen);
  gtk_snapshot_pop (snapshot);
  outline_item (self, snapshot, area, OUTLINE + 1, GP_COLOR_SELECTION);
}

/* Then nothing else could have the focus. */
static gboolean
fills_window (GpCanvas *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  return gtk_widget_get_width (window) <= self->viewport.width
         && gtk_widget_get_height (window) <= self->viewport.height;
}

void
gp_canvas_snapshot_overlay (GpCanvas    *self,
                            GtkSnapshot *snapshot)
{
  gp_canvas_snapshot_run (self, snapshot);
  gp_canvas_snapshot_counts (self, snapshot);
  add_selection (self, snapshot);
  add_hover (self, snapshot);
  add_button (self, snapshot);
  gp_canvas_snapshot_lights (self, snapshot);
  gp_canvas_snapshot_marks (self, snapshot);
  gp_canvas_snapshot_pins (self, snapshot);

  gp_canvas_snapshot_step_drop (self, snapshot);
  if (self->question != NULL || self->aiming)
    add_relation (self, snapshot);
  switch (self->drag.mode)
    {
    case GP_DRAG_MOVE:
      add_drop_area (self, snapshot);
      add_guides (self, snapshot);
      break;
    case GP_DRAG_BAND:
    case GP_DRAG_AREA:
      add_band (self, snapshot);
      break;
    case GP_DRAG_RELATION:
      add_relation (self, snapshot);
      break;
    case GP_DRAG_FIELD:
      add_drop_line (self, snapshot);
      break;
    default:
      break;
    }
  if (self->entry != NULL || fills_window (self))
    return;
  if (gtk_widget_is_focus (GTK_WIDGET (self)) && gtk_widget_has_visible_focus (GTK_WIDGET (self))
      && gp_selection_get_size (self->selection) == 0)
    add_frame (self, snapshot,
               &GRAPHENE_RECT_INIT (2, 2, (float) self->viewport.width - 4,
                                    (float) self->viewport.height - 4),
               4, 1, GP_COLOR_SELECTION);
}
