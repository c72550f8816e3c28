/* test-review.c — differences entry by entry, taken or left
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit-story.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-review.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  GpId id;

  gp_test_change (design, gp_edit_add (design, kind, parent, name, NULL, NULL, &id));
  return id;
}

typedef struct
{
  GpDesign *before;
  GpDesign *after;
  GpId      patient, fax, clinic, clinic_id, panel;
} Fixture;

/* patient loses fax and gets a reference to a new entity; clinic is renamed. */
static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  const GpId *root;

  f->before = gp_edit_new_design ("Shop");
  root = gp_design_get_root_id (f->before);
  f->patient = add (f->before, GP_KIND_ENTITY, root, "patient");
  f->clinic = add (f->before, GP_KIND_ENTITY, root, "clinic");
  f->fax = add (f->before, GP_KIND_FIELD, &f->patient, "fax");
  f->after = gp_design_copy (f->before);
  f->panel = add (f->after, GP_KIND_ENTITY, root, "panel");
  gp_test_change (f->after, gp_edit_add_relation (f->after, &f->patient, &f->panel, &f->clinic_id,
                                                  &error));
  gp_test_change (f->after, gp_edit_rename (f->after, &f->clinic, "practice", &error));
  gp_test_change (f->after, gp_edit_remove (f->after, &f->fax, 1, &error));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_assert_finalize_object (f->before);
  g_assert_finalize_object (f->after);
}

static guint
find (GpReview   *review,
      const GpId *id)
{
  for (guint i = 0; i < gp_review_get_size (review); i++)
    if (gp_id_equal (&gp_review_get (review, i)->id, id))
      return i;
  g_assert_not_reached ();
}

static void
test_entries_are_by_element (Fixture      *f,
                             gconstpointer data)
{
  g_autoptr(GpReview) review = gp_review_new (f->before, f->after);
  const GpReviewEntry *panel = gp_review_get (review, find (review, &f->panel));
  const GpReviewEntry *clinic = gp_review_get (review, find (review, &f->clinic));
  const GpReviewEntry *fax = gp_review_get (review, find (review, &f->fax));

  /* The new entity's own field has no entry; the new reference and its index have. */
  g_assert_cmpuint (gp_review_get_size (review), ==, 5);
  g_assert_cmpint (panel->state, ==, GP_REVIEW_ADDED);
  g_assert_cmpstr (panel->title, ==, "Added entity panel");
  g_assert_cmpint (clinic->state, ==, GP_REVIEW_CHANGED);
  g_assert_cmpstr (clinic->title, ==, "Renamed entity clinic to practice");
  g_assert_null (clinic->detail);
  g_assert_cmpint (fax->state, ==, GP_REVIEW_REMOVED);
  g_assert_cmpstr (fax->title, ==, "Removed field patient.fax");
}

static void
test_one_is_taken (Fixture      *f,
                   gconstpointer data)
{
  g_autoptr(GpReview) review = gp_review_new (f->before, f->after);
  g_autofree gboolean *taken = g_new0 (gboolean, gp_review_get_size (review));
  g_autoptr(GError) error = NULL;

  taken[find (review, &f->clinic)] = TRUE;
  gp_test_change (f->before, gp_review_take (review, taken, FALSE, &error));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (f->before, &f->clinic)), ==, "practice");
  g_assert_nonnull (gp_design_lookup (f->before, &f->fax));
  g_assert_null (gp_design_lookup (f->before, &f->panel));
}

static void
test_needs_come_along (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr(GpReview) review = gp_review_new (f->before, f->after);
  g_autofree gboolean *taken = g_new0 (gboolean, gp_review_get_size (review));
  g_autoptr(GError) error = NULL;

  taken[find (review, &f->clinic_id)] = TRUE;
  gp_test_change (f->before, gp_review_take (review, taken, FALSE, &error));
  g_assert_nonnull (gp_design_lookup (f->before, &f->panel));
  g_assert_nonnull (gp_design_lookup (f->before, &f->clinic_id));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (f->before, &f->clinic)), ==, "clinic");
}

static void
test_one_is_taken_back (Fixture      *f,
                        gconstpointer data)
{
  g_autoptr(GpReview) review = gp_review_new (f->before, f->after);
  g_autofree gboolean *taken = g_new0 (gboolean, gp_review_get_size (review));
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = NULL;

  /* Without the new entity the reference to it says nothing. */
  taken[find (review, &f->panel)] = TRUE;
  changes = gp_review_take (review, taken, TRUE, &error);
  g_assert_cmpstr (gp_change_set_get_title (changes), ==, "Took back: Added entity panel");
  gp_test_change (f->after, g_steal_pointer (&changes));
  g_assert_null (gp_design_lookup (f->after, &f->panel));
  g_assert_null (gp_element_get_ref (gp_design_lookup (f->after, &f->clinic_id),
                                     GP_FIELD_REFERENCE));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (f->after, &f->clinic)), ==, "practice");
}

