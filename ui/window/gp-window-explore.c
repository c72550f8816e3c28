/* gp-window-explore.c — views, filters, and back and forward
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rows above the canvas, and the trail of places: the canvas and the session say when somebody
 * is about to go elsewhere; what is seen then is what Back leads to. */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-canvas-explore.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-filter-bar.h"
#include "gp-focus-bar.h"
#include "gp-view-bar.h"

#include <glib/gi18n-lib.h>

#define BUTTON_BACK    8      /* as mice with such buttons send them */
#define BUTTON_FORWARD 9

/* --- the trail --- */

void
gp_window_leave (GpWindow *self)
{
  g_auto(GpPlace) here = { 0 };

  if (self->returning)
    return;
  gp_canvas_note_place (GP_CANVAS (self->canvas), &here);
  gp_trail_leave (self->trail, &here);
  gp_window_update_actions (self);
}

static void
show_lens (GpWindow *self,
           GpLens    lens)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "lens",
                                      g_variant_new_string (gp_lens_to_nick (lens)));
}

void
gp_window_show_place (GpWindow      *self,
                      const GpPlace *place)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpId view;

  self->returning = TRUE;
  show_lens (self, (GpLens) place->lens);
  gp_canvas_get_view (canvas, &view);
  if (!gp_id_equal (&view, &place->view))
    gp_canvas_set_view (canvas, &place->view);
  gp_canvas_return_to (canvas, place);
  self->returning = FALSE;
  gp_window_update_actions (self);
}

static void
travel (GpWindow *self,
        gboolean  forward)
{
  g_auto(GpPlace) here = { 0 };
  g_auto(GpPlace) place = { 0 };

  gp_canvas_note_place (GP_CANVAS (self->canvas), &here);
  if (forward ? gp_trail_forward (self->trail, &here, &place)
              : gp_trail_back (self->trail, &here, &place))
    gp_window_show_place (self, &place);
}

static void
back_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  travel (user_data, FALSE);
}

static void
forward_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  travel (user_data, TRUE);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GpWindow        *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (button == BUTTON_BACK || button == BUTTON_FORWARD)
    g_action_group_activate_action (G_ACTION_GROUP (self),
                                    button == BUTTON_BACK ? "back" : "forward", NULL);
}

/* --- views --- */

void
gp_window_show_view (GpWindow   *self,
                     const GpId *id)
{
  const GpElement *view = gp_design_lookup_kind (gp_session_get_design (self->session), id,
                                                 GP_KIND_VIEW);
  GpId wanted = *id;
  gboolean was;
  GpLens lens;

  if (view == NULL || !gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &lens))
    return;
  gp_window_leave (self);
  was = self->returning;
  self->returning = TRUE;     /* one step, whatever it takes */
  show_lens (self, lens);
  gp_canvas_set_view (GP_CANVAS (self->canvas), &wanted);
  self->returning = was;
}

static const GpElement *
current_view (GpWindow *self)
{
  return gp_canvas_find_view_in (GP_CANVAS (self->canvas), gp_session_get_design (self->session));
}

static void
show_view_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GpId id;

  if (gp_id_parse (g_variant_get_string (parameter, NULL), &id))
    gp_window_show_view (user_data, &id);
}

static void
made_view_cb (GpWindow *self,
              gpointer  id)
{
  GpId view = *(const GpId *) id;

  gp_filter_bar_clear (GP_FILTER_BAR (self->filter_bar));
  g_action_group_change_action_state (G_ACTION_GROUP (self), "filter",
                                      g_variant_new_boolean (FALSE));
  gp_window_show_view (self, &view);
  gp_selection_set (gp_session_get_selection (self->session), &view);
}

static void
new_view_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GpWindow *self = user_data;

  gtk_widget_activate_action (self->canvas, "canvas.new-view", NULL);
}

static void
add_to_view_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  const GpElement *view = current_view (self);
  gsize n = 0;
  const GpId *ids = gp_selection_peek (gp_session_get_selection (self->session), &n);

  if (view != NULL)
    gp_session_perform (self->session,
                        gp_edit_show_in_view (gp_session_get_design (self->session),
                                              gp_element_get_id (view), ids, n), NULL);
}

static void
rename_view_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  const GpElement *view = current_view (self);
  GpId id = view != NULL ? *gp_element_get_id (view) : gp_id_nil;

  gp_selection_set (gp_session_get_selection (self->session), &id);
  g_action_group_activate_action (G_ACTION_GROUP (self), "rename", NULL);
}

