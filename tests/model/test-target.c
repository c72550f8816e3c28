/* test-target.c — the interface of targets
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target.h"

#include "gp-test.h"

static void
test_interface (void)
{
  g_assert_true (G_TYPE_IS_INTERFACE (GP_TYPE_TARGET));
  g_assert_cmpstr (g_quark_to_string (GP_TARGET_ERROR), ==, "gp-target-error-quark");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/target/interface", test_interface);

  return g_test_run ();
}
