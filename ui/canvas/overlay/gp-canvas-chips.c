/* gp-canvas-chips.c — the bar at the relation that is selected
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-edit-relate.h"
#include "gp-relation-bar.h"
#include "gp-typed-name.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP         8        /* pixels between the line and the bar */
#define MARGIN      6        /* pixels to the canvas' edges */
#define LEAST_ZOOM   .2
#define FAR        150       /* pixels from the line at most, where cards stand close to it */
#define FAR_STEP    25

/* The line that is selected alone, or NULL. */
static const GpSceneLine *
selected_line (GpCanvas *self)
{
  GpScene *scene;
  const GpSceneLine *line;

  if (gp_canvas_is_coming (self) || self->lens != GP_LENS_DATA || self->base != NULL
      || gp_selection_get_size (self->selection) != 1)
    return NULL;
  scene = gp_canvas_get_scene (self);
  if (scene == NULL)
    return NULL;
  line = gp_scene_find_line (scene, gp_selection_get_last (self->selection));
  return line != NULL && line->type == GP_LINE_RELATION ? line : NULL;
}

void
gp_canvas_update_chips (GpCanvas *self)
{
  const GpSceneLine *line = selected_line (self);
  gboolean shown = line != NULL
                   && gp_relation_bar_set_relation (GP_RELATION_BAR (self->chips), self->design,
                                                    &line->id);

  gtk_widget_set_visible (self->chips, shown);
  gtk_widget_set_sensitive (self->chips, gp_canvas_can_edit (self));
}

/* How much of @rect (view pixels) would lie over cards. */
static double
covered (GpCanvas     *self,
         const GpRect *rect)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  double zoom = self->viewport.zoom;
  GpRect area = { 0, 0, rect->width / zoom, rect->height / zoom };
  double sum = 0;

  gp_viewport_to_canvas (&self->viewport, rect->x, rect->y, &area.x, &area.y);
  gp_scene_query_items (scene, &area, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));
      double width = MIN (area.x + area.width, item->rect.x + item->rect.width)
                     - MAX (area.x, item->rect.x);
      double height = MIN (area.y + area.height, item->rect.y + item->rect.height)
                      - MAX (area.y, item->rect.y);

      if (item->type != GP_ITEM_AREA && width > 0 && height > 0)
        sum += width * height * zoom * zoom;
    }
  return sum;
}

static GpRect
in_view (GpCanvas             *self,
         double                x,
         double                y,
         const GtkRequisition *size)
{
  return (GpRect) {
    .x = CLAMP (x, MARGIN, MAX (MARGIN, self->viewport.width - size->width - MARGIN)),
    .y = CLAMP (y, MARGIN, MAX (MARGIN, self->viewport.height - size->height - MARGIN)),
    .width = size->width,
    .height = size->height,
  };
}

/* The bar beside the middle of one piece of the line, on one of its two sides. FALSE where the
 * piece is not in view. */
static gboolean
place_beside (GpCanvas             *self,
              const GpSceneLine    *line,
              guint                 piece,
              int                   side,
              const GtkRequisition *size,
              GpRect               *out)
{
  double x1, y1, x2, y2, x, y;
  gboolean upright;

  gp_viewport_to_view (&self->viewport, line->points[piece].x, line->points[piece].y, &x1, &y1);
  gp_viewport_to_view (&self->viewport, line->points[piece + 1].x, line->points[piece + 1].y, &x2,
                       &y2);
  if (MAX (x1, x2) < 0 || MIN (x1, x2) > self->viewport.width || MAX (y1, y2) < 0
      || MIN (y1, y2) > self->viewport.height)
    return FALSE;
  upright = fabs (x2 - x1) < fabs (y2 - y1);
  x = (CLAMP (x1, 0, self->viewport.width) + CLAMP (x2, 0, self->viewport.width)) / 2;
  y = (CLAMP (y1, 0, self->viewport.height) + CLAMP (y2, 0, self->viewport.height)) / 2;
  if (upright)
    {
      x += side == 0 ? GAP : -GAP - size->width;
      y -= size->height / 2.0;
    }
  else
    {
      x -= size->width / 2.0;
      y += side == 0 ? -GAP - size->height : GAP;
    }
  *out = in_view (self, x, y, size);
  return TRUE;
}

/* The bar above or below the whole line, which runs between cards that leave no room for it. */
static GpRect
place_off (GpCanvas             *self,
           const GpSceneLine    *line,
           int                   distance,
           int                   side,
           const GtkRequisition *size)
{
  double x, y, bottom;

  gp_viewport_to_view (&self->viewport, gp_rect_center_x (&line->bounds), line->bounds.y, &x, &y);
  bottom = y + line->bounds.height * self->viewport.zoom;
  return in_view (self, x - size->width / 2.0,
                  side == 0 ? y - distance - size->height : bottom + distance, size);
}

/* Where it hides least of the cards, and then nearest to the line. FALSE where nothing of the line
 * is in view. */
static gboolean
find_place (GpCanvas             *self,
            const GpSceneLine    *line,
            const GtkRequisition *size,
            GpRect               *out)
{
  double least = G_MAXDOUBLE;

  for (guint i = 0; i + 1 < line->n_points; i++)
    for (int side = 0; side < 2; side++)
      {
        GpRect rect;
        double cost;

        if (!place_beside (self, line, i, side, size, &rect))
          continue;
        cost = covered (self, &rect);
        if (cost < least)
          {
            least = cost;
            *out = rect;
          }
      }
  if (least == G_MAXDOUBLE)
    return FALSE;
  for (int distance = FAR_STEP; distance <= FAR && least > 0; distance += FAR_STEP)
    for (int side = 0; side < 2; side++)
      {
        GpRect rect = place_off (self, line, distance, side, size);
        double cost = covered (self, &rect);

        if (cost < least)
          {
            least = cost;
            *out = rect;
          }
      }
  return TRUE;
}

