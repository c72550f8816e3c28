/* gp-canvas-fold.c — cards and domains that are folded, pins, entities drawn as relations
 * SPDX-License-Identifier: Apache-2.0
 *
 * All of these are kept with the place of an element in the view, so each view has its own, and
 * each command is one step that can be undone. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-commands.h"

#include "gp-edit.h"
#include "gp-junction.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The placement of what @item shows, made by @changes where there is none. */
static const GpElement *
ensure_placement (GpCanvas          *self,
                  GpChangeSet       *changes,
                  const GpId        *view,
                  const GpSceneItem *item)
{
  const GpElement *placement = gp_edit_placement (self->design, view, &item->id);
  gboolean has_place = placement != NULL
                       && gp_element_get_point (placement, GP_PLACEMENT_AT) != NULL;
  GpEditPlace place = { item->id, { round (item->rect.x), round (item->rect.y) }, item->pinned };
  g_autoptr(GpChangeSet) placed = NULL;

  /* An area with members has no place of its own: it is folded where it stands. */
  if (has_place && item->type != GP_ITEM_AREA)
    return placement;
  placed = gp_edit_place (self->design, view, &place, 1, NULL);
  gp_change_set_append_all (changes, placed);
  if (placement != NULL)
    return placement;
  return gp_change_set_get (placed, 0)->element;
}

/* Begins a change of placements. FALSE where nothing can be changed. */
static gboolean
begin (GpCanvas     *self,
       GpChangeSet **out_changes,
       GpId         *out_view)
{
  if (self->builder == NULL || !gp_canvas_can_edit (self)
      || !gp_canvas_ensure_view (self, out_view))
    return FALSE;
  *out_changes = gp_change_set_new (NULL);
  return TRUE;
}

static void
finish (GpCanvas    *self,
        GpChangeSet *changes,
        const char  *title)
{
  gp_change_set_set_title (changes, title);
  gp_canvas_run (self, changes, NULL);
}

/* The items that the selection is about, each once; of a field its card. */
static GPtrArray *
list_items (GpCanvas *self)
{
  GPtrArray *items = g_ptr_array_new ();
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpSceneItem *item = gp_canvas_item_of (self, &ids[i]);

      if (item != NULL && !item->ghost && !g_ptr_array_find (items, item, NULL))
        g_ptr_array_add (items, (gpointer) item);
    }
  return items;
}

static gboolean
can_fold (const GpSceneItem *item)
{
  return item->kind == GP_KIND_ENTITY || item->kind == GP_KIND_DOMAIN
         || (item->kind == GP_KIND_STEP && (item->type == GP_ITEM_AREA || item->folded));
}

static gboolean
is_folded (GpCanvas          *self,
           const GpId        *view,
           const GpSceneItem *item)
{
  const GpElement *placement = gp_edit_placement (self->design, view, &item->id);

  return placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_COLLAPSED);
}

/* Folds the selected cards to their names and domains to one card, or opens them again. */
void
gp_canvas_fold (GpCanvas *self)
{
  g_autoptr(GPtrArray) items = list_items (self);
  GpChangeSet *changes;
  gboolean fold = TRUE;
  gboolean any = FALSE;
  GpId view;

  if (!begin (self, &changes, &view))
    return;
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = g_ptr_array_index (items, i);
      const GpElement *placement;

      if (!can_fold (item) || (item->kind == GP_KIND_DOMAIN && gp_canvas_is_inside (self)))
        continue;
      if (!any)
        fold = !is_folded (self, &view, item);
      any = TRUE;
      placement = ensure_placement (self, changes, &view, item);
      gp_change_set_set (changes, placement, GP_PLACEMENT_COLLAPSED, gp_value_bool (fold));
    }
  finish (self, changes, fold ? _("Folded what was selected") : _("Opened what was selected"));
}

/* Pins the selected cards, or unpins them where the first one is pinned. Areas stand for their
 * members. */
