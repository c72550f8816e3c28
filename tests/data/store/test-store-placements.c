/* test-store-placements.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

static GpDesign *
make_design (guint n, GpId **out_ids)
{
  GpDesign *design = gp_design_new (NULL, "x");
  g_autoptr(GpChangeSet) edit = gp_change_set_new ("Added");
  GpId view_id = gp_id_new ();
  g_autoptr(GpElement)
               view = gp_element_new (GP_KIND_VIEW, &view_id, gp_design_get_root_id (design), 1);
  GpId *ids = g_new (GpId, n);

  gp_element_set_text (view, GP_VIEW_NAME, "All");
  gp_change_set_add (edit, view);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GpElement) placement = NULL;

      ids[i] = gp_id_new ();
      placement = gp_element_new (GP_KIND_PLACEMENT, &ids[i], &view_id, i + 1);
      gp_element_set_ref (placement, GP_PLACEMENT_ELEMENT, gp_design_get_root_id (design));
      gp_element_set (placement, GP_PLACEMENT_AT, gp_value_point (i, -0.1));
      gp_change_set_add (edit, placement);
    }
  g_assert_true (gp_design_apply (design, edit, NULL));
  *out_ids = ids;
  return design;
}

static void
test_a_placement_is_one_row (void)
{
  g_autofree char *path = gp_test_dup_path ("rows.gplan");
  g_autofree GpId *ids = NULL;
  g_autoptr(GpDesign) design = make_design (10, &ids);
  g_autoptr(GpStore) store = create_store (path, design);

  g_assert_cmpint (query_int (path, "SELECT count (*) FROM placement"), ==, 10);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM value"), ==, 0);
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM reference"), ==, 0);
  assert_file_holds (path, design);
}

static void
test_every_column_is_set_and_cleared (void)
{
  g_autofree char *path = gp_test_dup_path ("columns.gplan");
  g_autofree GpId *ids = NULL;
  g_autoptr(GpDesign) design = make_design (5, &ids);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  const GpKindInfo *info = gp_kind_get_info (GP_KIND_PLACEMENT);

  for (GpProperty p = info->first; p < info->first + info->n; p++)
    for (guint i = 0; i < 4; i++)
      {
        g_autoptr(GpChangeSet) edit = gp_change_set_new ("Set");
        g_autoptr(GError) error = NULL;

        gp_change_set_set (edit, gp_design_lookup (design, &ids[2]), p,
                           i == 2 ? gp_value_none () : gp_random_value (design, p));
        gp_history_do (history, edit, &error);
        g_assert_no_error (error);
        assert_file_holds (path, design);
      }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-placements/a-placement-is-one-row", test_a_placement_is_one_row);
  g_test_add_func ("/data/store-placements/every-column-is-set-and-cleared",
                   test_every_column_is_set_and_cleared);

  return g_test_run ();
}
