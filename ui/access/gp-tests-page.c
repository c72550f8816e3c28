/* gp-tests-page.c — the tests of a design, and what they leave open
 * SPDX-License-Identifier: Apache-2.0
 *
 * The list holds lines, made when there is a new view: failed and broken tests, what is not
 * covered, and the tests that pass. Only lines that are seen have widgets. What would cover a cell
 * is looked for once the page is seen, and stands on the cell's line then. All tests are in one
 * list, so that what failed comes first, whatever it tries: hence the length of this file.
 */
#define G_LOG_DOMAIN "gp-tests-page"
#include "config.h"

#include "gp-tests-page.h"

#include "gp-access-keep.h"
#include "gp-access-proposal.h"
#include "gp-access-sentence.h"
#include "gp-access-words.h"
#include "gp-background.h"
#include "gp-boxed-item.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define MAX_PROPOSALS 60      /* lines that propose something */

struct _GpTestsPage
{
  GtkWidget parent_instance;

  GpSession     *session;
  GpAccessWatch *watch;
  GpFlowWatch   *flows;
  GpBackground  *background;    /* looks for all tests that are missing, to add them */
  GpBackground  *solver;        /* looks for what the lines propose */
  GPtrArray     *proposals;     /* of GpAccessProposal, of @solved; NULL: not known yet */
  GpAccess      *solved;
  gboolean       stale;         /* the watch has not answered to the last change yet */
  GListStore    *store;         /* GpBoxedItem of Line */
  GtkWidget     *content;
  GtkWidget     *summary;
  GtkWidget     *ways;          /* how many of the flows' are tested */
  GtkWidget     *told;
  GtkWidget     *propose;
  GtkWidget     *stack;
};

G_DEFINE_FINAL_TYPE (GpTestsPage, gp_tests_page, GTK_TYPE_WIDGET)

typedef enum
{
  LINE_FAILED,
  LINE_OPEN,        /* a cell without a test of each side */
  LINE_PASSED,
} LineType;

typedef struct
{
  LineType     type;
  GpId         id;          /* to go to */
  char        *title;
  char        *details;
  GpChangeSet *changes;     /* what would cover the cell; NULL: nothing */
} Line;

static const struct
{
  const char *icon;
  const char *css_class;
  const char *words;
} marks[] = {
  [LINE_FAILED] = { "gp-cross-symbolic", "error", N_("Failed") },
  [LINE_OPEN] = { "gp-half-symbolic", "warning", N_("Not tested") },
  [LINE_PASSED] = { "gp-check-symbolic", "success", N_("Passed") },
};

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->title);
  g_free (line->details);
  g_clear_pointer (&line->changes, gp_change_set_unref);
  g_free (line);
}

/* --- rows --- */

static void
keep_clicked_cb (GtkListItem *item,
                 GtkWidget   *button)
{
  GpTestsPage *self = GP_TESTS_PAGE (gtk_widget_get_ancestor (button, GP_TYPE_TESTS_PAGE));
  const Line *line = gp_boxed_item_get (gtk_list_item_get_item (item));

  if (self != NULL && !self->stale && line->changes != NULL)
    gp_session_perform (self->session, gp_change_set_ref (line->changes), NULL);
}

