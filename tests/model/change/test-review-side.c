/* test-review-side.c — who changed what since a design was deployed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-review.h"
#include "gp-test-design.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *base;
  GpDesign *design;
  GpDesign *there;
  GpId      patient, email, fax, note, clinic;
} Fixture;

/* patient (id, email, fax, note) and clinic, the same everywhere. */
static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->base = gp_design_new (NULL, "Shop");
  f->patient = gp_test_add_entity (f->base, "patient");
  f->email = gp_test_add_field (f->base, &f->patient, "email", "text");
  f->fax = gp_test_add_field (f->base, &f->patient, "fax", "text");
  f->note = gp_test_add_field (f->base, &f->patient, "note", "text");
  f->clinic = gp_test_add_entity (f->base, "clinic");
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

static const GpReviewEntry *
find (GpReview    *review,
      const GpId  *id,
      GpReviewSide side)
{
  for (guint i = 0; i < gp_review_get_size (review); i++)
    {
      const GpReviewEntry *entry = gp_review_get (review, i);

      if (gp_id_equal (&entry->id, id) && entry->side == side)
        return entry;
    }
  return NULL;
}

static GpReview *
look (Fixture *f)
{
  return gp_review_new_update (f->base, f->design, f->there, "Staging");
}

static void
test_nothing (Fixture      *f,
              gconstpointer data)
{
  g_autoptr(GpReview) review = look (f);

  g_assert_cmpuint (gp_review_get_size (review), ==, 0);
}

static void
test_theirs (Fixture      *f,
             gconstpointer data)
{
  GpId phone = gp_test_add_field (f->there, &f->patient, "phone", "text");
  g_autoptr(GpReview) review = NULL;
  const GpReviewEntry *entry;

  gp_test_remove (f->there, &f->fax);
  gp_test_set_text (f->there, &f->email, GP_FIELD_NAME, "mail");
  review = look (f);
  g_assert_cmpuint (gp_review_get_size (review), ==, 3);
  entry = find (review, &phone, GP_REVIEW_THEIRS);
  g_assert_cmpint (entry->state, ==, GP_REVIEW_ADDED);
  g_assert_cmpstr (entry->title, ==, "Added field patient.phone");
  entry = find (review, &f->fax, GP_REVIEW_THEIRS);
  g_assert_cmpint (entry->state, ==, GP_REVIEW_REMOVED);
  entry = find (review, &f->email, GP_REVIEW_THEIRS);
  g_assert_cmpstr (entry->title, ==, "Renamed field patient.email to mail");
}

/* Told as it happened here, and not as taking it back would go. */
static void
test_ours (Fixture      *f,
           gconstpointer data)
{
  GpId phone = gp_test_add_field (f->design, &f->patient, "phone", "text");
  g_autoptr(GpReview) review = NULL;
  const GpReviewEntry *entry;

  gp_test_remove (f->design, &f->fax);
  gp_test_set_text (f->design, &f->email, GP_FIELD_NAME, "mail");
  review = look (f);
  g_assert_cmpuint (gp_review_get_size (review), ==, 3);
  entry = find (review, &phone, GP_REVIEW_OURS);
  g_assert_cmpint (entry->state, ==, GP_REVIEW_ADDED);
  g_assert_cmpstr (entry->title, ==, "Added field patient.phone");
  entry = find (review, &f->fax, GP_REVIEW_OURS);
  g_assert_cmpint (entry->state, ==, GP_REVIEW_REMOVED);
  g_assert_cmpstr (entry->title, ==, "Removed field patient.fax");
  entry = find (review, &f->email, GP_REVIEW_OURS);
  g_assert_cmpstr (entry->title, ==, "Renamed field patient.email to mail");
}

static void
test_both (Fixture      *f,
           gconstpointer data)
{
  g_autoptr(GpReview) review = NULL;

  gp_test_set_text (f->design, &f->email, GP_FIELD_TYPE, "integer");
  gp_test_set_text (f->there, &f->email, GP_FIELD_TYPE, "bigint");
  gp_test_remove (f->design, &f->fax);
  gp_test_set_bool (f->there, &f->fax, GP_FIELD_UNIQUE, TRUE);
  gp_test_set_bool (f->design, &f->note, GP_FIELD_UNIQUE, TRUE);
  gp_test_remove (f->there, &f->note);
  review = look (f);
  g_assert_cmpuint (gp_review_get_size (review), ==, 3);
  g_assert_cmpstr (find (review, &f->email, GP_REVIEW_BOTH)->title, ==,
                   "“Type” of patient.email was text; it is integer here and bigint there");
  g_assert_cmpstr (find (review, &f->fax, GP_REVIEW_BOTH)->title, ==,
                   "Removed field patient.fax here; it was changed or is used there");
  g_assert_cmpstr (find (review, &f->note, GP_REVIEW_BOTH)->title, ==,
                   "Changed or used field patient.note here; it was removed there");
}

