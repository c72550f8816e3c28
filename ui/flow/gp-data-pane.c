/* gp-data-pane.c — what went into a step of a run and what came out of it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-data-pane"
#include "config.h"

#include "gp-data-pane.h"

#include "gp-code-view.h"
#include "gp-describe.h"
#include "gp-expr-json-lines.h"
#include "gp-flow-words.h"
#include "gp-hint.h"
#include "gp-node.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define JSON_WIDTH 34     /* characters */

typedef enum
{
  PART_INPUT,
  PART_OUTPUT,
  PART_ERROR,
  N_PARTS
} Part;

struct _GpDataPane
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;     /* that may stop before a step, or NULL */
  GpFlowProgress   *progress;       /* or NULL */
  GpId              flow;
  GpId              step;           /* nil: none */
  GtkWidget        *stack;
  GtkWidget        *title;
  GtkWidget        *facts;
  GtkWidget        *stops_row;
  GtkWidget        *stops;
  GtkWidget        *labels[N_PARTS];
  GtkWidget        *views[N_PARTS];
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (GpDataPane, gp_data_pane, GTK_TYPE_WIDGET)

static void
show_part (GpDataPane        *self,
           Part               part,
           const char        *title,
           const GpExprValue *value)
{
  g_autofree char *text = value != NULL ? gp_expr_value_to_json_lines (value, JSON_WIDTH) : NULL;

  gtk_widget_set_visible (self->labels[part], text != NULL);
  gtk_widget_set_visible (self->views[part], text != NULL);
  if (text == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->labels[part]), title);
  gp_hint_name_inside (self->views[part], title);
  gp_code_view_set_text (GP_CODE_VIEW (self->views[part]), text);
}

static void
show (GpDataPane *self,
      const GpId *step,
      const char *title,
      const char *facts)
{
  self->is_updating = TRUE;
  self->step = step != NULL ? *step : gp_id_nil;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->facts), facts);
  gtk_widget_set_visible (self->facts, *facts != '\0');
  gtk_widget_set_visible (self->stops_row, step != NULL && self->simulation != NULL);
  if (step != NULL && self->simulation != NULL)
    gtk_switch_set_active (GTK_SWITCH (self->stops),
                           gp_flow_simulation_has_break (self->simulation, step));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "data");
  self->is_updating = FALSE;
}

static void
add_fact (GString *facts,
          char    *fact)
{
  g_autofree char *owned = fact;

  if (*owned != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", owned);
}

void
gp_data_pane_show_step (GpDataPane *self,
                        const GpId *step)
{
  GpDesign *design = gp_session_get_design (self->session);
  GpFlowProgress *progress = self->progress;
  const GpFlowStepProgress *of = progress != NULL ? gp_flow_progress_find_step (progress, step)
                                                  : NULL;
  const GpElement *element = gp_design_lookup_kind (design, step, GP_KIND_STEP);
  g_autoptr(GString) facts = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (element == NULL)
    {
      gp_data_pane_show_nothing (self);
      return;
    }
  title = gp_node_dup_title (element);
  if (progress != NULL)
    add_fact (facts, g_strdup (gp_flow_words_reach (gp_flow_progress_get_reach (progress, step))));
  if (of != NULL && of->times > 1)
    add_fact (facts, g_strdup_printf (ngettext ("%u time", "%u times", of->times), of->times));
  if (of != NULL && of->attempts > 1)
    add_fact (facts, g_strdup_printf (ngettext ("%u try", "%u tries", of->attempts),
                                      of->attempts));
  if (of != NULL && of->ended > of->began)
    add_fact (facts, gp_flow_words_duration (of->ended - of->began));
  show (self, step, title, facts->str);
  show_part (self, PART_INPUT, _("Input"), of != NULL ? of->input : NULL);
  show_part (self, PART_OUTPUT, _("Output"), of != NULL ? of->output : NULL);
  show_part (self, PART_ERROR, _("Error"), of != NULL ? of->error : NULL);
}

void
gp_data_pane_show_line (GpDataPane          *self,
                        const GpFlowLogLine *line)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autofree char *title = gp_flow_words_step (design,
                                               &self->flow, line);
  g_autoptr(GString) facts = g_string_new (NULL);
  gboolean is_step = gp_design_lookup_kind (design, &line->step, GP_KIND_STEP) != NULL;

  add_fact (facts, g_strdup (is_step ? gp_flow_words_reach (line->reach) : ""));
  if (line->attempt > 1)
    add_fact (facts, g_strdup_printf (C_("step of a run", "try %u"), line->attempt));
  if (line->ended > line->began)
    add_fact (facts, gp_flow_words_duration (line->ended - line->began));
  show (self, is_step ? &line->step : NULL, title, facts->str);
  show_part (self, PART_INPUT, _("Input"), line->input);
  show_part (self, PART_OUTPUT, _("Output"), line->output != line->input ? line->output : NULL);
  show_part (self, PART_ERROR, _("Error"), line->error);
}

