/* gp-canvas-shown.c — which design, lens, view and comparison a canvas shows
 * SPDX-License-Identifier: Apache-2.0
 *
 * The scene follows GpDesign::applied, whoever caused it; every way to show something else ends in
 * gp_canvas_rebuild(), or in gp_canvas_come() where it is another drawing. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"
#include "gp-canvas-flow.h"
#include "gp-canvas-explore-private.h"

#include "gp-edit.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

const GpElement *
gp_canvas_find_view_in (GpCanvas *self,
                        GpDesign *design)
{
  const GpElement *view = gp_design_lookup_kind (design, &self->view, GP_KIND_VIEW);

  return view != NULL ? view : gp_edit_find_view (design, gp_lens_to_nick (self->lens));
}

GpId
gp_canvas_find_view (GpCanvas *self)
{
  const GpElement *view = self->design != NULL ? gp_canvas_find_view_in (self, self->design) : NULL;

  return view != NULL ? *gp_element_get_id (view) : gp_id_nil;
}

/* Everything as it stands, for a view that had borrowed its places. */
static GpChangeSet *
keep_places (GpCanvas   *self,
             const GpId *view)
{
  GpScene *scene = gp_canvas_get_scene (self);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));

  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);
      GpEditPlace place;

      if (item == NULL || item->type == GP_ITEM_AREA)
        continue;
      place = (GpEditPlace) { item->id, { item->rect.x, item->rect.y }, FALSE };
      g_array_append_val (places, place);
    }
  return gp_edit_place (self->design, view, (const GpEditPlace *) places->data, places->len,
                        _("Kept the places of the Access lens"));
}

/* Where there is no view yet to keep positions in, makes one. */
gboolean
gp_canvas_ensure_view (GpCanvas *self,
                       GpId     *out_view)
{
  gboolean borrows = gp_scene_builder_borrows_places (self->builder);
  g_autoptr(GpChangeSet) changes = NULL;
  GpElement *view;
  GpId id;

  /* The access lens borrows the places of the data view as long as it has none of its own. */
  if (borrows)
    *out_view = gp_canvas_find_view (self);
  else
    gp_scene_builder_get_places (self->builder, out_view);
  if (!gp_id_is_nil (out_view))
    return !borrows || gp_canvas_run (self, keep_places (self, out_view), NULL);

  if (gp_canvas_is_inside_flow (self))
    {
      *out_view = gp_canvas_plan_flow_view (self);
      return TRUE;
    }
  view = gp_design_new_child (self->design, GP_KIND_VIEW, gp_design_get_root_id (self->design));
  id = *gp_element_get_id (view);
  gp_element_set_text (view, GP_VIEW_NAME,
                       self->lens == GP_LENS_DATA ? _("Data")
                       : self->lens == GP_LENS_FLOWS ? _("Flows") : _("Access"));
  gp_element_set_text (view, GP_VIEW_LENS, gp_lens_to_nick (self->lens));
  changes = gp_change_set_new (_("Added a view"));
  gp_change_set_add (changes, view);
  gp_element_unref (view);
  if (borrows)
    {
      g_autoptr(GpChangeSet) places = keep_places (self, &id);

      gp_change_set_append_all (changes, places);
    }
  if (!gp_canvas_run (self, g_steal_pointer (&changes), NULL))
    return FALSE;
  *out_view = id;
  return TRUE;
}

GpScene *
gp_canvas_get_scene (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), NULL);

  return self->builder != NULL ? gp_scene_builder_get_scene (self->builder) : NULL;
}

/* What is said where a lens has nothing to show. */
static const struct
{
  const char *icon;
  const char *title;
  const char *description;
} nothing[] = {
  [GP_LENS_DATA] = { "gp-entity-symbolic", N_("Nothing drawn yet"),
                     N_("Double-click anywhere, or press E and click, to draw the first entity.") },
  [GP_LENS_FLOWS] = { "gp-flow-symbolic", N_("No flows yet"),
                      N_("Press F, then click where the flow should begin.") },
  [GP_LENS_ACCESS] = { "gp-rule-symbolic", N_("Nothing drawn yet"),
                       N_("Draw entities in the Data lens to see who may do what.") },
};

