/* gp-canvas-tools.c — what pressing, dragging and pointing do with each tool
 * SPDX-License-Identifier: Apache-2.0
 *
 * All coordinates are view pixels; nothing here knows of events, so tests call these functions. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"

#include "gp-metrics.h"

#include <math.h>

#define NEAR_CARD  16.0     /* pixels */
#define STEP_DOWN  96.0     /* canvas units */
#define MOST_STEPS 100

typedef struct
{
  const char *name;
  GpKind      kind;      /* what a click makes */
} ToolRow;

static const ToolRow tool_rows[GP_N_TOOLS] = {
  [GP_TOOL_ENTITY] = { "entity", GP_KIND_ENTITY },
  [GP_TOOL_FLOW]   = { "flow", GP_KIND_FLOW },
  [GP_TOOL_ROLE]   = { "role", GP_KIND_ROLE },
  [GP_TOOL_BUCKET] = { "bucket", GP_KIND_BUCKET },
  [GP_TOOL_DOMAIN] = { "domain", GP_KIND_DOMAIN },
  [GP_TOOL_NOTE]   = { "note", GP_KIND_NOTE },
};

static gboolean
makes_something (GpTool tool)
{
  return tool_rows[tool].name != NULL;
}

void
gp_canvas_update_cursor (GpCanvas *self)
{
  const char *name = NULL;

  if (self->space_down || self->drag.mode == GP_DRAG_PAN)
    name = self->drag.mode == GP_DRAG_PAN ? "grabbing" : "grab";
  else if (makes_something (self->tool) || self->tool == GP_TOOL_RELATION
           || self->hover.part == GP_HIT_HANDLE || self->hover.part == GP_HIT_END
           || self->drag.mode == GP_DRAG_RELATION)
    name = "crosshair";
  else if (self->drag.mode == GP_DRAG_MOVE)
    name = "move";
  else if (self->hover.part == GP_HIT_ADD || self->hover.part == GP_HIT_LINE
           || self->hover.part == GP_HIT_MORE || self->hover.part == GP_HIT_PIN
           || self->hover.part == GP_HIT_CHIP)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

void
gp_canvas_hover (GpCanvas *self,
                 double    x,
                 double    y)
{
  GpHit hit;

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->drag.mode != GP_DRAG_NONE)
    return;
  hit = gp_canvas_hit (self, x, y);
  if (gp_canvas_hit_equal (&hit, &self->hover))
    return;
  self->hover = hit;
  gp_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What a click on @hit selects: the item's element; the field where its card is selected alone. */
static GpId
selected_by (GpCanvas    *self,
             const GpHit *hit)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item = gp_scene_find (scene, &hit->key);

  if (hit->part == GP_HIT_LINE)
    return gp_design_lookup (self->design, &hit->key) != NULL ? hit->key : gp_id_nil;
  if (item == NULL)
    return gp_id_nil;
  if ((hit->part == GP_HIT_ROW || hit->part == GP_HIT_TYPE)
      && gp_design_lookup (self->design, &hit->field) != NULL)
    {
      const GpId *last = gp_selection_get_last (self->selection);
      const GpSceneItem *shown = gp_canvas_item_of (self, last);

      if (gp_selection_get_size (self->selection) == 1 && shown == item)
        return hit->field;
    }
  return item->id;
}

static void
select_at (GpCanvas        *self,
           const GpHit     *hit,
           GdkModifierType  state)
{
  GpId id = selected_by (self, hit);
  const GpSceneLine *line = hit->part == GP_HIT_LINE
                              ? gp_scene_find_line (gp_canvas_get_scene (self), &hit->key) : NULL;

  if (line != NULL && line->bundle != NULL)
    {
      gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) line->bundle->data,
                            line->bundle->len);
      return;
    }
  if ((state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0)
    {
      if (!gp_id_is_nil (&id))
        gp_selection_toggle (self->selection, &id);
      return;
    }
  if (gp_id_is_nil (&id))
    gp_selection_clear (self->selection);
  else if (!gp_selection_contains (self->selection, &id))
    gp_selection_set (self->selection, &id);
}

