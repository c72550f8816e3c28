/* gp-canvas-explore.c — looking at a part of a drawing: focus, paths and filters
 * SPDX-License-Identifier: Apache-2.0
 *
 * What stands out is found anew whenever the scene or the wish changes, as a set of keys of items,
 * which the painter gets. The commands are in gp-canvas-explore-actions.c. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-explore-private.h"

#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-graph.h"

#include <glib/gi18n-lib.h>

#define MAX_PATHS 12

GpCanvasExplore *
gp_canvas_get_explore (GpCanvas *self)
{
  GpCanvasExplore *explore = self->explore;

  if (explore == NULL)
    {
      explore = g_new0 (GpCanvasExplore, 1);
      self->explore = explore;
    }
  return explore;
}

void
gp_canvas_free_explore (GpCanvas *self)
{
  GpCanvasExplore *explore = self->explore;

  self->explore = NULL;
  if (explore == NULL)
    return;
  gp_view_filter_free (explore->filter);
  g_clear_pointer (&explore->paths, g_ptr_array_unref);
  g_clear_pointer (&explore->lit, g_hash_table_unref);
  g_clear_pointer (&explore->hidden, g_array_unref);
  g_free (explore);
}

/* --- what stands out --- */

static void
add_id (GHashTable *set,
        const GpId *id)
{
  if (!g_hash_table_contains (set, id))
    g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
}

/* The entities that the focus is on. */
static GArray *
list_focused (GpCanvas   *self,
              const GpId *focus)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n = 0;
  const GpReferrer *referrers;

  if (gp_design_lookup_kind (self->design, focus, GP_KIND_DOMAIN) == NULL)
    {
      g_array_append_val (ids, *focus);
      return ids;
    }
  referrers = gp_design_peek_referrers (self->design, focus, &n);
  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_ENTITY_DOMAIN)
      g_array_append_val (ids, referrers[i].holder);
  return ids;
}

/* Around a focus, a filter that fades leaves what fits it, and what the focus is on. */
static void
keep_fitting (GpCanvas        *self,
              GpCanvasExplore *explore,
              GHashTable      *set,
              GArray          *focused)
{
  g_autoptr(GHashTable) fitting = NULL;
  GHashTableIter iter;
  gpointer id;

  if (explore->filter == NULL || explore->hides)
    return;
  fitting = gp_view_filter_list_fitting (explore->filter, self->design);
  for (guint i = 0; i < focused->len; i++)
    add_id (fitting, &g_array_index (focused, GpId, i));
  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (fitting, id))
      g_hash_table_iter_remove (&iter);
}

/* (transfer full) (nullable): the elements that stand out; NULL: all do. */
static GHashTable *
find_wanted (GpCanvas        *self,
             GpCanvasExplore *explore)
{
  if (explore->paths != NULL)
    {
      GArray *path = g_ptr_array_index (explore->paths, explore->path);
      GHashTable *set = new_set ();

      for (guint i = 0; i < path->len; i++)
        add_id (set, &g_array_index (path, GpId, i));
      return set;
    }
  if (!gp_id_is_nil (&explore->focus))
    {
      g_autoptr(GArray) ids = list_focused (self, &explore->focus);

      GHashTable *set = gp_graph_list_around (self->design,
                                              (const GpId *) (gconstpointer) ids->data, ids->len,
                                              explore->steps);

      keep_fitting (self, explore, set, ids);
      return set;
    }
  if (explore->filter != NULL && !explore->hides)
    return gp_view_filter_list_fitting (explore->filter, self->design);
  return NULL;
}

/* Whether @id or what it is part of is wanted: a step stands out with its flow. */
static gboolean
is_wanted (GpCanvas   *self,
           GHashTable *wanted,
           const GpId *id)
{
  const GpElement *element = gp_design_lookup (self->design, id);

  for (; element != NULL; element = gp_design_lookup (self->design,
                                                      gp_element_get_parent (element)))
    if (g_hash_table_contains (wanted, gp_element_get_id (element)))
      return TRUE;
  return g_hash_table_contains (wanted, id);
}

/* The relations along the path, so that others between its cards stay faded. */
static GHashTable *
find_path_lines (GpCanvas        *self,
                 GpCanvasExplore *explore)
{
  GArray *path = g_ptr_array_index (explore->paths, explore->path);
  GHashTable *lines = new_set ();

  for (guint i = 1; i < path->len; i++)
    {
      g_autoptr(GArray) links = gp_graph_list_between (self->design,
                                                       &g_array_index (path, GpId, i - 1),
                                                       &g_array_index (path, GpId, i));

      for (guint j = 0; j < links->len; j++)
        add_id (lines, &g_array_index (links, GpGraphLink, j).line);
    }
  return lines;
}

