/* test-flow-frame.c — the threads of a run
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_places_and_pointers (void)
{
  static const GpTestFlowCase cases[] = {
    {
      "flow main\n"
      "step t try\n"
      "  step f fork\n"
      "    step a raise error_type=validation\n"
      "step b set with.at=error.instance\n"
      "edge - t\n"
      "edge t b error",
      NULL, NULL,
      "t> t/f> t/f/0/a> t/f/0/a!400 t/f!400 t!400 b> b= = "
      "{'at':'/do/0/t/try/0/f/fork/branches/0/a'}",
    },
  };

  gp_test_flow_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-frame/places-and-pointers", test_places_and_pointers);

  return g_test_run ();
}
