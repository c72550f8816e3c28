/* test-merge.c — two people's changes come together, or people are asked
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-merge.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test-merge.h"
#include "gp-test.h"

static void
test_different_properties_come_together (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  const GpElement *field;

  gp_test_change (fixture->ours,
                  gp_edit_rename (fixture->ours, &fixture->field, "fax_number", NULL));
  gp_test_change (fixture->theirs, gp_edit_set (fixture->theirs, &fixture->field, GP_FIELD_UNIQUE,
                                                gp_value_bool (TRUE), NULL));
  conflicts = gp_test_merge (fixture);
  field = gp_design_lookup (fixture->ours, &fixture->field);
  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpstr (gp_element_get_name (field), ==, "fax_number");
  g_assert_true (gp_element_get_bool (field, GP_FIELD_UNIQUE));
}

static void
test_same_property_is_a_conflict (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  const GpConflict *conflict;

  gp_test_change (fixture->ours,
                  gp_edit_rename (fixture->ours, &fixture->field, "fax_number", NULL));
  gp_test_change (fixture->theirs,
                  gp_edit_rename (fixture->theirs, &fixture->field, "telefax", NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpint (conflict->type, ==, GP_CONFLICT_VALUE);
  g_assert_cmpint (conflict->property, ==, GP_FIELD_NAME);
  g_assert_cmpstr (gp_value_get_text (&conflict->base), ==, "fax");
  g_assert_cmpstr (gp_value_get_text (&conflict->ours), ==, "fax_number");
  g_assert_cmpstr (gp_value_get_text (&conflict->theirs), ==, "telefax");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->ours, &fixture->field)), ==,
                   "fax_number");
}

static void
test_removed_here_changed_there (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  gp_test_change (fixture->ours, gp_edit_remove (fixture->ours, &fixture->field, 1, NULL));
  gp_test_change (fixture->theirs,
                  gp_edit_rename (fixture->theirs, &fixture->field, "telefax", NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (((GpConflict *) conflicts->pdata[0])->type, ==, GP_CONFLICT_REMOVED);
  g_assert_null (gp_design_lookup (fixture->ours, &fixture->field));
}

static void
test_lists_take_both (GpTestMerge *fixture, gconstpointer data)
{
  const char *const base[] = { "a", "b" }, *const ours[] = { "a", "b", "c" },
                    *const theirs[] = { "b", "d" };
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autofree char *joined = NULL;
  gsize n;

  gp_test_change (fixture->base, gp_edit_set (fixture->base, &fixture->field, GP_FIELD_VALUES,
                                              gp_value_texts (base, 2), NULL));
  gp_test_change (fixture->ours, gp_edit_set (fixture->ours, &fixture->field, GP_FIELD_VALUES,
                                              gp_value_texts (ours, 3), NULL));
  gp_test_change (fixture->theirs, gp_edit_set (fixture->theirs, &fixture->field, GP_FIELD_VALUES,
                                                gp_value_texts (theirs, 2), NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 0);
  joined = g_strjoinv (" ", (char **) gp_element_get_texts (gp_design_lookup (fixture->ours,
                                                                              &fixture->field),
                                                            GP_FIELD_VALUES, &n));
  g_assert_cmpstr (joined, ==, "b c d");
}

/* Whatever both did, the result is a whole design; and with one side idle it is the other's. */
static void
test_random_merges_are_whole (void)
{
  for (guint i = gp_random_rounds (150); i > 0; i--)
    {
      g_autoptr(GpDesign) base = gp_random_design (60);
      g_autoptr(GpDesign) ours = gp_design_copy (base);
      g_autoptr(GpDesign) theirs = gp_design_copy (base);
      g_autoptr(GpDesign) idle = gp_design_copy (base);
      g_autoptr(GpChangeSet) our_edit = gp_random_edit (ours, 12);
      g_autoptr(GpChangeSet) their_edit = gp_random_edit (theirs, 12);
      g_autoptr(GpChangeSet) result = NULL, fast_forward = NULL;
      g_autoptr(GPtrArray) conflicts = NULL, none = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (gp_design_apply (ours, our_edit, NULL));
      g_assert_true (gp_design_apply (theirs, their_edit, NULL));
      result = gp_merge (base, ours, theirs, &conflicts);
      gp_design_apply (ours, result, &error);
      g_assert_no_error (error);

      fast_forward = gp_merge (base, idle, theirs, &none);
      g_assert_cmpuint (none->len, ==, 0);
      gp_design_apply (idle, fast_forward, &error);
      g_assert_no_error (error);
      gp_assert_design_equal (theirs, idle);
    }
}

int
main (int argc, char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func)                                                            \
  g_test_add ("/model/merge/" name, GpTestMerge, NULL, gp_test_merge_set_up, func, \
              gp_test_merge_tear_down)
  ADD ("different-properties-come-together", test_different_properties_come_together);
  ADD ("same-property-is-a-conflict", test_same_property_is_a_conflict);
  ADD ("removed-here-changed-there", test_removed_here_changed_there);
  ADD ("lists-take-both", test_lists_take_both);
#undef ADD
  g_test_add_func ("/model/merge/random-merges-are-whole", test_random_merges_are_whole);
  return g_test_run ();
}
