/* gp-canvas-coming.c — a large drawing is made while the window goes on answering
 * SPDX-License-Identifier: Apache-2.0
 *
 * Another design, lens or view is made in parts, each of which is over before anybody notices. In
 * between nothing is drawn; whoever needs the scene nevertheless gets it whole, see
 * gp_scene_builder_get_scene(), and waits. Small drawings come at once. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#define ITEMS_AT_ONCE 1000

/* After frames, before what else the window does when it has the time. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 30)

static void
arrive (GpCanvas *self)
{
  gp_canvas_scene_changed (self);
  gp_canvas_place_unplaced (self);
  if (!self->view_touched)
    gp_canvas_open (self);
}

static gboolean
go_on_cb (gpointer user_data)
{
  GpCanvas *self = user_data;

  if (gp_scene_builder_go_on (self->builder, ITEMS_AT_ONCE))
    return G_SOURCE_CONTINUE;

  self->coming = 0;
  arrive (self);
  return G_SOURCE_REMOVE;
}

void
gp_canvas_stop_coming (GpCanvas *self)
{
  g_clear_handle_id (&self->coming, g_source_remove);
}

gboolean
gp_canvas_is_coming (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  return self->coming != 0;
}

void
gp_canvas_come (GpCanvas *self)
{
  gp_canvas_stop_coming (self);
  gp_canvas_prepare (self);
  gp_scene_builder_begin (self->builder);
  if (gp_design_count (self->design, GP_KIND_ENTITY) > ITEMS_AT_ONCE)
    {
      self->coming = g_idle_add_full (PRIORITY, go_on_cb, self, NULL);
      return;
    }
  gp_scene_builder_get_scene (self->builder);
  arrive (self);
}
