/* test-flow-answers.c — what comes back to steps that wanted something done outside the run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_answers (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s path=/{x}",
      NULL, NULL,
      "a> a!400 ! configuration 400",
    },
    {
      "connection s\n"
      "flow main\n"
      "step a call_http connection=s method=POST",
      NULL, "{'a': {'status': 418}}",
      "a> a!418 ! communication 418",
    },
    {
      "event paid\n"
      "flow main\n"
      "step a emit event=paid output=output.type",
      NULL, NULL,
      "a> a= = 'paid'",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_approvals (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss",
      NULL, "{'a': {'decision': 'approve', 'by': 'x'}}",
      "a> a= = {'decision':'approve','by':'x'}",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss",
      NULL, "{'a': {'decision': 'reject'}}",
      "a> a!403 ! authorization 403",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss",
      NULL, "{'a': {'decision': 'maybe'}}",
      "a> a!400 ! validation 400",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss\n"
      "step no set with.x=1\n"
      "edge - a\n"
      "edge a no case when=output.decision=='reject'\n"
      "edge a -",
      NULL, "{'a': {'decision': 'reject'}}",
      "a> a= no> no= = {'x':1}",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss duration=1h",
      NULL, NULL,
      "a> a!408 ! timeout 408",
    },
    {
      "role boss\n"
      "flow main output=steps.a.output.decision\n"
      "step a approve assignees=boss duration=1h on_timeout=approve",
      NULL, NULL,
      "a> a= = 'approve'",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss duration=1h on_timeout=reject",
      NULL, NULL,
      "a> a!403 ! authorization 403",
    },
    {
      "role boss\n"
      "flow main\n"
      "step a approve assignees=boss duration=1h on_timeout=escalate",
      NULL, NULL,
      "a> a> a!408 ! timeout 408",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_listens (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "event paid id:integer\n"
      "event sent id:integer\n"
      "flow main\n"
      "step a listen listen_events=paid,sent listen_mode=any",
      NULL, "{'a': {'event': 'sent', 'data': {'id': 2}}}",
      "a> a= = [{'id':2}]",
    },
    {
      "event paid id:integer\n"
      "event sent id:integer\n"
      "flow main\n"
      "step a listen listen_events=paid,sent listen_mode=all",
      NULL,
      "{'a': [{'event': 'sent', 'data': 1}, {'event': 'other', 'data': 9}, {'event': 'paid', 'data': 2}]}",
      "a> a= = [1,2]",
    },
    {
      "event paid id:integer\n"
      "flow main\n"
      "step a listen listen_events=paid where=event.id==trigger.input",
      "{'input': 7}", "{'a': [{'id': 6}, {'id': 7}, {'id': 8}]}",
      "a> a= = [{'id':7}]",
    },
    {
      "event paid id:integer\n"
      "flow main\n"
      "step a listen listen_events=paid duration=1h",
      NULL, NULL,
      "a> a!408 ! timeout 408",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-answers/answers", test_answers);
  g_test_add_func ("/model/flow-answers/approvals", test_approvals);
  g_test_add_func ("/model/flow-answers/listens", test_listens);

  return g_test_run ();
}
