/* test-target-live.c — what others have changed on a backend, laid over what was deployed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target-live.h"

#include "gp-test-design.h"
#include "gp-test.h"

static void
test_laid_over (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "d");
  GpId kept = gp_test_add_entity (live, "kept");
  GpId gone = gp_test_add_entity (live, "gone");
  g_autoptr(GpDesign) expected = gp_design_copy (live);
  g_autoptr(GpDesign) there = gp_design_copy (live);
  GpId other;

  gp_test_set_text (there, &kept, GP_ENTITY_NAME, "renamed");
  other = gp_test_add_entity (there, "other");
  g_assert_true (gp_target_live_lay_over (live, expected, there, NULL));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (live, &kept)), ==, "renamed");
  g_assert_null (gp_design_lookup (live, &other));
  gp_target_live_add_others (live, expected, there);
  g_assert_nonnull (gp_design_lookup (live, &other));
  gp_test_remove (there, &gone);
  g_assert_true (gp_target_live_lay_over (live, expected, there, NULL));
  g_assert_null (gp_design_lookup (live, &gone));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/target-live/laid-over", test_laid_over);
  return g_test_run ();
}
