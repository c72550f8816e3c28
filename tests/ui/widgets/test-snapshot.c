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
  g_autoptr(GpSnapshot) one = gp_snapshot_take (design);
  g_autoptr(GpSnapshot) two = gp_snapshot_take (design);

  g_assert_true (one == two);
  g_assert_true (gp_snapshot_get_design (one) == gp_snapshot_get_design (two));
  g_assert_true (gp_snapshot_get_design (one) != design);
  g_assert_true (gp_design_equal (gp_snapshot_get_design (one), design));
  g_assert_cmpuint (gp_design_get_revision (gp_snapshot_get_design (one)), ==,
                    gp_design_get_revision (design));
}

static void
assert_root_name (GpSnapshot *snapshot,
                  const char *name)
{
  const GpElement *root = gp_design_get_root (gp_snapshot_get_design (snapshot));

  g_assert_cmpstr (gp_element_get_name (root), ==, name);
}

static void
test_a_change_makes_another (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autofree char *name = g_strdup (gp_element_get_name (gp_design_get_root (design)));
  g_autoptr(GpSnapshot) before = gp_snapshot_take (design);
  g_autoptr(GpSnapshot) after = NULL;

  /* Also where nobody has asked for the copy before the change. */
  rename_root (design, "another");
  after = gp_snapshot_take (design);
  g_assert_true (before != after);
  assert_root_name (before, name);
  assert_root_name (after, "another");
}

/* Nobody keeps what nobody reads. */
static void
test_it_goes_with_its_last_reader (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpSnapshot *snapshot = gp_snapshot_take (design);

  g_assert_finalize_object (snapshot);
  snapshot = gp_snapshot_take (design);
  gp_snapshot_get_design (snapshot);
  g_assert_finalize_object (snapshot);
}

static gpointer
get_design_cb (gpointer snapshot)
{
  return gp_snapshot_get_design (snapshot);
}

static void
test_several_workers_get_one_copy (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSnapshot) snapshot = gp_snapshot_take (design);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, get_design_cb, snapshot);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == gp_snapshot_get_design (snapshot));
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
  g_test_add_func ("/ui/snapshot/several-workers-get-one-copy",
                   test_several_workers_get_one_copy);

  return g_test_run ();
}
