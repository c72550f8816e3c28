/* gp-canvas-step-palette.c — the palette of steps at the left of a flow
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-step-palette.h"
#include "gp-text-scale.h"

#define MARGIN       14
#define GAP           8
#define WIDTH        250
#define LEAST_WIDTH  540    /* of a canvas beside which there is room */
#define LEAST_HEIGHT 300

static void
chosen_cb (GpCanvas   *self,
           const char *type)
{
  GpEditStep step = gp_canvas_find_step_stand (self);

  step.type = type;
  gp_canvas_add_step (self, &step);
}

void
gp_canvas_init_step_palette (GpCanvas *self)
{
  self->step_palette = gp_step_palette_new ();
  gtk_widget_set_visible (self->step_palette, FALSE);
  gtk_widget_set_parent (self->step_palette, GTK_WIDGET (self));
  g_signal_connect_object (self->step_palette, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

void
gp_canvas_update_step_palette (GpCanvas *self)
{
  gtk_widget_set_visible (self->step_palette, gp_canvas_is_inside_flow (self)
                                                && gp_canvas_can_edit (self));
}

static int
find_width (GpCanvas *self)
{
  return (int) (WIDTH * gp_text_scale_get (GTK_WIDGET (self)));
}

/* What a run did is looked at as a whole: nothing lies over it. */
static gboolean
is_shown (GpCanvas *self)
{
  double scale = gp_text_scale_get (GTK_WIDGET (self));

  return gtk_widget_get_visible (self->step_palette) && !self->plain && self->run == NULL
         && self->viewport.width >= LEAST_WIDTH * scale
         && self->viewport.height >= LEAST_HEIGHT * scale;
}

double
gp_canvas_get_step_palette_width (GpCanvas *self)
{
  return is_shown (self) && gp_step_palette_get_open (GP_STEP_PALETTE (self->step_palette))
           ? MARGIN + find_width (self) : 0;
}

/* Above the zoom control. */
void
gp_canvas_allocate_step_palette (GpCanvas *self,
                                 int       height)
{
  GtkRequisition zoom;
  int natural;
  int least;

  gtk_widget_set_child_visible (self->step_palette, is_shown (self));
  if (!is_shown (self))
    return;
  gtk_widget_get_preferred_size (self->zoom_box, &zoom, NULL);
  gtk_widget_measure (self->step_palette, GTK_ORIENTATION_VERTICAL, find_width (self), &least,
                      &natural, NULL, NULL);
  gp_canvas_place (self, self->step_palette,
                   &(GtkAllocation) {
                     MARGIN, MARGIN, find_width (self),
                     CLAMP (height - 2 * MARGIN - GAP - zoom.height, least, natural) });
}

void
gp_canvas_set_step_palette (GpCanvas *self,
                            gboolean  open)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (gp_step_palette_get_open (GP_STEP_PALETTE (self->step_palette)) == open)
    return;
  gp_step_palette_set_open (GP_STEP_PALETTE (self->step_palette), open);
  if (!self->view_touched && is_shown (self))
    gp_canvas_open (self);
}

gboolean
gp_canvas_find_step (GpCanvas *self)
{
  return is_shown (self) && gp_step_palette_get_open (GP_STEP_PALETTE (self->step_palette))
         && gtk_widget_grab_focus (self->step_palette);
}

gboolean
gp_canvas_has_folded_steps (GpCanvas *self)
{
  return is_shown (self) && !gp_step_palette_get_open (GP_STEP_PALETTE (self->step_palette));
}