void
gp_data_pane_show_way (GpDataPane *self,
                       const GpId *transition)
{
  GpDesign *design = gp_session_get_design (self->session);
  GpFlowProgress *progress = self->progress;
  const GpFlowWayProgress *of = progress != NULL ? gp_flow_progress_find_way (progress, transition)
                                                 : NULL;
  const GpElement *element = gp_design_lookup_kind (design, transition, GP_KIND_TRANSITION);
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;

  if (element == NULL)
    {
      gp_data_pane_show_nothing (self);
      return;
    }
  title = gp_describe_title (design, element);
  if (of == NULL)
    facts = g_strdup (progress != NULL ? _("Not taken") : "");
  else
    facts = g_strdup_printf (ngettext ("Taken %u time", "Taken %u times", of->times), of->times);
  show (self, NULL, title, facts);
  show_part (self, PART_INPUT, _("What went along it"), of != NULL ? of->value : NULL);
  show_part (self, PART_OUTPUT, "", NULL);
  show_part (self, PART_ERROR, "", NULL);
}

void
gp_data_pane_show_nothing (GpDataPane *self)
{
  self->step = gp_id_nil;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
}

void
gp_data_pane_set_run (GpDataPane     *self,
                      const GpId     *flow,
                      GpFlowProgress *progress)
{
  g_return_if_fail (GP_IS_DATA_PANE (self));

  if (progress != NULL)
    gp_flow_progress_ref (progress);
  g_clear_pointer (&self->progress, gp_flow_progress_unref);
  self->progress = progress;
  self->flow = *flow;
}

static void
stops_changed_cb (GpDataPane *self)
{
  if (!self->is_updating && !gp_id_is_nil (&self->step))
    gp_flow_simulation_set_break (self->simulation, &self->step,
                                  gtk_switch_get_active (GTK_SWITCH (self->stops)));
}

/* --- life --- */

static void
gp_data_pane_dispose (GObject *object)
{
  GpDataPane *self = GP_DATA_PANE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->progress, gp_flow_progress_unref);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_data_pane_parent_class)->dispose (object);
}

static void
gp_data_pane_class_init (GpDataPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_data_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gp_wrapped_label_new (NULL, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_stops (GpDataPane *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_("Stop before it"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  self->stops = gtk_switch_new ();
  gtk_widget_set_valign (self->stops, GTK_ALIGN_CENTER);
  gp_hint_name (self->stops, _("Stop before it"));
  g_signal_connect_object (self->stops, "notify::active", G_CALLBACK (stops_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), self->stops);
  return row;
}

static void
gp_data_pane_init (GpDataPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *nothing = gtk_label_new (_("Choose a step or an arrow to see what goes into it and "
                                        "what comes out."));

  self->title = add_label (box, "heading");
  self->facts = add_label (box, "dim-label");
  self->stops_row = make_stops (self);
  gtk_box_append (GTK_BOX (box), self->stops_row);
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->labels[i] = add_label (box, "rule-part");
      self->views[i] = gp_code_view_new ("json");
      gp_code_view_set_editable (GP_CODE_VIEW (self->views[i]), FALSE);
      gtk_box_append (GTK_BOX (box), self->views[i]);
    }
  gtk_label_set_wrap (GTK_LABEL (nothing), TRUE);
  gtk_label_set_xalign (GTK_LABEL (nothing), 0);
  gtk_widget_set_valign (nothing, GTK_ALIGN_START);
  gtk_widget_add_css_class (nothing, "dim-label");
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), nothing, "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "data");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Data"));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
gp_data_pane_new (GpSession        *session,
                  GpFlowSimulation *simulation)
{
  GpDataPane *self = g_object_new (GP_TYPE_DATA_PANE, NULL);

  self->session = g_object_ref (session);
  if (simulation != NULL)
    self->simulation = g_object_ref (simulation);

  return GTK_WIDGET (self);
}
