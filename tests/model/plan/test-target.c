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

/* What another target is given must be a state of the same design. */
static void
test_another_design_is_not_passed_on (void)
{
  g_autoptr(GpDesign) ours = gp_design_new (NULL, "Shop");
  g_autoptr(GpDesign) held = gp_design_copy (ours);
  g_autoptr(GpDesign) other = gp_design_new (NULL, "Shop");
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_target_check_held (held, ours, &error));
  g_assert_false (gp_target_check_held (other, ours, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/target/interface", test_interface);
  g_test_add_func ("/model/target/another-design-is-not-passed-on",
                   test_another_design_is_not_passed_on);

  return g_test_run ();
}
