/* test-problems.c — problems are filtered, mended and ignored, and come back
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-boxed-item.h"
#include "gp-drawer.h"
#include "gp-lint.h"
#include "gp-resources.h"
#include "gp-test-display.h"
#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test-session.h"
#include "gp-test.h"

typedef struct
{
  GpDesign  *design;
  GpSession *session;
  GpLinter  *linter;
  GtkWidget *window;
  GtkWidget *page;
  guint      runs;
} Fixture;

static void
ran_cb (Fixture *fixture)
{
  fixture->runs++;
}

/* Until lint has looked at the design as it is now. */
static void
wait_for_run (Fixture *fixture)
{
  guint before = fixture->runs;

  gp_test_wait_until (fixture->runs != before);
}

/* Two references without an index, beside other things. */
static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpId customer, order;

  fixture->design = gp_design_new (NULL, "Shop");
  customer = gp_test_add_entity (fixture->design, "customer");
  order = gp_test_add_entity (fixture->design, "purchase");
  gp_test_lint_add_reference (fixture->design, &order, "customer_id", &customer);
  gp_test_lint_add_reference (fixture->design, &order, "payer_id", &customer);
  fixture->session = GP_SESSION (gp_test_session_new (fixture->design));
  fixture->linter = gp_linter_new (fixture->session);
  fixture->runs = 0;
  g_signal_connect_swapped (fixture->linter, "changed", G_CALLBACK (ran_cb), fixture);
  fixture->page = gp_problems_page_new (fixture->session, fixture->linter);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 300);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_run (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->linter, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->linter);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->session);
  g_object_unref (fixture->design);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static guint
count_shown (Fixture    *fixture,
             const char *code)
{
  GtkListView *view = GTK_LIST_VIEW (find (fixture->page, GTK_TYPE_LIST_VIEW));
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (view));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (model, i);

      n += code == NULL || g_str_equal (gp_finding_get_code (gp_boxed_item_get (item)), code);
    }

  return n;
}

static void
test_all_of_a_rule_in_one_step (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GpHistory *history = gp_session_get_history (fixture->session);

  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 2);
  g_assert_true (gtk_widget_activate_action (fixture->page, "problems.fix-all", "s", "DAT102"));
  g_assert_cmpuint (gp_history_get_size (history), ==, 1);
  wait_for_run (fixture);
  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 0);

  gp_history_undo (history, NULL);
  wait_for_run (fixture);
  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 2);
}

static void
test_words_and_severities_filter (Fixture       *fixture,
                                  gconstpointer  user_data)
{
  GtkWidget *entry = find (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  guint all;

  gp_test_add (fixture->design, GP_KIND_ENTITY, NULL, "log");      /* it has no key */
  wait_for_run (fixture);
  all = count_shown (fixture, NULL);
  g_assert_cmpuint (all, >, 2);
  g_assert_cmpuint (count_shown (fixture, "DAT101"), ==, 1);
  gtk_widget_activate_action (fixture->page, "problems.show-rule", "s", "DAT102");
  gp_test_wait_until (count_shown (fixture, NULL) == 2);
  gtk_editable_set_text (GTK_EDITABLE (entry), "payer");
  gp_test_wait_until (count_shown (fixture, NULL) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gp_test_wait_until (count_shown (fixture, NULL) == all);

  /* The first button is for errors. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (fixture->page, GTK_TYPE_TOGGLE_BUTTON)),
                                FALSE);
  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 2);
  g_assert_cmpuint (count_shown (fixture, "DAT101"), ==, 0);
}

/* A design without a rule is given advice, which is listed and not counted. */
static void
test_advice_is_not_counted (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GPtrArray *findings = gp_linter_get_findings (fixture->linter);
  guint n = 0;

  g_assert_cmpuint (count_shown (fixture, "PRM401"), ==, 1);
  for (guint i = 0; i < findings->len; i++)
    n += gp_finding_get_severity (findings->pdata[i]) != GP_SEVERITY_INFO;
  g_assert_cmpuint (n, <, findings->len);
  g_assert_cmpuint (gp_linter_count_problems (fixture->linter), ==, n);
}

static void
test_what_is_ignored_comes_back (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  GpFinding *finding = NULL;
  GPtrArray *findings = gp_linter_get_findings (fixture->linter);
  GpId about, waiver;

  for (guint i = 0; i < findings->len && finding == NULL; i++)
    if (g_str_equal (gp_finding_get_code (findings->pdata[i]), "DAT102"))
      finding = findings->pdata[i];
  g_assert_nonnull (finding);
  about = *gp_finding_get_element (finding);

  waiver = gp_test_add (fixture->design, GP_KIND_WAIVER, NULL, NULL);
  gp_test_set_text (fixture->design, &waiver, GP_WAIVER_CODE, "DAT102");
  gp_test_set_text (fixture->design, &waiver, GP_WAIVER_REASON, "ten rows at most");
  gp_test_set_ref (fixture->design, &waiver, GP_WAIVER_ABOUT, &about);
  wait_for_run (fixture);
  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 1);

  gp_selection_clear (gp_session_get_selection (fixture->session));
  gp_test_remove (fixture->design, &waiver);
  wait_for_run (fixture);
  g_assert_cmpuint (count_shown (fixture, "DAT102"), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();

#define ADD(name, function) \
  g_test_add ("/ui/problems/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("all-of-a-rule-in-one-step", test_all_of_a_rule_in_one_step);
  ADD ("words-and-severities-filter", test_words_and_severities_filter);
  ADD ("advice-is-not-counted", test_advice_is_not_counted);
  ADD ("what-is-ignored-comes-back", test_what_is_ignored_comes_back);
#undef ADD

  return g_test_run ();
}
