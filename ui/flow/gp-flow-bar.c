/* gp-flow-bar.c — which flow is simulated, how far it is, and what can be done now
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-bar"
#include "config.h"

#include "gp-flow-bar.h"

#include "gp-flow-fault.h"
#include "gp-flow-words.h"
#include "gp-hint.h"
#include "gp-name-list.h"
#include "gp-node.h"
#include "gp-wrap-box.h"

#include <glib/gi18n-lib.h>

struct _GpFlowBar
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;
  GtkWidget        *box;
  GtkWidget        *flows;
  GArray           *ids;          /* GpId, beside the list */
  GtkWidget        *clock;
  GtkWidget        *stale;
  GtkWidget        *state;
  GtkWidget        *decide;       /* a box with two buttons */
  GtkWidget        *wait;
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (GpFlowBar, gp_flow_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- the list of flows --- */

static gboolean
has_names (GtkStringList *model,
           GPtrArray     *names)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (model)) != names->len - 1)
    return FALSE;
  for (guint i = 0; i + 1 < names->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (model, i), names->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
show_flows (GpFlowBar *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpId *chosen = gp_flow_simulation_get_flow (self->simulation);
  GtkDropDown *list = GTK_DROP_DOWN (self->flows);
  GtkStringList *model = GTK_STRING_LIST (gtk_drop_down_get_model (list));
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint at = GTK_INVALID_LIST_POSITION;

  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < flows->len; i++)
    {
      const GpId *id = gp_element_get_id (flows->pdata[i]);

      g_array_append_vals (self->ids, id, 1);
      g_ptr_array_add (names, gp_node_dup_title (flows->pdata[i]));
      if (gp_id_equal (id, chosen))
        at = i;
    }
  g_ptr_array_add (names, NULL);
  if (!has_names (model, names))
    gtk_string_list_splice (model, 0, g_list_model_get_n_items (G_LIST_MODEL (model)),
                            (const char *const *) names->pdata);
  if (gtk_drop_down_get_selected (list) != at)
    gtk_drop_down_set_selected (list, at);
  gtk_widget_set_sensitive (self->flows, flows->len > 0);
}

static void
flow_chosen_cb (GpFlowBar *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->flows));

  if (self->is_updating || at >= self->ids->len)
    return;
  gp_flow_simulation_set_flow (self->simulation, &g_array_index (self->ids, GpId, at));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/* --- how far it is --- */

/* The first thing that is waited for, people first. FALSE where there is none. */
static gboolean
find_wait (GpFlowBar  *self,
           GpFlowWait *out)
{
  const GpFlowSimulator *simulator = gp_flow_simulation_get_simulator (self->simulation);
  g_autoptr(GArray) waits = simulator != NULL
                              ? gp_flow_run_list_waits (gp_flow_simulator_get_run (simulator))
                              : NULL;

  if (waits == NULL || waits->len == 0)
    return FALSE;
  *out = g_array_index (waits, GpFlowWait, 0);
  for (guint i = 0; i < waits->len; i++)
    if (g_array_index (waits, GpFlowWait, i).kind == GP_FLOW_EFFECT_APPROVAL)
      {
        *out = g_array_index (waits, GpFlowWait, i);
        break;
      }
  return TRUE;
}

static char *
name_step (GpFlowBar  *self,
           const GpId *step)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = gp_design_lookup (design, step);

  return element != NULL ? gp_node_dup_title (element) : g_strdup ("");
}

static char *
say_end (const GpFlowRun *run)
{
  const GpExprValue *error = gp_flow_run_get_error (run);
  const char *detail = error != NULL ? gp_flow_fault_get_text (error, "detail") : "";

  if (gp_flow_run_get_status (run) == GP_FLOW_STATUS_COMPLETED)
    return g_strdup (_("It ran to the end."));
  if (error != NULL && *detail == '\0')
    detail = gp_flow_fault_get_text (error, "title");
  return g_strdup_printf (_("It failed: %s"), detail);
}

static char *
say_state (GpFlowBar *self)
{
  const GpFlowSimulator *simulator = gp_flow_simulation_get_simulator (self->simulation);
  const char *problem = gp_flow_simulation_get_problem (self->simulation, NULL);
  const GpElement *next;
  g_autofree char *name = NULL;
  GpFlowWait wait;

  if (simulator == NULL)
    return g_strdup (problem != NULL ? _("It cannot start yet.") : "");
  if (gp_flow_run_has_ended (gp_flow_simulator_get_run (simulator)))
    return say_end (gp_flow_simulator_get_run (simulator));
  next = gp_flow_simulator_get_next (simulator);
  if (next != NULL)
    {
      name = name_step (self, gp_element_get_id (next));
      return g_strdup_printf (_("Next is “%s”."), name);
    }
  if (!find_wait (self, &wait))
    return g_strdup (_("It goes on."));
  name = name_step (self, &wait.step);
  if (wait.kind == GP_FLOW_EFFECT_APPROVAL)
    return g_strdup_printf (_("“%s” waits for a decision."), name);
  if (wait.kind == GP_FLOW_EFFECT_CODE)
    return g_strdup_printf (_("“%s” runs its code…"), name);
  return g_strdup_printf (_("“%s” waits for an answer."), name);
}

