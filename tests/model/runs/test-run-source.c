/* test-run-source.c — the interface of backends that tell of runs
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-source.h"

#include "gp-test.h"

static void
test_interface (void)
{
  g_assert_true (G_TYPE_IS_INTERFACE (GP_TYPE_RUN_SOURCE));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/run-source/interface", test_interface);

  return g_test_run ();
}
