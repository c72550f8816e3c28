/* test-flow-page.c — a flow is simulated in the drawer
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-data-pane.h"
#include "gp-edit.h"
#include "gp-expr-json.h"
#include "gp-flow-page.h"
#include "gp-flow-value.h"
#include "gp-resources.h"
#include "gp-test-design.h"
#include "gp-test-display.h"
#include "gp-test-flow.h"
#include "gp-test-session.h"
#include "gp-test-window.h"
#include "gp-test.h"
#include "gp-trace-list.h"

#define SCRIPT                                                                                    \
  "connection shop\nrole manager\nflow main\nstep choose switch\n"                                \
  "step ask approve assignees=manager\nstep call call_http connection=shop method=POST path=/x "  \
  "retry_attempts=3 idempotency_key='a'\nstep tell set with.told=true\n"                           \
  "edge - choose\nedge choose ask case when=trigger.input.total>1000\nedge choose call else\n"    \
  "edge ask call\nedge call tell error"

typedef struct
{
  GpDesign         *design;
  GpSession        *session;
  GpFlowSimulation *simulation;
  GtkWidget        *window;
  GtkWidget        *page;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->design = gp_test_flow_design (SCRIPT);
  fixture->session = GP_SESSION (gp_test_session_new (fixture->design));
  fixture->simulation = gp_flow_simulation_new (fixture->session);
  fixture->page = gp_flow_page_new (fixture->session, fixture->simulation);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 960, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gp_test_wait_until (gtk_widget_get_width (fixture->page) > 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  gp_test_window_settle ();
  g_assert_finalize_object (fixture->simulation);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->design);
}

static GpId
find (Fixture    *fixture,
      const char *step)
{
  return gp_test_flow_find (fixture->design, GP_KIND_STEP, step);
}

/* Whatever is selected, all three columns stay in sight. */
static void
test_data_fits_its_column (Fixture       *fixture,
                           gconstpointer  user_data)
{
  GtkWidget *pane = gp_test_window_find (fixture->page, GP_TYPE_DATA_PANE);
  GpId step = find (fixture, "call");

  gp_flow_simulation_set_input (fixture->simulation,
                                "{\"input\": {\"total\": 1, \"what\": \"a text that is longer "
                                "than the column, so that it has to be wrapped somewhere\"}}");
  g_assert_true (gp_flow_simulation_run (fixture->simulation));
  gp_selection_set (gp_session_get_selection (fixture->session), &step);
  gp_test_window_settle ();
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpint (gtk_widget_get_width (pane), <, 300);
}

/* A label with @text that can be seen; NULL: none. */
static GtkWidget *
find_seen (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_seen (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What happened has a column of its own, or stands below the step where that is too narrow. */
static void
test_what_happened_is_always_told (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GtkWidget *list = gp_test_window_find (fixture->page, GP_TYPE_TRACE_LIST);
  const char *condition = "trigger.input.total>1000";

  gp_flow_simulation_set_input (fixture->simulation, "{\"input\": {\"total\": 2000}}");
  g_assert_true (gp_flow_simulation_run (fixture->simulation));
  gp_test_wait_until (find_seen (list, condition) != NULL);
  gp_test_wait_until (find_seen (list, "What happened") == NULL);
  g_assert_nonnull (find_seen (list, "Took"));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1400, 400);
  gp_test_wait_until (find_seen (list, "What happened") != NULL);
  gp_test_wait_until (find_seen (list, condition) != NULL);
}

/* What a screen reader says of the line in which @text is seen; NULL: there is none. */
static char *
dup_row_name (GtkWidget  *list,
              const char *text)
{
  GtkWidget *row = find_seen (list, text);

  while (row != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row))
                          != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    row = gtk_widget_get_parent (row);
  return row != NULL ? gtk_test_accessible_check_property (GTK_ACCESSIBLE (row),
                                                           GTK_ACCESSIBLE_PROPERTY_LABEL, "")
                     : NULL;
}

static gboolean
is_read_with_took (GtkWidget  *list,
                   const char *text)
{
  g_autofree char *name = dup_row_name (list, text);

  return name != NULL && strstr (name, text) != NULL && strstr (name, "—") != NULL;
}

/* A line is read as it is seen, however wide it was when it was made. */
static void
test_a_line_is_read_as_it_is_seen (Fixture       *fixture,
                                   gconstpointer  user_data)
{
  GtkWidget *list = gp_test_window_find (fixture->page, GP_TYPE_TRACE_LIST);
  const char *condition = "trigger.input.total>1000";

  gp_flow_simulation_set_input (fixture->simulation, "{\"input\": {\"total\": 2000}}");
  g_assert_true (gp_flow_simulation_run (fixture->simulation));
  gp_test_wait_until (find_seen (list, condition) != NULL);
  g_assert_true (is_read_with_took (list, condition));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 400);
  gp_test_wait_until (find_seen (list, "Took") == NULL);
  gp_test_wait_until (!is_read_with_took (list, condition));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 960, 400);
  gp_test_wait_until (find_seen (list, "Took") != NULL);
  gp_test_wait_until (is_read_with_took (list, condition));
}

