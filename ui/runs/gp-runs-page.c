/* gp-runs-page.c — the runs of flows on a backend, in the drawer
 * SPDX-License-Identifier: Apache-2.0
 *
 *   which runs, of which flow, what can be done
 *   runs │ what the open one did │ data, records and rules of the step that is chosen
 */
#define G_LOG_DOMAIN "gp-runs-page"
#include "config.h"

#include "gp-runs-page.h"

#include "gp-flow-fault.h"
#include "gp-hint.h"
#include "gp-node.h"
#include "gp-run-list.h"
#include "gp-touch-list.h"
#include "gp-trace-pane.h"
#include "gp-wrap-box.h"

#include <glib/gi18n-lib.h>

#define RUNS_WIDTH 230      /* pixels */

struct _GpRunsPage
{
  GtkWidget parent_instance;

  GpSession   *session;
  GpRunWatch  *watch;
  GtkWidget   *pane;
  GtkWidget   *bar;
  GtkWidget   *choice;
  GtkWidget   *state;
  GtkWidget   *older;
  GtkWidget   *touches;
  GpRunDetail *shown;        /* that the trace borrows from, or NULL */
  gboolean     is_updating;
};

G_DEFINE_FINAL_TYPE (GpRunsPage, gp_runs_page, GTK_TYPE_WIDGET)

/* --- the run ---------------------------------------------------------------------------------- */

/* The records and rules of the try that is chosen, or of the step. */
static void
told_cb (GpRunsPage *self)
{
  GpTracePane *pane = GP_TRACE_PANE (self->pane);
  const GpFlowLogLine *line = gp_trace_pane_get_line (pane);
  const GpId *step = line != NULL && line->place != NULL ? &line->step
                                                         : gp_trace_pane_get_step (pane);

  gp_touch_list_show (GP_TOUCH_LIST (self->touches), step != NULL ? self->shown : NULL, step,
                      line != NULL ? line->place : NULL);
}

static GArray *
make_log (const GpRunDetail *detail)
{
  return detail != NULL
           ? gp_flow_log_new (detail->trace, NULL, detail->trigger, detail->summary->started,
                              !g_str_equal (detail->summary->status, "completed"))
           : g_array_new (FALSE, FALSE, sizeof (GpFlowLogLine));
}

static void
show_run (GpRunsPage *self)
{
  GpRunDetail *detail = gp_run_watch_get_detail (self->watch);
  GpRunDetail *before = self->shown;

  gp_trace_pane_set_run (GP_TRACE_PANE (self->pane),
                         detail != NULL ? &detail->summary->flow : &gp_id_nil,
                         gp_run_watch_get_progress (self->watch));
  if (detail == before)
    return;
  self->shown = detail != NULL ? gp_run_detail_ref (detail) : NULL;
  gp_trace_pane_show (GP_TRACE_PANE (self->pane), make_log (detail), TRUE,
                      detail != NULL && before != NULL
                        && g_str_equal (detail->summary->id, before->summary->id));
  gp_run_detail_unref (before);
}

static char *
say_state (GpRunsPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *flow = gp_design_lookup_kind (design, gp_run_watch_get_flow (self->watch),
                                                 GP_KIND_FLOW);
  const GpExprValue *error = self->shown != NULL ? self->shown->summary->error : NULL;
  g_autofree char *title = NULL;

  if (error != NULL)
    {
      const char *detail = gp_flow_fault_get_text (error, "detail");

      return g_strdup_printf (_("It failed: %s"),
                              *detail != '\0' ? detail : gp_flow_fault_get_text (error, "title"));
    }
  if (self->shown != NULL && gp_run_detail_find_approval (self->shown) != NULL)
    return g_strdup (_("It waits for a decision."));
  if (self->shown != NULL && self->shown->summary->note != NULL)
    return g_strdup_printf (_("Discarded: %s"), self->shown->summary->note);
  if (flow == NULL)
    return g_strdup (_("Of all flows"));
  title = gp_node_dup_title (flow);
  return g_strdup_printf (_("Of the flow “%s”"), title);
}

static void
update (GpRunsPage *self)
{
  g_autofree char *state = NULL;

  self->is_updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice),
                              (guint) gp_run_watch_get_choice (self->watch));
  self->is_updating = FALSE;
  show_run (self);
  state = say_state (self);
  gtk_label_set_label (GTK_LABEL (self->state), state);
  gtk_widget_set_tooltip_text (self->state, state);
  gtk_widget_set_visible (self->older, self->shown != NULL
                                       && !gp_run_detail_is_current (
                                         self->shown, gp_session_get_design (self->session)));
}