void
gp_canvas_pin (GpCanvas *self)
{
  g_autoptr(GPtrArray) items = list_items (self);
  GpScene *scene = gp_canvas_get_scene (self);
  GpChangeSet *changes;
  gboolean pin = TRUE;
  gboolean any = FALSE;
  GpId view;

  if (!begin (self, &changes, &view))
    return;
  for (guint i = 0; i < items->len; i++)
    {
      const GpSceneItem *item = g_ptr_array_index (items, i);

      if (item->type == GP_ITEM_AREA)
        {
          g_autoptr(GArray) members = gp_scene_list_members (scene, &item->key);

          for (guint m = 0; m < members->len; m++)
            g_ptr_array_add (items, (gpointer) gp_scene_get_item (
                                      scene, g_array_index (members, guint, m)));
          continue;
        }
      if (!any)
        pin = !item->pinned;
      any = TRUE;
      gp_change_set_set (changes, ensure_placement (self, changes, &view, item),
                         GP_PLACEMENT_PINNED, gp_value_bool (pin));
    }
  finish (self, changes, pin ? _("Pinned what was selected") : _("Unpinned what was selected"));
}

static gboolean
is_shown_as_relation (GpCanvas   *self,
                      const GpId *view,
                      const GpId *entity)
{
  const GpElement *placement = gp_edit_placement (self->design, view, entity);

  return placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_AS_RELATION);
}

static void
set_as_relation (GpCanvas    *self,
                 GpChangeSet *changes,
                 const GpId  *view,
                 const GpId  *entity,
                 gboolean     as_relation)
{
  const GpSceneItem *item = gp_scene_find (gp_canvas_get_scene (self), entity);
  const GpElement *placement = item != NULL
                                 ? ensure_placement (self, changes, view, item)
                                 : gp_edit_placement (self->design, view, entity);

  if (placement != NULL)
    gp_change_set_set (changes, placement, GP_PLACEMENT_AS_RELATION, gp_value_bool (as_relation));
}

/* Draws the selected entities as lines between what they refer to, or lines as cards again. */
void
gp_canvas_show_as_relation (GpCanvas *self)
{
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);
  GpChangeSet *changes;
  gboolean as_relation = TRUE;
  gboolean any = FALSE;
  GpId view;

  if (self->lens != GP_LENS_DATA || !begin (self, &changes, &view))
    return;
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *entity = gp_design_lookup_kind (self->design, &ids[i], GP_KIND_ENTITY);
      GpId ends[2];

      if (entity == NULL || !gp_junction_find_ends (self->design, entity, ends))
        continue;
      if (!any)
        as_relation = !is_shown_as_relation (self, &view, &ids[i]);
      any = TRUE;
      set_as_relation (self, changes, &view, &ids[i], as_relation);
    }
  if (!any)
    gp_canvas_report (self, _("Only an entity that refers to exactly two others, and that nothing "
                              "refers to, can be drawn as a relation."));
  finish (self, changes, as_relation ? _("Drew an entity as a relation")
                                     : _("Drew a relation as an entity"));
}

/* All entities that only stand between two others are drawn as lines; where all are, as cards. */
void
gp_canvas_fold_junctions (GpCanvas *self)
{
  g_autoptr(GPtrArray) entities = NULL;
  GpChangeSet *changes;
  gboolean fold = FALSE;
  guint count = 0;
  GpId view;

  if (self->lens != GP_LENS_DATA || !begin (self, &changes, &view))
    return;
  entities = gp_design_list (self->design, GP_KIND_ENTITY);
  for (guint i = entities->len; i > 0; i--)
    if (!gp_junction_is_pure (self->design, g_ptr_array_index (entities, i - 1)))
      g_ptr_array_remove_index (entities, i - 1);
  for (guint i = 0; i < entities->len && !fold; i++)
    fold = !is_shown_as_relation (self, &view,
                                  gp_element_get_id (g_ptr_array_index (entities, i)));
  for (guint i = 0; i < entities->len; i++, count++)
    set_as_relation (self, changes, &view, gp_element_get_id (g_ptr_array_index (entities, i)),
                     fold);
  if (count == 0)
    gp_canvas_report (self, _("No entity only stands between two others."));
  finish (self, changes, fold ? _("Drew junctions as relations") : _("Drew junctions as cards"));
}
