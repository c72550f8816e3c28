/* test-target-live.c — what others have changed on a backend, laid over what was deployed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-target-live.h"

#include "gp-target.h"
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

/* Of what others have added, what the design has taken over counts as there, and nothing else. */
static void
test_adopted (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "d");
  g_autoptr(GpDesign) there = gp_design_copy (live);
  g_autoptr(GpDesign) wanted = NULL;
  GpId adopted = gp_test_add_entity (there, "adopted");
  GpId other, mine;

  wanted = gp_design_copy (there);
  other = gp_test_add_entity (there, "other");
  mine = gp_test_add_entity (wanted, "mine");
  gp_target_live_add_adopted (live, there, wanted);
  g_assert_nonnull (gp_design_lookup (live, &adopted));
  g_assert_null (gp_design_lookup (live, &other));
  g_assert_null (gp_design_lookup (live, &mine));
}

static void
test_a_backend_holds_one_design (void)
{
  g_autoptr(GpDesign) deployed = gp_design_new (NULL, "theirs");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "ours");
  g_autoptr(GpDesign) later = gp_design_copy (design);
  g_autoptr(GError) error = NULL;

  gp_test_add_entity (later, "more");
  g_assert_true (gp_target_live_check_ours (NULL, design, "x", NULL));
  g_assert_true (gp_target_live_check_ours (design, later, "x", NULL));
  g_assert_false (gp_target_live_check_ours (deployed, design, "x", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_BLOCKED);
  g_assert_nonnull (strstr (error->message, "theirs"));
}

/* What is left of the one and of the other. */
static void
test_what_is_left_is_told (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "d");
  g_autoptr(GpDesign) wanted = gp_design_copy (live);
  g_autoptr(GPtrArray) left = g_ptr_array_new ();
  g_autoptr(GpChangeSet) none = gp_target_live_verify (live, wanted, left, "x", NULL);
  g_autoptr(GpChangeSet) one = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (gp_change_set_get_size (none), ==, 0);
  g_ptr_array_add (left, (gpointer) "accounts");
  g_assert_null (gp_target_live_verify (live, wanted, left, "x", &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "accounts"));
  gp_test_add_entity (wanted, "more");
  one = gp_target_live_verify (live, wanted, left, "x", NULL);
  g_assert_cmpuint (gp_change_set_get_size (one), >, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/target-live/laid-over", test_laid_over);
  g_test_add_func ("/data/target-live/what-was-adopted-is-there", test_adopted);
  g_test_add_func ("/data/target-live/a-backend-holds-one-design",
                   test_a_backend_holds_one_design);
  g_test_add_func ("/data/target-live/what-is-left-is-told", test_what_is_left_is_told);
  return g_test_run ();
}
