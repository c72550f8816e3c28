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

/* The line that is selected alone, or NULL. */
static const GpSceneLine *
selected_line (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneLine *line;

  if (scene == NULL || self->lens != GP_LENS_DATA || self->base != NULL
      || gp_selection_get_size (self->selection) != 1)
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

/* The middle of the longest piece of the line that is in view. FALSE where none is. */
static gboolean
find_place (GpCanvas          *self,
            const GpSceneLine *line,
            double            *x,
            double            *y,
            gboolean          *upright)
{
  double most = -1;

  for (guint i = 1; i < line->n_points; i++)
    {
      double x1, y1, x2, y2, length;

      gp_viewport_to_view (&self->viewport, line->points[i - 1].x, line->points[i - 1].y, &x1, &y1);
      gp_viewport_to_view (&self->viewport, line->points[i].x, line->points[i].y, &x2, &y2);
      if (MAX (x1, x2) < 0 || MIN (x1, x2) > self->viewport.width || MAX (y1, y2) < 0
          || MIN (y1, y2) > self->viewport.height)
        continue;
      x1 = CLAMP (x1, 0, self->viewport.width);
      x2 = CLAMP (x2, 0, self->viewport.width);
      y1 = CLAMP (y1, 0, self->viewport.height);
      y2 = CLAMP (y2, 0, self->viewport.height);
      length = hypot (x2 - x1, y2 - y1);
      if (length <= most)
        continue;
      most = length;
      *x = (x1 + x2) / 2;
      *y = (y1 + y2) / 2;
      *upright = fabs (x2 - x1) < fabs (y2 - y1);
    }
  return most >= 0;
}

void
gp_canvas_allocate_chips (GpCanvas *self,
                          int       width,
                          int       height)
{
  const GpSceneLine *line = selected_line (self);
  GtkRequisition size;
  gboolean upright = FALSE;
  gboolean seen;
  double x = 0;
  double y = 0;

  if (!gtk_widget_get_visible (self->chips))
    return;
  seen = line != NULL && self->viewport.zoom >= LEAST_ZOOM && self->drag.mode == GP_DRAG_NONE
         && find_place (self, line, &x, &y, &upright);
  gtk_widget_set_child_visible (self->chips, seen);
  if (!seen)
    return;
  gtk_widget_get_preferred_size (self->chips, NULL, &size);
  x += upright ? GAP : -size.width / 2.0;
  y -= upright ? size.height / 2.0 : size.height + GAP;
  x = CLAMP (x, MARGIN, MAX (MARGIN, width - size.width - MARGIN));
  y = CLAMP (y, MARGIN, MAX (MARGIN, height - size.height - MARGIN));
  gtk_widget_size_allocate (self->chips,
                            &(GtkAllocation) { (int) x, (int) y, size.width, size.height }, -1);
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
  if (gp_canvas_run (self, changes, error))
    gp_selection_set (self->selection, &made);
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
  const GpSceneLine *line = selected_line (self);
  const GpElement *element = line != NULL ? gp_design_lookup (self->design, &line->id) : NULL;
  g_autofree char *name = g_strstrip (g_strdup (typed));
  GError *error = NULL;
  GpChangeSet *changes = NULL;

  if (element != NULL && gp_canvas_can_edit (self)
      && !g_str_equal (gp_element_get_name (element), name))
    {
      if (gp_typed_name_check (self->design, gp_element_get_parent (element),
                               gp_element_get_kind (element), &line->id, name, &error))
        changes = gp_edit_rename (self->design, &line->id, name, &error);
      gp_canvas_run (self, changes, error);
    }
  gp_canvas_update_chips (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
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
}