static void
setup_cb (GpTestsPage *self,
          GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *keep = gtk_button_new_with_label (_("Keep as test"));
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *details = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_wrap (GTK_LABEL (details), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (details), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_hexpand (details, TRUE);
  gtk_widget_add_css_class (details, "dim-label");
  gtk_widget_add_css_class (row, "drawer-row");
  gtk_box_append (GTK_BOX (row), gtk_image_new ());
  gtk_box_append (GTK_BOX (row), title);
  gtk_box_append (GTK_BOX (row), details);
  gtk_widget_add_css_class (keep, "flat");
  gtk_widget_add_css_class (keep, "inline");
  g_signal_connect_object (keep, "clicked", G_CALLBACK (keep_clicked_cb), item,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), keep);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GpTestsPage *self,
         GtkListItem *item)
{
  const Line *line = gp_boxed_item_get (gtk_list_item_get_item (item));
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (row);
  GtkWidget *title = gtk_widget_get_next_sibling (icon);
  GtkWidget *details = gtk_widget_get_next_sibling (title);
  GtkWidget *keep = gtk_widget_get_next_sibling (details);
  g_autofree char *spoken = g_strdup_printf (_("Keep as test: %s"), line->title);

  gtk_widget_set_visible (keep, line->changes != NULL
                                  && !gp_session_is_read_only (self->session));
  gp_hint_name (keep, spoken);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    gtk_widget_remove_css_class (icon, marks[i].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), marks[line->type].icon);
  gtk_widget_add_css_class (icon, marks[line->type].css_class);
  gtk_widget_set_tooltip_text (icon, _(marks[line->type].words));
  gtk_label_set_label (GTK_LABEL (title), line->title);
  gtk_label_set_label (GTK_LABEL (details), line->details);
  gtk_widget_set_tooltip_text (row, *line->details != '\0' ? line->details : NULL);
  gp_hint_name_row (row);
}

static void
activated_cb (GpTestsPage *self,
              guint        position)
{
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  const Line *line = gp_boxed_item_get (item);

  if (gp_design_lookup (gp_session_get_design (self->session), &line->id) != NULL)
    gp_session_reveal (self->session, &line->id);
}

/* --- lines --- */

static char *
name_test (GpDesign        *design,
           const GpElement *test)
{
  const GpElement *subject = gp_design_lookup (design, gp_element_get_ref (test,
                                                                           GP_TEST_SUBJECT));

  if (*gp_element_get_name (test) != '\0')
    return g_strdup (gp_element_get_name (test));
  return g_strdup (subject != NULL ? gp_element_get_name (subject) : _("Test without a name"));
}

/* What was expected and what came instead, or why it could not be tried. */
static char *
describe_result (GpDesign                 *design,
                 const GpAccessTestResult *result,
                 const GpElement          *test)
{
  const GpElement *persona = gp_design_lookup (design, gp_element_get_ref (test,
                                                                           GP_TEST_PERSONA));

  if (result->status == GP_ACCESS_TEST_BROKEN)
    return g_strdup (result->problem);
  return gp_access_describe_verdict (result->decision, &result->asked->question,
                                     persona != NULL ? gp_element_get_name (persona)
                                                     : _("Somebody"));
}

static Line *
add_line (GPtrArray  *items,
          LineType    type,
          const GpId *id,
          char       *title,
          char       *details)
{
  Line *line = g_new0 (Line, 1);

  line->type = type;
  line->id = *id;
  line->title = title;
  line->details = details;
  g_ptr_array_add (items, gp_boxed_item_new (line, line_free));
  return line;
}

static void
add_results (GPtrArray    *items,
             GpAccessView *view,
             gboolean      passed)
{
  GpDesign *design = gp_access_get_design (view->access);

  for (guint i = 0; i < view->results->len; i++)
    {
      const GpAccessTestResult *result = view->results->pdata[i];
      const GpElement *test = gp_design_lookup (design, &result->test);

      if ((result->status == GP_ACCESS_TEST_PASSED) == passed)
        add_line (items, passed ? LINE_PASSED : LINE_FAILED, &result->test,
                  name_test (design, test), describe_result (design, result, test));
    }
}

static const char *
describe_gap (const GpAccessCoverage *cell)
{
  if (!cell->has_allowed && !cell->has_denied)
    return _("No test has seen it allowed, and none has seen it denied.");
  return cell->has_allowed ? _("No test has seen it denied.") : _("No test has seen it allowed.");
}

