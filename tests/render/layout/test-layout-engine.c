/* test-layout-engine.c — layouts, one at a time
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-engine.h"
#include "gp-test-layout.h"
#include "gp-test.h"

typedef struct
{
  GpLayout *layout;
  GError   *error;
  gboolean  ended;
  guint     reports;
  double    last_report;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->layout, gp_layout_unref);
  g_clear_error (&answer->error);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->layout = gp_layout_engine_run_finish (GP_LAYOUT_ENGINE (source), result, &answer->error);
  answer->ended = TRUE;
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Answer *answer = user_data;

  g_assert_false (answer->ended);
  g_assert_cmpfloat (fraction, >=, answer->last_report);
  g_assert_cmpfloat (fraction, <=, 1);
  answer->last_report = fraction;
  answer->reports++;
}

static void
test_answers_in_the_callers_context (void)
{
  g_autoptr(GpLayoutEngine) engine = gp_layout_engine_new ();
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (150, 0);
  Answer answer = { 0 };

  g_assert_cmpuint (gp_layout_engine_get_generation (engine), ==, 0);
  gp_layout_engine_run_async (engine, request, GP_LAYOUT_QUICK, NULL, progress_cb, &answer,
                              ended_cb, &answer);
  g_assert_cmpuint (gp_layout_engine_get_generation (engine), ==, 1);
  gp_test_wait_until (answer.ended);

  g_assert_no_error (answer.error);
  g_assert_cmpuint (gp_layout_get_n_nodes (answer.layout), ==, 150);
  g_assert_cmpuint (gp_layout_get_generation (answer.layout), ==, 1);
  g_assert_cmpuint (answer.reports, >, 0);
  answer_clear (&answer);
}

static void
test_the_latest_run_wins (void)
{
  g_autoptr(GpLayoutEngine) engine = gp_layout_engine_new ();
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (150, 0);
  Answer answers[5] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    gp_layout_engine_run_async (engine, request, GP_LAYOUT_QUICK, NULL, NULL, NULL, ended_cb,
                                &answers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    gp_test_wait_until (answers[i].ended);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (answers); i++)
    {
      g_assert_error (answers[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (answers[i].layout);
      answer_clear (&answers[i]);
    }
  g_assert_no_error (answers[4].error);
  g_assert_cmpuint (gp_layout_get_generation (answers[4].layout), ==, 5);
  answer_clear (&answers[4]);
}

static void
test_can_be_cancelled (void)
{
  g_autoptr(GpLayoutEngine) engine = gp_layout_engine_new ();
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (150, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpLayout) layout = NULL;
  g_autoptr(GError) error = NULL;
  Answer answer = { 0 };

  gp_layout_engine_run_async (engine, request, GP_LAYOUT_REFINED, cancellable, NULL, NULL,
                              ended_cb, &answer);
  g_cancellable_cancel (cancellable);
  gp_test_wait_until (answer.ended);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  answer_clear (&answer);

  layout = gp_layout_run (request, GP_LAYOUT_QUICK, cancellable, &error);
  g_assert_null (layout);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Dropping the engine ends what it was doing; the callback still comes. */
static void
test_may_be_dropped_while_it_runs (void)
{
  GpLayoutEngine *engine = gp_layout_engine_new ();
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (300, 0);
  Answer answer = { 0 };

  gp_layout_engine_run_async (engine, request, GP_LAYOUT_QUICK, NULL, NULL, NULL, ended_cb,
                              &answer);
  gp_layout_engine_cancel (engine);
  g_object_unref (engine);
  gp_test_wait_until (answer.ended);
  answer_clear (&answer);
}

static gpointer
run_in_thread (gpointer data)
{
  return gp_layout_run (data, GP_LAYOUT_QUICK, NULL, NULL);
}

/* Graphviz crashes when two threads call it; everybody has to wait in one queue. And all get the
 * same answer: each run begins afresh. */
static void
test_many_threads_get_the_same_bytes (void)
{
  g_autoptr(GpLayoutRequest) request = gp_test_layout_random (120, 0);
  GpLayout *layouts[8];
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", run_in_thread, request);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    layouts[i] = g_thread_join (threads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      gsize size = gp_layout_get_n_nodes (layouts[i]) * sizeof (GpRect);

      g_assert_cmpmem (gp_layout_get_rects (layouts[i]), size,
                       gp_layout_get_rects (layouts[0]), size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    gp_layout_unref (layouts[i]);
}

static void
test_flow_mode_goes_from_left_to_right (void)
{
  g_autoptr(GpLayoutRequest) request = gp_layout_request_new ();
  g_autoptr(GpLayout) layout = NULL;
  g_autoptr(GError) error = NULL;
  const GpRect *rects;

  for (guint i = 0; i < 4; i++)
    gp_layout_request_add_node (request, "step", 160, 64);
  for (guint i = 0; i < 3; i++)
    gp_layout_request_add_edge (request, 3 - i, 2 - i);
  gp_layout_request_set_mode (request, GP_LAYOUT_MODE_FLOW);

  layout = gp_layout_run (request, GP_LAYOUT_QUICK, NULL, &error);
  g_assert_no_error (error);
  rects = gp_layout_get_rects (layout);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (rects[i].x, >=, rects[i + 1].x + 160 + 48);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-engine/answers-in-the-callers-context",
                   test_answers_in_the_callers_context);
  g_test_add_func ("/render/layout-engine/the-latest-run-wins", test_the_latest_run_wins);
  g_test_add_func ("/render/layout-engine/can-be-cancelled", test_can_be_cancelled);
  g_test_add_func ("/render/layout-engine/may-be-dropped-while-it-runs",
                   test_may_be_dropped_while_it_runs);
  g_test_add_func ("/render/layout-engine/many-threads-get-the-same-bytes",
                   test_many_threads_get_the_same_bytes);
  g_test_add_func ("/render/layout-engine/flow-mode-goes-from-left-to-right",
                   test_flow_mode_goes_from_left_to_right);
  return g_test_run ();
}