static void
duplicate_view_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GpWindow *self = user_data;
  const GpElement *view = current_view (self);
  g_autoptr(GArray) copies = NULL;
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (view == NULL)
    return;
  changes = gp_edit_duplicate (gp_session_get_design (self->session), gp_element_get_id (view), 1,
                               0, 0, &copies, &error);
  if (gp_session_perform (self->session, changes, g_steal_pointer (&error)))
    {
      id = g_array_index (copies, GpId, 0);
      made_view_cb (self, &id);
    }
}

static void
delete_view_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GpWindow *self = user_data;
  const GpElement *view = current_view (self);
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;

  if (view == NULL)
    return;
  changes = gp_edit_remove (gp_session_get_design (self->session), gp_element_get_id (view), 1,
                            &error);
  gp_window_leave (self);
  if (!gp_session_perform (self->session, changes, g_steal_pointer (&error)))
    return;
  self->returning = TRUE;
  gp_canvas_set_view (GP_CANVAS (self->canvas), NULL);
  self->returning = FALSE;
  gp_window_offer (self, gp_history_get_undo_title (gp_session_get_history (self->session)),
                   _("Undo"), "win.undo");
}

/* --- the filter --- */

static void
change_filter_cb (GSimpleAction *action,
                  GVariant      *value,
                  gpointer       user_data)
{
  GpWindow *self = user_data;
  gboolean shown = g_variant_get_boolean (value);

  gtk_widget_set_visible (self->filter_bar, shown);
  if (shown)
    gp_filter_bar_start (GP_FILTER_BAR (self->filter_bar));
  else
    {
      gp_filter_bar_clear (GP_FILTER_BAR (self->filter_bar));
      gtk_widget_grab_focus (self->canvas);
    }
  g_simple_action_set_state (action, value);
}

static void
filter_closed_cb (GpWindow *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "filter",
                                      g_variant_new_boolean (FALSE));
}

/* --- making --- */

static const GActionEntry entries[] = {
  { .name = "back", .activate = back_cb },
  { .name = "forward", .activate = forward_cb },
  { .name = "show-view", .activate = show_view_cb, .parameter_type = "s" },
  { .name = "new-view", .activate = new_view_cb },
  { .name = "add-to-view", .activate = add_to_view_cb },
  { .name = "rename-view", .activate = rename_view_cb },
  { .name = "duplicate-view", .activate = duplicate_view_cb },
  { .name = "delete-view", .activate = delete_view_cb },
  { .name = "filter", .state = "false", .change_state = change_filter_cb },
};

static gboolean
is_possible (GpWindow   *self,
             const char *name)
{
  gboolean edit = !gp_session_is_read_only (self->session);
  gboolean selected = gp_selection_get_size (gp_session_get_selection (self->session)) > 0;

  if (g_str_equal (name, "back"))
    return gp_trail_can_back (self->trail);
  if (g_str_equal (name, "forward"))
    return gp_trail_can_forward (self->trail);
  if (g_str_equal (name, "new-view"))
    return gp_canvas_can_do (GP_CANVAS (self->canvas), "canvas.new-view");
  if (g_str_equal (name, "add-to-view"))
    return edit && selected && current_view (self) != NULL;
  if (g_str_has_suffix (name, "-view") && !g_str_equal (name, "show-view"))
    return edit && current_view (self) != NULL;
  return TRUE;
}

void
gp_window_update_explore_actions (GpWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   self->canvas != NULL && is_possible (self, entries[i].name));
    }
}

void
gp_window_add_explore_actions (GpWindow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->trail = gp_trail_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
gp_window_init_explore (GpWindow *self)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);

  self->view_bar = gp_view_bar_new (self->session, canvas);
  self->filter_bar = gp_filter_bar_new (self->session, canvas);
  self->focus_bar = gp_focus_bar_new (self->session, canvas);
  gtk_widget_set_visible (self->filter_bar, FALSE);
  gtk_box_prepend (GTK_BOX (self->main_box), self->focus_bar);
  gtk_box_prepend (GTK_BOX (self->main_box), self->filter_bar);
  gtk_box_prepend (GTK_BOX (self->main_box), self->view_bar);
  g_signal_connect_object (canvas, "leaving", G_CALLBACK (gp_window_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "leaving", G_CALLBACK (gp_window_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "explored", G_CALLBACK (gp_window_update_explore_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (canvas, "made-view", G_CALLBACK (made_view_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar, "closed", G_CALLBACK (filter_closed_cb), self,
                           G_CONNECT_SWAPPED);
}
