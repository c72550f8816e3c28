/* test-change-set.c — change sets apply whole or not at all, and can be inverted
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-change-set.h"
#include "gp-random.h"
#include "gp-test.h"

/* Undo gives back the very same design, whatever the edit touched. */
static void
test_invert_restores (void)
{
  g_autoptr(GpDesign) design = gp_random_design (60);
  g_autoptr(GError) error = NULL;

  for (guint i = gp_random_rounds (400); i > 0; i--)
    {
      g_autoptr(GpDesign) before = gp_design_copy (design);
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, (guint) g_test_rand_int_range (1, 12));
      g_autoptr(GpChangeSet) undo = gp_change_set_invert (edit);
      g_autoptr(GpChangeSet) again = gp_change_set_invert (undo);

      gp_design_apply (design, edit, &error);
      g_assert_no_error (error);
      gp_design_apply (design, undo, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (before, design);
      g_assert_true (gp_change_set_equal (edit, again));

      if (gp_design_size (design) < 200)
        g_assert_true (gp_design_apply (design, edit, NULL));
    }
}

/* A set whose last change is refused leaves no trace of the others. */
static void
test_all_or_nothing (void)
{
  g_autoptr(GpDesign) design = gp_random_design (60);

  for (guint i = gp_random_rounds (400); i > 0; i--)
    {
      g_autoptr(GpDesign) before = gp_design_copy (design);
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 6);
      g_autoptr(GError) error = NULL;
      GpId nowhere = gp_id_new (), id = gp_id_new ();
      g_autoptr(GpElement) orphan = gp_element_new (GP_KIND_FIELD, &id, &nowhere, 1);

      gp_change_set_add (edit, orphan);
      g_assert_false (gp_design_apply (design, edit, &error));
      g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
      gp_assert_design_equal (before, design);
    }
}

static void
test_stale_is_refused (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "First");
  g_autoptr(GpChangeSet) one = gp_change_set_new ("one");
  g_autoptr(GpChangeSet) two = gp_change_set_new ("two");
  g_autoptr(GError) error = NULL;

  gp_change_set_set (one, gp_design_get_root (design), GP_DESIGN_NAME, gp_value_text ("Second"));
  gp_change_set_set (two, gp_design_get_root (design), GP_DESIGN_NAME, gp_value_text ("Third"));
  g_assert_true (gp_design_apply (design, one, NULL));
  g_assert_false (gp_design_apply (design, two, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (design)), ==, "Second");
}

static void
test_setting_the_same_adds_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Name");
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_set (changes, gp_design_get_root (design), GP_DESIGN_NAME, gp_value_text ("Name"));
  gp_change_set_set (changes, gp_design_get_root (design), GP_DESIGN_DESCRIPTION, gp_value_none ());
  g_assert_cmpuint (gp_change_set_get_size (changes), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/change-set/invert-restores", test_invert_restores);
  g_test_add_func ("/model/change-set/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/model/change-set/stale-is-refused", test_stale_is_refused);
  g_test_add_func ("/model/change-set/setting-the-same-adds-nothing",
                   test_setting_the_same_adds_nothing);
  return g_test_run ();
}