/* A person goes through it step by step, is asked, and keeps what came of it. */
static void
test_a_run_stops_where_it_is_told_to (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpId call = find (fixture, "call"), ask = find (fixture, "ask");
  GpFlowSimulation *simulation = fixture->simulation;
  g_autoptr(GpExprValue) yes = gp_test_value ("{'decision': 'approve'}");
  const GpFlowRun *run;

  gp_flow_simulation_set_input (simulation, "{\"input\": {\"total\": 2000}}");
  gp_flow_simulation_set_break (simulation, &call, TRUE);
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpint (gp_flow_progress_get_reach (gp_flow_simulation_get_progress (simulation), &ask),
                   ==, GP_FLOW_REACH_WAITS);
  g_assert_false (gp_flow_simulation_answer (simulation, &call, yes));
  g_assert_true (gp_flow_simulation_answer (simulation, &ask, yes));
  g_assert_cmpint (gp_flow_progress_get_reach (gp_flow_simulation_get_progress (simulation),
                                               &call), ==, GP_FLOW_REACH_NEXT);
  g_assert_true (gp_flow_simulation_run (simulation));
  run = gp_flow_simulator_get_run (gp_flow_simulation_get_simulator (simulation));
  g_assert_cmpint (gp_flow_run_get_status (run), ==, GP_FLOW_STATUS_COMPLETED);

  /* The answer is kept for the next time. */
  g_assert_true (gp_expr_value_equal (gp_flow_simulation_get_mock (simulation, &ask), yes));
}

/* Kept as a test it is undone in one, and neither ends the run. */
static void
test_a_run_is_kept (Fixture       *fixture,
                    gconstpointer  user_data)
{
  GpHistory *history = gp_session_get_history (fixture->session);
  GpChangeSet *changes;
  GpId test;

  g_assert_null (gp_flow_simulation_keep (fixture->simulation, NULL));
  g_assert_true (gp_flow_simulation_run (fixture->simulation));
  changes = gp_flow_simulation_keep (fixture->simulation, &test);
  g_assert_true (gp_session_perform (fixture->session, changes, NULL));
  g_assert_nonnull (gp_design_lookup_kind (fixture->design, &test, GP_KIND_TEST));
  g_assert_false (gp_flow_simulation_is_stale (fixture->simulation));
  g_assert_true (gp_history_undo (history, NULL));
  g_assert_null (gp_design_lookup (fixture->design, &test));
  g_assert_nonnull (gp_flow_simulation_get_progress (fixture->simulation));
}

/* What is typed is read as it is typed; a run is of the input that it began with. */
static void
test_an_input_that_is_wrong_says_why (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpFlowSimulation *simulation = fixture->simulation;
  GpId flow = *gp_flow_simulation_get_flow (simulation);
  gsize offset = 0;

  gp_flow_simulation_set_input (simulation, "{\"input\": }");
  g_assert_nonnull (gp_flow_simulation_get_problem (simulation, &offset));
  g_assert_cmpuint (offset, ==, 10);
  g_assert_false (gp_flow_simulation_run (simulation));
  g_assert_null (gp_flow_simulation_get_progress (simulation));

  gp_flow_simulation_set_input (simulation, "[]");
  g_assert_nonnull (gp_flow_simulation_get_problem (simulation, &offset));

  gp_test_set_text (fixture->design, &flow, GP_FLOW_INPUT_SCHEMA,
                    "{\"type\": \"object\", \"required\": [\"total\"]}");
  gp_flow_simulation_set_input (simulation, "{\"input\": {}}");
  g_assert_null (gp_flow_simulation_get_problem (simulation, NULL));
  g_assert_nonnull (gp_flow_simulation_get_hint (simulation));
  gp_flow_simulation_set_input (simulation, "{\"input\": {\"total\": 1}}");
  g_assert_null (gp_flow_simulation_get_hint (simulation));
}

