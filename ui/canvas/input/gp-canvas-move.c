/* gp-canvas-move.c — moving cards, with guides where they come to stand in line
 * SPDX-License-Identifier: Apache-2.0
 *
 * While it lasts only the scene moves; at the end one change set writes the new places of
 * everything that moved. A domain carries its members. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"

#include "gp-arrange.h"
#include "gp-edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SNAP_REACH   6.0       /* pixels */
#define NEAR_AROUND  900.0     /* canvas units around the moved cards that guides come from */
#define NEAR_MOST    200

static gboolean
is_carried (GpCanvas    *self,
            const GpId  *key)
{
  for (guint i = 0; i < self->drag.items->len; i++)
    if (gp_id_equal (&g_array_index (self->drag.items, GpDragItem, i).key, key))
      return TRUE;
  return FALSE;
}

static void
carry (GpCanvas          *self,
       const GpSceneItem *item)
{
  GpDragItem moved = { item->key, item->rect, item->area };

  if (item->ghost || is_carried (self, &item->key))
    return;
  if (item->type == GP_ITEM_AREA)
    {
      GpScene *scene = gp_canvas_get_scene (self);
      g_autoptr(GArray) members = gp_scene_list_members (scene, &item->key);

      for (guint i = 0; i < members->len; i++)
        carry (self, gp_scene_get_item (scene, g_array_index (members, guint, i)));
      if (members->len > 0)
        return;      /* its place is that of its members */
    }
  g_array_append_val (self->drag.items, moved);
}

static GpRect
carried_bounds (GpCanvas *self)
{
  GpRect bounds = { 0 };

  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpRect *rect = &g_array_index (self->drag.items, GpDragItem, i).rect;

      bounds = i == 0 ? *rect : gp_rect_union (&bounds, rect);
    }
  return bounds;
}

static void
collect_near (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  GpRect bounds = carried_bounds (self);
  GpRect area = gp_rect_grown (&bounds, NEAR_AROUND);
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_set_size (self->drag.near, 0);
  gp_scene_query_items (scene, &area, slots);
  for (guint i = 0; i < slots->len && self->drag.near->len < NEAR_MOST; i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, g_array_index (slots, guint, i));

      if (item->type != GP_ITEM_AREA && !is_carried (self, &item->key))
        g_array_append_val (self->drag.near, item->rect);
    }
}

void
gp_canvas_move_begin (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *grabbed = gp_scene_find (scene, &self->drag.hit.key);
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  g_array_set_size (self->drag.items, 0);
  if (grabbed != NULL)
    carry (self, grabbed);
  for (gsize i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_scene_find (scene, &ids[i]);

      if (item != NULL && grabbed != NULL && gp_selection_contains (self->selection, &grabbed->id))
        carry (self, item);
    }
  collect_near (self);
  gp_canvas_domains_begin (self);
}

/* The smallest shift that puts one of three lines of the moved box on one of three of another. */
static double
snap_axis (const GpCanvas *self,
           double          start,
           double          length,
           gboolean        vertical,
           double         *guide)
{
  double best = SNAP_REACH / self->viewport.zoom;
  double shift = NAN;

  *guide = NAN;
  for (guint i = 0; i < self->drag.near->len; i++)
    {
      const GpRect *rect = &g_array_index (self->drag.near, GpRect, i);
      double other = vertical ? rect->y : rect->x;
      double other_length = vertical ? rect->height : rect->width;

      for (int line = 0; line < 3; line++)
        {
          double target = other + other_length * line / 2;
          double own = start + length * line / 2;

          if (fabs (target - own) < best)
            {
              best = fabs (target - own);
              shift = target - own;
              *guide = target;
            }
        }
    }
  return shift;
}

static double
snap (GpCanvas *self,
      double    start,
      double    length,
      gboolean  vertical,
      double   *guide)
{
  double shift = snap_axis (self, start, length, vertical, guide);

  if (!isnan (shift))
    return shift;
  return round (start / GP_CANVAS_GRID) * GP_CANVAS_GRID - start;
}

void
gp_canvas_move_update (GpCanvas *self,
                       gboolean  free_hand)
{
  GpDrag *drag = &self->drag;
  GpRect bounds = carried_bounds (self);
  double dx = drag->x - drag->start_x;
  double dy = drag->y - drag->start_y;

  drag->guide_x = NAN;
  drag->guide_y = NAN;
  if (self->snapping != free_hand)
    {
      dx += snap (self, bounds.x + dx, bounds.width, FALSE, &drag->guide_x);
      dy += snap (self, bounds.y + dy, bounds.height, TRUE, &drag->guide_y);
    }
  for (guint i = 0; i < drag->items->len; i++)
    {
      const GpDragItem *item = &g_array_index (drag->items, GpDragItem, i);

      gp_scene_builder_move (self->builder, &item->key, item->rect.x + dx, item->rect.y + dy);
    }
  gp_canvas_domains_update (self);
  gp_scene_builder_settle (self->builder);
  gtk_widget_queue_draw (self->minimap);
}

