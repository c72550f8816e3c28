/* gp-canvas-steps.c — drawing the steps of a flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * A new step parts the line that is selected, follows the step that is, or is the first one. What
 * is dragged from a step onto another joins the two; dropped on nothing it asks what the new step
 * does. Until that is said nothing is changed, and whatever is said is one step of the history. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-canvas-overlay.h"
#include "gp-step-popover.h"

#include <glib/gi18n-lib.h>

gboolean
gp_canvas_is_joint (GpCanvas          *self,
                    const GpSceneItem *item)
{
  if (self->lens == GP_LENS_DATA)
    return item->type == GP_ITEM_CARD;
  return gp_canvas_is_inside_flow (self)
         && (item->kind == GP_KIND_STEP || item->kind == GP_KIND_FLOW);
}

void
gp_canvas_join_steps (GpCanvas   *self,
                      const GpId *from,
                      const GpId *to,
                      const char *way)
{
  GError *error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (!gp_canvas_can_edit (self) || gp_id_equal (from, to))
    return;
  changes = gp_edit_connect (self->design, from, to, way, &id, &error);
  if (gp_canvas_run (self, changes, error))
    gp_selection_set (self->selection, &id);
}

void
gp_canvas_lead_elsewhere (GpCanvas    *self,
                          const GpHit *end,
                          const GpId  *step)
{
  GError *error = NULL;

  if (gp_canvas_can_edit (self))
    gp_canvas_run (self,
                   gp_edit_reconnect (self->design, &end->key, end->right ? NULL : step,
                                      end->right ? step : NULL, &error),
                   error);
}

GpPoint
gp_canvas_error_handle (const GpSceneItem *item)
{
  return (GpPoint) { gp_rect_center_x (&item->rect), item->rect.y + item->rect.height };
}

/* The step that is selected alone. */
static const GpElement *
find_step (GpCanvas *self)
{
  return gp_selection_get_size (self->selection) == 1
           ? gp_design_lookup_kind (self->design, gp_selection_get_last (self->selection),
                                    GP_KIND_STEP)
           : NULL;
}

/* The same, where it may hold others. */
static const GpElement *
find_frame (GpCanvas *self)
{
  const GpElement *step = find_step (self);

  return step != NULL && gp_edit_holds_steps (gp_element_get_text (step, GP_STEP_TYPE)) ? step
                                                                                       : NULL;
}

gboolean
gp_canvas_can_add_inside (GpCanvas *self)
{
  return gp_canvas_is_inside_flow (self) && gp_canvas_can_edit (self) && find_frame (self) != NULL;
}

gboolean
gp_canvas_can_add_on_error (GpCanvas *self)
{
  return gp_canvas_is_inside_flow (self) && gp_canvas_can_edit (self) && find_step (self) != NULL;
}

GpEditStep
gp_canvas_find_step_stand (GpCanvas *self)
{
  const GpId *last = gp_selection_get_last (self->selection);
  const GpElement *element = last != NULL ? gp_design_lookup (self->design, last) : NULL;
  GpEditStep step = { .after = self->subject };

  if (element != NULL && gp_element_get_kind (element) == GP_KIND_TRANSITION)
    step.on = *last;
  else if (element != NULL && gp_element_get_kind (element) == GP_KIND_STEP)
    step.after = *last;
  return step;
}

void
gp_canvas_add_step (GpCanvas         *self,
                    const GpEditStep *step)
{
  GError *error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (!gp_canvas_can_edit (self) || !gp_canvas_is_inside_flow (self))
    return;
  changes = gp_edit_add_step (self->design, step, &id, &error);
  /* Who saw all of the flow goes on seeing it. */
  if (gp_canvas_sees_all (self))
    self->view_touched = FALSE;
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &id);
  gp_canvas_reveal_settled (self, &id);
}

/* The step that is asked about, kept with the popover. */
static void
chosen_cb (GpCanvas   *self,
           const char *type,
           GtkWidget  *popover)
{
  const GpEditStep *asked = g_object_get_data (G_OBJECT (popover), "step");
  GpEditStep step = *asked;

  step.type = type;
  gp_canvas_add_step (self, &step);
}

/* @at: canvas units; where the drawing is not seen, at its edge. */
static void
ask (GpCanvas         *self,
     const GpEditStep *step,
     GpPoint           at)
{
  GtkWidget *popover;
  double x;
  double y;

  if (self->question != NULL)
    return;
  gp_viewport_to_view (&self->viewport, at.x, at.y, &x, &y);
  popover = gp_step_popover_new ();
  g_object_set_data_full (G_OBJECT (popover), "step", g_memdup2 (step, sizeof *step), g_free);
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gp_canvas_ask (self, popover, CLAMP (x, 0, self->viewport.width - 1),
                 CLAMP (y, 0, self->viewport.height - 1));
}

void
gp_canvas_ask_step (GpCanvas *self,
                    gboolean  inside)
{
  GpEditStep step;
  const GpSceneItem *item;
  const GpSceneLine *line;
  GpPoint at;

  if (!gp_canvas_can_edit (self) || !gp_canvas_is_inside_flow (self))
    return;
  step = gp_canvas_find_step_stand (self);
  step.inside = inside && find_frame (self) != NULL;
  line = gp_scene_find_line (gp_canvas_get_scene (self), &step.on);
  item = gp_canvas_item_of (self, &step.after);
  if (line != NULL)
    at = gp_scene_line_get_label_point (line);
  else if (item != NULL)
    at = (GpPoint) { item->rect.x + item->rect.width, gp_rect_center_y (&item->rect) };
  else
    gp_viewport_to_canvas (&self->viewport, self->viewport.width / 2, self->viewport.height / 2,
                           &at.x, &at.y);
  ask (self, &step, at);
}

void
gp_canvas_ask_error_step (GpCanvas *self)
{
  GpEditStep step = { .branch = TRUE, .way = "error" };
  const GpSceneItem *item;

  if (!gp_canvas_can_add_on_error (self))
    return;
  step.after = *gp_selection_get_last (self->selection);
  item = gp_canvas_item_of (self, &step.after);
  if (item != NULL)
    ask (self, &step, gp_canvas_error_handle (item));
}

void
gp_canvas_ask_branch (GpCanvas *self)
{
  GpEditStep step = { .after = self->drag.hit.key, .branch = TRUE };

  step.way = self->drag.hit.below ? "error" : NULL;
  if (gp_canvas_card_at (self, self->drag.x, self->drag.y) != NULL)
    return;
  ask (self, &step, (GpPoint) { self->drag.x, self->drag.y });
}