/* Each side another property: nobody has to decide. */
static void
test_one_element_from_two_sides (Fixture      *f,
                                 gconstpointer data)
{
  g_autoptr(GpReview) review = NULL;

  gp_test_set_text (f->design, &f->email, GP_FIELD_NAME, "mail");
  gp_test_set_bool (f->there, &f->email, GP_FIELD_UNIQUE, TRUE);
  review = look (f);
  g_assert_cmpuint (gp_review_get_size (review), ==, 2);
  g_assert_nonnull (find (review, &f->email, GP_REVIEW_THEIRS));
  g_assert_nonnull (find (review, &f->email, GP_REVIEW_OURS));
}

static void
test_alike_is_settled (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr(GpReview) review = NULL;

  gp_test_set_text (f->design, &f->email, GP_FIELD_NAME, "mail");
  gp_test_set_text (f->there, &f->email, GP_FIELD_NAME, "mail");
  gp_test_remove (f->design, &f->fax);
  gp_test_remove (f->there, &f->fax);
  gp_test_add_field (f->design, &f->patient, "phone", "text");
  gp_test_add_field (f->there, &f->patient, "phone", "text");
  review = look (f);
  g_assert_cmpuint (gp_review_get_size (review), ==, 0);
}

/* clinic goes there, while here something new refers to it. */
static void
test_used_anew (Fixture      *f,
                gconstpointer data)
{
  GpId clinic_id = gp_test_add_field (f->design, &f->patient, "clinic_id", "reference");
  g_autoptr(GpReview) review = NULL;

  gp_test_set_ref (f->design, &clinic_id, GP_FIELD_REFERENCE, &f->clinic);
  gp_test_remove (f->there, &f->clinic);
  review = look (f);
  g_assert_nonnull (find (review, &f->clinic, GP_REVIEW_BOTH));
  g_assert_nonnull (find (review, &clinic_id, GP_REVIEW_OURS));
}

/* The block @to goes on one side; on the other a step of the block @from was moved into it, and
 * lives on in both. */
static void
check_moved_into_gone (Fixture  *f,
                       gboolean  moved_here)
{
  GpId flow = gp_test_add (f->base, GP_KIND_FLOW, NULL, "remind");
  GpId from = gp_test_add (f->base, GP_KIND_STEP, &flow, "from");
  GpId around = gp_test_add (f->base, GP_KIND_STEP, &flow, "around");
  GpId to = gp_test_add (f->base, GP_KIND_STEP, &around, "to");
  GpId step = gp_test_add (f->base, GP_KIND_STEP, &from, "call");
  g_autoptr(GpDesign) design = gp_design_copy (f->base);
  g_autoptr(GpDesign) there = gp_design_copy (f->base);
  GpDesign *moved = moved_here ? design : there;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GpReview) review = NULL;

  gp_change_set_move (changes, gp_design_lookup (moved, &step), &to, 1.0);
  gp_test_change (moved, g_steal_pointer (&changes));
  gp_test_remove (moved_here ? there : design, &around);
  review = gp_review_new_update (f->base, design, there, "Staging");
  g_assert_nonnull (find (review, &around, GP_REVIEW_BOTH));
  g_assert_null (find (review, &around, GP_REVIEW_THEIRS));
  g_assert_null (find (review, &around, GP_REVIEW_OURS));
}

static void
test_moved_into_gone_there (Fixture      *f,
                            gconstpointer data)
{
  check_moved_into_gone (f, TRUE);
}

static void
test_moved_into_gone_here (Fixture      *f,
                           gconstpointer data)
{
  check_moved_into_gone (f, FALSE);
}

/* Nobody knows who made what differs; what only one has was added there. */
static void
test_without_base (Fixture      *f,
                   gconstpointer data)
{
  GpId phone = gp_test_add_field (f->there, &f->patient, "phone", "text");
  g_autoptr(GpReview) review = NULL;

  gp_test_set_text (f->there, &f->email, GP_FIELD_TYPE, "bigint");
  gp_test_remove (f->there, &f->fax);
  review = gp_review_new_update (NULL, f->design, f->there, "Staging");
  g_assert_cmpuint (gp_review_get_size (review), ==, 3);
  g_assert_cmpstr (gp_review_get (review, 0)->title, ==,
                   "“Type” of patient.email is text here and bigint there");
  g_assert_cmpint (gp_review_get (review, 0)->side, ==, GP_REVIEW_BOTH);
  g_assert_nonnull (find (review, &phone, GP_REVIEW_THEIRS));
  g_assert_nonnull (find (review, &f->fax, GP_REVIEW_OURS));
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
    { "/model/review-side/nothing-differs", test_nothing },
    { "/model/review-side/theirs", test_theirs },
    { "/model/review-side/ours-is-told-as-it-happened", test_ours },
    { "/model/review-side/both", test_both },
    { "/model/review-side/one-element-from-two-sides", test_one_element_from_two_sides },
    { "/model/review-side/what-both-did-alike-is-settled", test_alike_is_settled },
    { "/model/review-side/what-goes-there-is-used-anew-here", test_used_anew },
    { "/model/review-side/what-goes-there-was-moved-into-here", test_moved_into_gone_there },
    { "/model/review-side/what-goes-here-was-moved-into-there", test_moved_into_gone_here },
    { "/model/review-side/without-a-base", test_without_base },
  };

  gp_test_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
