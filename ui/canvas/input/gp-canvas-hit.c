/* gp-canvas-hit.c — what is under the pointer
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"

#include "gp-metrics.h"

#include <glib/gi18n-lib.h>

#define EDGE       7.0      /* pixels on both sides of a card's edge that are its handle */
#define HANDLE_REACH 20.0   /* canvas units above and below a step's handle */
#define END_REACH  9.0      /* pixels around the end of a line */
#define LINE_REACH 5.0      /* pixels */
#define ADD_WIDTH  96.0     /* at least, canvas units */
#define ADD_HEIGHT 24.0
#define ADD_SIDE   12.0
#define ADD_ABOVE   4.0

gboolean
gp_canvas_hit_equal (const GpHit *a,
                     const GpHit *b)
{
  return a->part == b->part && a->row == b->row && a->right == b->right &&
         gp_id_equal (&a->key, &b->key);
}

PangoLayout *
gp_canvas_new_add_label (GpCanvas *self)
{
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), _("Add field"));
}

GpRect
gp_canvas_add_rect (GpCanvas          *self,
                    const GpSceneItem *item)
{
  g_autoptr(PangoLayout) label = gp_canvas_new_add_label (self);
  int text_width, text_height;
  double width, height;

  pango_layout_get_pixel_size (label, &text_width, &text_height);
  width = MAX (text_width * GP_CANVAS_ADD_SCALE + 2 * ADD_SIDE, ADD_WIDTH);
  height = MAX (text_height * GP_CANVAS_ADD_SCALE + 2 * ADD_ABOVE, ADD_HEIGHT);
  return (GpRect) {
    .x = gp_rect_center_x (&item->rect) - width / 2,
    .y = item->rect.y + item->rect.height + 6,
    .width = width,
    .height = height,
  };
}

gboolean
gp_canvas_is_bare (GpCanvas *self,
                   double    view_x,
                   double    view_y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), view_x, view_y, GTK_PICK_DEFAULT);

  return picked == NULL || picked == GTK_WIDGET (self);
}

/* The item that shows the element @id, be it a card, a field of one, or the area of a flow. */
const GpSceneItem *
gp_canvas_item_of (GpCanvas   *self,
                   const GpId *id)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item;
  const GpElement *element;

  if (scene == NULL || id == NULL)
    return NULL;
  item = gp_scene_find (scene, id);
  element = item == NULL ? gp_design_lookup (self->design, id) : NULL;
  if (element != NULL)
    item = gp_scene_builder_stand_in (self->builder, id);
  if (element != NULL && item == NULL)
    item = gp_scene_builder_stand_in (self->builder, gp_element_get_parent (element));
  /* Among flows an entity has no fields. */
  if (item != NULL && element != NULL && item->kind == GP_KIND_ENTITY
      && self->lens == GP_LENS_FLOWS && gp_element_get_kind (element) != GP_KIND_ENTITY)
    return NULL;
  return item;
}

/* Among all flows a flow's card stands for its steps, which are seen inside of it. */
static gboolean
stands_for_inside (GpCanvas          *self,
                   const GpSceneItem *item,
                   const GpId        *id)
{
  return item->kind == GP_KIND_FLOW && gp_canvas_can_enter (self, &item->id)
         && (gp_design_lookup_kind (self->design, id, GP_KIND_STEP) != NULL
             || gp_design_lookup_kind (self->design, id, GP_KIND_TRANSITION) != NULL);
}

gboolean
gp_canvas_shows (GpCanvas   *self,
                 const GpId *id)
{
  const GpSceneItem *item;

  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  item = gp_canvas_item_of (self, id);
  return (item != NULL && !item->ghost && !stands_for_inside (self, item, id))
         || (self->builder != NULL && id != NULL
             && gp_scene_find_line (gp_canvas_get_scene (self), id) != NULL);
}