void
gp_canvas_move_cancel (GpCanvas *self)
{
  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpDragItem *item = &g_array_index (self->drag.items, GpDragItem, i);

      gp_scene_builder_move (self->builder, &item->key, item->rect.x, item->rect.y);
    }
  gp_canvas_domains_cancel (self);
  gp_scene_builder_settle (self->builder);
  self->drag.guide_x = NAN;
  self->drag.guide_y = NAN;
}

/* A folded domain takes along what is in it. */
static void
append_carried (GpCanvas          *self,
                const GpSceneItem *item,
                const GpRect      *from,
                GArray            *places)
{
  g_autoptr(GArray) carried = gp_scene_builder_list_carried (self->builder, &item->id,
                                                             item->rect.x - from->x,
                                                             item->rect.y - from->y);

  g_array_append_vals (places, carried->data, carried->len);
}

/* The places of what moved, and of all that a layout has only proposed so far: what people have
 * seen while they moved something stays where it was seen. */
static void
collect_places (GpCanvas *self,
                GArray   *places)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) rest = NULL;

  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpSceneItem *item =
        gp_scene_find (scene, &g_array_index (self->drag.items, GpDragItem, i).key);
      GpEditPlace place;

      if (item == NULL)
        continue;
      place = (GpEditPlace) { item->id, { item->rect.x, item->rect.y }, item->pinned };
      g_array_append_val (places, place);
      if (item->folded)
        append_carried (self, item, &g_array_index (self->drag.items, GpDragItem, i).rect, places);
    }
  rest = gp_arrange_list_places (self->builder);
  for (guint i = 0; i < rest->len; i++)
    {
      const GpEditPlace *place = &g_array_index (rest, GpEditPlace, i);

      if (!is_carried (self, &place->element))
        g_array_append_val (places, *place);
    }
}

/* Says where a single card went. */
static void
name_join (GpCanvas    *self,
           GpChangeSet *changes)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpSceneItem *item = gp_scene_find (scene, &self->drag.hit.key);
  const GpSceneItem *area = item != NULL ? gp_scene_find (scene, &item->area) : NULL;
  g_autofree char *title = NULL;

  if (item == NULL || self->drag.items->len != 1)
    return;
  title = area != NULL ? g_strdup_printf (_("Moved %s into %s"), item->title, area->title)
                       : g_strdup_printf (_("Moved %s out of its domain"), item->title);
  gp_change_set_set_title (changes, title);
}

/* @key: as gp_history_do_merged() takes it, or NULL for a step of its own. */
static void
write_places (GpCanvas   *self,
              const char *title,
              gboolean    dropped,
              const char *key)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) all = NULL;
  g_autoptr(GError) error = NULL;
  GpId view;
  gboolean done;

  collect_places (self, places);
  if (places->len == 0 || !gp_canvas_ensure_view (self, &view))
    return;
  changes = gp_edit_place (self->design, &view, (const GpEditPlace *) (gconstpointer) places->data,
                           places->len, title);
  if (dropped && gp_canvas_domains_join (self, changes, &view))
    name_join (self, changes);
  all = gp_canvas_with_view (self, changes);
  done = key != NULL ? gp_history_do_merged (self->history, all, key, &error)
                     : gp_history_do (self->history, all, &error);
  if (!done)
    {
      gp_canvas_move_cancel (self);
      gp_canvas_report (self, error->message);
    }
}

static char *
dup_title (GpCanvas *self)
{
  guint n = self->drag.items->len;

  if (n == 1)
    {
      const GpSceneItem *item =
        gp_scene_find (gp_canvas_get_scene (self),
                       &g_array_index (self->drag.items, GpDragItem, 0).key);

      return g_strdup_printf (_("Moved %s"), item != NULL ? item->title : "");
    }
  return g_strdup_printf (ngettext ("Moved %u card", "Moved %u cards", n), n);
}

void
gp_canvas_move_end (GpCanvas *self)
{
  g_autofree char *title = dup_title (self);

  self->drag.guide_x = NAN;
  self->drag.guide_y = NAN;
  if (self->drag.items->len > 0)
    write_places (self, title, TRUE, NULL);
  self->drag.drop_area = gp_id_nil;
}

void
gp_canvas_nudge (GpCanvas *self,
                 double    dx,
                 double    dy)
{
  GpScene *scene = gp_canvas_get_scene (self);
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);
  g_autofree char *title = NULL;

  if (scene == NULL || !gp_canvas_can_edit (self))
    return;
  g_array_set_size (self->drag.items, 0);
  for (gsize i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_canvas_item_of (self, &ids[i]);

      if (item != NULL)
        carry (self, item);
    }
  if (self->drag.items->len == 0)
    return;
  for (guint i = 0; i < self->drag.items->len; i++)
    {
      const GpDragItem *item = &g_array_index (self->drag.items, GpDragItem, i);

      gp_scene_builder_move (self->builder, &item->key, item->rect.x + dx, item->rect.y + dy);
    }
  gp_scene_builder_settle (self->builder);
  title = dup_title (self);
  write_places (self, title, FALSE, "canvas-nudge");
}
