/* test-review-take.c — a design is updated from what was read from a backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-plan-build.h"
#include "gp-random.h"
#include "gp-review.h"
#include "gp-test-design.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *base;
  GpDesign *design;
  GpDesign *there;
  GpId      patient, clinic, clinic_id;
} Fixture;

/* patient refers to clinic. */
static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->base = gp_design_new (NULL, "Shop");
  f->patient = gp_test_add_entity (f->base, "patient");
  f->clinic = gp_test_add_entity (f->base, "clinic");
  f->clinic_id = gp_test_add_field (f->base, &f->patient, "clinic_id", "reference");
  gp_test_set_ref (f->base, &f->clinic_id, GP_FIELD_REFERENCE, &f->clinic);
  f->design = gp_design_copy (f->base);
  f->there = gp_design_copy (f->base);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_assert_finalize_object (f->base);
  g_assert_finalize_object (f->design);
  g_assert_finalize_object (f->there);
}

/* Adopts the entries that @pick chooses. */
static GpChangeSet *
adopt (GpReview  *review,
       gboolean (*pick) (const GpReviewEntry *entry),
       GError   **error)
{
  g_autofree gboolean *taken = g_new0 (gboolean, gp_review_get_size (review) + 1);

  for (guint i = 0; i < gp_review_get_size (review); i++)
    taken[i] = pick (gp_review_get (review, i));
  return gp_review_take (review, taken, FALSE, error);
}

static gboolean
all (const GpReviewEntry *entry)
{
  return TRUE;
}

static gboolean
none (const GpReviewEntry *entry)
{
  return FALSE;
}

static gboolean
theirs (const GpReviewEntry *entry)
{
  return entry->side != GP_REVIEW_OURS;
}

static gboolean
randomly (const GpReviewEntry *entry)
{
  return g_test_rand_bit ();
}

static void
test_only_theirs_is_adopted (Fixture      *f,
                             gconstpointer data)
{
  GpId phone = gp_test_add_field (f->there, &f->patient, "phone", "text");
  GpId fax = gp_test_add_field (f->design, &f->patient, "fax", "text");
  g_autoptr(GpReview) review = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  gp_test_set_text (f->there, &f->clinic_id, GP_FIELD_NAME, "practice_id");
  gp_test_set_bool (f->design, &f->clinic_id, GP_FIELD_NULLABLE, TRUE);
  review = gp_review_new_update (f->base, f->design, f->there, "Staging");
  changes = adopt (review, theirs, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gp_change_set_get_title (changes), ==, "Updated from Staging: 2 changes");
  gp_test_change (f->design, g_steal_pointer (&changes));
  g_assert_nonnull (gp_design_lookup (f->design, &phone));
  g_assert_nonnull (gp_design_lookup (f->design, &fax));
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (f->design, &f->clinic_id)), ==,
                   "practice_id");
  g_assert_true (gp_element_get_bool (gp_design_lookup (f->design, &f->clinic_id),
                                      GP_FIELD_NULLABLE));
}

/* A new reference is adopted, and the new entity that it leads to comes along. */
static void
test_what_others_need_is_told (Fixture      *f,
                               gconstpointer data)
{
  GpId panel = gp_test_add_entity (f->there, "panel");
  GpId panel_id = gp_test_add_field (f->there, &f->patient, "panel_id", "reference");
  g_autofree gboolean *along = NULL;
  g_autoptr(GpReview) review = NULL;
  gboolean taken[2] = { FALSE, FALSE };

  gp_test_set_ref (f->there, &panel_id, GP_FIELD_REFERENCE, &panel);
  review = gp_review_new_update (f->base, f->design, f->there, "Staging");
  g_assert_cmpuint (gp_review_get_size (review), ==, 2);
  for (guint i = 0; i < 2; i++)
    taken[i] = gp_id_equal (&gp_review_get (review, i)->id, &panel_id);
  along = gp_review_list_taken (review, taken, FALSE);
  g_assert_true (along[0] && along[1]);
  for (guint i = 0; i < 2; i++)
    taken[i] = !taken[i];
  g_free (along);
  along = gp_review_list_taken (review, taken, FALSE);
  g_assert_true (along[0] == taken[0] && along[1] == taken[1]);
}

