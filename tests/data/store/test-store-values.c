/* test-store-values.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "store-fixture.h"

/* Each property of each kind: given to an element at once, set later, set to another, cleared. */
static void
test_every_property_is_kept (void)
{
  g_autofree char *path = gp_test_dup_path ("properties.gplan");
  g_autoptr(GpDesign) design = gp_random_design (600);
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  guint seen = 0;

  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (design, gp_property_get_info (p)->kind);
      GpId id;

      if (elements->len == 0)
        continue;
      id = *gp_element_get_id (elements->pdata[g_test_rand_int_range (0, elements->len)]);
      for (guint i = 0; i < 3; i++)
        {
          g_autoptr(GpChangeSet) edit = gp_change_set_new ("Set");
          gboolean clear = i == 2 &&
                           (int) p != gp_kind_get_info (gp_property_get_info (p)->kind)->name;

          gp_change_set_set (edit, gp_design_lookup (design, &id), p,
                             clear ? gp_value_none () : gp_random_value (design, p));
          if (gp_history_do (history, edit, NULL))
            seen++;
        }
      if (p % 8 == 0)
        assert_file_holds (path, design);
    }
  g_assert_cmpuint (seen, >, GP_N_PROPERTIES);
  assert_file_holds (path, design);
}

/* Equal to the default is not stored, in whatever way it came to be so. */
static void
test_defaults_have_no_rows (void)
{
  g_autofree char *path = gp_test_dup_path ("defaults.gplan");
  g_autoptr(GpDesign) design = gp_design_new (NULL, "x");
  g_autoptr(GpStore) store = create_store (path, design);
  g_autoptr(GpHistory) history = attach_history (store, design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement)
               entity = gp_element_new (GP_KIND_ENTITY, &id, gp_design_get_root_id (design), 1);
  g_autoptr(GpChangeSet) add = gp_change_set_new ("Added");
  g_autoptr(GpChangeSet) set = gp_change_set_new ("Set");

  gp_element_set_text (entity, GP_ENTITY_NAME, "order");
  gp_element_set_bool (entity, GP_ENTITY_AUDIT, TRUE);
  gp_change_set_add (add, entity);
  g_assert_true (gp_history_do (history, add, NULL));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM value"), ==, 1);
  gp_change_set_set (set, entity, GP_ENTITY_AUDIT, gp_value_bool (FALSE));
  g_assert_true (gp_history_do (history, set, NULL));
  g_assert_cmpint (query_int (path, "SELECT count (*) FROM value"), ==, 0);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-values/every-property-is-kept", test_every_property_is_kept);
  g_test_add_func ("/data/store-values/defaults-have-no-rows", test_defaults_have_no_rows);

  return g_test_run ();
}