static void
collect_lit (GpCanvas        *self,
             GpCanvasExplore *explore,
             GHashTable      *wanted)
{
  GpScene *scene = gp_canvas_get_scene (self);

  explore->lit = wanted != NULL ? new_set () : NULL;
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item == NULL || item->type == GP_ITEM_AREA)
        continue;
      explore->n_all++;
      if (wanted != NULL && !is_wanted (self, wanted, &item->id))
        continue;
      explore->n_lit++;
      if (wanted == NULL)
        continue;
      add_id (explore->lit, &item->key);
      add_id (explore->lit, &item->area);     /* the area of what stands out does, from afar */
    }
}

/* What was looked at may have gone. */
static void
drop_gone (GpCanvas        *self,
           GpCanvasExplore *explore)
{
  if (gp_design_lookup (self->design, &explore->focus) == NULL)
    explore->focus = gp_id_nil;
  for (guint i = 0; explore->paths != NULL && i < explore->paths->len; i++)
    {
      GArray *path = g_ptr_array_index (explore->paths, i);

      for (guint j = 1; j < path->len; j++)
        {
          g_autoptr(GArray) links = gp_graph_list_between (self->design,
                                                           &g_array_index (path, GpId, j - 1),
                                                           &g_array_index (path, GpId, j));

          if (links->len == 0)
            {
              g_clear_pointer (&explore->paths, g_ptr_array_unref);
              return;
            }
        }
    }
}

void
gp_canvas_update_explore (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  g_autoptr(GHashTable) wanted = NULL;
  g_autoptr(GHashTable) lines = NULL;

  if (gp_canvas_is_coming (self))
    return;
  g_clear_pointer (&explore->lit, g_hash_table_unref);
  explore->n_lit = 0;
  explore->n_all = 0;
  if (self->builder != NULL)
    {
      drop_gone (self, explore);
      wanted = find_wanted (self, explore);
      collect_lit (self, explore, wanted);
      if (explore->paths != NULL)
        lines = find_path_lines (self, explore);
    }
  gp_painter_set_lit (self->painter, explore->lit, lines);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gp_canvas_say_explored (self);
}

gboolean
gp_canvas_hides (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);

  return explore->filter != NULL && explore->hides;
}

/* The filter that hides is the scene's matter; before the scene is made anew. */
void
gp_canvas_apply_filter (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  g_autoptr(GHashTable) only = NULL;

  if (gp_canvas_hides (self))
    only = gp_view_filter_list_fitting (explore->filter, self->design);
  gp_scene_builder_set_only (self->builder, only);
}

/* --- what people ask for --- */

static gboolean
lit_bounds (GpCanvas *self,
            GpRect   *out)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  GpScene *scene = gp_canvas_get_scene (self);
  gboolean any = FALSE;

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item == NULL || item->type == GP_ITEM_AREA
          || (explore->lit != NULL && !g_hash_table_contains (explore->lit, &item->key)))
        continue;
      *out = any ? gp_rect_union (out, &item->rect) : item->rect;
      any = TRUE;
    }
  return any;
}

static void
show_lit (GpCanvas *self)
{
  GpRect area;

  gp_canvas_update_explore (self);
  gp_canvas_update_actions (self);
  if (lit_bounds (self, &area))
    gp_canvas_fit_area (self, &area);
}

void
gp_canvas_focus_on (GpCanvas   *self,
                    const GpId *id,
                    guint       steps)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  const GpElement *element;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->builder == NULL)
    return;
  element = id != NULL ? gp_design_lookup (self->design, id) : NULL;
  while (element != NULL && gp_element_get_kind (element) != GP_KIND_ENTITY
         && gp_element_get_kind (element) != GP_KIND_DOMAIN)
    element = gp_design_lookup (self->design, gp_element_get_parent (element));
  if (element == NULL && gp_id_is_nil (&explore->focus))
    return;
  gp_canvas_say_leaving (self);
  g_clear_pointer (&explore->paths, g_ptr_array_unref);
  explore->focus = element != NULL ? *gp_element_get_id (element) : gp_id_nil;
  explore->steps = MIN (steps, GP_CANVAS_MAX_STEPS);
  if (element != NULL)
    show_lit (self);
  else
    {
      gp_canvas_update_explore (self);
      gp_canvas_update_actions (self);
    }
}

gboolean
gp_canvas_get_focus (GpCanvas *self,
                     GpId     *out,
                     guint    *steps)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);

  if (gp_id_is_nil (&explore->focus) || explore->paths != NULL)
    return FALSE;
  *out = explore->focus;
  *steps = explore->steps;
  return TRUE;
}

void
gp_canvas_show_paths (GpCanvas   *self,
                      const GpId *from,
                      const GpId *to)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  g_autoptr(GPtrArray) paths = NULL;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->builder == NULL)
    return;
  paths = gp_graph_list_paths (self->design, from, to, MAX_PATHS);
  if (paths->len == 0)
    {
      gp_canvas_report (self, _("No relations lead from the one to the other."));
      return;
    }
  gp_canvas_say_leaving (self);
  g_clear_pointer (&explore->paths, g_ptr_array_unref);
  explore->paths = g_steal_pointer (&paths);
  explore->path = 0;
  show_lit (self);
}

