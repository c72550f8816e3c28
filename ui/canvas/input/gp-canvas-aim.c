/* gp-canvas-aim.c — a relation drawn with keys alone
 * SPDX-License-Identifier: Apache-2.0
 *
 * The relation tool, taken while a card or a field is selected, begins there. Arrows and Tab choose
 * the card that it leads to, the card itself among them; Enter draws it, with Shift many to many,
 * and Escape leaves it. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"

#include "gp-metrics.h"

#include <glib/gi18n-lib.h>

static void
say_target (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *from = gp_scene_find (scene, &self->drag.hit.key);
  const GpSceneItem *to = gp_scene_find (scene, &self->drag.target.key);
  g_autofree char *text = NULL;

  if (from == NULL || to == NULL)
    return;
  text = g_strdup_printf (self->lens == GP_LENS_FLOWS
                            ? _("Line from %s to %s. Enter draws it, arrows choose another step, "
                                "Escape leaves it.")
                            : _("Relation from %s to %s. Enter draws it, arrows choose another "
                                "card, Escape leaves it."),
                          from->title, to->title);
  gp_canvas_say (self, text);
}

static void
aim_at (GpCanvas          *self,
        const GpSceneItem *item)
{
  GpId key = item->key;

  self->drag.target = (GpHit) { .part = GP_HIT_HEADER, .key = key, .row = -1 };
  gp_canvas_reveal (self, &key);
  say_target (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The nearest card in any direction; the card itself where it is alone. */
static const GpSceneItem *
nearest (GpCanvas          *self,
         const GpSceneItem *from)
{
  static const GtkDirectionType directions[] = { GTK_DIR_RIGHT, GTK_DIR_LEFT, GTK_DIR_DOWN,
                                                 GTK_DIR_UP };

  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      const GpSceneItem *item = gp_canvas_next_in_direction (self, from, directions[i], FALSE);

      if (item != NULL && gp_canvas_is_joint (self, item))
        return item;
    }
  return from;
}

gboolean
gp_canvas_aim_begin (GpCanvas *self)
{
  const GpId *last = gp_selection_get_last (self->selection);
  const GpSceneItem *from = gp_canvas_item_of (self, last);
  GpHit *hit = &self->drag.hit;

  if (from == NULL || !gp_canvas_is_joint (self, from)
      || !gp_canvas_can_edit (self) || gp_selection_get_size (self->selection) != 1
      || self->drag.mode != GP_DRAG_NONE)
    return FALSE;
  *hit = (GpHit) { .part = GP_HIT_HEADER, .key = from->key, .row = -1 };
  if (!gp_id_equal (last, &from->id) && from->type == GP_ITEM_CARD)
    {
      hit->field = *last;
      hit->row = gp_scene_item_find_row (from, last);
    }
  self->aiming = TRUE;
  aim_at (self, nearest (self, from));
  return TRUE;
}

gboolean
gp_canvas_aim (GpCanvas         *self,
               GtkDirectionType  direction)
{
  const GpSceneItem *now = gp_scene_find (gp_canvas_get_scene (self), &self->drag.target.key);
  const GpSceneItem *next = now;
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;

  if (!self->aiming)
    return FALSE;
  if (now == NULL)
    {
      gp_canvas_aim_end (self, FALSE, FALSE);
      return TRUE;
    }
  if (back || direction == GTK_DIR_TAB_FORWARD)
    do
      next = gp_canvas_next_in_order (self, next, back);
    while (next != NULL && !gp_canvas_is_joint (self, next));
  else
    next = gp_canvas_next_in_direction (self, now, direction, FALSE);
  if (next != NULL && gp_canvas_is_joint (self, next))
    aim_at (self, next);
  return TRUE;
}

gboolean
gp_canvas_aim_end (GpCanvas *self,
                   gboolean  take,
                   gboolean  many)
{
  GpHit from = self->drag.hit;
  GpHit to = self->drag.target;

  if (!self->aiming)
    return FALSE;
  self->aiming = FALSE;
  gp_canvas_set_tool (self, GP_TOOL_SELECT);
  if (take && gp_canvas_is_inside_flow (self))
    gp_canvas_join_steps (self, &from.key, &to.key, NULL);
  else if (take)
    gp_canvas_relate (self, &from, &to, many);
  else
    gp_canvas_say_selection (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}
