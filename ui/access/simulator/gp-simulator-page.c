/* gp-simulator-page.c — may they, and why: the simulator in the drawer
 * SPDX-License-Identifier: Apache-2.0
 *
 *            │ answer                     │ fields
 *   question │ why, what would allow it   │ records
 *            │ how records are found      │ who else
 *
 * Where that is too wide, the column on the right stands below the one in the middle, and where
 * this is too wide as well, all are below one another and scroll as one.
 */
#define G_LOG_DOMAIN "gp-simulator-page"
#include "config.h"

#include "gp-simulator-page.h"

#include "gp-access-words.h"
#include "gp-question-pane.h"
#include "gp-reach-pane.h"
#include "gp-rows-pane.h"
#include "gp-text-scale.h"
#include "gp-why-pane.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define SIDE_WIDTH   230    /* pixels */
#define ANSWER_WIDTH 320

struct _GpSimulatorPage
{
  GtkWidget parent_instance;

  GpSession    *session;
  GpSimulation *simulation;
  GtkWidget    *content;
  GtkWidget    *columns;        /* the question and what is told, beside or below one another */
  GtkWidget    *told;           /* the answer and what it reaches, beside or below one another */
  GtkWidget    *answer;
  GtkWidget    *reach;
  guint         folds;          /* how many of the boxes stand upright: told, then columns too */
  guint         fold_id;
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
new_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
as_column (GtkWidget *child,
           int        least)
{
  gtk_widget_set_size_request (child, least, -1);
  gtk_widget_add_css_class (child, "simulator-column");
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  return child;
}

static int
find_least (GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* As few as the texts of the columns allow. */
static guint
find_folds (GpSimulatorPage *self,
            int              width)
{
  double scale = gp_text_scale_get (GTK_WIDGET (self));
  int question = MAX (find_least (gtk_widget_get_first_child (self->columns)),
                      (int) (SIDE_WIDTH * scale));
  int answer = MAX (find_least (self->answer), (int) (ANSWER_WIDTH * scale));
  int reach = MAX (find_least (self->reach), (int) (SIDE_WIDTH * scale));

  if (question + answer + reach + 2 <= width)     /* with the lines between them */
    return 0;
  return question + 1 + MAX (answer, reach) <= width ? 1 : 2;
}

/* The line between two columns lies where they are below one another. */
static void
stand (GtkWidget *box,
       gboolean   upright)
{
  GtkWidget *edge = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), upright ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (edge), upright ? GTK_ORIENTATION_HORIZONTAL
                                                                 : GTK_ORIENTATION_VERTICAL);
}

/* GTK 4.8 takes the wheel of a window that scrolls no more: then what is around it is to scroll. */
static void
let_wheel_pass (GtkWidget *scroller,
                gboolean   pass)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (scroller);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          && gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        gtk_event_controller_set_propagation_phase (controller, pass ? GTK_PHASE_NONE
                                                                     : GTK_PHASE_BUBBLE);
    }
}

/* Not while sizes are handed out. */
static gboolean
fold_cb (gpointer user_data)
{
  GpSimulatorPage *self = user_data;
  gboolean as_one;

  self->fold_id = 0;
  self->folds = find_folds (self, gtk_widget_get_width (GTK_WIDGET (self)));
  as_one = self->folds > 1;
  stand (self->told, self->folds > 0);
  stand (self->columns, as_one);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->content), GTK_POLICY_AUTOMATIC,
                                  as_one ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  for (GtkWidget *child = gtk_widget_get_first_child (self->columns); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_SCROLLED_WINDOW (child))
      {
        gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (child), GTK_POLICY_NEVER,
                                        as_one ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
        let_wheel_pass (child, as_one);
      }
  return G_SOURCE_REMOVE;
}

static void
gp_simulator_page_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GpSimulatorPage *self = GP_SIMULATOR_PAGE (widget);

  gtk_widget_allocate (self->content, width, height, baseline, NULL);
  if (find_folds (self, width) != self->folds && self->fold_id == 0)
    self->fold_id = g_idle_add (fold_cb, self);
}

static void
gp_simulator_page_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  gtk_widget_measure (GP_SIMULATOR_PAGE (widget)->content, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static GtkWidget *
make_answer (GpSimulatorPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->verdict = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->verdict), 0);
  gtk_widget_add_css_class (self->verdict, "verdict");
  self->sentence = gp_wrapped_label_new (NULL, "dim-label");
  self->remedy = gp_wrapped_label_new (NULL, "heading");
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

  g_clear_handle_id (&self->fold_id, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_simulator_page_parent_class)->dispose (object);
}

static void
gp_simulator_page_class_init (GpSimulatorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_simulator_page_dispose;
  widget_class->measure = gp_simulator_page_measure;
  widget_class->size_allocate = gp_simulator_page_size_allocate;
}

static void
gp_simulator_page_init (GpSimulatorPage *self)
{
  self->content = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->content), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_widget_set_vexpand (self->content, TRUE);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  self->told = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->answer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
}

GtkWidget *
gp_simulator_page_new (GpSession     *session,
                       GpAccessWatch *watch)
{
  GpSimulatorPage *self = g_object_new (GP_TYPE_SIMULATOR_PAGE, NULL);
  GtkWidget *why;

  self->session = g_object_ref (session);
  self->simulation = gp_simulation_new (watch);
  why = gp_why_pane_new (self->simulation);
  self->reach = gp_reach_pane_new (self->simulation);
  gtk_box_append (GTK_BOX (self->answer), make_answer (self));
  gtk_box_append (GTK_BOX (self->answer), why);
  gtk_box_append (GTK_BOX (self->answer), gp_rows_pane_new (self->simulation));
  g_signal_connect_object (why, "go-to", G_CALLBACK (go_to_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_hexpand (self->answer, TRUE);
  gtk_box_append (GTK_BOX (self->told), as_column (self->answer, ANSWER_WIDTH));
  gtk_box_append (GTK_BOX (self->told), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->told), as_column (self->reach, SIDE_WIDTH));
  gtk_box_append (GTK_BOX (self->columns), new_scroller (
                    as_column (gp_question_pane_new (self->simulation), SIDE_WIDTH)));
  gtk_box_append (GTK_BOX (self->columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->columns), new_scroller (self->told));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->content), self->columns);

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