/* Forced to fail three times it goes the way of errors, without anybody waiting. */
static void
test_errors_are_forced (Fixture       *fixture,
                        gconstpointer  user_data)
{
  GpFlowSimulation *simulation = fixture->simulation;
  GpId call = find (fixture, "call"), tell = find (fixture, "tell");
  g_autoptr(GpExprValue) fails = gp_test_value ("{'error': 503}");
  const GpFlowStepProgress *step;

  gp_flow_simulation_set_input (simulation, "{\"input\": {\"total\": 1}}");
  gp_flow_simulation_set_mock (simulation, &call, fails);
  g_assert_true (gp_flow_simulation_run (simulation));
  step = gp_flow_progress_find_step (gp_flow_simulation_get_progress (simulation), &call);
  g_assert_cmpuint (step->attempts, ==, 3);
  g_assert_cmpint (gp_flow_progress_get_reach (gp_flow_simulation_get_progress (simulation),
                                               &tell), ==, GP_FLOW_REACH_DONE);
  g_assert_cmpint (gp_flow_simulation_get_elapsed (simulation), >=, 3 * G_USEC_PER_SEC);

  gp_flow_simulation_set_mock (simulation, &call, NULL);
  g_assert_null (gp_flow_simulation_get_mock (simulation, &call));
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpint (gp_flow_progress_get_reach (gp_flow_simulation_get_progress (simulation),
                                               &tell), ==, GP_FLOW_REACH_UNTOUCHED);
}

/* What goes takes the run with it; a change elsewhere makes it stale. */
static void
test_the_design_may_change (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GpFlowSimulation *simulation = fixture->simulation;
  GpId tell = find (fixture, "tell");
  GpId flow = *gp_flow_simulation_get_flow (simulation);

  g_assert_true (gp_flow_simulation_run (simulation));
  gp_test_set_text (fixture->design, &tell, GP_STEP_TITLE, "Tell support");
  g_assert_true (gp_flow_simulation_is_stale (simulation));
  gp_flow_simulation_reset (simulation);
  g_assert_false (gp_flow_simulation_is_stale (simulation));

  g_assert_true (gp_flow_simulation_run (simulation));
  gp_test_remove (fixture->design, &flow);
  g_assert_null (gp_flow_simulation_get_progress (simulation));
  g_assert_true (gp_id_is_nil (gp_flow_simulation_get_flow (simulation)));
  g_assert_nonnull (gp_flow_simulation_get_problem (simulation, NULL));
  g_assert_false (gp_flow_simulation_run (simulation));
}

/* What nobody has typed over is an example of what starts the flow now. */
static void
test_the_example_follows_the_trigger (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpId flow = *gp_flow_simulation_get_flow (fixture->simulation);
  g_autofree char *before = g_strdup (gp_flow_simulation_get_input (fixture->simulation));
  g_autoptr(GError) error = NULL;

  gp_session_perform (fixture->session,
                      gp_edit_set (fixture->design, &flow, GP_FLOW_TRIGGER,
                                   gp_value_text ("http"), &error), NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_flow_simulation_get_input (fixture->simulation), !=, before);
  gp_flow_simulation_set_input (fixture->simulation, "{ \"mine\": 1 }");
  gp_session_perform (fixture->session,
                      gp_edit_set (fixture->design, &flow, GP_FLOW_TRIGGER,
                                   gp_value_text ("manual"), &error), NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_flow_simulation_get_input (fixture->simulation), ==, "{ \"mine\": 1 }");
}

/* --- code --- */

static void
run_code_async (const GpExprValue   *arguments,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_return_pointer (task, gp_expr_value_ref (gp_flow_value_get (arguments, "input")),
                         (GDestroyNotify) gp_expr_value_unref);
}

static GpExprValue *
run_code_finish (GAsyncResult  *result,
                 GpExprValue  **fault)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static gboolean
has_given (GpFlowSimulation *simulation,
           const GpId       *step,
           const char       *json)
{
  GpFlowProgress *progress = gp_flow_simulation_get_progress (simulation);
  const GpFlowStepProgress *of = progress != NULL ? gp_flow_progress_find_step (progress, step)
                                                  : NULL;
  g_autofree char *given = of != NULL && of->output != NULL ? gp_expr_value_to_json (of->output)
                                                            : NULL;

  return g_strcmp0 (given, json) == 0;
}

static const GpCodeRunner code_runner = { run_code_async, run_code_finish };

/* Both by running and by stepping; an answer is taken instead; a run that is gone takes nothing. */
static void
test_code_is_run (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a code code=x with.n=7\n"
                                                    "step b set with.m=steps.a.output.n");
  g_autoptr(GpSession) session = GP_SESSION (gp_test_session_new (design));
  g_autoptr(GpFlowSimulation) simulation = gp_flow_simulation_new (session);
  g_autoptr(GpExprValue) mock = gp_test_value ("{'n': 5}");
  GpId a = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");

  GP_SESSION_GET_CLASS (session)->code_runner = &code_runner;
  g_assert_true (gp_flow_simulation_run (simulation));
  gp_test_wait_until (has_given (simulation, &b, "{\"m\":7}"));

  gp_flow_simulation_reset (simulation);
  for (guint i = 0; i < 2; i++)
    g_assert_true (gp_flow_simulation_step (simulation));
  gp_test_wait_until (has_given (simulation, &a, "{\"n\":7}"));
  g_assert_false (has_given (simulation, &b, "{\"m\":7}"));

  gp_flow_simulation_set_mock (simulation, &a, mock);
  gp_flow_simulation_reset (simulation);
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_true (has_given (simulation, &b, "{\"m\":5}"));

  gp_flow_simulation_set_mock (simulation, &a, NULL);
  gp_flow_simulation_reset (simulation);
  g_assert_true (gp_flow_simulation_run (simulation));
  gp_flow_simulation_reset (simulation);
  gp_test_window_settle ();
  g_assert_null (gp_flow_simulation_get_progress (simulation));
  GP_SESSION_GET_CLASS (session)->code_runner = NULL;
}

