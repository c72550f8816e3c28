/* test-backend-apply.c — planning and applying: samples, random edits, refusals
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-backend.h"

#include "gp-json-design.h"
#include "gp-random.h"
#include "gp-sample.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* Applies with all consent. FALSE where the plan is blocked, which must leave everything as it
 * was. */
static gboolean
apply (GpBackend *backend,
       GpDesign  *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPlan) plan = gp_backend_plan (backend, wanted, "local:test", &error);
  g_autoptr(GPtrArray) allowed = g_ptr_array_new ();
  g_autoptr(GpPlan) done = NULL;
  g_autoptr(GpPlan) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    g_ptr_array_add (allowed, gp_plan_get_operation (plan, i)->id);
  g_ptr_array_add (allowed, NULL);

  before = gp_backend_dup_live (backend, NULL, &error);
  g_assert_no_error (error);
  done = gp_backend_apply (backend, wanted, "local:test", gp_plan_get_live (plan),
                           (const char *const *) allowed->pdata, &error);
  if (gp_plan_is_blocked (plan))
    {
      g_assert_null (done);
      g_clear_error (&error);
      after = gp_backend_dup_live (backend, NULL, &error);
      g_assert_cmpstr (before, ==, after);
      return FALSE;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (gp_plan_get_hash (done), ==, gp_plan_get_hash (plan));
  again = gp_backend_plan (backend, wanted, "local:test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_plan_get_size (again), ==, 0);
  g_assert_false (gp_plan_is_blocked (again));

  return TRUE;
}

static GpBackend *
open_backend (void)
{
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (path, &error);

  g_assert_no_error (error);

  return backend;
}

static void
test_samples (void)
{
  g_autoptr(GpBackend) backend = open_backend ();
  static const char *const names[] = { "chinook", "diagnostics", "chinook" };

  /* One after the other: each takes the place of the one before. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *path = gp_sample_dup_path (names[i], &error);
      g_autoptr(GpDesign) design = NULL;
      g_autofree char *text = NULL;
      gsize length;

      g_assert_no_error (error);
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      design = gp_json_design_from_text (text, length, &error);
      g_assert_no_error (error);
      g_assert_true (apply (backend, design));
    }
}

/* Whatever people do to a design, deploying it step by step ends where deploying it at once
 * does. */
static void
test_random_edits_converge (void)
{
  g_autoptr(GpBackend) backend = open_backend ();
  g_autoptr(GpDesign) design = gp_random_design (60);
  guint applied = 0;
  guint rounds = gp_random_rounds (100);

  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr(GpChangeSet) edit = gp_random_edit (design, 8);
      g_autoptr(GError) error = NULL;

      gp_design_apply (design, edit, &error);
      g_assert_no_error (error);
      applied += apply (backend, design);
    }
  g_test_message ("%u of %u designs could be deployed", applied, rounds);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/backend-apply/samples", test_samples);
  g_test_add_func ("/backend-apply/random-edits-converge", test_random_edits_converge);

  return g_test_run ();
}
