/* test-edit-remove.c — removing takes along or clears what refers to the removed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

/* Any subset of any design can be removed, and the inverse brings all of it back. */
static void
test_any_subset_can_be_removed (void)
{
  for (guint round = gp_random_rounds (60); round > 0; round--)
    {
      g_autoptr(GpDesign) design = gp_random_design (80);
      g_autoptr(GpDesign) before = gp_design_copy (design);
      g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
      g_autoptr(GpChangeSet) remove = NULL, undo = NULL;
      g_autoptr(GError) error = NULL;

      for (guint kind = 1; kind < GP_N_KINDS; kind++)
        {
          g_autoptr(GPtrArray) list = gp_design_list (design, kind);

          for (guint i = 0; i < list->len; i++)
            if (g_test_rand_int_range (0, 6) == 0)
              g_array_append_vals (ids, gp_element_get_id (list->pdata[i]), 1);
        }
      remove = gp_edit_remove (design, (GpId *) (void *) ids->data, ids->len, &error);
      g_assert_no_error (error);
      gp_design_apply (design, remove, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < ids->len; i++)
        g_assert_null (gp_design_lookup (design, &g_array_index (ids, GpId, i)));
      undo = gp_change_set_invert (remove);
      gp_design_apply (design, undo, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (before, design);
    }
}

static void
test_root_stays (void)
{
  g_autoptr(GpDesign) design = gp_random_design (20);
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_edit_remove (design, gp_design_get_root_id (design), 1, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit-remove/any-subset-can-be-removed", test_any_subset_can_be_removed);
  g_test_add_func ("/model/edit-remove/root-stays", test_root_stays);
  return g_test_run ();
}