static char *
name_gap (const GpAccessMatrix   *matrix,
          const GpAccessCoverage *cell)
{
  const char *action = gp_access_matrix_get_action (matrix, cell->action);
  g_autofree char *said = gp_access_say_actions (&action, 1);

  /* Translators: a role, an action and an entity: "patient · read · invoice". */
  return g_strdup_printf (_("%1$s · %2$s · %3$s"),
                          gp_element_get_name (gp_access_matrix_get_role (matrix, cell->role)),
                          said,
                          gp_element_get_name (gp_access_matrix_get_subject (matrix,
                                                                             cell->subject)));
}

/* What was found for the cell; NULL where nobody has looked yet. */
static const GpAccessProposal *
find_proposal (GpTestsPage            *self,
               GpAccessView           *view,
               const GpAccessCoverage *cell)
{
  for (guint i = 0; self->solved == view->access && i < self->proposals->len; i++)
    {
      const GpAccessProposal *proposal = self->proposals->pdata[i];

      if (proposal->subject == cell->subject && proposal->role == cell->role
          && proposal->action == cell->action)
        return proposal;
    }
  return NULL;
}

static void
add_gap (GpTestsPage            *self,
         GPtrArray              *items,
         GpAccessView           *view,
         const GpAccessCoverage *cell)
{
  const GpElement *subject = gp_access_matrix_get_subject (view->matrix, cell->subject);
  const GpAccessCell *state = gp_access_matrix_get (view->matrix, cell->subject, cell->role,
                                                    cell->action);
  const GpAccessRule *rule = state->rules->len > 0 ? state->rules->pdata[0] : NULL;
  const GpAccessProposal *proposal = find_proposal (self, view, cell);
  const GpId *id = rule != NULL ? &rule->id : gp_element_get_id (subject);
  const char *words = proposal != NULL ? proposal->words : describe_gap (cell);
  Line *line = add_line (items, LINE_OPEN, id, name_gap (view->matrix, cell), g_strdup (words));

  if (proposal != NULL && proposal->changes != NULL)
    line->changes = gp_change_set_ref (proposal->changes);
}

static guint
add_gaps (GpTestsPage  *self,
          GPtrArray    *items,
          GpAccessView *view)
{
  guint n = 0;

  for (guint i = 0; i < view->coverage->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (view->coverage, GpAccessCoverage, i);

      if (cell->has_allowed && cell->has_denied)
        continue;
      n++;
      add_gap (self, items, view, cell);
    }
  return n;
}

/* --- flows --- */

static void
add_flow_results (GPtrArray        *items,
                  const GpFlowView *view,
                  gboolean          passed)
{
  for (guint i = 0; view != NULL && i < view->results->len; i++)
    {
      const GpFlowTestResult *result = view->results->pdata[i];

      if ((result->status == GP_FLOW_TEST_PASSED) == passed)
        add_line (items, passed ? LINE_PASSED : LINE_FAILED, &result->test,
                  gp_flow_view_name_test (view, result),
                  g_strdup (passed ? "" : result->problem));
    }
}

static guint
add_open_ways (GPtrArray        *items,
               const GpFlowView *view)
{
  guint n = 0;

  for (guint i = 0; view != NULL && i < view->coverage->len; i++)
    {
      const GpFlowCoverage *way = &g_array_index (view->coverage, GpFlowCoverage, i);

      if (way->taken > 0)
        continue;
      n++;
      add_line (items, LINE_OPEN, &way->transition, gp_flow_view_name_way (view, way),
                g_strdup (_("No test goes this way.")));
    }
  return n;
}

static void
show_ways (GpTestsPage      *self,
           const GpFlowView *view,
           guint             n_open)
{
  guint n = view != NULL ? view->coverage->len : 0;
  g_autofree char *text = g_strdup_printf (_("%1$u of %2$u ways of flows tested"), n - n_open, n);

  gtk_label_set_label (GTK_LABEL (self->ways), text);
  gtk_widget_set_visible (self->ways, n > 0);
}

/* --- all --- */

