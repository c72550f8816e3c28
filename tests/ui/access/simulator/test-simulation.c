/* test-simulation.c — a question about access follows what is chosen, selected and changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-resources.h"
#include "gp-rows-pane.h"
#include "gp-simulator-page.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
#include "gp-test-session.h"
#include "gp-test-watch.h"
#include "gp-test-window.h"
#include "gp-test.h"

#define NARROW 300

typedef struct
{
  GpTestWatch   at;
  GpSimulation *simulation;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpDesign *design = gp_test_access_design (FALSE);
  GtkWidget *page;

  gp_test_access_rule (design, "grant", "reader", "read update", "record.owner == user.id", NULL);
  gp_test_watch_set_up (&fixture->at, design);
  gp_test_session_set_enforcers (GP_TEST_SESSION (fixture->at.session), gp_test_access_enforcers);
  page = gp_simulator_page_new (fixture->at.session, fixture->at.watch);
  fixture->simulation = gp_simulator_page_get_simulation (GP_SIMULATOR_PAGE (page));
  gp_test_watch_show (&fixture->at, page, user_data == NULL ? 1000 : NARROW, 400);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gp_test_watch_tear_down (&fixture->at);
}

static const GpId *
find (Fixture    *fixture,
      GpKind      kind,
      const char *name)
{
  return gp_test_access_find (fixture->at.design, kind, name);
}

static void
assert_verdict (Fixture         *fixture,
                GpAccessVerdict  verdict)
{
  const GpAccessDecision *decision = gp_simulation_get_decision (fixture->simulation);

  g_assert_nonnull (decision);
  g_assert_cmpint (decision->verdict, ==, verdict);
}

static void
test_follows_selection (Fixture       *fixture,
                        gconstpointer  user_data)
{
  GpSelection *selection = gp_session_get_selection (fixture->at.session);
  const GpSimulationChoice *choice;

  gp_selection_set (selection, find (fixture, GP_KIND_ENTITY, "note"));
  assert_verdict (fixture, GP_ACCESS_GRANTED);      /* Ria, read, n1 */
  gp_selection_set (selection, find (fixture, GP_KIND_FIXTURE, "n2"));
  assert_verdict (fixture, GP_ACCESS_DENIED);
  gp_selection_set (selection, find (fixture, GP_KIND_PERSONA, "Wim"));
  assert_verdict (fixture, GP_ACCESS_GRANTED);
  choice = gp_simulation_get_choice (fixture->simulation);
  g_assert_true (gp_id_equal (&choice->fixture, find (fixture, GP_KIND_FIXTURE, "n2")));
}

/* A cell of the matrix asks about a role, an action and an entity at once. */
static void
test_follows_the_matrix (Fixture       *fixture,
                         gconstpointer  user_data)
{
  const GpId *reader = find (fixture, GP_KIND_ROLE, "reader");
  const GpId *note = find (fixture, GP_KIND_ENTITY, "note");
  const GpSimulationChoice *choice = gp_simulation_get_choice (fixture->simulation);

  gp_simulation_set_persona (fixture->simulation, &gp_id_nil);
  gp_access_watch_ask (fixture->at.watch, reader, "delete", note);
  g_assert_true (gp_id_equal (&choice->subject, note));
  g_assert_cmpstr (choice->action, ==, "delete");
  g_assert_true (gp_id_equal (&choice->persona, find (fixture, GP_KIND_PERSONA, "Ria")));
  assert_verdict (fixture, GP_ACCESS_DENIED);
}

static void
test_typed_records (Fixture       *fixture,
                    gconstpointer  user_data)
{
  gp_simulation_take_up (fixture->simulation, find (fixture, GP_KIND_ENTITY, "note"));
  gp_simulation_set_record (fixture->simulation, GP_SIMULATION_ANY, NULL);
  assert_verdict (fixture, GP_ACCESS_DEPENDS);
  g_assert_false (gp_simulation_can_keep (fixture->simulation));
  gp_simulation_set_record (fixture->simulation, GP_SIMULATION_TYPED, NULL);
  gp_simulation_set_typed (fixture->simulation, "{\"owner\": \"u1\"}");
  assert_verdict (fixture, GP_ACCESS_GRANTED);
  gp_simulation_set_typed (fixture->simulation, "{\"owner\":");
  g_assert_null (gp_simulation_get_decision (fixture->simulation));
  g_assert_nonnull (gp_simulation_get_problem (fixture->simulation));
  gp_simulation_set_typed (fixture->simulation, "{}");
  gp_simulation_set_now (fixture->simulation, "yesterday");
  g_assert_nonnull (gp_simulation_get_problem (fixture->simulation));
  gp_simulation_set_now (fixture->simulation, "2026-03-02T09:00:00Z");
  assert_verdict (fixture, GP_ACCESS_DENIED);
}

