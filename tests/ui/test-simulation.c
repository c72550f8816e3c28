/* test-simulation.c — a question about access follows what is chosen, selected and changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-resources.h"
#include "gp-rows-pane.h"
#include "gp-simulator-page.h"
#include "gp-test-access.h"
#include "gp-test-display.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef struct
{
  GpDesign      *design;
  GpSession     *session;
  GpAccessWatch *watch;
  GtkWidget     *window;
  GpSimulation  *simulation;
  guint          views;
} Fixture;

static void
seen_cb (Fixture *fixture)
{
  fixture->views++;
}

static void
wait_for_view (Fixture *fixture)
{
  guint before = fixture->views;

  gp_test_wait_until (fixture->views != before);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GtkWidget *page;

  fixture->design = gp_test_access_design (FALSE);
  gp_test_access_rule (fixture->design, "grant", "reader", "read update",
                       "record.owner == user.id", NULL);
  fixture->session = GP_SESSION (gp_test_session_new (fixture->design));
  gp_test_session_set_enforcers (GP_TEST_SESSION (fixture->session), gp_test_access_enforcers);
  fixture->watch = gp_access_watch_new (fixture->session);
  fixture->views = 0;
  page = gp_simulator_page_new (fixture->session, fixture->watch);
  g_signal_connect_swapped (fixture->watch, "changed", G_CALLBACK (seen_cb), fixture);
  fixture->simulation = gp_simulator_page_get_simulation (GP_SIMULATOR_PAGE (page));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_view (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->watch, fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->watch);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->session);
  g_object_unref (fixture->design);
}

static const GpId *
find (Fixture    *fixture,
      GpKind      kind,
      const char *name)
{
  return gp_test_access_find (fixture->design, kind, name);
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
  GpSelection *selection = gp_session_get_selection (fixture->session);
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
  pane = gp_test_window_find (fixture->window, GP_TYPE_ROWS_PANE);
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
  changes = gp_simulation_keep (fixture->simulation, fixture->design, NULL);
  g_assert_true (gp_session_apply (fixture->session, changes, NULL, NULL));
  wait_for_view (fixture);
  g_assert_cmpuint (gp_access_watch_get (fixture->watch)->results->len, ==, 1);
  g_assert_cmpuint (gp_access_watch_get (fixture->watch)->n_failed, ==, 0);
}

/* The rule changes, and so does the answer; what was chosen and goes is replaced. */
static void
test_follows_design (Fixture       *fixture,
                     gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  GpId rule = *gp_element_get_id (rules->pdata[0]);
  GpId gone = *find (fixture, GP_KIND_FIXTURE, "n1");
  g_autoptr(GpChangeSet) removal = gp_change_set_new (NULL);
  g_autoptr(GpElement) element = gp_element_ref (gp_design_lookup (fixture->design, &gone));

  gp_simulation_take_up (fixture->simulation, &gone);
  assert_verdict (fixture, GP_ACCESS_GRANTED);
  gp_test_access_set (fixture->design, &rule, GP_RULE_CONDITION, gp_value_text ("false"));
  wait_for_view (fixture);
  assert_verdict (fixture, GP_ACCESS_DENIED);
  gp_change_set_remove (removal, element);
  g_assert_true (gp_session_apply (fixture->session, removal, NULL, NULL));
  wait_for_view (fixture);
  g_assert_true (gp_id_equal (&gp_simulation_get_choice (fixture->simulation)->fixture,
                              find (fixture, GP_KIND_FIXTURE, "n2")));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add ("/ui/simulation/follows-selection", Fixture, NULL, set_up, test_follows_selection,
              tear_down);
  g_test_add ("/ui/simulation/typed-records", Fixture, NULL, set_up, test_typed_records,
              tear_down);
  g_test_add ("/ui/simulation/how-records-are-found", Fixture, NULL, set_up,
              test_how_records_are_found, tear_down);
  g_test_add ("/ui/simulation/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/ui/simulation/follows-design", Fixture, NULL, set_up, test_follows_design,
              tear_down);

  return g_test_run ();
}