static gboolean
same_line (const Line *a,
           const Line *b)
{
  return a->changes == b->changes && a->type == b->type && gp_id_equal (&a->id, &b->id)
         && g_str_equal (a->title, b->title) && g_str_equal (a->details, b->details);
}

/* Only what comes after the lines that stay is replaced, so that the list does not jump. */
static void
show_lines (GpTestsPage *self,
            GPtrArray   *items)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint old = g_list_model_get_n_items (model), start = 0;

  for (; start < old && start < items->len; start++)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (model, start);

      if (!same_line (gp_boxed_item_get (item), gp_boxed_item_get (items->pdata[start])))
        break;
    }
  g_list_store_splice (self->store, start, old - start, items->pdata + start,
                       items->len - start);
}

static void
update (GpTestsPage *self)
{
  GpAccessView *view = gp_access_watch_get (self->watch);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const GpFlowView *flows = gp_flow_watch_get (self->flows);
  guint n_flows = flows != NULL ? flows->results->len : 0;
  guint n_failed = flows != NULL ? flows->n_failed : 0;
  g_autofree char *summary = NULL;
  guint n_gaps;

  if (view == NULL)
    return;
  add_results (items, view, FALSE);
  add_flow_results (items, flows, FALSE);
  n_gaps = add_gaps (self, items, view);
  show_ways (self, flows, add_open_ways (items, flows));
  add_results (items, view, TRUE);
  add_flow_results (items, flows, TRUE);
  show_lines (self, items);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "list" : "empty");

  summary = g_strdup_printf (
    _("%1$u of %2$u tests pass · both sides tested of %3$u of %4$u conditional cells"),
    view->results->len - view->n_failed + n_flows - n_failed, view->results->len + n_flows,
    view->coverage->len - n_gaps,
    view->coverage->len);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_widget_set_sensitive (self->propose, n_gaps > 0 && !self->stale
                                             && !gp_background_is_busy (self->background)
                                             && !gp_session_is_read_only (self->session));
}

/* What was just added must not be proposed once more. */
static void
design_applied_cb (GpTestsPage *self)
{
  self->stale = TRUE;
  gtk_widget_set_sensitive (self->propose, FALSE);
}

/* --- proposals --- */

typedef struct
{
  GpChangeSet *changes;
  guint        n_missing;
} Proposal;

static void
proposal_free (gpointer data)
{
  Proposal *proposal = data;

  gp_change_set_unref (proposal->changes);
  g_free (proposal);
}

static gpointer
ref_access (gpointer owner)
{
  GpTestsPage *self = owner;
  GpAccessView *view = gp_access_watch_get (self->watch);

  return view != NULL ? gp_access_ref (view->access) : NULL;
}

static gpointer
propose (gpointer      access,
         GCancellable *cancellable)
{
  Proposal *proposal = g_new0 (Proposal, 1);

  proposal->changes = gp_access_propose (access, g_get_real_time (), cancellable,
                                         &proposal->n_missing);
  if (proposal->changes == NULL)
    proposal->changes = gp_change_set_new (NULL);
  return proposal;
}

static void
take_proposal (gpointer owner,
               gpointer access,
               gpointer answer)
{
  GpTestsPage *self = owner;
  Proposal *proposal = answer;
  g_autofree char *told = NULL;

  if (gp_change_set_get_size (proposal->changes) > 0)
    gp_session_perform (self->session, gp_change_set_ref (proposal->changes), NULL);
  if (proposal->n_missing > 0)
    told = g_strdup_printf (ngettext ("For %u case no persona and record was found.",
                                      "For %u cases no persona and record was found.",
                                      proposal->n_missing), proposal->n_missing);
  gtk_label_set_label (GTK_LABEL (self->told), told != NULL ? told : "");
  proposal_free (proposal);
  update (self);
}

