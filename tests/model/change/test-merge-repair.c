/* test-merge-repair.c — a merged design is whole: references and names
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-merge.h"
#include "gp-test-design.h"
#include "gp-test-merge.h"
#include "gp-test.h"

/* They removed the entity; we drew a relation to it: it comes back. */
static void
test_removed_there_referred_to_here (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  GpId other;

  gp_test_change (fixture->ours,
                  gp_edit_add (fixture->ours, GP_KIND_ENTITY, gp_design_get_root_id (fixture->ours),
                               "visit", NULL, NULL, &other));
  gp_test_change (fixture->ours,
                  gp_edit_add_relation (fixture->ours, &other, &fixture->entity, NULL, NULL));
  gp_test_change (fixture->theirs, gp_edit_remove (fixture->theirs, &fixture->entity, 1, NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, >=, 1);
  g_assert_nonnull (gp_design_lookup (fixture->ours, &fixture->entity));
}

static void
test_same_name_given_twice (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  gp_test_change (fixture->ours,
                  gp_edit_add_field (fixture->ours, &fixture->entity, "phone", NULL, NULL, NULL));
  gp_test_change (fixture->theirs,
                  gp_edit_add_field (fixture->theirs, &fixture->entity, "phone", NULL, NULL, NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (((GpConflict *) conflicts->pdata[0])->type, ==, GP_CONFLICT_NAME);
  g_assert_nonnull (
    gp_design_find_child (fixture->ours, &fixture->entity, GP_KIND_FIELD, "phone_2"));
}

/* We removed what they refer to: their reference is cleared, and the holder stays. */
static void
test_removed_here_referred_to_there (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  GpId other, field;

  gp_test_change (fixture->theirs, gp_edit_add (fixture->theirs, GP_KIND_ENTITY,
                                                gp_design_get_root_id (fixture->theirs), "visit",
                                                NULL, NULL, &other));
  gp_test_change (fixture->theirs,
                  gp_edit_add_relation (fixture->theirs, &other, &fixture->entity, &field, NULL));
  gp_test_change (fixture->ours, gp_edit_remove (fixture->ours, &fixture->entity, 1, NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_null (gp_design_lookup (fixture->ours, &fixture->entity));
  g_assert_null (gp_element_get_ref (gp_design_lookup (fixture->ours, &field), GP_FIELD_REFERENCE));
}

/* A rule is nothing without its role: it goes with it. */
static void
test_holder_goes_with_what_it_needs (GpTestMerge *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GpChangeSet) who = NULL;
  GpId rule;

  gp_test_change (fixture->theirs, gp_edit_add (fixture->theirs, GP_KIND_RULE, &fixture->entity,
                                                NULL, NULL, NULL, &rule));
  who = gp_edit_set (fixture->theirs, &rule, GP_RULE_ROLE, gp_value_id (&fixture->role), NULL);
  gp_test_change (fixture->theirs, g_steal_pointer (&who));
  gp_test_change (fixture->ours, gp_edit_remove (fixture->ours, &fixture->role, 1, NULL));
  conflicts = gp_test_merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_null (gp_design_lookup (fixture->ours, &rule));
}

int
main (int argc, char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func)                                                                   \
  g_test_add ("/model/merge-repair/" name, GpTestMerge, NULL, gp_test_merge_set_up, func, \
              gp_test_merge_tear_down)
  ADD ("removed-there-referred-to-here", test_removed_there_referred_to_here);
  ADD ("removed-here-referred-to-there", test_removed_here_referred_to_there);
  ADD ("holder-goes-with-what-it-needs", test_holder_goes_with_what_it_needs);
  ADD ("same-name-given-twice", test_same_name_given_twice);
#undef ADD
  return g_test_run ();
}