void
gp_canvas_update_empty (GpCanvas *self)
{
  GpScene *scene = gp_canvas_get_scene (self);
  gboolean empty = scene != NULL;

  for (guint i = 0; empty && i < gp_scene_get_n_items (scene); i++)
    empty = gp_scene_get_item (scene, i) == NULL;
  gtk_widget_set_visible (self->empty, empty && self->tool == GP_TOOL_SELECT);
  if (ADW_IS_STATUS_PAGE (self->empty))
    {
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), nothing[self->lens].icon);
      adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _(nothing[self->lens].title));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->empty),
                                       _(nothing[self->lens].description));
    }
}

void
gp_canvas_scene_changed (GpCanvas *self)
{
  self->hover = (GpHit) { .part = GP_HIT_NOTHING, .row = -1 };
  gp_canvas_update_empty (self);
  gp_canvas_update_subject (self);
  gp_canvas_update_explore (self);
  gp_canvas_update_crumbs (self);
  gp_canvas_update_actions (self);
  gp_canvas_update_chips (self);
  gp_canvas_view_changed (self);
}

/* Tells the builder what is to be drawn. */
void
gp_canvas_prepare (GpCanvas *self)
{
  GpId view = gp_canvas_find_view (self);

  gp_scene_builder_set_lens (self->builder, self->lens);
  gp_scene_builder_set_view (self->builder, &view);
  gp_scene_builder_set_subject (self->builder, &self->subject);
  gp_scene_builder_set_base (self->builder, self->base);
  gp_canvas_apply_filter (self);
  gp_scene_builder_set_curved (self->builder, self->curved);
}

void
gp_canvas_rebuild (GpCanvas *self)
{
  if (self->builder == NULL)
    return;
  if (gp_canvas_is_coming (self))
    {
      gp_canvas_come (self);
      return;
    }
  gp_canvas_prepare (self);
  gp_scene_builder_rebuild (self->builder);
  gp_canvas_scene_changed (self);
}

static gboolean
is_there (const GpId *id,
          gpointer    user_data)
{
  return gp_design_lookup (user_data, id) != NULL;
}

static void
design_applied_cb (GpDesign    *design,
                   GpChangeSet *changes,
                   gpointer     user_data)
{
  GpCanvas *self = user_data;
  GpId view = gp_canvas_find_view (self);

  if (gp_canvas_is_coming (self))
    {
      gp_canvas_keep_hidden (self, changes);
      gp_selection_retain (self->selection, is_there, design);
      gp_canvas_come (self);
      return;
    }
  if (self->drag.mode == GP_DRAG_MOVE)
    gp_canvas_drag_cancel (self);
  gp_canvas_keep_hidden (self, changes);
  gp_scene_builder_set_view (self->builder, &view);
  if (gp_canvas_hides (self))
    gp_canvas_rebuild (self);     /* what is left out may have changed anywhere */
  else
    gp_scene_builder_update (self->builder, changes);
  gp_selection_retain (self->selection, is_there, design);
  gp_canvas_scene_changed (self);
  gp_canvas_place_unplaced (self);
}

/* A role that is chosen elsewhere while the drawing shows rights is the one whose rights are asked
 * for; so is another flow while one is shown alone. */
static void
follow_selection (GpCanvas *self)
{
  const GpId *chosen;

  if (self->design == NULL || gp_selection_get_size (self->selection) != 1)
    return;
  chosen = gp_selection_get_last (self->selection);
  if (gp_id_equal (chosen, &self->subject))
    return;
  if ((self->lens == GP_LENS_ACCESS
       && gp_design_lookup_kind (self->design, chosen, GP_KIND_ROLE) != NULL)
      || (self->lens == GP_LENS_FLOWS && !gp_id_is_nil (&self->subject)
          && gp_design_lookup_kind (self->design, chosen, GP_KIND_FLOW) != NULL))
    {
      GpId subject = *chosen;     /* the selection may be made anew */

      gp_canvas_set_subject (self, &subject);
    }
}