const GpSceneItem *
gp_canvas_card_at (GpCanvas *self,
                   double    x,
                   double    y)
{
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpScene *scene = gp_canvas_get_scene (self);
  const GpRect point = { x, y, 0, 0 };

  gp_scene_query_items (scene, &point, slots);
  for (guint i = slots->len; i > 0; i--)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i - 1));

      if (item->type != GP_ITEM_AREA)
        return item;
    }
  return NULL;
}

const GpSceneItem *
gp_canvas_area_at (GpCanvas *self,
                   double    x,
                   double    y)
{
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpScene *scene = gp_canvas_get_scene (self);
  const GpRect point = { x, y, 0, 0 };

  gp_scene_query_items (scene, &point, slots);
  for (guint i = slots->len; i > 0; i--)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i - 1));

      if (item->type == GP_ITEM_AREA)
        return item;
    }
  return NULL;
}

static const GpSceneLine *
line_at (GpCanvas *self,
         double    x,
         double    y)
{
  double reach = LINE_REACH / self->viewport.zoom;
  const GpRect area = { x - reach, y - reach, 2 * reach, 2 * reach };
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneLine *nearest = NULL;
  double distance = reach;

  gp_scene_query_lines (scene, &area, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneLine *line = gp_scene_get_line (scene, g_array_index (slots, guint, i));
      double d = gp_scene_line_get_distance (line, x, y);

      if (d <= distance)
        {
          nearest = line;
          distance = d;
        }
    }
  return nearest;
}

void
gp_canvas_hit_row (const GpSceneItem *item,
                   double             x,
                   double             y,
                   GpHit             *hit)
{
  double inside = y - item->rect.y - item->row_top;

  hit->part = y - item->rect.y < GP_CARD_HEADER ? GP_HIT_HEADER : GP_HIT_BODY;
  if (inside < 0 || item->n_rows == 0 || inside >= item->n_rows * GP_CARD_ROW)
    return;
  hit->row = (int) (inside / GP_CARD_ROW);
  hit->field = item->row_ids[hit->row];
  if (gp_id_is_nil (&hit->field))
    {
      hit->row = -1;
      hit->part = GP_HIT_MORE;
      return;
    }
  hit->part = x > item->rect.x + item->rect.width * .6 ? GP_HIT_TYPE : GP_HIT_ROW;
}

/* The edges of cards reach a little beyond them. */
static gboolean
hit_handle (GpCanvas *self,
            double    x,
            double    y,
            GpHit    *hit)
{
  double reach = EDGE / self->viewport.zoom;
  double above = self->lens == GP_LENS_FLOWS ? reach : 0;
  const GpRect around = { x - reach, y - above, 2 * reach, 2 * above };
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpScene *scene = gp_canvas_get_scene (self);

  if (self->viewport.zoom < .5 || !gp_canvas_can_edit (self))
    return FALSE;
  gp_scene_query_items (scene, &around, slots);
  for (guint i = slots->len; i > 0; i--)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i - 1));
      double right = item->rect.x + item->rect.width;

      if (!gp_canvas_is_joint (self, item))
        continue;
      /* Steps are left at their right sides. */
      if (self->lens == GP_LENS_FLOWS && ABS (x - right) <= reach
          && ABS (y - gp_rect_center_y (&item->rect)) <= HANDLE_REACH)
        {
          *hit = (GpHit) { .part = GP_HIT_HANDLE, .key = item->key, .row = -1, .right = TRUE };
          return TRUE;
        }
      /* What is done on an error leaves below. */
      if (item->kind == GP_KIND_STEP
          && ABS (y - gp_canvas_error_handle (item).y) <= reach
          && ABS (x - gp_canvas_error_handle (item).x) <= HANDLE_REACH)
        {
          *hit = (GpHit) { .part = GP_HIT_HANDLE, .key = item->key, .row = -1, .below = TRUE };
          return TRUE;
        }
      if (item->type != GP_ITEM_CARD || (ABS (x - item->rect.x) > reach && ABS (x - right) > reach))
        continue;
      gp_canvas_hit_row (item, x, y, hit);
      if ((hit->part == GP_HIT_BODY || hit->part == GP_HIT_MORE) && hit->row < 0)
        return FALSE;
      hit->part = GP_HIT_HANDLE;
      hit->key = item->key;
      hit->right = ABS (x - right) <= reach;
      return TRUE;
    }
  return FALSE;
}

