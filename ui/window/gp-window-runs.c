/* gp-window-runs.c — runs of flows on a backend: the commands, and what is painted of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * The drawing has one run at a time: that of a backend while the page of runs is open, else the
 * simulated one. Whose counts are asked for follows the flow that is entered. */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-retry-dialog.h"
#include "gp-window-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char   *action;
  GpRunDeedKind kind;
} deeds[] = {
  { "run-retry", GP_RUN_RETRY },     { "run-cancel", GP_RUN_CANCEL },
  { "run-discard", GP_RUN_DISCARD }, { "run-approve", GP_RUN_APPROVE },
  { "run-reject", GP_RUN_REJECT },
};

static gboolean
is_listing (GpWindow *self)
{
  return gtk_widget_get_visible (self->drawer_pane)
         && g_str_equal (gp_drawer_get_page (GP_DRAWER (self->drawer)), "runs");
}

gboolean
gp_window_shows_run (GpWindow *self)
{
  return self->runs != NULL && is_listing (self) && gp_run_watch_get_progress (self->runs) != NULL;
}

static void
deed_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GpWindow *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));
  g_autofree char *note = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].action, name))
      {
        if (deeds[i].kind == GP_RUN_DISCARD)
          note = g_strdup_printf (_("Discarded by %s"),
                                  gp_history_get_author (gp_session_get_history (self->session)));
        gp_run_watch_do (self->runs, deeds[i].kind, note);
      }
}

static void
retry_with_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  gp_retry_dialog_present (GTK_WINDOW (user_data), ((GpWindow *) user_data)->runs);
}

static void
refresh_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  gp_run_watch_refresh (((GpWindow *) user_data)->runs);
}

static void
more_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  gp_run_watch_show_more (((GpWindow *) user_data)->runs);
}

static const GActionEntry entries[] = {
  { .name = "run-retry", .activate = deed_cb },
  { .name = "run-retry-with", .activate = retry_with_cb },
  { .name = "run-cancel", .activate = deed_cb },
  { .name = "run-discard", .activate = deed_cb },
  { .name = "run-approve", .activate = deed_cb },
  { .name = "run-reject", .activate = deed_cb },
  { .name = "runs-refresh", .activate = refresh_cb },
  { .name = "runs-more", .activate = more_cb },
};

static void
enable (GpWindow   *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
gp_window_update_runs (GpWindow *self)
{
  GpId target, flow = gp_id_nil, subject;
  gboolean listing = self->runs != NULL && is_listing (self);

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    enable (self, deeds[i].action, listing && gp_run_watch_can (self->runs, deeds[i].kind));
  enable (self, "run-retry-with", listing && gp_run_watch_can (self->runs, GP_RUN_RETRY)
                                  && gp_run_watch_get_detail (self->runs)->retry_input != NULL);
  enable (self, "runs-refresh", listing);
  enable (self, "runs-more", listing && gp_run_watch_has_more (self->runs));
  if (self->runs == NULL)
    return;

  gp_canvas_get_subject (GP_CANVAS (self->canvas), &subject);
  if (gp_design_lookup_kind (gp_session_get_design (self->session), &subject, GP_KIND_FLOW) != NULL)
    flow = subject;
  gp_header_get_default_target (GP_HEADER (self->header), &target);
  gp_run_watch_set_shown (self->runs,
                          listing
                            || gp_canvas_get_lens (GP_CANVAS (self->canvas)) == GP_LENS_FLOWS);
  gp_run_watch_set_flow (self->runs, &flow);
  gp_run_watch_set_listing (self->runs, listing);
  gp_run_watch_set_target (self->runs, &target);
}

/* The run that is opened is seen on its flow. */
static void
enter_flow (GpWindow *self)
{
  GpRunDetail *detail = gp_run_watch_get_detail (self->runs);
  GpDesign *design = gp_session_get_design (self->session);
  const GpId *flow = &detail->summary->flow;
  GpId shown;

  gp_canvas_get_subject (GP_CANVAS (self->canvas), &shown);
  if (gp_id_equal (&shown, flow)
      || gp_design_lookup_kind (design, flow, GP_KIND_FLOW) == NULL)
    return;
  gp_canvas_enter (GP_CANVAS (self->canvas), flow);
}

/* Where the run is, or ended: what people open one for. */
static void
reveal_end (GpWindow *self)
{
  GpFlowProgress *progress = gp_run_watch_get_progress (self->runs);
  g_autoptr(GPtrArray) steps = progress != NULL ? gp_flow_progress_list_steps (progress) : NULL;

  if (steps != NULL && steps->len > 0)
    gp_canvas_reveal (GP_CANVAS (self->canvas),
                      &((const GpFlowStepProgress *) steps->pdata[steps->len - 1])->step);
}

static void
runs_changed_cb (GpWindow *self)
{
  GpRunDetail *detail = gp_run_watch_get_detail (self->runs);
  gboolean is_new = FALSE;

  gp_canvas_set_counts (GP_CANVAS (self->canvas), gp_run_watch_get_counts (self->runs));
  if (detail != NULL && detail != self->seen_run && is_listing (self))
    {
      is_new = self->seen_run == NULL
               || !g_str_equal (detail->summary->id, self->seen_run->summary->id);
      gp_run_detail_unref (self->seen_run);
      self->seen_run = gp_run_detail_ref (detail);
      if (is_new)
        enter_flow (self);
    }
  gp_window_update_flow (self);
  gp_window_update_runs (self);
  if (is_new)
    reveal_end (self);
}

static void
drawer_changed_cb (GpWindow   *self,
                   const char *name,
                   GVariant   *state)
{
  if (self->runs == NULL)
    return;
  if (g_str_equal (g_variant_get_string (state, NULL), "runs"))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "lens",
                                        g_variant_new_string ("flows"));
  gp_window_update_flow (self);
  gp_window_update_runs (self);
}

static void
lens_changed_cb (GpWindow *self)
{
  gp_window_update_runs (self);
}

void
gp_window_init_runs (GpWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self, "action-state-changed::drawer", G_CALLBACK (drawer_changed_cb),
                           self, 0);
  g_signal_connect_object (self, "action-state-changed::lens", G_CALLBACK (lens_changed_cb), self,
                           0);
}

void
gp_window_follow_runs (GpWindow *self)
{
  g_signal_connect_object (self->runs, "changed", G_CALLBACK (runs_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "explored", G_CALLBACK (gp_window_update_runs), self,
                           G_CONNECT_SWAPPED);
}
