/* test-snapshot.c — a design as it is now, for workers
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit.h"
#include "gp-snapshot.h"
#include "gp-test-scene.h"
#include "gp-test.h"

static void
rename_root (GpDesign   *design,
             const char *name)
{
  g_autoptr(GpChangeSet) changes = gp_edit_rename (design, gp_design_get_root_id (design), name,
                                                   NULL);

  g_assert_nonnull (changes);
  g_assert_true (gp_design_apply (design, changes, NULL));
}

static void
test_everybody_gets_the_same (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpDesign) one = gp_snapshot_take (design);
  g_autoptr(GpDesign) two = gp_snapshot_take (design);

  g_assert_true (one == two);
  g_assert_true (one != design);
}

static void
test_a_change_makes_another (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autofree char *name = g_strdup (gp_element_get_name (gp_design_get_root (design)));
  g_autoptr(GpDesign) before = gp_snapshot_take (design);
  g_autoptr(GpDesign) after = NULL;

  rename_root (design, "another");
  after = gp_snapshot_take (design);
  g_assert_true (before != after);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (before)), ==, name);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (after)), ==, "another");
}

/* Nobody keeps what nobody reads. */
static void
test_it_goes_with_its_last_reader (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpDesign *snapshot = gp_snapshot_take (design);

  g_assert_finalize_object (snapshot);
  snapshot = gp_snapshot_take (design);
  g_assert_finalize_object (snapshot);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/snapshot/everybody-gets-the-same", test_everybody_gets_the_same);
  g_test_add_func ("/ui/snapshot/a-change-makes-another", test_a_change_makes_another);
  g_test_add_func ("/ui/snapshot/it-goes-with-its-last-reader",
                   test_it_goes_with_its_last_reader);

  return g_test_run ();
}
