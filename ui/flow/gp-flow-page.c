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
#include "gp-data-pane.h"
#include "gp-flow-bar.h"
#include "gp-hint.h"
#include "gp-trace-list.h"

#include <glib/gi18n-lib.h>

#define COLUMN       250      /* pixels */
#define INPUT_HEIGHT 120

struct _GpFlowPage
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;
  GtkWidget        *content;
  GtkWidget        *input;
  GtkWidget        *problem;
  GtkWidget        *trace;
  GtkWidget        *data;
  int               line;         /* of the trace that was chosen, or -1 */
  gboolean          is_leading;   /* what is selected now was selected from here */
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (GpFlowPage, gp_flow_page, GTK_TYPE_WIDGET)

/* --- data --- */

static void
show_data (GpFlowPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  GArray *log = gp_trace_list_get_log (GP_TRACE_LIST (self->trace));
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));
  const GpElement *element = last != NULL ? gp_design_lookup (design, last) : NULL;

  if (self->line >= 0 && (guint) self->line < log->len)
    gp_data_pane_show_line (GP_DATA_PANE (self->data),
                            &g_array_index (log, GpFlowLogLine, self->line));
  else if (element != NULL && gp_element_get_kind (element) == GP_KIND_STEP)
    gp_data_pane_show_step (GP_DATA_PANE (self->data), last);
  else if (element != NULL && gp_element_get_kind (element) == GP_KIND_TRANSITION)
    gp_data_pane_show_way (GP_DATA_PANE (self->data), last);
  else
    gp_data_pane_show_nothing (GP_DATA_PANE (self->data));
}

static void
selection_changed_cb (GpFlowPage *self)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));
  GpId id = last != NULL ? *last : gp_id_nil;

  if (self->is_leading)
    return;
  self->line = -1;
  if (last != NULL)
    gp_flow_simulation_take_up (self->simulation, &id);
  gp_trace_list_select (GP_TRACE_LIST (self->trace), last != NULL ? &id : NULL);
  show_data (self);
}

static void
line_chosen_cb (GpFlowPage *self,
                guint       line)
{
  GArray *log = gp_trace_list_get_log (GP_TRACE_LIST (self->trace));
  GpDesign *design = gp_session_get_design (self->session);
  GpId id;

  if (line >= log->len)
    return;
  id = g_array_index (log, GpFlowLogLine, line).step;
  self->line = (int) line;
  if (gp_design_lookup_kind (design, &id, GP_KIND_STEP) != NULL)
    {
      self->is_leading = TRUE;
      gp_session_reveal (self->session, &id);
      self->is_leading = FALSE;
    }
  show_data (self);
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
  gp_trace_list_show (GP_TRACE_LIST (self->trace), gp_flow_simulation_get_flow (self->simulation),
                      log, FALSE);
  gp_data_pane_set_run (GP_DATA_PANE (self->data), gp_flow_simulation_get_flow (self->simulation),
                        gp_flow_simulation_get_progress (self->simulation));
}

static void
update (GpFlowPage *self)
{
  gsize offset = G_MAXSIZE;
  const char *problem = gp_flow_simulation_get_problem (self->simulation, &offset);
  const char *hint = gp_flow_simulation_get_hint (self->simulation);
  GpFlowProgress *progress = gp_flow_simulation_get_progress (self->simulation);

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
  if (progress == NULL)
    self->line = -1;
  show_log (self);
  show_data (self);
}

/* --- life --- */

static GtkWidget *
new_column (GtkWidget *child,
            int        least)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, least, -1);
  gtk_widget_add_css_class (child, "simulator-column");
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  /* Editors are as high as their text; it is the column that scrolls. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), child);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), viewport);
  return scroller;
}

/* What is wider than a narrow window is scrolled there. */
static GtkWidget *
new_strip (GtkWidget     *child,
           GtkPolicyType  policy)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), policy, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

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
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->problem), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->problem, "caption");
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

  g_clear_pointer (&self->content, gtk_widget_unparent);
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
  self->line = -1;
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

GtkWidget *
gp_flow_page_new (GpSession        *session,
                  GpFlowSimulation *simulation)
{
  GpFlowPage *self = g_object_new (GP_TYPE_FLOW_PAGE, NULL);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *bar = gp_flow_bar_new (session, simulation);

  self->session = g_object_ref (session);
  self->simulation = g_object_ref (simulation);
  self->trace = gp_trace_list_new (session, _("Run the flow, or go through it step by step."));
  gtk_widget_set_hexpand (self->trace, TRUE);
  self->data = gp_data_pane_new (session, simulation);
  gtk_box_append (GTK_BOX (columns), new_column (make_question (self), COLUMN));
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), self->trace);
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), new_column (self->data, COLUMN));
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (self->content), new_strip (bar, GTK_POLICY_EXTERNAL));
  gtk_box_append (GTK_BOX (self->content), new_strip (columns, GTK_POLICY_AUTOMATIC));

  g_signal_connect_object (bar, "chosen", G_CALLBACK (flow_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trace, "chosen", G_CALLBACK (line_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  selection_changed_cb (self);

  return GTK_WIDGET (self);
}