static void
press_twice (GpCanvas    *self,
             const GpHit *hit,
             double       x,
             double       y)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &hit->key);
  char text[GP_ID_STRING_SIZE];

  if (gp_canvas_enter_at (self, hit, y)
      || (!gp_canvas_can_edit (self) && hit->part != GP_HIT_CHIP))
    return;
  switch (hit->part)
    {
    case GP_HIT_NOTHING:
    case GP_HIT_AREA:
      if (self->lens == GP_LENS_DATA)
        gp_canvas_create (self, GP_KIND_ENTITY, x, y, NULL);
      else if (self->lens == GP_LENS_FLOWS && hit->part == GP_HIT_NOTHING)
        gp_canvas_create (self, GP_KIND_FLOW, x, y, NULL);
      break;
    case GP_HIT_CHIP:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s",
                                  gp_id_format (&hit->field, text));
      break;
    case GP_HIT_ROW:
    case GP_HIT_TYPE:
      /* The first press may have selected its card: Delete after the entry would take all of it. */
      if (gp_design_lookup (self->design, &hit->field) != NULL)
        gp_selection_set (self->selection, &hit->field);
      if (hit->part == GP_HIT_ROW)
        gp_canvas_edit_name (self, &hit->field, FALSE);
      else
        gp_canvas_edit_type (self, &hit->field);
      break;
    case GP_HIT_HEADER:
      if (item != NULL)
        gp_canvas_edit_name (self, &item->id, FALSE);
      break;
    case GP_HIT_LINE:
      gp_canvas_edit_relation_name (self);
      break;
    default:
      break;
    }
}

void
gp_canvas_press (GpCanvas        *self,
                 double           x,
                 double           y,
                 int              n_press,
                 GdkModifierType  state)
{
  GpHit hit;
  double canvas_x;
  double canvas_y;

  if (self->builder == NULL || self->space_down)
    return;
  /* The button that adds a field moves when the row of an empty one goes: where it was counts. */
  hit = gp_canvas_hit (self, x, y);
  gp_canvas_stop_editing (self, TRUE);
  gp_canvas_stop_layout (self);
  if (hit.part != GP_HIT_ADD)
    hit = gp_canvas_hit (self, x, y);
  gp_viewport_to_canvas (&self->viewport, x, y, &canvas_x, &canvas_y);

  if (hit.part == GP_HIT_PIN)
    {
      char id[GP_ID_STRING_SIZE];

      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-thread", "s",
                                  gp_id_format (&hit.key, id));
      return;
    }
  /* It looks like a button, so it is one whichever tool is in hand. */
  if (hit.part == GP_HIT_ADD)
    {
      const GpId *last = gp_selection_get_last (self->selection);

      gp_canvas_add_field (self, &hit.key, gp_id_equal (last, &hit.key) ? NULL : last);
      return;
    }
  if (hit.part == GP_HIT_MORE && self->tool == GP_TOOL_SELECT)
    {
      gp_canvas_unfold (self, &hit.key);
      return;
    }
  if (makes_something (self->tool))
    {
      /* A domain may also be drawn as a frame, so it waits for the end of the press. */
      if (self->tool != GP_TOOL_DOMAIN)
        gp_canvas_create (self, tool_rows[self->tool].kind, canvas_x, canvas_y, NULL);
      return;
    }
  if (self->tool == GP_TOOL_RELATION)
    {
      self->aiming = FALSE;
      return;
    }
  if (n_press == 2 && (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) == 0)
    {
      press_twice (self, &hit, canvas_x, canvas_y);
      return;
    }
  if (hit.part != GP_HIT_HANDLE && hit.part != GP_HIT_END && n_press == 1)
    select_at (self, &hit, state);
}

/* The card under the pointer; else one that is only just missed, for a new card there would lie
 * over it. */
static const GpSceneItem *
card_near (GpCanvas *self,
           double    x,
           double    y)
{
  const double slop = NEAR_CARD / self->viewport.zoom;
  const GpRect around = { x - slop, y - slop, 2 * slop, 2 * slop };
  const GpSceneItem *item = gp_canvas_card_at (self, x, y);
  g_autoptr(GArray) slots = NULL;

  if (item != NULL)
    return item;
  slots = g_array_new (FALSE, FALSE, sizeof (guint));
  gp_scene_query_items (gp_canvas_get_scene (self), &around, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      item = gp_scene_get_item (gp_canvas_get_scene (self), g_array_index (slots, guint, i));
      if (gp_canvas_is_joint (self, item) && item->type != GP_ITEM_AREA
          && !gp_id_equal (&item->key, &self->drag.hit.key))
        return item;
    }
  return NULL;
}

/* With keys alone: what the tool makes comes to stand in the middle of the view, or where there is
 * room below it. FALSE where the tool makes nothing. */
gboolean
gp_canvas_use_tool (GpCanvas *self)
{
  GpRect seen = gp_viewport_get_area (&self->viewport);
  double x = gp_rect_center_x (&seen);
  double y = gp_rect_center_y (&seen);

  if (self->builder == NULL || !makes_something (self->tool))
    return FALSE;
  for (guint i = 0; i < MOST_STEPS && card_near (self, x, y) != NULL; i++)
    y += STEP_DOWN;
  gp_canvas_create (self, tool_rows[self->tool].kind, x, y, NULL);
  return TRUE;
}

