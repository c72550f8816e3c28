/* test-merge.c — two people's changes come together, or people are asked
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-merge.h"
#include "gp-random.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *base, *ours, *theirs;
  GpId      entity, field, role;
} Fixture;

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (changes);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  gp_change_set_unref (changes);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const GpId *root;

  fixture->base = gp_design_new (NULL, "Merged");
  root = gp_design_get_root_id (fixture->base);
  apply (fixture->base, gp_edit_add (fixture->base, GP_KIND_ENTITY, root, "patient", NULL, NULL,
                                     &fixture->entity));
  apply (fixture->base,
         gp_edit_add_field (fixture->base, &fixture->entity, "fax", NULL, &fixture->field, NULL));
  apply (fixture->base,
         gp_edit_add (fixture->base, GP_KIND_ROLE, root, "doctor", NULL, NULL, &fixture->role));
  fixture->ours = gp_design_copy (fixture->base);
  fixture->theirs = gp_design_copy (fixture->base);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->base);
  g_object_unref (fixture->ours);
  g_object_unref (fixture->theirs);
}

/* Merges into ours and gives the conflicts. */
static GPtrArray *
merge (Fixture *fixture)
{
  GPtrArray *conflicts;

  apply (fixture->ours, gp_merge (fixture->base, fixture->ours, fixture->theirs, &conflicts));
  return conflicts;
}

static void
test_different_properties_come_together (Fixture      *fixture,
                                         gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  const GpElement *field;

  apply (fixture->ours, gp_edit_rename (fixture->ours, &fixture->field, "fax_number", NULL));
  apply (fixture->theirs, gp_edit_set (fixture->theirs, &fixture->field, GP_FIELD_UNIQUE,
                                       gp_value_bool (TRUE), NULL));
  conflicts = merge (fixture);
  field = gp_design_lookup (fixture->ours, &fixture->field);
  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpstr (gp_element_get_name (field), ==, "fax_number");
  g_assert_true (gp_element_get_bool (field, GP_FIELD_UNIQUE));
}

static void
test_same_property_is_a_conflict (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  const GpConflict *conflict;

  apply (fixture->ours, gp_edit_rename (fixture->ours, &fixture->field, "fax_number", NULL));
  apply (fixture->theirs, gp_edit_rename (fixture->theirs, &fixture->field, "telefax", NULL));
  conflicts = merge (fixture);
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
test_removed_here_changed_there (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  apply (fixture->ours, gp_edit_remove (fixture->ours, &fixture->field, 1, NULL));
  apply (fixture->theirs, gp_edit_rename (fixture->theirs, &fixture->field, "telefax", NULL));
  conflicts = merge (fixture);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (((GpConflict *) conflicts->pdata[0])->type, ==, GP_CONFLICT_REMOVED);
  g_assert_null (gp_design_lookup (fixture->ours, &fixture->field));
}

static void
test_lists_take_both (Fixture      *fixture,
                      gconstpointer data)
{
  const char *const base[] = { "a", "b" }, *const ours[] = { "a", "b", "c" },
                    *const theirs[] = { "b", "d" };
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autofree char *joined = NULL;
  gsize n;

  apply (fixture->base, gp_edit_set (fixture->base, &fixture->field, GP_FIELD_VALUES,
                                     gp_value_texts (base, 2), NULL));
  apply (fixture->ours, gp_edit_set (fixture->ours, &fixture->field, GP_FIELD_VALUES,
                                     gp_value_texts (ours, 3), NULL));
  apply (fixture->theirs, gp_edit_set (fixture->theirs, &fixture->field, GP_FIELD_VALUES,
                                       gp_value_texts (theirs, 2), NULL));
  conflicts = merge (fixture);
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
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/model/merge/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("different-properties-come-together", test_different_properties_come_together);
  ADD ("same-property-is-a-conflict", test_same_property_is_a_conflict);
  ADD ("removed-here-changed-there", test_removed_here_changed_there);
  ADD ("lists-take-both", test_lists_take_both);
#undef ADD
  g_test_add_func ("/model/merge/random-merges-are-whole", test_random_merges_are_whole);
  return g_test_run ();
}