/* An entity goes there, and so does the reference to it: not the one without the other. */
static void
test_what_refers_goes_along (Fixture      *f,
                             gconstpointer data)
{
  g_autoptr(GpReview) review = NULL;
  g_autofree gboolean *along = NULL;
  gboolean taken[2] = { FALSE, FALSE };

  gp_test_remove (f->there, &f->clinic_id);
  gp_test_remove (f->there, &f->clinic);
  review = gp_review_new_update (f->base, f->design, f->there, "Staging");
  g_assert_cmpuint (gp_review_get_size (review), ==, 2);
  for (guint i = 0; i < 2; i++)
    taken[i] = gp_id_equal (&gp_review_get (review, i)->id, &f->clinic);
  along = gp_review_list_taken (review, taken, FALSE);
  g_assert_true (along[0] && along[1]);
}

/* A block goes there; what was moved into it here is still there, in another place: it does not go
 * with the block. */
static void
test_what_was_moved_into_it_stays (Fixture      *f,
                                   gconstpointer data)
{
  GpId flow = gp_test_add (f->base, GP_KIND_FLOW, NULL, "remind");
  GpId from = gp_test_add (f->base, GP_KIND_STEP, &flow, "from");
  GpId to = gp_test_add (f->base, GP_KIND_STEP, &flow, "to");
  GpId step = gp_test_add (f->base, GP_KIND_STEP, &from, "call");
  g_autoptr(GpDesign) design = gp_design_copy (f->base);
  g_autoptr(GpDesign) there = gp_design_copy (f->base);
  g_autoptr(GpChangeSet) moved = gp_change_set_new (NULL);
  g_autoptr(GpReview) review = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  gp_change_set_move (moved, gp_design_lookup (design, &step), &to, 1.0);
  gp_test_change (design, g_steal_pointer (&moved));
  gp_test_remove (there, &to);
  review = gp_review_new_update (f->base, design, there, "Staging");
  changes = adopt (review, theirs, &error);
  g_assert_no_error (error);
  gp_test_change (design, g_steal_pointer (&changes));
  g_assert_null (gp_design_lookup (design, &to));
  g_assert_nonnull (gp_design_lookup (design, &step));
  g_assert_true (gp_id_equal (gp_element_get_parent (gp_design_lookup (design, &step)), &from));
}

/* What others have added is read with other ids each time: it is known by its name. */
static void
set_values (GpDesign   *design,
            const GpId *field,
            const char *values)
{
  g_auto(GStrv) texts = g_strsplit (values, " ", -1);

  gp_test_change (design, gp_edit_set (design, field, GP_FIELD_VALUES,
                                       gp_value_texts ((const char *const *) texts,
                                                       g_strv_length (texts)), NULL));
}

static char *
dup_values (GpDesign   *design,
            const GpId *field)
{
  gsize n;

  return g_strjoinv (" ", (char **) gp_element_get_texts (gp_design_lookup (design, field),
                                                          GP_FIELD_VALUES, &n));
}

