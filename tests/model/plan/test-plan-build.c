/* test-plan-build.c — differences as operations
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-build.h"

#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test.h"

static const GpOperation *
find (GPtrArray  *operations,
      const char *id)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const GpOperation *operation = g_ptr_array_index (operations, i);

      if (g_str_equal (operation->id, id))
        return operation;
    }
  g_error ("there is no %s", id);

  return NULL;
}

static void
test_kinds_of_change (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Plan");
  GpId thing = gp_test_add (live, GP_KIND_ENTITY, NULL, "thing");
  GpId kept = gp_test_add (live, GP_KIND_FIELD, &thing, "kept");
  GpId gone = gp_test_add (live, GP_KIND_FIELD, &thing, "gone");
  GpId role = gp_test_add (live, GP_KIND_ROLE, NULL, "role");
  GpId fresh;
  g_autoptr(GpDesign) wanted = gp_design_copy (live);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GpChangeSet) removal = gp_change_set_new (NULL);

  gp_change_set_remove (removal, gp_design_lookup (wanted, &gone));
  g_assert_true (gp_design_apply (wanted, removal, NULL));
  gp_test_set (wanted, &kept, GP_FIELD_NAME, gp_value_text ("renamed"));
  gp_test_set (wanted, &kept, GP_FIELD_TYPE, gp_value_text ("integer"));
  gp_test_set (wanted, &role, GP_ROLE_MEMBERSHIP, gp_value_text ("everyone"));
  fresh = gp_test_add (wanted, GP_KIND_ENTITY, NULL, "fresh");
  gp_test_add (wanted, GP_KIND_FIELD, &fresh, "folded");
  gp_test_add (wanted, GP_KIND_RULE, &fresh, "named");

  operations = gp_plan_build_operations (live, wanted);
  g_assert_cmpuint (operations->len, ==, 6);
  g_assert_true (find (operations, "remove:field:thing.gone")->destructive);
  g_assert_false (find (operations, "rename:field:thing.kept")->destructive);
  g_assert_cmpstr (find (operations, "rename:field:thing.kept")->name, ==, "thing.renamed");
  g_assert_false (find (operations, "change:field:thing.kept")->reversible);
  g_assert_true (find (operations, "change:role:role")->widening);
  g_assert_true (find (operations, "add:rule:fresh.named")->widening);
  g_assert_cmpint (find (operations, "add:entity:fresh")->action, ==, GP_OPERATION_ADD);
}

/* Every difference is in some operation, and no two operations have one id. */
static void
test_nothing_is_left_out (void)
{
  for (guint i = 0; i < gp_random_rounds (100); i++)
    {
      g_autoptr(GpDesign) live = gp_random_design (40);
      g_autoptr(GpDesign) wanted = gp_design_copy (live);
      g_autoptr(GpChangeSet) edit = gp_random_edit (wanted, 10);
      g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GPtrArray) same = NULL;
      g_autoptr(GPtrArray) operations = NULL;
      g_autofree char *before = gp_design_dup_hash (live);
      g_autofree char *after = NULL;

      g_assert_true (gp_design_apply (wanted, edit, NULL));
      after = gp_design_dup_hash (wanted);
      operations = gp_plan_build_operations (live, wanted);
      g_assert_true ((operations->len == 0) == g_str_equal (before, after));
      for (guint j = 0; j < operations->len; j++)
        g_assert_true (g_hash_table_add (ids, ((GpOperation *) operations->pdata[j])->id));
      same = gp_plan_build_operations (wanted, wanted);
      g_assert_cmpuint (same->len, ==, 0);
    }
}

/* What takes the place of the deployed design is compared with it below one root. */
static void
test_designs_of_two_roots_share_one (void)
{
  for (guint i = 0; i < gp_random_rounds (50); i++)
    {
      g_autoptr(GpDesign) live = gp_random_design (40);
      g_autoptr(GpDesign) wanted = gp_design_new (NULL, "Another");
      g_autoptr(GError) error = NULL;
      g_autoptr(GpDesign) moved = gp_plan_below_root_of (live, wanted, &error);
      g_autoptr(GpDesign) back = NULL;
      g_autoptr(GpDesign) same = gp_plan_below_root_of (live, live, NULL);
      g_autoptr(GPtrArray) operations = NULL;

      g_assert_no_error (error);
      g_assert_true (same == live);
      g_assert_true (gp_id_equal (gp_design_get_root_id (moved), gp_design_get_root_id (wanted)));
      g_assert_cmpstr (gp_element_get_name (gp_design_get_root (moved)), ==,
                       gp_element_get_name (gp_design_get_root (live)));
      back = gp_plan_below_root_of (moved, live, &error);
      g_assert_no_error (error);
      operations = gp_plan_build_operations (live, back);
      for (guint j = 0; j < operations->len; j++)
        g_assert_cmpint (((GpOperation *) operations->pdata[j])->kind, ==, GP_KIND_DESIGN);
    }
}

/* The root that is wanted is an element of what is deployed. */
static void
test_a_root_that_is_taken_is_refused (void)
{
  g_autoptr(GpDesign) live = gp_design_new (NULL, "Plan");
  GpId thing = gp_test_add (live, GP_KIND_ENTITY, NULL, "thing");
  g_autoptr(GpDesign) wanted = gp_design_new (&thing, "Another");
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_plan_below_root_of (live, wanted, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan-build/kinds-of-change", test_kinds_of_change);
  g_test_add_func ("/model/plan-build/nothing-is-left-out", test_nothing_is_left_out);
  g_test_add_func ("/model/plan-build/designs-of-two-roots-share-one",
                   test_designs_of_two_roots_share_one);
  g_test_add_func ("/model/plan-build/a-root-that-is-taken-is-refused",
                   test_a_root_that_is_taken_is_refused);

  return g_test_run ();
}
