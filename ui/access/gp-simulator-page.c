/* gp-simulator-page.c — may they, and why: the simulator in the drawer
 * SPDX-License-Identifier: Apache-2.0
 *
 *            │ answer                     │ fields
 *   question │ why, what would allow it   │ records
 *            │ how records are found      │ who else
 */
#define G_LOG_DOMAIN "gp-simulator-page"
#include "config.h"

#include "gp-simulator-page.h"

#include "gp-access-words.h"
#include "gp-question-pane.h"
#include "gp-reach-pane.h"
#include "gp-rows-pane.h"
#include "gp-why-pane.h"

#include <glib/gi18n-lib.h>

struct _GpSimulatorPage
{
  GtkWidget parent_instance;

  GpSession    *session;
  GpSimulation *simulation;
  GtkWidget    *content;
  GtkWidget    *verdict;
  GtkWidget    *sentence;
  GtkWidget    *remedy;
  GtkWidget    *keep;
  gboolean      is_leading;     /* what is selected now was selected from here */
};

G_DEFINE_FINAL_TYPE (GpSimulatorPage, gp_simulator_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *label;
  const char *css_class;
} verdicts[] = {
  [GP_ACCESS_DENIED] = { NC_("verdict", "✗ No"), "error" },
  [GP_ACCESS_FORBIDDEN] = { NC_("verdict", "✗ No, forbidden"), "error" },
  [GP_ACCESS_DEPENDS] = { NC_("verdict", "◐ It depends"), "warning" },
  [GP_ACCESS_GRANTED] = { NC_("verdict", "✓ Yes"), "success" },
};

/* The smallest change that would allow it is what most people come for: it stands beside the
 * answer, and all of them below why. */
static void
show_remedy (GpSimulatorPage *self)
{
  const GpAccessDecision *decision = gp_simulation_get_decision (self->simulation);
  g_autoptr(GPtrArray) remedies = NULL;
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;

  if (decision != NULL
      && (decision->verdict == GP_ACCESS_DENIED || decision->verdict == GP_ACCESS_FORBIDDEN))
    remedies = gp_access_find_remedies (
      decision, gp_simulation_get_question (self->simulation)->caller);
  if (remedies != NULL && remedies->len > 0)
    {
      words = gp_access_describe_remedy (decision->access, remedies->pdata[0]);
      sentence = g_strdup_printf (_("Allowed %s"), words);
    }
  gtk_label_set_label (GTK_LABEL (self->remedy), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->remedy, sentence != NULL);
}

static void
update (GpSimulatorPage *self)
{
  const GpAccessDecision *decision = gp_simulation_get_decision (self->simulation);
  const char *problem = gp_simulation_get_problem (self->simulation);
  g_autofree char *who = gp_simulation_dup_who (self->simulation);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    gtk_widget_remove_css_class (self->verdict, verdicts[i].css_class);
  gtk_widget_set_visible (self->verdict, decision != NULL);
  if (decision != NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->verdict),
                           g_dpgettext2 (GETTEXT_PACKAGE, "verdict",
                                         verdicts[decision->verdict].label));
      gtk_widget_add_css_class (self->verdict, verdicts[decision->verdict].css_class);
      sentence = gp_access_describe_verdict (decision,
                                             gp_simulation_get_question (self->simulation), who);
    }
  gtk_label_set_label (GTK_LABEL (self->sentence),
                       sentence != NULL ? sentence : problem != NULL ? problem : "");
  show_remedy (self);
  gtk_widget_set_sensitive (self->keep, gp_simulation_can_keep (self->simulation)
                                          && !gp_session_is_read_only (self->session));
}

static void
selection_changed_cb (GpSimulatorPage *self)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));

  if (last != NULL && !self->is_leading)
    gp_simulation_take_up (self->simulation, last);
}

static void
asked_cb (GpSimulatorPage *self,
          const GpId      *role,
          const char      *action,
          const GpId      *subject)
{
  gp_simulation_take_up (self->simulation, subject);
  gp_simulation_take_up (self->simulation, role);
  gp_simulation_set_action (self->simulation, action);
}

static void
go_to_cb (GpSimulatorPage *self,
          gpointer         rule)
{
  GpId id = *(const GpId *) rule;

  self->is_leading = TRUE;
  gp_session_reveal (self->session, &id);
  self->is_leading = FALSE;
}

static void
keep_clicked_cb (GpSimulatorPage *self)
{
  gp_session_perform (self->session,
                      gp_simulation_keep (self->simulation,
                                          gp_session_get_design (self->session), NULL), NULL);
}

/* --- life --- */

static GtkWidget *
new_column (GtkWidget *child,
            int        least,
            gboolean   expand)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, least, -1);
  gtk_widget_set_hexpand (scroller, expand);
  gtk_widget_add_css_class (child, "simulator-column");
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
make_answer (GpSimulatorPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->verdict = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->verdict), 0);
  gtk_widget_add_css_class (self->verdict, "verdict");
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->sentence), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->sentence, "dim-label");
  self->remedy = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->remedy), 0);
  gtk_label_set_wrap (GTK_LABEL (self->remedy), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->remedy), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->remedy, "heading");
  gtk_box_append (GTK_BOX (words), self->sentence);
  gtk_box_append (GTK_BOX (words), self->remedy);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->keep = gtk_button_new_with_label (_("Expect this"));
  gtk_widget_set_tooltip_text (self->keep, _("Keep the answer as a test"));
  gtk_widget_set_valign (self->keep, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->keep, "clicked", G_CALLBACK (keep_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->verdict);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->keep);
  return box;
}

static void
gp_simulator_page_dispose (GObject *object)
{
  GpSimulatorPage *self = GP_SIMULATOR_PAGE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_simulator_page_parent_class)->dispose (object);
}

static void
gp_simulator_page_class_init (GpSimulatorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_simulator_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_simulator_page_init (GpSimulatorPage *self)
{
  self->content = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->content), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_widget_set_vexpand (self->content, TRUE);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

GtkWidget *
gp_simulator_page_new (GpSession     *session,
                       GpAccessWatch *watch)
{
  GpSimulatorPage *self = g_object_new (GP_TYPE_SIMULATOR_PAGE, NULL);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *answer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *why;

  self->session = g_object_ref (session);
  self->simulation = gp_simulation_new (watch);
  why = gp_why_pane_new (self->simulation);
  gtk_box_append (GTK_BOX (answer), make_answer (self));
  gtk_box_append (GTK_BOX (answer), why);
  gtk_box_append (GTK_BOX (answer), gp_rows_pane_new (self->simulation));
  g_signal_connect_object (why, "go-to", G_CALLBACK (go_to_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (columns), new_column (gp_question_pane_new (self->simulation),
                                                 270, FALSE));
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), new_column (answer, 320, TRUE));
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), new_column (gp_reach_pane_new (self->simulation), 270,
                                                 FALSE));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->content), columns);

  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->simulation, "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  selection_changed_cb (self);
  update (self);

  return GTK_WIDGET (self);
}

GpSimulation *
gp_simulator_page_get_simulation (GpSimulatorPage *self)
{
  g_return_val_if_fail (GP_IS_SIMULATOR_PAGE (self), NULL);

  return self->simulation;
}