static void
selection_changed_cb (GpSelection *selection,
                      gpointer     user_data)
{
  GpCanvas *self = user_data;

  follow_selection (self);
  if (gp_canvas_is_coming (self))
    return;
  gp_canvas_update_actions (self);
  gp_canvas_update_chips (self);
  gp_canvas_say_selection (self);
  gp_canvas_queue_proxies (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_canvas_set_history (GpCanvas  *self,
                       GpHistory *history)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->history == history)
    return;
  gp_canvas_stop_layout (self);
  gp_canvas_stop_editing (self, FALSE);
  if (self->design != NULL)
    g_signal_handlers_disconnect_by_data (self->design, self);
  gp_canvas_stop_routing (self);
  gp_canvas_stop_coming (self);
  g_clear_pointer (&self->builder, gp_scene_builder_free);
  gp_painter_drop (self->painter);
  gp_canvas_drop_hidden (self);
  g_set_object (&self->history, history);
  g_clear_object (&self->design);
  if (history != NULL)
    self->design = g_object_ref (gp_history_get_design (history));
  self->view = gp_id_nil;
  self->subject = gp_id_nil;

  if (self->design != NULL)
    {
      self->builder = gp_scene_builder_new (self->design, gp_canvas_new_metrics (self));
      gp_canvas_begin_routing (self);
      g_signal_connect_object (self->design, "applied", G_CALLBACK (design_applied_cb), self, 0);
      self->view_touched = FALSE;
      gp_canvas_come (self);
    }
  else
    gp_canvas_scene_changed (self);
}

void
gp_canvas_set_session (GpCanvas  *self,
                       GpSession *session)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  g_set_object (&self->session, session);
}

void
gp_canvas_set_selection (GpCanvas    *self,
                         GpSelection *selection)
{
  g_return_if_fail (GP_IS_CANVAS (self));
  g_return_if_fail (GP_IS_SELECTION (selection));

  if (self->selection == selection)
    return;
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->selection, selection);
  g_signal_connect_object (selection, "changed", G_CALLBACK (selection_changed_cb), self, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GpSelection *
gp_canvas_get_selection (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), NULL);

  return self->selection;
}

/* After another lens or view: shows it as a whole, as if it were opened. */
static void
show_anew (GpCanvas *self)
{
  gp_canvas_stop_layout (self);
  gp_canvas_stop_editing (self, TRUE);
  if (self->builder == NULL)
    return;
  gp_scene_builder_forget (self->builder);
  self->view_touched = FALSE;
  gp_canvas_come (self);
}

void
gp_canvas_set_lens (GpCanvas *self,
                    GpLens    lens)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (self->lens == lens)
    return;
  gp_canvas_say_leaving (self);
  self->lens = lens;
  self->view = gp_id_nil;
  gp_canvas_choose_subject (self);
  gp_canvas_set_tool (self, GP_TOOL_SELECT);
  show_anew (self);
}

GpLens
gp_canvas_get_lens (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), GP_LENS_DATA);

  return self->lens;
}

void
gp_canvas_set_view (GpCanvas   *self,
                    const GpId *view)
{
  const GpElement *element = view != NULL && self->design != NULL
                               ? gp_design_lookup_kind (self->design, view, GP_KIND_VIEW) : NULL;

  g_return_if_fail (GP_IS_CANVAS (self));

  gp_canvas_say_leaving (self);
  self->view = element != NULL ? *view : gp_id_nil;
  if (element != NULL)
    {
      const GpId *subject = gp_element_get_ref (element, GP_VIEW_SUBJECT);

      gp_lens_from_nick (gp_element_get_text (element, GP_VIEW_LENS), &self->lens);
      self->subject = subject != NULL ? *subject : gp_id_nil;
    }
  show_anew (self);
}

void
gp_canvas_set_subject (GpCanvas   *self,
                       const GpId *subject)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  gp_canvas_say_leaving (self);
  self->subject = subject != NULL ? *subject : gp_id_nil;
  if (self->lens == GP_LENS_ACCESS)
    gp_canvas_rebuild (self);
  else
    show_anew (self);
}

void
gp_canvas_get_view (GpCanvas *self,
                    GpId     *out)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  *out = self->view;
}

void
gp_canvas_get_subject (GpCanvas *self,
                       GpId     *out)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  *out = self->subject;
}

void
gp_canvas_set_comparison (GpCanvas *self,
                          GpDesign *base)
{
  g_return_if_fail (GP_IS_CANVAS (self));

  if (g_set_object (&self->base, base))
    gp_canvas_rebuild (self);
}