static gboolean
is_selected_field (GpCanvas    *self,
                   const GpHit *hit)
{
  return (hit->part == GP_HIT_ROW || hit->part == GP_HIT_TYPE)
         && gp_selection_get_size (self->selection) == 1
         && gp_selection_contains (self->selection, &hit->field);
}

static GpDragMode
mode_for (GpCanvas    *self,
          const GpHit *hit)
{
  gboolean edit = gp_canvas_can_edit (self);

  if (self->space_down)
    return GP_DRAG_PAN;
  if (hit->part == GP_HIT_ADD || hit->part == GP_HIT_PIN
      || (hit->part == GP_HIT_MORE && self->tool == GP_TOOL_SELECT))
    return GP_DRAG_NONE;
  if (self->tool == GP_TOOL_DOMAIN)
    return GP_DRAG_AREA;
  if (edit && (hit->part == GP_HIT_HANDLE || hit->part == GP_HIT_END
               || (self->tool == GP_TOOL_RELATION && hit->part != GP_HIT_NOTHING
                   && hit->part != GP_HIT_AREA && hit->part != GP_HIT_LINE)))
    return GP_DRAG_RELATION;
  if (self->tool != GP_TOOL_SELECT)
    return GP_DRAG_NONE;
  if (hit->part == GP_HIT_NOTHING || hit->part == GP_HIT_LINE)
    return GP_DRAG_BAND;
  if (!edit)
    return hit->part == GP_HIT_AREA ? GP_DRAG_BAND : GP_DRAG_NONE;
  return is_selected_field (self, hit) ? GP_DRAG_FIELD : GP_DRAG_MOVE;
}

void
gp_canvas_drag_begin (GpCanvas        *self,
                      double           x,
                      double           y,
                      GdkModifierType  state)
{
  GpDrag *drag = &self->drag;

  drag->mode = GP_DRAG_NONE;
  if (self->builder == NULL)
    return;
  drag->hit = gp_canvas_hit (self, x, y);
  gp_viewport_to_canvas (&self->viewport, x, y, &drag->start_x, &drag->start_y);
  drag->x = drag->start_x;
  drag->y = drag->start_y;
  drag->view_x = self->viewport.x;
  drag->view_y = self->viewport.y;
  drag->extend = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  drag->target = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  drag->many = FALSE;
  drag->drop_row = -1;
}

static GpRect
band_of (const GpDrag *drag)
{
  return (GpRect) {
    .x = MIN (drag->start_x, drag->x),
    .y = MIN (drag->start_y, drag->y),
    .width = fabs (drag->x - drag->start_x),
    .height = fabs (drag->y - drag->start_y),
  };
}

static void
update_band (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  GpRect band = band_of (&self->drag);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  if (self->drag.extend)
    {
      gsize n;
      const GpId *before = gp_selection_peek (self->selection, &n);

      g_array_append_vals (ids, before, (guint) n);
    }
  gp_scene_query_items (scene, &band, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      if (item->type != GP_ITEM_AREA)
        g_array_append_val (ids, item->id);
    }
  gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) ids->data, ids->len);
}

/* The frame under the pointer, unless the line comes from inside of it. */
static const GpSceneItem *
frame_near (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *frame = gp_canvas_area_at (self, self->drag.x, self->drag.y);
  const GpSceneItem *from = gp_scene_find (scene, &self->drag.hit.key);

  for (; frame != NULL && from != NULL; from = gp_scene_find (scene, &from->area))
    if (gp_id_equal (&from->key, &frame->key) || gp_id_equal (&from->area, &frame->key))
      return NULL;
  return frame;
}

static void
update_relation (GpCanvas *self)
{
  const GpSceneItem *item = card_near (self, self->drag.x, self->drag.y);

  if (item == NULL && gp_canvas_is_inside_flow (self))
    item = frame_near (self);
  self->drag.target = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  if (item == NULL || !gp_canvas_is_joint (self, item))
    return;
  self->drag.target.key = item->key;
  if (self->viewport.zoom >= .5 && item->type == GP_ITEM_CARD)
    gp_canvas_hit_row (item, self->drag.x, self->drag.y, &self->drag.target);
}

/* A field takes the place of the row that it is dropped on. */
static void
update_field (GpCanvas *self)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), &self->drag.hit.key);
  double now = self->drag.hit.row;
  double row;

  if (item == NULL)
    return;
  row = (self->drag.y - item->rect.y - item->row_top) / GP_CARD_ROW;
  row = row < now ? floor (row) : row > now + 1 ? ceil (row) : now;
  self->drag.drop_row = CLAMP ((int) row, 0, (int) item->n_rows);
}