static void
choice_changed_cb (GpRunsPage *self)
{
  if (!self->is_updating)
    gp_run_watch_set_choice (self->watch, (GpRunChoice) gtk_drop_down_get_selected (
                                            GTK_DROP_DOWN (self->choice)));
}

/* --- life ------------------------------------------------------------------------------------- */

static void
gp_runs_page_dispose (GObject *object)
{
  GpRunsPage *self = GP_RUNS_PAGE (object);

  g_clear_pointer (&self->pane, gtk_widget_unparent);
  g_clear_pointer (&self->shown, gp_run_detail_unref);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_runs_page_parent_class)->dispose (object);
}

static void
gp_runs_page_class_init (GpRunsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_runs_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

/* An action that is not possible now is not offered. */
static void
add_action (GpRunsPage *self,
            const char *action,
            const char *label,
            const char *hint)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, hint);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_object_bind_property (button, "sensitive", button, "visible", G_BINDING_SYNC_CREATE);
  gp_wrap_box_append (GP_WRAP_BOX (self->bar), button);
}

static void
fill_bar (GpRunsPage *self)
{
  static const char *const choices[GP_RUN_N_CHOICES + 1] = {
    [GP_RUN_CHOICE_FAILED_FIRST] = N_("Failed first"), [GP_RUN_CHOICE_FAILED] = N_("Failed"),
    [GP_RUN_CHOICE_OPEN] = N_("Going on"),             [GP_RUN_CHOICE_COMPLETED] = N_("Done"),
    [GP_RUN_CHOICE_CANCELLED] = N_("Cancelled"),       [GP_RUN_CHOICE_ALL] = N_("All"),
  };
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *listed = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);    /* stay beside one another */
  GtkWidget *refresh = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  for (guint i = 0; i < GP_RUN_N_CHOICES; i++)
    gtk_string_list_append (names, _(choices[i]));
  self->choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gp_hint_name (self->choice, _("Runs that are listed"));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->state = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_label_set_wrap (GTK_LABEL (self->state), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->state), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_hexpand (self->state, TRUE);
  self->older = gtk_label_new (_("Another version of the flow"));
  gtk_widget_set_tooltip_text (self->older,
                               _("The run was started with the flow as it was deployed then. What "
                                 "is still there is shown."));
  gtk_widget_set_css_classes (self->older, (const char *[]) { "pill-label", "warning", NULL });
  gtk_widget_set_valign (self->older, GTK_ALIGN_CENTER);
  gp_hint_set (refresh, _("Ask the backend again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (refresh), "win.runs-refresh");
  gtk_box_append (GTK_BOX (listed), self->choice);
  gtk_box_append (GTK_BOX (listed), refresh);
  gp_wrap_box_append (GP_WRAP_BOX (self->bar), listed);
  gp_wrap_box_append (GP_WRAP_BOX (self->bar), self->state);
  gp_wrap_box_append (GP_WRAP_BOX (self->bar), self->older);
  add_action (self, "win.run-approve", _("Approve"), _("Decide that it goes on"));
  add_action (self, "win.run-reject", _("Reject"), _("Decide against it"));
  add_action (self, "win.run-retry", _("Retry from the Failed Step"),
              _("The steps before are not done again (Shift+F7)"));
  add_action (self, "win.run-retry-with", _("Retry with…"),
              _("The failed step begins again with other input"));
  add_action (self, "win.run-discard", _("Discard"), _("It needs no more attention"));
  add_action (self, "win.run-cancel", _("Cancel Run"), _("The run ends here"));
}

static void
gp_runs_page_init (GpRunsPage *self)
{
  self->bar = gp_wrap_box_new (8);
  gtk_widget_add_css_class (self->bar, "problems-bar");
}

GtkWidget *
gp_runs_page_new (GpSession  *session,
                  GpRunWatch *watch)
{
  GpRunsPage *self = g_object_new (GP_TYPE_RUNS_PAGE, NULL);
  GtkWidget *runs = gp_run_list_new (session, watch);

  self->session = g_object_ref (session);
  self->watch = g_object_ref (watch);
  self->pane = gp_trace_pane_new (session, NULL,
                                  _("Choose a run to see what it did, step by step."));
  self->touches = gp_touch_list_new (session);
  fill_bar (self);
  gtk_widget_set_size_request (runs, RUNS_WIDTH, -1);
  gp_trace_pane_set_bar (GP_TRACE_PANE (self->pane), self->bar);
  gp_trace_pane_set_left (GP_TRACE_PANE (self->pane), runs);
  gp_trace_pane_add_data (GP_TRACE_PANE (self->pane), self->touches);
  gtk_widget_set_parent (self->pane, GTK_WIDGET (self));

  g_signal_connect_object (self->pane, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