void
gp_canvas_choose_path (GpCanvas *self,
                       int       by)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  int n = explore->paths != NULL ? (int) explore->paths->len : 0;

  if (n == 0)
    return;
  explore->path = (guint) (((int) explore->path + by + n) % n);
  show_lit (self);
}

GArray *
gp_canvas_get_path (GpCanvas *self,
                    guint    *which,
                    guint    *n)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);

  if (explore->paths == NULL)
    return NULL;
  if (which != NULL)
    *which = explore->path;
  if (n != NULL)
    *n = explore->paths->len;
  return g_ptr_array_index (explore->paths, explore->path);
}

void
gp_canvas_set_filter (GpCanvas       *self,
                      const GpViewFilter *filter,
                      gboolean        hides)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  gboolean hid = gp_canvas_hides (self);

  g_return_if_fail (GP_IS_CANVAS (self));

  g_clear_pointer (&explore->filter, gp_view_filter_free);
  if (filter != NULL && !gp_view_filter_is_empty (filter))
    explore->filter = gp_view_filter_copy (filter);
  explore->hides = hides;
  if (self->builder == NULL)
    return;
  if (hid || gp_canvas_hides (self))
    gp_canvas_rebuild (self);
  else
    gp_canvas_update_explore (self);
}

void
gp_canvas_count_lit (GpCanvas *self,
                     guint    *lit,
                     guint    *all)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);

  *lit = explore->n_lit;
  *all = explore->n_all;
  if (gp_canvas_hides (self) && self->builder != NULL)
    *all = gp_canvas_count_drawn (self);
}

/* How many there would be without the filter that hides. */
guint
gp_canvas_count_drawn (GpCanvas *self)
{
  GpId view = gp_canvas_find_view (self);
  g_autoptr(GArray) hidden = gp_edit_list_hidden (self->design, &view);
  const GpElement *element = gp_design_lookup_kind (self->design, &view, GP_KIND_VIEW);
  gsize n = 0;

  if (self->lens == GP_LENS_FLOWS)
    return (guint) gp_design_count (self->design, GP_KIND_FLOW);
  if (element != NULL && !gp_edit_view_shows_all (self->design, &view))
    {
      gp_element_get_refs (element, GP_VIEW_MEMBERS, &n);
      return (guint) n;
    }
  n = gp_design_count (self->design, GP_KIND_ENTITY) + gp_design_count (self->design, GP_KIND_NOTE);
  return (guint) n > hidden->len ? (guint) n - hidden->len : 0;
}

gboolean
gp_canvas_stop_exploring (GpCanvas *self)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  gboolean was = explore->paths != NULL || !gp_id_is_nil (&explore->focus);

  g_return_val_if_fail (GP_IS_CANVAS (self), FALSE);

  if (!was)
    return FALSE;
  gp_canvas_say_leaving (self);
  if (explore->paths != NULL)
    g_clear_pointer (&explore->paths, g_ptr_array_unref);
  else
    explore->focus = gp_id_nil;
  gp_canvas_update_explore (self);
  gp_canvas_update_actions (self);
  return TRUE;
}

/* --- places --- */

void
gp_canvas_note_place (GpCanvas *self,
                     GpPlace  *out)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  gsize n = 0;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  g_return_if_fail (GP_IS_CANVAS (self));

  *out = (GpPlace) {
    .lens = self->lens,
    .view = self->view,
    .subject = self->subject,
    .focus = explore->focus,
    .steps = explore->steps,
    .x = self->viewport.x,
    .y = self->viewport.y,
    .zoom = self->viewport.zoom,
  };
  if (n == 0)
    return;
  out->selected = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_array_append_vals (out->selected, ids, (guint) n);
}

void
gp_canvas_return_to (GpCanvas      *self,
                     const GpPlace *place)
{
  GpCanvasExplore *explore = gp_canvas_get_explore (self);
  GpViewport to = self->viewport;

  g_return_if_fail (GP_IS_CANVAS (self));

  if (!gp_id_equal (&self->subject, &place->subject))
    gp_canvas_set_subject (self, &place->subject);
  g_clear_pointer (&explore->paths, g_ptr_array_unref);
  explore->focus = place->focus;
  explore->steps = place->steps;
  gp_canvas_update_explore (self);
  gp_canvas_update_actions (self);
  if (place->selected != NULL)
    gp_selection_set_all (self->selection, (const GpId *) (gconstpointer) place->selected->data,
                          place->selected->len);
  else
    gp_selection_clear (self->selection);
  to.x = place->x;
  to.y = place->y;
  to.zoom = CLAMP (place->zoom, GP_ZOOM_MIN, GP_ZOOM_MAX);
  self->view_touched = TRUE;
  gp_canvas_go_to (self, &to);
}