void
gp_canvas_drag_update (GpCanvas        *self,
                       double           x,
                       double           y,
                       GdkModifierType  state)
{
  GpDrag *drag = &self->drag;

  if (self->builder == NULL)
    return;
  if (drag->mode == GP_DRAG_NONE)
    {
      drag->mode = mode_for (self, &drag->hit);
      if (drag->mode == GP_DRAG_NONE)
        return;
      if (drag->mode == GP_DRAG_MOVE)
        gp_canvas_move_begin (self);
      gp_canvas_update_cursor (self);
    }
  gp_viewport_to_canvas (&self->viewport, x, y, &drag->x, &drag->y);

  switch (drag->mode)
    {
    case GP_DRAG_PAN:
      gp_canvas_pan (self, (drag->start_x - drag->x) * self->viewport.zoom,
                     (drag->start_y - drag->y) * self->viewport.zoom);
      break;
    case GP_DRAG_MOVE:
      gp_canvas_move_update (self, (state & GDK_ALT_MASK) != 0);
      break;
    case GP_DRAG_BAND:
      update_band (self);
      break;
    case GP_DRAG_RELATION:
      drag->many = (state & GDK_CONTROL_MASK) != 0;
      update_relation (self);
      break;
    case GP_DRAG_FIELD:
      update_field (self);
      break;
    default:
      break;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_relation (GpCanvas *self)
{
  GpHit from = self->drag.hit;
  GpHit to = self->drag.target;
  gboolean many = self->drag.many;

  gp_canvas_set_tool (self, GP_TOOL_SELECT);
  if (gp_canvas_is_inside_flow (self))
    {
      if (from.part == GP_HIT_END && !gp_id_is_nil (&to.key))
        gp_canvas_lead_elsewhere (self, &from, &to.key);
      else if (from.part == GP_HIT_END)
        return;
      else if (gp_id_is_nil (&to.key))
        gp_canvas_ask_branch (self);
      else
        gp_canvas_join_steps (self, &from.key, &to.key, from.below ? "error" : NULL);
      return;
    }
  if (!gp_id_is_nil (&to.key))
    gp_canvas_relate (self, &from, &to, many);
  else
    gp_canvas_ask_relation (self, many);
}

/* A press on one of several that are selected may drag all of them; a click means that one. */
static void
select_alone (GpCanvas *self)
{
  const GpHit *hit = &self->drag.hit;
  gboolean on_item = hit->part == GP_HIT_AREA || hit->part == GP_HIT_HEADER
                     || hit->part == GP_HIT_BODY || hit->part == GP_HIT_ROW
                     || hit->part == GP_HIT_TYPE;
  GpId id;

  if (!on_item || self->tool != GP_TOOL_SELECT || self->drag.extend || self->space_down
      || gp_selection_get_size (self->selection) < 2)
    return;
  id = selected_by (self, hit);
  if (gp_selection_contains (self->selection, &id))
    gp_selection_set (self->selection, &id);
}

void
gp_canvas_drag_end (GpCanvas *self)
{
  GpDragMode mode = self->drag.mode;
  GpRect band = band_of (&self->drag);
  const GpSceneItem *item;

  /* The mode goes first: an edit makes the scene anew, which ends drags. */
  self->drag.mode = GP_DRAG_NONE;
  if (self->builder == NULL)
    return;
  if (mode == GP_DRAG_NONE && self->tool == GP_TOOL_DOMAIN)
    gp_canvas_create (self, GP_KIND_DOMAIN, self->drag.start_x, self->drag.start_y, NULL);
  else if (mode == GP_DRAG_NONE)
    select_alone (self);

  switch (mode)
    {
    case GP_DRAG_MOVE:
      gp_canvas_move_end (self);
      break;
    case GP_DRAG_RELATION:
      end_relation (self);
      break;
    case GP_DRAG_FIELD:
      item = gp_scene_find (gp_canvas_get_scene (self), &self->drag.hit.key);
      if (item != NULL && self->drag.drop_row >= 0)
        gp_canvas_drop_field (self, &self->drag.hit.field, item, self->drag.drop_row);
      break;
    case GP_DRAG_AREA:
      gp_canvas_create (self, GP_KIND_DOMAIN, band.x, band.y, &band);
      break;
    default:
      break;
    }
  gp_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_canvas_drag_cancel (GpCanvas *self)
{
  if (self->drag.mode == GP_DRAG_MOVE)
    gp_canvas_move_cancel (self);
  self->drag.mode = GP_DRAG_NONE;
  gp_canvas_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
