/* gp-canvas-routes.c — the ways of very many relations are found in the background
 * SPDX-License-Identifier: Apache-2.0
 *
 * The builder asks when a drawing is opened, laid out or made anew; until the ways are there it
 * draws the relations by simple ones. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

static gpointer
ask (gpointer owner)
{
  GpCanvas *self = owner;

  return gp_route_job_ref (gp_scene_builder_get_routes (self->builder));
}

/* Worker thread. Where it is cancelled the job is dropped, finished or not. */
static gpointer
answer (gpointer      question,
        GCancellable *cancellable)
{
  gp_route_job_run (question, cancellable);
  return gp_route_job_ref (question);
}

static void
take (gpointer owner,
      gpointer question,
      gpointer found)
{
  GpCanvas *self = owner;
  g_autoptr(GpRouteJob) job = found;

  gp_scene_builder_take_routes (self->builder, job);
  gp_canvas_update_chips (self);
  gp_canvas_view_changed (self);
  if (self->view_touched)
    return;
  if (self->view_whole)         /* relations may reach farther than their cards */
    gp_canvas_fit (self);
  else
    gp_canvas_open (self);
}

static const GpBackgroundWork routing = {
  .ask = ask,
  .answer = answer,
  .take = take,
  .question_free = (GDestroyNotify) gp_route_job_unref,
  .answer_free = (GDestroyNotify) gp_route_job_unref,
};

static void
routes_wanted_cb (gpointer user_data)
{
  GpCanvas *self = user_data;

  gp_background_ask (self->routing);
}

void
gp_canvas_begin_routing (GpCanvas *self)
{
  if (self->routing == NULL)
    self->routing = gp_background_new (self, &routing);
  gp_scene_builder_set_route_func (self->builder, routes_wanted_cb, self);
}

void
gp_canvas_stop_routing (GpCanvas *self)
{
  g_clear_pointer (&self->routing, gp_background_free);
}

gboolean
gp_canvas_is_routing (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  return self->routing != NULL && gp_background_is_busy (self->routing);
}