static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

/* What a backend is sent is shown where it is asked for, and why it cannot be. */
static void
test_how_records_are_found (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GtkWidget *pane;

  gp_simulation_take_up (fixture->simulation, find (fixture, GP_KIND_ENTITY, "note"));
  pane = gp_test_window_find (fixture->at.window, GP_TYPE_ROWS_PANE);
  g_assert_false (shows (pane, "all of note"));
  gp_rows_pane_show (GP_ROWS_PANE (pane), "Plainbase");
  g_assert_true (shows (pane, "all of note"));
  gp_simulation_set_action (fixture->simulation, "update");
  g_assert_true (shows (pane, "only what is read is found"));
  g_assert_false (shows (pane, "all of note"));
}

/* What is kept is a test that passes, and undo takes it back. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autoptr(GpChangeSet) changes = NULL;

  gp_simulation_take_up (fixture->simulation, find (fixture, GP_KIND_ENTITY, "note"));
  gp_simulation_set_action (fixture->simulation, "update");
  gp_simulation_set_write (fixture->simulation, "{\"points\": 9}");
  assert_verdict (fixture, GP_ACCESS_GRANTED);
  changes = gp_simulation_keep (fixture->simulation, fixture->at.design, NULL);
  g_assert_true (gp_session_apply (fixture->at.session, changes, NULL, NULL));
  gp_test_watch_wait (&fixture->at);
  g_assert_cmpuint (gp_access_watch_get (fixture->at.watch)->results->len, ==, 1);
  g_assert_cmpuint (gp_access_watch_get (fixture->at.watch)->n_failed, ==, 0);
}

/* The rule changes, and so does the answer; what was chosen and goes is replaced. */
static void
test_follows_design (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->at.design, GP_KIND_RULE);
  GpId rule = *gp_element_get_id (rules->pdata[0]);
  GpId gone = *find (fixture, GP_KIND_FIXTURE, "n1");
  g_autoptr(GpChangeSet) removal = gp_change_set_new (NULL);
  g_autoptr(GpElement) element = gp_element_ref (gp_design_lookup (fixture->at.design, &gone));

  gp_simulation_take_up (fixture->simulation, &gone);
  assert_verdict (fixture, GP_ACCESS_GRANTED);
  gp_test_access_set (fixture->at.design, &rule, GP_RULE_CONDITION, gp_value_text ("false"));
  gp_test_watch_wait (&fixture->at);
  assert_verdict (fixture, GP_ACCESS_DENIED);
  gp_change_set_remove (removal, element);
  g_assert_true (gp_session_apply (fixture->at.session, removal, NULL, NULL));
  gp_test_watch_wait (&fixture->at);
  g_assert_true (gp_id_equal (&gp_simulation_get_choice (fixture->simulation)->fixture,
                              find (fixture, GP_KIND_FIXTURE, "n2")));
}

/* Scrolled windows below @widget that would take the wheel; @idle: those that scroll nothing. */
static void
count_takers (GtkWidget *widget,
              guint     *takers,
              guint     *idle)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; GTK_IS_SCROLLED_WINDOW (widget) && i < g_list_model_get_n_items (controllers);
       i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      GtkPolicyType policy;

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_BUBBLE)
        continue;
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), NULL, &policy);
      (*takers)++;
      *idle += policy == GTK_POLICY_NEVER;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_takers (child, takers, idle);
}

/* In a narrow drawer all is one column: the wheel turns that, wherever the pointer is. */
static void
test_a_narrow_page_is_scrolled (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GtkWidget *page = gp_test_window_find (fixture->at.window, GP_TYPE_SIMULATOR_PAGE);
  guint takers = 0, idle = 1;

  gp_simulation_take_up (fixture->simulation, find (fixture, GP_KIND_ENTITY, "note"));
  while (idle > 0)
    {
      g_main_context_iteration (NULL, TRUE);
      takers = idle = 0;
      count_takers (page, &takers, &idle);
    }
  g_assert_cmpuint (takers, >, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add ("/ui/simulation/follows-selection", Fixture, NULL, set_up, test_follows_selection,
              tear_down);
  g_test_add ("/ui/simulation/follows-the-matrix", Fixture, NULL, set_up, test_follows_the_matrix,
              tear_down);
  g_test_add ("/ui/simulation/typed-records", Fixture, NULL, set_up, test_typed_records,
              tear_down);
  g_test_add ("/ui/simulation/how-records-are-found", Fixture, NULL, set_up,
              test_how_records_are_found, tear_down);
  g_test_add ("/ui/simulation/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/ui/simulation/a-narrow-page-is-scrolled", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_a_narrow_page_is_scrolled, tear_down);
  g_test_add ("/ui/simulation/follows-design", Fixture, NULL, set_up, test_follows_design,
              tear_down);

  return g_test_run ();
}
