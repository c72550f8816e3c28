/* gp-window-flow.c — flows that are simulated: the commands, and the path on the drawing
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

static void
show_simulator (GpWindow *self)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self), "drawer",
                                      g_variant_new_string ("simulator"));
  g_action_group_change_action_state (G_ACTION_GROUP (self), "lens",
                                      g_variant_new_string ("flows"));
}

/* The drawing is inside the flow whose run is looked at. */
static void
enter_flow (GpWindow *self)
{
  GpId flow = *gp_flow_simulation_get_flow (self->simulation);
  GpId shown;

  gp_canvas_get_subject (GP_CANVAS (self->canvas), &shown);
  if (!gp_id_is_nil (&flow) && !gp_id_equal (&shown, &flow))
    gp_canvas_enter (GP_CANVAS (self->canvas), &flow);
}

static void
run_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  GpWindow *self = user_data;

  show_simulator (self);
  enter_flow (self);
  gp_flow_simulation_run (self->simulation);
}

static void
step_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;

  show_simulator (self);
  enter_flow (self);
  gp_flow_simulation_step (self->simulation);
}

static void
wait_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_flow_simulation_wait (self->simulation);
}

static void
reset_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GpWindow *self = user_data;

  gp_flow_simulation_reset (self->simulation);
}

static void
keep_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;
  GpChangeSet *changes = gp_flow_simulation_keep (self->simulation, NULL);

  if (changes != NULL)
    gp_session_perform (self->session, changes, NULL);
}

/* The step that is selected, in the flow that is simulated. FALSE where there is none. */
static gboolean
find_step (GpWindow *self,
           GpId     *out)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));

  if (last == NULL
      || gp_design_lookup_kind (gp_session_get_design (self->session), last,
                                GP_KIND_STEP) == NULL)
    return FALSE;
  *out = *last;
  return TRUE;
}

static void
stop_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;
  GpId step;

  if (!find_step (self, &step))
    return;
  gp_flow_simulation_take_up (self->simulation, &step);
  gp_flow_simulation_set_break (self->simulation, &step,
                                !gp_flow_simulation_has_break (self->simulation, &step));
}

static const GActionEntry entries[] = {
  { .name = "flow-run", .activate = run_cb },
  { .name = "flow-step", .activate = step_cb },
  { .name = "flow-wait", .activate = wait_cb },
  { .name = "flow-reset", .activate = reset_cb },
  { .name = "flow-keep", .activate = keep_cb },
  { .name = "flow-stop", .activate = stop_cb },
};

static gboolean
is_possible (GpWindow   *self,
             const char *name)
{
  GpId step;

  if (self->simulation == NULL || gp_id_is_nil (gp_flow_simulation_get_flow (self->simulation)))
    return FALSE;
  if (g_str_equal (name, "flow-reset"))
    return gp_flow_simulation_get_progress (self->simulation) != NULL;
  if (g_str_equal (name, "flow-keep"))
    return gp_flow_simulation_get_progress (self->simulation) != NULL
           && !gp_session_is_read_only (self->session);
  if (g_str_equal (name, "flow-wait"))
    return gp_flow_simulation_get_due (self->simulation) != GP_FLOW_NEVER;
  return !g_str_equal (name, "flow-stop") || find_step (self, &step);
}

void
gp_window_update_flow (GpWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_possible (self, entries[i].name));
    }
  if (self->simulation == NULL)
    return;
  if (gp_window_shows_run (self))
    gp_canvas_set_run (GP_CANVAS (self->canvas), gp_run_watch_get_progress (self->runs), NULL);
  else
    gp_canvas_set_run (GP_CANVAS (self->canvas),
                       gp_flow_simulation_get_progress (self->simulation),
                       gp_flow_simulation_get_breaks (self->simulation));
}


static void
lens_changed_cb (GpWindow   *self,
                 const char *name,
                 GVariant   *state)
{
  if (self->drawer != NULL)
    gp_drawer_set_simulates_flows (GP_DRAWER (self->drawer),
                                   g_str_equal (g_variant_get_string (state, NULL), "flows"));
}

void
gp_window_init_flow (GpWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self, "action-state-changed::lens", G_CALLBACK (lens_changed_cb), self,
                           0);
}

/* Where flows run is told on the drawing and in the inspector. */
static void
flows_changed_cb (GpWindow *self)
{
  GpFlowLights *lights = gp_flow_watch_get (self->flows)->lights;

  gp_canvas_set_lights (GP_CANVAS (self->canvas), lights);
  gp_inspector_set_lights (GP_INSPECTOR (self->inspector), lights);
}

void
gp_window_follow_flow (GpWindow *self)
{
  g_autoptr(GAction) steps = g_settings_create_action (self->settings, "show-steps");

  g_action_map_add_action (G_ACTION_MAP (self), steps);
  g_signal_connect_object (self->simulation, "changed", G_CALLBACK (gp_window_update_flow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flows, "changed", G_CALLBACK (flows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