/* What both did to a list, entry by entry: nobody has to decide. */
static void
test_lists_take_both (Fixture      *f,
                      gconstpointer data)
{
  GpId state = gp_test_add_field (f->base, &f->patient, "state", "enum");
  g_autoptr(GpReview) review = NULL;
  g_autoptr(GpReview) again = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *values = NULL;

  g_object_unref (f->design);
  g_object_unref (f->there);
  set_values (f->base, &state, "new open closed");
  f->design = gp_design_copy (f->base);
  f->there = gp_design_copy (f->base);
  set_values (f->design, &state, "new open waiting closed");
  set_values (f->there, &state, "open closed lost");

  review = gp_review_new_update (f->base, f->design, f->there, "there");
  g_assert_cmpuint (gp_review_get_size (review), ==, 1);
  g_assert_cmpint (gp_review_get (review, 0)->side, ==, GP_REVIEW_THEIRS);
  changes = adopt (review, theirs, &error);
  g_assert_no_error (error);
  gp_design_apply (f->design, changes, &error);
  g_assert_no_error (error);
  values = dup_values (f->design, &state);
  g_assert_cmpstr (values, ==, "open waiting closed lost");

  again = gp_review_new_update (f->there, f->design, f->there, "there");
  g_assert_cmpuint (gp_review_get_size (again), ==, 1);
  g_assert_cmpint (gp_review_get (again, 0)->side, ==, GP_REVIEW_OURS);
}

/* What they removed is gone here already: what is left is ours. */
static void
test_a_list_that_was_followed (Fixture      *f,
                               gconstpointer data)
{
  GpId state = gp_test_add_field (f->base, &f->patient, "state", "enum");
  g_autoptr(GpReview) review = NULL;

  g_object_unref (f->design);
  g_object_unref (f->there);
  set_values (f->base, &state, "new open closed");
  f->design = gp_design_copy (f->base);
  f->there = gp_design_copy (f->base);
  set_values (f->design, &state, "open waiting closed");
  set_values (f->there, &state, "open closed");

  review = gp_review_new_update (f->base, f->design, f->there, "there");
  g_assert_cmpuint (gp_review_get_size (review), ==, 1);
  g_assert_cmpint (gp_review_get (review, 0)->side, ==, GP_REVIEW_OURS);
}

/* One value that both renamed, each in another way, is for people. */
static void
test_a_value_that_both_renamed (Fixture      *f,
                                gconstpointer data)
{
  GpId state = gp_test_add_field (f->base, &f->patient, "state", "enum");
  g_autoptr(GpReview) review = NULL;

  g_object_unref (f->design);
  g_object_unref (f->there);
  set_values (f->base, &state, "new open closed");
  f->design = gp_design_copy (f->base);
  f->there = gp_design_copy (f->base);
  set_values (f->design, &state, "new active closed");
  set_values (f->there, &state, "new running closed");

  review = gp_review_new_update (f->base, f->design, f->there, "there");
  g_assert_cmpuint (gp_review_get_size (review), ==, 1);
  g_assert_cmpint (gp_review_get (review, 0)->side, ==, GP_REVIEW_BOTH);
}

static void
test_a_second_update_finds_nothing (Fixture      *f,
                                    gconstpointer data)
{
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GpDesign) there = gp_design_copy (f->there);
      g_autoptr(GpReview) review = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GpChangeSet) changes = NULL;

      gp_test_add_field (there, &f->patient, "phone", "text");
      review = gp_review_new_update (f->base, f->design, there, "Staging");
      g_assert_cmpuint (gp_review_get_size (review), ==, round == 0 ? 1 : 0);
      changes = adopt (review, theirs, &error);
      g_assert_no_error (error);
      gp_test_change (f->design, g_steal_pointer (&changes));
    }
}

/* All that @there has was adopted: nothing is to be deployed, but for what was done here to lists
 * that both changed. That was not undone, and is ours now. */
static void
assert_nothing_is_left (GpDesign *there,
                        GpDesign *updated)
{
  g_autoptr(GpReview) review = gp_review_new_update (there, updated, there, "Staging");
  g_autoptr(GpDesign) undone = gp_design_copy (updated);
  g_autoptr(GPtrArray) operations = NULL;

  for (guint i = 0; i < gp_review_get_size (review); i++)
    g_assert_cmpint (gp_review_get (review, i)->side, ==, GP_REVIEW_OURS);
  gp_test_change (undone, adopt (review, all, NULL));
  operations = gp_plan_build_operations (there, undone);
  g_assert_true (operations->len == 0 || gp_review_get_size (review) == 0);
}