/* Of GTask: code that does not end. */
static GPtrArray *stuck_code;

static void
get_stuck_async (const GpExprValue   *arguments,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_ptr_array_add (stuck_code, task);
}

static gboolean
is_dropped (guint i)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (stuck_code->pdata[i]));
}

static void
end_stuck_code (void)
{
  for (guint i = 0; i < stuck_code->len; i++)
    g_task_return_pointer (stuck_code->pdata[i], gp_test_value ("{}"),
                           (GDestroyNotify) gp_expr_value_unref);
  gp_test_window_settle ();
  g_clear_pointer (&stuck_code, g_ptr_array_unref);
}

/* Whose time is over, or that somebody answers, is dropped: what comes next is run. */
static void
test_code_that_nobody_waits_for (Fixture       *fixture,
                                 gconstpointer  user_data)
{
  static const GpCodeRunner stuck = { get_stuck_async, run_code_finish };
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep a code code=x timeout=5s retry_attempts=2\n"
                         "step b code code=y\nstep c code code=z");
  g_autoptr(GpSession) session = GP_SESSION (gp_test_session_new (design));
  g_autoptr(GpFlowSimulation) simulation = gp_flow_simulation_new (session);
  g_autoptr(GpExprValue) answer = gp_test_value ("{'n': 5}");
  GpId a = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");

  stuck_code = g_ptr_array_new_with_free_func (g_object_unref);
  GP_SESSION_GET_CLASS (session)->code_runner = &stuck;
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpuint (stuck_code->len, ==, 1);
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpuint (stuck_code->len, ==, 1);
  g_assert_false (is_dropped (0));

  g_assert_true (gp_flow_simulation_wait (simulation));
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpuint (stuck_code->len, ==, 2);
  g_assert_true (is_dropped (0));

  g_assert_true (gp_flow_simulation_answer (simulation, &a, answer));
  g_assert_cmpuint (stuck_code->len, ==, 3);
  g_assert_true (is_dropped (1));

  gp_flow_simulation_set_mock (simulation, &b, answer);
  g_assert_true (gp_flow_simulation_run (simulation));
  g_assert_cmpuint (stuck_code->len, ==, 4);
  g_assert_true (is_dropped (2));
  g_assert_false (is_dropped (3));

  gp_flow_simulation_reset (simulation);
  end_stuck_code ();
  GP_SESSION_GET_CLASS (session)->code_runner = NULL;
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();
  g_test_add ("/ui/flow-page/data-fits-its-column", Fixture, NULL, set_up,
              test_data_fits_its_column, tear_down);
  g_test_add ("/ui/flow-page/a-run-stops-where-it-is-told-to", Fixture, NULL, set_up,
              test_a_run_stops_where_it_is_told_to, tear_down);
  g_test_add ("/ui/flow-page/what-happened-is-always-told", Fixture, NULL, set_up,
              test_what_happened_is_always_told, tear_down);
  g_test_add ("/ui/flow-page/a-line-is-read-as-it-is-seen", Fixture, NULL, set_up,
              test_a_line_is_read_as_it_is_seen, tear_down);
  g_test_add ("/ui/flow-page/a-run-is-kept", Fixture, NULL, set_up, test_a_run_is_kept,
              tear_down);
  g_test_add ("/ui/flow-page/an-input-that-is-wrong-says-why", Fixture, NULL, set_up,
              test_an_input_that_is_wrong_says_why, tear_down);
  g_test_add ("/ui/flow-page/code-is-run", Fixture, NULL, set_up, test_code_is_run, tear_down);
  g_test_add ("/ui/flow-page/code-that-nobody-waits-for", Fixture, NULL, set_up,
              test_code_that_nobody_waits_for, tear_down);
  g_test_add ("/ui/flow-page/errors-are-forced", Fixture, NULL, set_up, test_errors_are_forced,
              tear_down);
  g_test_add ("/ui/flow-page/the-design-may-change", Fixture, NULL, set_up,
              test_the_design_may_change, tear_down);
  g_test_add ("/ui/flow-page/the-example-follows-the-trigger", Fixture, NULL, set_up,
              test_the_example_follows_the_trigger, tear_down);

  return g_test_run ();
}
