/* gp-canvas-relate.c — drawing relations, to what is there and to what is yet to come
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is dropped on nothing asks what it leads to; until that is said nothing is changed, and
 * whatever is said is one step. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-canvas-overlay.h"
#include "gp-edit-relate.h"
#include "gp-edit-view.h"
#include "gp-metrics.h"
#include "gp-relation-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_FREE  24.0     /* canvas units around a new card */
#define MOST_TRIES  60

static gboolean
is_free (GpCanvas     *self,
         const GpRect *rect)
{
  GpScene *scene = gp_canvas_get_scene (self);
  GpRect around = gp_rect_grown (rect, LEAST_FREE);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));

  gp_scene_query_items (scene, &around, slots);
  for (guint i = 0; i < slots->len; i++)
    if (gp_scene_get_item (scene, g_array_index (slots, guint, i))->type != GP_ITEM_AREA)
      return FALSE;
  return TRUE;
}

/* The corner for a card between two others: half-way, or the nearest free place above or below. */
GpPoint
gp_canvas_place_between (GpCanvas   *self,
                         const GpId *from,
                         const GpId *to)
{
  const GpSceneItem *a = gp_canvas_item_of (self, from);
  const GpSceneItem *b = gp_canvas_item_of (self, to);
  const double height = GP_CARD_HEADER + 2 * GP_CARD_ROW + GP_CARD_PADDING;
  GpRect rect = { 0, 0, GP_CARD_MIN_WIDTH, height };

  if (a == NULL || b == NULL)
    {
      GpRect seen = gp_viewport_get_area (&self->viewport);

      return (GpPoint) { gp_canvas_on_grid (gp_rect_center_x (&seen)),
                         gp_canvas_on_grid (gp_rect_center_y (&seen)) };
    }
  rect.x = gp_canvas_on_grid ((gp_rect_center_x (&a->rect) + gp_rect_center_x (&b->rect)
                               - GP_CARD_MIN_WIDTH) / 2);
  rect.y = gp_canvas_on_grid ((gp_rect_center_y (&a->rect) + gp_rect_center_y (&b->rect)
                               - height) / 2);
  for (int i = 0; i < MOST_TRIES; i++)
    {
      GpRect tried = rect;

      tried.y += (i % 2 ? 1 : -1) * ((i + 1) / 2) * 4 * GP_CANVAS_GRID;
      if (is_free (self, &tried))
        return (GpPoint) { tried.x, tried.y };
    }
  return (GpPoint) { rect.x, rect.y };
}

void
gp_canvas_relate_many (GpCanvas   *self,
                       const GpId *from,
                       const GpId *to)
{
  GError *error = NULL;
  GpChangeSet *changes;
  GpPoint at;
  GpId view;
  GpId made;

  if (!gp_canvas_ensure_view (self, &view))
    return;
  at = gp_canvas_place_between (self, from, to);
  changes = gp_edit_relate_many (self->design, from, to, &view, &at, &made, &error);
  if (changes != NULL)
    gp_edit_join_view (self->design, changes, &view);
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &made);
  gp_canvas_reveal (self, &made);
}

void
gp_canvas_relate (GpCanvas    *self,
                  const GpHit *from,
                  const GpHit *to,
                  gboolean     many)
{
  GpEditRelation relation = { from->key, from->field, to->key, to->field };
  GError *error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (gp_design_lookup_kind (self->design, &from->key, GP_KIND_ENTITY) == NULL
      || gp_design_lookup_kind (self->design, &to->key, GP_KIND_ENTITY) == NULL)
    {
      gp_canvas_report (self, _("Relations lead from one entity to another."));
      return;
    }
  if (many)
    {
      gp_canvas_relate_many (self, &relation.from, &relation.to);
      return;
    }
  changes = gp_edit_relate (self->design, &relation, &id, &error);
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &id);
  self->fresh_relation = id;
  self->fresh_step = gp_history_get_done (self->history);
}

static void
create_cb (GpCanvas   *self,
           const char *name,
           gboolean    many)
{
  const GpHit *from = &self->drag.hit;
  GpEditRelation relation = { .from = from->key, .from_field = from->field };
  GpPoint at = { gp_canvas_on_grid (self->drag.x - GP_CARD_MIN_WIDTH / 2),
                 gp_canvas_on_grid (self->drag.y - GP_CARD_HEADER / 2) };
  GError *error = NULL;
  GpChangeSet *changes;
  GpId view;
  GpId made;

  if (!gp_canvas_ensure_view (self, &view))
    return;
  if (many)
    {
      const GpSceneItem *source = gp_scene_find (gp_canvas_get_scene (self), &from->key);
      GpPoint between = at;

      if (source != NULL)
        between = (GpPoint) { gp_canvas_on_grid ((source->rect.x + at.x) / 2),
                              gp_canvas_on_grid ((source->rect.y + at.y) / 2) };
      changes = gp_edit_relate_many_new (self->design, &relation.from, name, &view, &between, &at,
                                         &made, &error);
    }
  else
    changes = gp_edit_relate_new (self->design, &relation, name, &view, &at, &made, &error);
  if (changes != NULL)
    {
      gp_edit_join_view (self->design, changes, &view);
      gp_canvas_settle_new (self, changes, &made, &view, self->drag.x, self->drag.y);
    }
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &made);
  gp_canvas_reveal (self, &made);
}

static void
connect_cb (GpCanvas   *self,
            const GpId *entity,
            gboolean    many)
{
  GpHit from = self->drag.hit;
  GpHit to = { .part = GP_HIT_HEADER, .key = *entity, .row = -1 };

  gp_canvas_relate (self, &from, &to, many);
}

void
gp_canvas_ask_relation (GpCanvas *self,
                        gboolean  many)
{
  GtkWidget *popover;
  double x;
  double y;

  if (gp_design_lookup_kind (self->design, &self->drag.hit.key, GP_KIND_ENTITY) == NULL
      || gp_canvas_card_at (self, self->drag.x, self->drag.y) != NULL)
    return;
  gp_viewport_to_view (&self->viewport, self->drag.x, self->drag.y, &x, &y);
  popover = gp_relation_popover_new (self->design, many);
  g_signal_connect_object (popover, "create", G_CALLBACK (create_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "connect", G_CALLBACK (connect_cb), self, G_CONNECT_SWAPPED);
  gp_canvas_ask (self, popover, x, y);
}