/* The ends of the line that is selected alone are led elsewhere. */
static gboolean
hit_end (GpCanvas *self,
         double    x,
         double    y,
         GpHit    *hit)
{
  double reach = END_REACH / self->viewport.zoom;
  const GpSceneLine *line;

  if (!gp_canvas_is_inside_flow (self) || !gp_canvas_can_edit (self)
      || gp_selection_get_size (self->selection) != 1)
    return FALSE;
  line = gp_scene_find_line (gp_canvas_get_scene (self), gp_selection_get_last (self->selection));
  for (int right = 1; line != NULL && line->n_points > 0 && right >= 0; right--)
    {
      const GpPoint *end = &line->points[right ? line->n_points - 1 : 0];

      if (ABS (end->x - x) > reach || ABS (end->y - y) > reach)
        continue;
      *hit = (GpHit) { .part = GP_HIT_END, .key = line->id, .row = -1, .right = right };
      return TRUE;
    }
  return FALSE;
}

static gboolean
hit_add (GpCanvas *self,
         double    x,
         double    y,
         GpHit    *hit)
{
  const GpSceneItem *item;
  GpRect rect;

  if (self->lens != GP_LENS_DATA || self->viewport.zoom < .5 || !gp_canvas_can_edit (self)
      || gp_selection_get_size (self->selection) != 1 || gtk_widget_get_visible (self->chips))
    return FALSE;
  item = gp_canvas_item_of (self, gp_selection_get_last (self->selection));
  if (item == NULL || item->type != GP_ITEM_CARD)
    return FALSE;
  rect = gp_canvas_add_rect (self, item);
  if (!gp_rect_contains (&rect, x, y))
    return FALSE;
  hit->part = GP_HIT_ADD;
  hit->key = item->key;
  return TRUE;
}

GpHit
gp_canvas_hit (GpCanvas *self,
               double    view_x,
               double    view_y)
{
  GpHit hit = { .part = GP_HIT_NOTHING, .row = -1 };
  const GpSceneItem *item;
  const GpSceneLine *line;
  GpRect chip;
  double x;
  double y;

  if (self->builder == NULL || gp_canvas_is_coming (self)
      || gp_canvas_hit_pin (self, view_x, view_y, &hit))
    return hit;
  gp_viewport_to_canvas (&self->viewport, view_x, view_y, &x, &y);
  if (hit_add (self, x, y, &hit) || hit_end (self, x, y, &hit) || hit_handle (self, x, y, &hit))
    return hit;

  hit = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  item = gp_canvas_card_at (self, x, y);
  if (item != NULL)
    {
      hit.key = item->key;
      if (item->type == GP_ITEM_CARD && self->viewport.zoom >= .5)
        gp_canvas_hit_row (item, x, y, &hit);
      else if (self->viewport.zoom >= .5
               && gp_scene_builder_find_chip (self->builder, item, &chip, &hit.field)
               && gp_rect_contains (&chip, x, y))
        hit.part = GP_HIT_CHIP;
      else
        hit.part = GP_HIT_HEADER;
      return hit;
    }
  if ((line = line_at (self, x, y)) != NULL && self->viewport.zoom >= .12)
    {
      hit.part = GP_HIT_LINE;
      hit.key = line->id;
      return hit;
    }
  if ((item = gp_canvas_area_at (self, x, y)) != NULL)
    {
      hit.part = GP_HIT_AREA;
      hit.key = item->key;
    }
  return hit;
}
