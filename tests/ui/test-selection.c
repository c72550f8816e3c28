/* test-selection.c — an ordered set that says when it changes
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-selection.h"
#include "gp-test.h"

static void
count_cb (GpSelection *selection,
          gpointer     user_data)
{
  guint *n = user_data;

  ++*n;
}

static void
test_order_is_kept (void)
{
  g_autoptr(GpSelection) selection = gp_selection_new ();
  GpId ids[] = { gp_id_new (), gp_id_new (), gp_id_new () };
  const GpId *all;
  gsize n;

  for (gsize i = 0; i < 3; i++)
    gp_selection_add (selection, &ids[i]);
  gp_selection_remove (selection, &ids[1]);
  gp_selection_toggle (selection, &ids[1]);
  all = gp_selection_peek (selection, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (gp_id_equal (&all[0], &ids[0]));
  g_assert_true (gp_id_equal (&all[1], &ids[2]));
  g_assert_true (gp_id_equal (gp_selection_get_last (selection), &ids[1]));
}

static void
test_changed_comes_once_for_each_change (void)
{
  GpSelection *selection = gp_selection_new ();
  GpId ids[] = { gp_id_new (), gp_id_new () };
  guint n = 0;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &n);
  gp_selection_clear (selection);
  g_assert_cmpuint (n, ==, 0);
  gp_selection_set_all (selection, ids, 2);
  gp_selection_set_all (selection, ids, 2);
  gp_selection_add (selection, &ids[0]);
  g_assert_cmpuint (n, ==, 1);
  gp_selection_set (selection, &ids[0]);
  g_assert_cmpuint (n, ==, 2);
  gp_selection_set (selection, NULL);
  g_assert_cmpuint (n, ==, 3);
  g_assert_null (gp_selection_get_last (selection));
  g_assert_finalize_object (selection);
}

/* What is passed in may be the selection's own. */
static void
test_own_ids_may_be_passed_in (void)
{
  g_autoptr(GpSelection) selection = gp_selection_new ();
  GpId ids[] = { gp_id_new (), gp_id_new () };
  const GpId *all;
  gsize n;

  gp_selection_set_all (selection, ids, 2);
  all = gp_selection_peek (selection, &n);
  gp_selection_set (selection, &all[1]);
  g_assert_true (gp_selection_contains (selection, &ids[1]));
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 1);
  gp_selection_remove (selection, gp_selection_get_last (selection));
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 0);
}

static gboolean
is_kept (const GpId *id,
         gpointer    user_data)
{
  return gp_id_equal (id, user_data);
}

static void
test_retain_drops_the_rest (void)
{
  g_autoptr(GpSelection) selection = gp_selection_new ();
  GpId ids[] = { gp_id_new (), gp_id_new (), gp_id_new () };

  gp_selection_set_all (selection, ids, 3);
  gp_selection_retain (selection, is_kept, &ids[1]);
  g_assert_cmpuint (gp_selection_get_size (selection), ==, 1);
  g_assert_true (gp_selection_contains (selection, &ids[1]));
  g_assert_false (gp_selection_contains (selection, &ids[0]));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/selection/order-is-kept", test_order_is_kept);
  g_test_add_func ("/ui/selection/changed-comes-once-for-each-change",
                   test_changed_comes_once_for_each_change);
  g_test_add_func ("/ui/selection/own-ids-may-be-passed-in", test_own_ids_may_be_passed_in);
  g_test_add_func ("/ui/selection/retain-drops-the-rest", test_retain_drops_the_rest);

  return g_test_run ();
}
