/* gp-flow-page.c — a flow, step by step: the simulator of flows in the drawer
 * SPDX-License-Identifier: Apache-2.0
 *
 *   flow, state, buttons
 *   input and answers │ what the run did │ data at the step or arrow that is selected
 */
#define G_LOG_DOMAIN "gp-flow-page"
#include "config.h"

#include "gp-flow-page.h"

#include "gp-answer-list.h"
#include "gp-code-view.h"
#include "gp-flow-bar.h"
#include "gp-hint.h"
#include "gp-trace-pane.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define COLUMN       250      /* pixels */
#define INPUT_HEIGHT 120

struct _GpFlowPage
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;
  GtkWidget        *pane;
  GtkWidget        *input;
  GtkWidget        *problem;
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (GpFlowPage, gp_flow_page, GTK_TYPE_WIDGET)

/* What is selected elsewhere may be of another flow: that is tried then. */
static void
following_cb (GpFlowPage *self,
              gpointer    id)
{
  if (id != NULL)
    gp_flow_simulation_take_up (self->simulation, id);
}

/* The drawing shows the flow that was chosen: it goes to its first step. */
static void
flow_chosen_cb (GpFlowPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  GpId flow = *gp_flow_simulation_get_flow (self->simulation);
  g_autoptr(GPtrArray) steps = gp_design_list_children (design, &flow, GP_KIND_STEP);
  GpId shown = steps->len > 0 ? *gp_element_get_id (steps->pdata[0]) : flow;

  gp_session_reveal (self->session, &shown);
}

/* --- input --- */

static void
input_changed_cb (GpFlowPage *self)
{
  g_autofree char *text = gp_code_view_dup_text (GP_CODE_VIEW (self->input));

  if (!self->is_updating)
    gp_flow_simulation_set_input (self->simulation, text);
}

static void
show_log (GpFlowPage *self)
{
  const GpFlowSimulator *simulator = gp_flow_simulation_get_simulator (self->simulation);
  const GpFlowRun *run = simulator != NULL ? gp_flow_simulator_get_run (simulator) : NULL;
  GpFlowProgress *progress = gp_flow_simulation_get_progress (self->simulation);
  GArray *log;

  if (run == NULL)
    log = g_array_new (FALSE, FALSE, sizeof (GpFlowLogLine));
  else
    log = gp_flow_log_new (gp_flow_simulator_get_trace (simulator),
                           gp_flow_simulator_get_effects (simulator),
                           gp_flow_run_get_trigger (run),
                           gp_flow_simulator_get_now (simulator)
                             - gp_flow_simulation_get_elapsed (self->simulation),
                           gp_flow_run_get_status (run) != GP_FLOW_STATUS_COMPLETED);
  gp_trace_pane_set_run (GP_TRACE_PANE (self->pane),
                         gp_flow_simulation_get_flow (self->simulation), progress);
  gp_trace_pane_show (GP_TRACE_PANE (self->pane), log, FALSE, progress != NULL);
}

static void
update (GpFlowPage *self)
{
  gsize offset = G_MAXSIZE;
  const char *problem = gp_flow_simulation_get_problem (self->simulation, &offset);
  const char *hint = gp_flow_simulation_get_hint (self->simulation);

  self->is_updating = TRUE;
  gtk_widget_set_sensitive (self->input,
                            gp_flow_simulation_get_element (self->simulation) != NULL);
  gp_code_view_set_text (GP_CODE_VIEW (self->input),
                         gp_flow_simulation_get_input (self->simulation));
  gp_code_view_mark (GP_CODE_VIEW (self->input), offset != G_MAXSIZE ? offset : 0,
                     offset != G_MAXSIZE ? 1 : 0);
  self->is_updating = FALSE;
  gtk_label_set_label (GTK_LABEL (self->problem),
                       problem != NULL ? problem : hint != NULL ? hint : "");
  gtk_widget_set_visible (self->problem, problem != NULL || hint != NULL);
  if (problem != NULL)
    gtk_widget_remove_css_class (self->problem, "warning");
  else
    gtk_widget_remove_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, problem != NULL ? "error" : "warning");
  show_log (self);
}

/* --- life --- */

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "trace-title");
  return label;
}

static GtkWidget *
make_question (GpFlowPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *answers = new_heading (_("Answers"));

  self->input = gp_code_view_new ("json");
  gtk_widget_set_size_request (self->input, -1, INPUT_HEIGHT);
  gp_hint_name_inside (self->input, _("Input of the flow"));
  g_signal_connect_object (self->input, "changed", G_CALLBACK (input_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->problem = gp_wrapped_label_new (NULL, "caption");
  gtk_widget_set_margin_top (answers, 8);
  gtk_box_append (GTK_BOX (box), new_heading (_("Input")));
  gtk_box_append (GTK_BOX (box), self->input);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), answers);
  gtk_box_append (GTK_BOX (box), gp_answer_list_new (self->session, self->simulation));
  return box;
}

static void
gp_flow_page_dispose (GObject *object)
{
  GpFlowPage *self = GP_FLOW_PAGE (object);

  g_clear_pointer (&self->pane, gtk_widget_unparent);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_flow_page_parent_class)->dispose (object);
}

static void
gp_flow_page_class_init (GpFlowPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_flow_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_flow_page_init (GpFlowPage *self)
{
}

GtkWidget *
gp_flow_page_new (GpSession        *session,
                  GpFlowSimulation *simulation)
{
  GpFlowPage *self = g_object_new (GP_TYPE_FLOW_PAGE, NULL);
  GtkWidget *bar = gp_flow_bar_new (session, simulation);

  self->session = g_object_ref (session);
  self->simulation = g_object_ref (simulation);
  self->pane = gp_trace_pane_new (session, simulation,
                                  _("Run the flow, or go through it step by step."));
  gp_trace_pane_set_bar (GP_TRACE_PANE (self->pane), bar);
  gp_trace_pane_set_left (GP_TRACE_PANE (self->pane),
                          gp_trace_pane_column (make_question (self), COLUMN));
  gtk_widget_set_parent (self->pane, GTK_WIDGET (self));

  g_signal_connect_object (bar, "chosen", G_CALLBACK (flow_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "following", G_CALLBACK (following_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gp_trace_pane_follow (GP_TRACE_PANE (self->pane));

  return GTK_WIDGET (self);
}
