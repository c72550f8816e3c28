/* gp-canvas-edit.c — what is drawn becomes change sets
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-arrange.h"
#include "gp-edit-copy.h"
#include "gp-edit-flow.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-metrics.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The domain whose area @x, @y is in. */
static const GpSceneItem *
domain_at (GpCanvas *self,
           double    x,
           double    y)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  const GpRect point = { x, y, 0, 0 };

  gp_scene_query_items (scene, &point, slots);
  for (guint i = slots->len; i > 0; i--)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i - 1));

      if (item->type == GP_ITEM_AREA && item->kind == GP_KIND_DOMAIN)
        return item;
    }
  return NULL;
}

/* The added element of @changes, as a copy that later changes of the set can be made against. */
static const GpElement *
find_added (GpChangeSet *changes,
            const GpId  *id)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD && gp_id_equal (&change->id, id))
        return change->element;
    }
  return NULL;
}

static void
join_domain (GpChangeSet *changes,
             const GpId  *id,
             GpProperty   property,
             const GpId  *domain)
{
  const GpElement *element = find_added (changes, id);

  if (element != NULL)
    gp_change_set_set (changes, element, property, gp_value_id (domain));
}

/* The cards inside the frame of a new domain become its members. */
static void
enclose (GpCanvas     *self,
         GpChangeSet  *changes,
         const GpId   *domain,
         const GpRect *frame)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));

  gp_scene_query_items (scene, frame, slots);
  for (guint i = 0; i < slots->len; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));
      const GpElement *entity = gp_design_lookup_kind (self->design, &item->id, GP_KIND_ENTITY);

      if (entity != NULL &&
          gp_rect_contains (frame, gp_rect_center_x (&item->rect), gp_rect_center_y (&item->rect)))
        gp_change_set_set (changes, entity, GP_ENTITY_DOMAIN, gp_value_id (domain));
    }
}

static void
finish_new (GpCanvas     *self,
            GpChangeSet  *changes,
            const GpId   *id,
            GpKind        kind,
            double        x,
            double        y,
            const GpRect *frame)
{
  const GpSceneItem *area = domain_at (self, x, y);
  const GpId *domain = gp_canvas_is_inside_domain (self) ? &self->subject
                       : area != NULL ? &area->id : NULL;

  if (kind == GP_KIND_ENTITY && domain != NULL)
    join_domain (changes, id, GP_ENTITY_DOMAIN, domain);
  else if (kind == GP_KIND_BUCKET && domain != NULL)
    join_domain (changes, id, GP_BUCKET_DOMAIN, domain);
  else if (kind == GP_KIND_DOMAIN && frame != NULL)
    enclose (self, changes, id, frame);
}

static GpPoint
corner_for (GpKind kind,
            double x,
            double y)
{
  switch (kind)
    {
    case GP_KIND_ENTITY:
      return (GpPoint) { gp_canvas_on_grid (x - GP_CARD_MIN_WIDTH / 2),
                         gp_canvas_on_grid (y - GP_CARD_HEADER / 2) };
    case GP_KIND_DOMAIN:
      return (GpPoint) { gp_canvas_on_grid (x), gp_canvas_on_grid (y) };
    default:
      return (GpPoint) { gp_canvas_on_grid (x - GP_NODE_WIDTH / 2),
                         gp_canvas_on_grid (y - GP_NODE_HEIGHT / 2) };
    }
}

/* What people see while they draw stays where they see it: places that were only proposed so far
 * become part of the edit. */
static void
keep_places (GpCanvas    *self,
             GpChangeSet *changes,
             const GpId  *view)
{
  g_autoptr(GArray) places = gp_arrange_list_places (self->builder);
  g_autoptr(GpChangeSet) kept = NULL;

  if (places->len == 0)
    return;
  kept = gp_edit_place (self->design, view, (const GpEditPlace *) (gconstpointer) places->data,
                        places->len, NULL);
  if (kept != NULL)
    gp_change_set_append_all (changes, kept);
}

