/* test-flow-variables.c — what the expressions of a run see
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_variables (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step a set with.x=[trigger.input.n,user.id,now==timestamp('1970-01-01T00:00:00Z')]",
      "{'input': {'n': 1}, 'user': {'id': 'u'}}", NULL,
      "a> a= = {'x':[1,'u',true]}",
    },
    {
      "flow main\n"
      "step a set with.x=user.id",
      "{}", NULL,
      "a> a!400 ! expression 400",
    },
    {
      "flow main\n"
      "step a set with.x=steps.b.output\n"
      "step b set with.x=1",
      NULL, NULL,
      "a> a!400 ! expression 400",
    },
    {
      "flow main\n"
      "step a set with.x=trigger",
      "{'input': 1}", NULL,
      "a> a= = {'x':{'input':1}}",
    },
    {
      "flow main\n"
      "step a set with.x=steps",
      NULL, NULL,
      "a> a!400 ! expression 400",
    },
    {
      "flow main\n"
      "step a set with.x=1 if=3",
      NULL, NULL,
      "a!400 ! expression 400",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_records_are_typed (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "entity order at:timestamp\n"
      "flow main\n"
      "step a data_create entity=order with.at='2026-01-02T03:04:05Z'\n"
      "step b set with.y=steps.a.output.at.getFullYear()",
      NULL, NULL,
      "a> a= b> b= = {'y':2026}",
    },
    {
      "entity order at:timestamp\n"
      "flow main\n"
      "step a data_read entity=order\n"
      "step e for in=steps.a.output each=o\n"
      "  step b set with.y=o.at.getFullYear()",
      NULL, "{'a': [{'at': '2026-01-02T03:04:05Z'}]}",
      "a> a= e> e/0/b> e/0/b= e= = {'y':2026}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-variables/variables", test_variables);
  g_test_add_func ("/model/flow-variables/records-are-typed", test_records_are_typed);

  return g_test_run ();
}