static void
test_a_name_that_is_given_again (Fixture      *f,
                                 gconstpointer data)
{
  GpId fax = add (f->after, GP_KIND_FIELD, &f->patient, "fax");
  g_autoptr(GpReview) review = gp_review_new (f->before, f->after);
  g_autofree gboolean *taken = g_new0 (gboolean, gp_review_get_size (review));
  g_autoptr(GError) error = NULL;

  taken[find (review, &fax)] = TRUE;
  g_assert_null (gp_review_take (review, taken, FALSE, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME);
  g_clear_error (&error);
  taken[find (review, &f->fax)] = TRUE;
  gp_test_change (f->before, gp_review_take (review, taken, FALSE, &error));
  g_assert_null (gp_design_lookup (f->before, &f->fax));
  g_assert_nonnull (gp_design_lookup (f->before, &fax));
}

/* Fields that only count on from one that was put in between have no entry. */
static void
test_other_ranks_are_silent (Fixture      *f,
                             gconstpointer data)
{
  GpId name = add (f->before, GP_KIND_FIELD, &f->clinic, "name");
  GpId city = add (f->before, GP_KIND_FIELD, &f->clinic, "city");
  g_autoptr(GpDesign) after = gp_design_copy (f->before);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GpReview) counted = NULL, swapped = NULL;
  g_autoptr(GError) error = NULL;

  gp_change_set_move (changes, gp_design_lookup (after, &name), &f->clinic, 10);
  gp_change_set_move (changes, gp_design_lookup (after, &city), &f->clinic, 11);
  gp_test_change (after, g_steal_pointer (&changes));
  counted = gp_review_new (f->before, after);
  g_assert_cmpuint (gp_review_get_size (counted), ==, 0);

  gp_test_change (after, gp_edit_reorder (after, &city, &f->clinic, NULL, &error));
  swapped = gp_review_new (f->before, after);
  g_assert_cmpuint (gp_review_get_size (swapped), >=, 1);
  find (swapped, &city);
}

static void
test_restore_keeps_comments (Fixture      *f,
                             gconstpointer data)
{
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) rest = NULL;
  GpId on_clinic, on_panel;

  gp_test_change (f->after, gp_edit_add_comment (f->after, &f->clinic, NULL, NULL, "a", "b",
                                                 &on_clinic));
  gp_test_change (f->after, gp_edit_add_comment (f->after, &f->panel, NULL, NULL, "a", "b",
                                                 &on_panel));
  gp_test_change (f->after, gp_edit_answer_comment (f->after, &on_panel, "c", "d", NULL));
  changes = gp_review_restore (f->after, f->before, "One");
  g_assert_cmpstr (gp_change_set_get_title (changes), ==, "Restored version “One”");
  gp_test_change (f->after, g_steal_pointer (&changes));
  rest = gp_diff (f->after, f->before, GP_DIFF_MEANING);
  g_assert_cmpuint (gp_change_set_get_size (rest), ==, 0);
  g_assert_nonnull (gp_design_lookup (f->after, &on_clinic));
  g_assert_null (gp_design_lookup (f->after, &on_panel));
}

/* Whatever the two are, all entries make one into the other, and any of them can be applied. */
static void
test_random_designs (void)
{
  for (guint round = 0; round < gp_random_rounds (60); round++)
    {
      g_autoptr(GpDesign) before = gp_random_design ((guint) g_test_rand_int_range (1, 60));
      g_autoptr(GpDesign) after = gp_design_copy (before);
      gboolean back = g_test_rand_bit ();
      gboolean all = g_test_rand_bit ();
      GpDesign *start = back ? after : before;
      g_autoptr(GpReview) review = NULL;
      g_autofree gboolean *taken = NULL;
      g_autoptr(GpChangeSet) changes = NULL;
      g_autoptr(GpChangeSet) rest = NULL;
      g_autoptr(GError) error = NULL;

      gp_test_change (after, gp_random_edit (after, 12));
      review = gp_review_new (before, after);
      taken = g_new0 (gboolean, gp_review_get_size (review) + 1);
      for (guint i = 0; i < gp_review_get_size (review); i++)
        taken[i] = all || g_test_rand_bit ();
      changes = gp_review_take (review, taken, back, &error);
      if (changes == NULL)
        {
          /* Names that were swapped, or ways that cross, need each other's entries. */
          g_assert_true (error->domain == GP_DESIGN_ERROR);
          g_assert_false (all);
          continue;
        }
      gp_design_apply (start, changes, &error);
      g_assert_no_error (error);
      if (!all || gp_review_get_size (review) == 0)
        continue;
      rest = gp_diff (before, after, GP_DIFF_MEANING);
      g_assert_cmpuint (gp_change_set_get_size (rest), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/model/review/entries-are-by-element", test_entries_are_by_element },
    { "/model/review/one-is-taken", test_one_is_taken },
    { "/model/review/needs-come-along", test_needs_come_along },
    { "/model/review/one-is-taken-back", test_one_is_taken_back },
    { "/model/review/a-name-that-is-given-again", test_a_name_that_is_given_again },
    { "/model/review/other-ranks-are-silent", test_other_ranks_are_silent },
    { "/model/review/restore-keeps-comments", test_restore_keeps_comments },
  };

  gp_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/model/review/random-designs", test_random_designs);
  return g_test_run ();
}