void
gp_canvas_settle_new (GpCanvas    *self,
                      GpChangeSet *changes,
                      const GpId  *entity,
                      const GpId  *view,
                      double       x,
                      double       y)
{
  finish_new (self, changes, entity, GP_KIND_ENTITY, x, y, NULL);
  keep_places (self, changes, view);
}

void
gp_canvas_create (GpCanvas     *self,
                  GpKind        kind,
                  double        x,
                  double        y,
                  const GpRect *frame)
{
  GpPoint at = corner_for (kind, x, y);
  GpChangeSet *changes;
  GpId view;
  GpId id;

  gp_canvas_set_tool (self, GP_TOOL_SELECT);
  if (kind == GP_KIND_FLOW && gp_canvas_is_inside_flow (self))
    gp_canvas_leave (self);      /* a flow is drawn among the others */
  if (!gp_canvas_can_edit (self) || !gp_canvas_ensure_view (self, &view))
    return;
  changes = gp_edit_add (self->design, kind, gp_design_get_root_id (self->design), NULL, &view, &at,
                         &id);
  if (changes != NULL)
    {
      finish_new (self, changes, &id, kind, x, y, frame);
      keep_places (self, changes, &view);
    }
  if (!gp_canvas_run (self, changes, NULL))
    return;
  gp_selection_set (self->selection, &id);
  gp_canvas_edit_name (self, &id, TRUE);
}

void
gp_canvas_add_field (GpCanvas   *self,
                     const GpId *entity,
                     const GpId *after)
{
  GError *error = NULL;
  GpId id;
  GpChangeSet *changes;

  if (!gp_canvas_can_edit (self))
    return;
  changes = gp_edit_add_field (self->design, entity, NULL, after, &id, &error);
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set (self->selection, &id);
  gp_canvas_edit_name (self, &id, TRUE);
}

void
gp_canvas_delete (GpCanvas *self)
{
  GError *error = NULL;
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);
  GpChangeSet *changes;

  if (n == 0 || !gp_canvas_can_edit (self))
    return;
  changes = gp_canvas_is_inside_flow (self)
              ? gp_edit_remove_steps (self->design, ids, n, &error)
              : gp_edit_remove (self->design, ids, n, &error);
  gp_canvas_run (self, changes, error);
}

void
gp_canvas_duplicate (GpCanvas *self)
{
  GError *error = NULL;
  g_autoptr(GArray) made = NULL;
  g_autoptr(GArray) all = NULL;
  GpId view = gp_canvas_find_view (self);
  GpChangeSet *changes;
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  if (n == 0 || !gp_canvas_can_edit (self))
    return;
  all = gp_edit_list_whole (self->design, ids, n);
  if (all->len == 0)
    return;
  changes = gp_edit_duplicate (self->design, (const GpId *) (gpointer) all->data, all->len,
                               3 * GP_CANVAS_GRID, 3 * GP_CANVAS_GRID, &made, &error);
  if (changes != NULL)
    gp_edit_join_view (self->design, changes, &view);
  if (gp_canvas_run (self, changes, error) && made != NULL)
    gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) made->data, made->len);
}

void
gp_canvas_drop_field (GpCanvas          *self,
                      const GpId        *field,
                      const GpSceneItem *card,
                      int                row)
{
  GError *error = NULL;
  int now = gp_scene_item_find_row (card, field);
  GpId parent = card->id;
  GpId after = gp_id_nil;
  GpChangeSet *changes;

  if (now < 0 || row == now || row == now + 1)
    return;
  if (row > 0)
    after = card->row_ids[row - 1];
  if (row > 0 && gp_id_is_nil (&after))    /* below the row that tells of hidden fields */
    return;
  changes = gp_edit_reorder (self->design, field, &parent, row > 0 ? &after : NULL, &error);
  gp_canvas_run (self, changes, error);
}
