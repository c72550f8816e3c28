/* test-run-engine-news.c — events start flows, and carry on those that listen
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runs.h"
#include "gp-test.h"

static void
test_events (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *waiting = NULL, *started = NULL, *went_on = NULL, *output = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "entity order total:integer\nevent paid n:integer\n"
                       "flow wait trigger=data trigger_entity=order trigger_changes=created "
                       "trigger_when=new.total==1 output=steps.hear.output[0].n\n"
                       "step hear listen listen_events=paid where=event.n>1\n"
                       "flow pay trigger=data trigger_entity=order trigger_changes=created "
                       "trigger_when=new.total>1\n"
                       "step tell emit event=paid with.n=trigger.record.total\n"
                       "flow heard trigger=event trigger_event=paid output=trigger.data.n\n"
                       "step a set with.x=1\n");
  g_free (gp_test_runs_create (backend, "order", "{\"total\":1}"));
  waiting = gp_test_runs_await (backend, "wait", "waiting", 1);
  g_free (gp_test_runs_create (backend, "order", "{\"total\":7}"));
  started = gp_test_runs_await (backend, "heard", "completed", 1);
  went_on = gp_test_runs_await (backend, "wait", "completed", 1);
  g_assert_cmpstr (waiting, ==, went_on);
  g_free (gp_test_runs_dup_trace (backend, went_on));
  output = gp_test_member (backend, "output");
  g_assert_cmpstr (output, ==, "7");
}

static void
test_schedules (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *run = NULL, *time = NULL;

  gp_test_runs_deploy (backend, NULL,
                       "flow main trigger=every schedule=1s\nstep a set with.x=1\n");
  run = gp_test_runs_await (backend, "main", "completed", 1);
  g_free (gp_test_runs_dup_trace (backend, run));
  time = gp_test_member (backend, "trigger.time");
  g_assert_nonnull (time);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-engine-news/events", test_events);
  g_test_add_func ("/run-engine-news/schedules", test_schedules);

  return g_test_run ();
}