/* One round of the next test: three states of a random design. */
static void
check_states (GpDesign *base,
              GpDesign *design,
              GpDesign *there)
{
  g_autoptr(GpReview) review = gp_review_new_update (base, design, there, "Staging");
  g_autoptr(GpChangeSet) kept = adopt (review, none, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) whole = adopt (review, all, &error);
  g_autoptr(GpChangeSet) some = adopt (review, randomly, NULL);
  g_autoptr(GpDesign) updated = gp_design_copy (design);
  g_autoptr(GpChangeSet) back = NULL;

  /* To keep all changes nothing. */
  g_assert_nonnull (kept);
  g_assert_cmpuint (gp_change_set_get_size (kept), ==, 0);

  /* To adopt all is undone in one step. */
  g_assert_no_error (error);
  gp_design_apply (updated, whole, &error);
  g_assert_no_error (error);
  assert_nothing_is_left (gp_review_get_after (review), updated);
  back = gp_change_set_invert (whole);
  gp_design_apply (updated, back, &error);
  g_assert_no_error (error);
  gp_assert_design_equal (updated, design);

  /* Any choice fits, or is refused as a whole. */
  if (some == NULL)
    return;
  gp_design_apply (updated, some, &error);
  g_assert_no_error (error);
}

static void
test_random_designs (void)
{
  for (guint round = 0; round < gp_random_rounds (60); round++)
    {
      g_autoptr(GpDesign) base = gp_random_design ((guint) g_test_rand_int_range (1, 60));
      g_autoptr(GpDesign) design = gp_design_copy (base);
      g_autoptr(GpDesign) there = gp_design_copy (base);

      gp_test_change (design, gp_random_edit (design, 8));
      gp_test_change (there, gp_random_edit (there, 8));
      check_states (base, design, there);
    }
}

/* Where nothing was changed there, there is nothing to adopt. */
static void
test_nothing_there_is_nothing_to_adopt (void)
{
  for (guint round = 0; round < gp_random_rounds (30); round++)
    {
      g_autoptr(GpDesign) base = gp_random_design ((guint) g_test_rand_int_range (1, 60));
      g_autoptr(GpDesign) design = gp_design_copy (base);
      g_autoptr(GpReview) review = NULL;
      g_autoptr(GpChangeSet) changes = NULL;
      g_autoptr(GError) error = NULL;

      gp_test_change (design, gp_random_edit (design, 12));
      review = gp_review_new_update (base, design, base, "Staging");
      for (guint i = 0; i < gp_review_get_size (review); i++)
        g_assert_cmpint (gp_review_get (review, i)->side, ==, GP_REVIEW_OURS);
      changes = adopt (review, theirs, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (gp_change_set_get_size (changes), ==, 0);
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
    { "/model/review-take/only-theirs-is-adopted", test_only_theirs_is_adopted },
    { "/model/review-take/what-others-need-is-told", test_what_others_need_is_told },
    { "/model/review-take/what-refers-goes-along", test_what_refers_goes_along },
    { "/model/review-take/what-was-moved-into-what-goes-stays", test_what_was_moved_into_it_stays },
    { "/model/review-take/lists-take-both", test_lists_take_both },
    { "/model/review-take/a-list-that-was-followed", test_a_list_that_was_followed },
    { "/model/review-take/a-value-that-both-renamed", test_a_value_that_both_renamed },
    { "/model/review-take/a-second-update-finds-nothing", test_a_second_update_finds_nothing },
  };

  gp_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/model/review-take/random-designs", test_random_designs);
  g_test_add_func ("/model/review-take/nothing-there-is-nothing-to-adopt",
                   test_nothing_there_is_nothing_to_adopt);
  return g_test_run ();
}
