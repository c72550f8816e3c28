/* gp-canvas-lights.c — which steps some kind of backend does not run
 * SPDX-License-Identifier: Apache-2.0
 *
 * A diamond, as beside the rules of the matrix, stands at the lower right corner of a step, and of
 * a flow among others and of its trigger; under the pointer it says who does not run it, and
 * why. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LIGHT_SIZE 9.0      /* view pixels, along an edge */
#define EDGE       1.5
#define INSET      14.0     /* canvas units from the corner, on the border: no text stands there */
#define REACH      11.0     /* of the pointer */

void
gp_canvas_set_lights (GpCanvas     *self,
                      GpFlowLights *lights)
{
  g_return_if_fail (GP_IS_CANVAS (self));
  g_return_if_fail (lights != NULL);

  gp_flow_lights_ref (lights);
  g_clear_pointer (&self->lights, gp_flow_lights_unref);
  self->lights = lights;
  self->marks_serial++;
  gp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
has_lights (GpCanvas          *self,
            const GpSceneItem *item)
{
  return item != NULL && item->type == GP_ITEM_NODE
         && (item->kind == GP_KIND_STEP || item->kind == GP_KIND_FLOW)
         && gp_flow_lights_is_lit (self->lights, &item->id);
}

static gboolean
shows_lights (GpCanvas *self)
{
  return self->lights != NULL && !self->plain && self->lens == GP_LENS_FLOWS
         && gp_scene_get_lod (self->viewport.zoom) == GP_LOD_FULL;
}

char *
gp_canvas_say_lights (GpCanvas          *self,
                      const GpSceneItem *item)
{
  return self->lights != NULL && self->lens == GP_LENS_FLOWS && has_lights (self, item)
           ? gp_flow_lights_describe (self->lights, &item->id) : NULL;
}

static void
get_place (GpCanvas          *self,
           const GpSceneItem *item,
           double            *x,
           double            *y)
{
  gp_viewport_to_view (&self->viewport, item->rect.x + item->rect.width - INSET,
                       item->rect.y + item->rect.height, x, y);
}

static void
add_square (GtkSnapshot   *snapshot,
            double         size,
            const GdkRGBA *color)
{
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT ((float) (-size / 2), (float) (-size / 2),
                                                  (float) size, (float) size));
}

void
gp_canvas_snapshot_lights (GpCanvas    *self,
                           GtkSnapshot *snapshot)
{
  GpScene *scene = gp_canvas_get_scene (self);

  if (!shows_lights (self))
    return;
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      double x, y;

      if (!has_lights (self, item))
        continue;
      get_place (self, item, &x, &y);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
      gtk_snapshot_rotate (snapshot, 45);
      add_square (snapshot, LIGHT_SIZE + 2 * EDGE, &self->theme.colors[GP_COLOR_CARD]);
      add_square (snapshot, LIGHT_SIZE, &self->theme.colors[GP_COLOR_CARE]);
      gtk_snapshot_restore (snapshot);
    }
}

static gboolean
query_tooltip_cb (GpCanvas   *self,
                  int         view_x,
                  int         view_y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip)
{
  GpScene *scene;

  if (keyboard || !shows_lights (self))
    return FALSE;
  scene = gp_canvas_get_scene (self);
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      g_autofree char *words = NULL;
      double x, y;

      if (!has_lights (self, item))
        continue;
      get_place (self, item, &x, &y);
      if (hypot (view_x - x, view_y - y) > REACH)
        continue;
      words = gp_flow_lights_describe (self->lights, &item->id);
      gtk_tooltip_set_text (tooltip, words);
      return TRUE;
    }
  return FALSE;
}

void
gp_canvas_init_lights (GpCanvas *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