void
gp_canvas_allocate_chips (GpCanvas *self)
{
  const GpSceneLine *line;
  GtkRequisition size;
  GpRect rect = { 0 };
  gboolean seen;

  if (!gtk_widget_get_visible (self->chips))
    return;
  line = selected_line (self);
  gtk_widget_get_preferred_size (self->chips, NULL, &size);
  seen = line != NULL && self->viewport.zoom >= LEAST_ZOOM && self->drag.mode == GP_DRAG_NONE
         && find_place (self, line, &size, &rect);
  gtk_widget_set_child_visible (self->chips, seen);
  if (seen)
    gtk_widget_size_allocate (self->chips,
                              &(GtkAllocation) { (int) rect.x, (int) rect.y, size.width,
                                                 size.height }, -1);
}

/* Right after it was drawn a relation that becomes many to many is one step with its drawing. */
static void
make_many (GpCanvas   *self,
           const GpId *relation)
{
  gboolean fresh = gp_id_equal (relation, &self->fresh_relation)
                   && gp_history_get_done (self->history) == self->fresh_step;
  const GpElement *element = gp_design_lookup (self->design, relation);
  GpKind kind = gp_element_get_kind (element);
  GpId from = *gp_element_get_parent (element);
  GpId to = *gp_element_get_ref (element, kind == GP_KIND_FIELD ? GP_FIELD_REFERENCE
                                                                : GP_FOREIGN_KEY_TARGET);
  GError *error = NULL;
  GpChangeSet *changes;
  GpPoint at;
  GpId view;
  GpId made;

  if (fresh)
    {
      if (gp_history_undo (self->history, NULL))
        gp_canvas_relate_many (self, &from, &to);
      return;
    }
  if (!gp_canvas_ensure_view (self, &view))
    return;
  at = gp_canvas_place_between (self, &from, &to);
  changes = gp_edit_make_many (self->design, relation, &view, &at, &made, &error);
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &made);
  gp_canvas_reveal (self, &made);
}

static void
cardinality_cb (GpCanvas *self,
                guint     cardinality)
{
  const GpSceneLine *line = selected_line (self);
  GError *error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (line == NULL || !gp_canvas_can_edit (self))
    return;
  id = line->id;
  if (cardinality == GP_RELATION_BAR_MANY_TO_MANY)
    {
      make_many (self, &id);
      return;
    }
  changes = gp_edit_set_cardinality (self->design, &id, cardinality, &error);
  gp_canvas_run (self, changes, error);
}

static void
on_delete_cb (GpCanvas   *self,
              const char *nick)
{
  const GpSceneLine *line = selected_line (self);
  const GpElement *element = line != NULL ? gp_design_lookup (self->design, &line->id) : NULL;
  GError *error = NULL;
  GpProperty property;
  GpChangeSet *changes;

  if (element == NULL || !gp_canvas_can_edit (self))
    return;
  property = gp_element_get_kind (element) == GP_KIND_FIELD ? GP_FIELD_ON_DELETE
                                                            : GP_FOREIGN_KEY_ON_DELETE;
  changes = gp_edit_set (self->design, &line->id, property, gp_value_text (nick), &error);
  gp_canvas_run (self, changes, error);
}

static void
renamed_cb (GpCanvas   *self,
            const char *typed)
{
  GpId id = *gp_relation_bar_get_relation (GP_RELATION_BAR (self->chips));
  const GpElement *element = gp_design_lookup (self->design, &id);
  g_autofree char *name = g_strstrip (g_strdup (typed));
  GError *error = NULL;
  GpChangeSet *changes = NULL;

  if (element != NULL && gp_canvas_can_edit (self)
      && !g_str_equal (gp_element_get_name (element), name))
    {
      if (gp_typed_name_check (self->design, gp_element_get_parent (element),
                               gp_element_get_kind (element), &id, name, &error))
        changes = gp_edit_rename (self->design, &id, name, &error);
      gp_canvas_run (self, changes, error);
    }
  gp_canvas_update_chips (self);
}

void
gp_canvas_edit_relation_name (GpCanvas *self)
{
  if (gtk_widget_get_visible (self->chips) && gp_canvas_can_edit (self))
    gp_relation_bar_edit_name (GP_RELATION_BAR (self->chips));
}

void
gp_canvas_init_chips (GpCanvas *self)
{
  self->chips = gp_relation_bar_new ();
  gtk_widget_add_css_class (self->chips, "canvas-bar");
  gtk_widget_add_css_class (self->chips, "canvas-chips");
  gtk_widget_set_visible (self->chips, FALSE);
  gtk_widget_set_parent (self->chips, GTK_WIDGET (self));
  g_signal_connect_object (self->chips, "cardinality", G_CALLBACK (cardinality_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "on-delete", G_CALLBACK (on_delete_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "renamed", G_CALLBACK (renamed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "left", G_CALLBACK (gtk_widget_grab_focus), self,
                           G_CONNECT_SWAPPED);
}