static void
show_clock (GpFlowBar *self)
{
  gint64 elapsed = gp_flow_simulation_get_elapsed (self->simulation);
  gint64 due = gp_flow_simulation_get_due (self->simulation);
  g_autofree char *passed = gp_flow_words_duration (elapsed);
  g_autofree char *text = g_strdup_printf (_("+%s"), passed);
  g_autofree char *left = due != GP_FLOW_NEVER ? gp_flow_words_duration (due - elapsed) : NULL;
  g_autofree char *offer = left != NULL ? g_strdup_printf (_("Wait %s"), left) : NULL;

  gtk_label_set_label (GTK_LABEL (self->clock), text);
  gtk_widget_set_visible (self->clock, elapsed > 0);
  gtk_widget_set_visible (self->wait, due != GP_FLOW_NEVER && due > elapsed);
  if (offer != NULL)
    gtk_button_set_label (GTK_BUTTON (self->wait), offer);
}

static void
update (GpFlowBar *self)
{
  g_autofree char *state = say_state (self);
  GpFlowWait wait;

  self->is_updating = TRUE;
  show_flows (self);
  self->is_updating = FALSE;
  gtk_widget_set_tooltip_text (self->state, *state != '\0' ? state : NULL);
  gtk_widget_set_visible (self->stale, gp_flow_simulation_is_stale (self->simulation));
  gtk_label_set_label (GTK_LABEL (self->state), state);
  gtk_widget_set_visible (self->decide, find_wait (self, &wait)
                                          && wait.kind == GP_FLOW_EFFECT_APPROVAL);
  show_clock (self);
}

/* --- decisions --- */

static void
decide (GpFlowBar  *self,
        const char *decision)
{
  GpFlowWait wait;
  g_autoptr(GpExprValue) answer =
    gp_expr_value_new_object ("decision", gp_expr_value_new_string (decision, -1), NULL);

  if (find_wait (self, &wait) && wait.kind == GP_FLOW_EFFECT_APPROVAL)
    gp_flow_simulation_answer (self->simulation, &wait.step, answer);
}

static void
approve_clicked_cb (GpFlowBar *self)
{
  decide (self, "approve");
}

static void
reject_clicked_cb (GpFlowBar *self)
{
  decide (self, "reject");
}

/* --- life --- */

static void
gp_flow_bar_dispose (GObject *object)
{
  GpFlowBar *self = GP_FLOW_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_flow_bar_parent_class)->dispose (object);
}

static void
gp_flow_bar_class_init (GpFlowBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_flow_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

/* @icon: NULL for none. */
static GtkWidget *
add_action (GpFlowBar  *self,
            const char *action,
            const char *icon,
            const char *label,
            const char *hint)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  if (label != NULL)
    gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, hint);
  gp_hint_name (button, label != NULL ? label : hint);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gp_wrap_box_append (GP_WRAP_BOX (self->box), button);
  return button;
}

static GtkWidget *
add_decision (GpFlowBar  *self,
              const char *label,
              GCallback   clicked_cb)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->decide), button);
  return button;
}

static void
gp_flow_bar_init (GpFlowBar *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  self->box = gp_wrap_box_new (8);
  gtk_widget_add_css_class (self->box, "problems-bar");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->flows = gp_name_list_new (G_LIST_MODEL (gtk_string_list_new (NULL)));
  gp_hint_name (self->flows, _("Flow that is simulated"));
  gtk_widget_set_size_request (self->flows, 160, -1);
  g_signal_connect_object (self->flows, "notify::selected", G_CALLBACK (flow_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->clock = gtk_label_new (NULL);
  gtk_widget_set_tooltip_text (self->clock, _("On the clock of the run, which nobody waits for"));
  gtk_widget_add_css_class (self->clock, "pill-label");
  gtk_widget_add_css_class (self->clock, "neutral");
  gtk_widget_set_valign (self->clock, GTK_ALIGN_CENTER);
  self->stale = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic",
                              "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gp_hint_set (self->stale, _("The design has changed since the run began."));
  gtk_widget_add_css_class (self->stale, "warning");
  self->state = gtk_label_new (NULL);
  gp_hint_name (self->state, "");       /* nothing is said while there is nothing to say */
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_label_set_wrap (GTK_LABEL (self->state), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->state), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_hexpand (self->state, TRUE);
  self->decide = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  add_decision (self, _("Approve"), G_CALLBACK (approve_clicked_cb));
  add_decision (self, _("Reject"), G_CALLBACK (reject_clicked_cb));

  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->flows);
  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->clock);
  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->stale);
  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->state);
  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->decide);
  self->wait = gtk_button_new_with_label ("");
  gtk_widget_set_tooltip_text (self->wait, _("The clock goes to what is due next"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->wait), "win.flow-wait");
  gp_wrap_box_append (GP_WRAP_BOX (self->box), self->wait);
  add_action (self, "win.flow-step", "media-skip-forward-symbolic", _("Step"),
              _("Do one step (F7)"));
  gtk_widget_add_css_class (add_action (self, "win.flow-run", "media-playback-start-symbolic",
                                        _("Run"), _("Run to the end or a stop (F8)")),
                            "suggested-action");
  add_action (self, "win.flow-reset", "view-refresh-symbolic", NULL,
              _("Forget the run (Shift+F8)"));
  add_action (self, "win.flow-keep", NULL, _("Keep as test"),
              _("Keep the run as a test of the flow"));
}

GtkWidget *
gp_flow_bar_new (GpSession        *session,
                 GpFlowSimulation *simulation)
{
  GpFlowBar *self = g_object_new (GP_TYPE_FLOW_BAR, NULL);

  self->session = g_object_ref (session);
  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