static const GpBackgroundWork work = {
  .ask = ref_access,
  .answer = propose,
  .take = take_proposal,
  .question_free = (GDestroyNotify) gp_access_unref,
  .answer_free = proposal_free,
};

static void
propose_clicked_cb (GpTestsPage *self)
{
  gp_background_ask (self->background);
  gtk_widget_set_sensitive (self->propose, !gp_background_is_busy (self->background));
}

/* --- what the lines propose --- */

static gpointer
solve (gpointer      access,
       GCancellable *cancellable)
{
  return gp_access_list_proposals (access, g_get_real_time (), MAX_PROPOSALS, cancellable);
}

static void
take_solution (gpointer owner,
               gpointer access,
               gpointer proposals)
{
  GpTestsPage *self = owner;

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_pointer (&self->solved, gp_access_unref);
  self->proposals = proposals;
  self->solved = gp_access_ref (access);
  update (self);
}

static const GpBackgroundWork solving = {
  .pause_ms = 100,
  .ask = ref_access,
  .answer = solve,
  .take = take_solution,
  .question_free = (GDestroyNotify) gp_access_unref,
  .answer_free = (GDestroyNotify) g_ptr_array_unref,
};

/* For a page that nobody sees nothing is looked for. */
static void
solve_what_is_seen (GpTestsPage *self)
{
  GpAccessView *view = gp_access_watch_get (self->watch);

  if (view != NULL && view->access != self->solved && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gp_background_ask (self->solver);
}

static void
view_changed_cb (GpTestsPage *self)
{
  self->stale = FALSE;
  update (self);
  solve_what_is_seen (self);
}

/* --- life --- */

static void
gp_tests_page_dispose (GObject *object)
{
  GpTestsPage *self = GP_TESTS_PAGE (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_pointer (&self->solver, gp_background_free);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_pointer (&self->solved, gp_access_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->watch);
  g_clear_object (&self->flows);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_tests_page_parent_class)->dispose (object);
}

static void
gp_tests_page_class_init (GpTestsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_tests_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_bar (GpTestsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_add_css_class (bar, "problems-bar");
  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_wrap (GTK_LABEL (self->summary), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->summary), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_margin_start (self->summary, 8);
  gtk_widget_set_hexpand (self->summary, TRUE);
  self->told = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->told), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->told, "dim-label");
  self->propose = gtk_button_new_with_label (_("Propose tests"));
  gtk_widget_set_tooltip_text (self->propose,
                               _("Add a test for each side that no test has seen"));
  gtk_widget_set_sensitive (self->propose, FALSE);
  g_signal_connect_object (self->propose, "clicked", G_CALLBACK (propose_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->ways = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->ways), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->ways), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_visible (self->ways, FALSE);
  gtk_box_append (GTK_BOX (bar), self->summary);
  gtk_box_append (GTK_BOX (bar), self->ways);
  gtk_box_append (GTK_BOX (bar), self->told);
  gtk_box_append (GTK_BOX (bar), self->propose);
  return bar;
}

static void
gp_tests_page_init (GpTestsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list, *scroller, *empty;

  self->background = gp_background_new (self, &work);
  self->solver = gp_background_new (self, &solving);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                              g_object_ref (G_LIST_MODEL (self->store)))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gp_hint_name (list, _("Tests"));
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  empty = gtk_label_new (_("No tests yet. Ask in the simulator, or run a flow there, and "
                           "keep what came of it."));
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_widget_add_css_class (empty, "dim-label");

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Tests"));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->content), make_bar (self));
  gtk_box_append (GTK_BOX (self->content), self->stack);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

GtkWidget *
gp_tests_page_new (GpSession     *session,
                   GpAccessWatch *watch,
                   GpFlowWatch   *flows)
{
  GpTestsPage *self = g_object_new (GP_TYPE_TESTS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->watch = g_object_ref (watch);
  self->flows = g_object_ref (flows);
  g_signal_connect_object (watch, "changed", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (flows, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (solve_what_is_seen), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
