/* test-access-questions.c — who and what two designs are asked about
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-diff-private.h"
#include "gp-test-access.h"
#include "gp-test-design.h"
#include "gp-test.h"

/* "Ria Wim writer nobody" */
static char *
describe_callers (const GpAccessQuestions *questions)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < questions->callers->len; i++)
    {
      const GpAccessCallers *caller = questions->callers->pdata[i];
      const GpElement *who = gp_design_lookup (
        questions->sides[1].design,
        gp_id_is_nil (&caller->persona) ? &caller->role : &caller->persona);

      g_assert_true (caller->callers[0] != NULL && caller->callers[1] != NULL);
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                              who != NULL ? gp_element_get_name (who) : "nobody");
    }
  return g_string_free (out, FALSE);
}

static void
test_each_role_alone_and_nobody (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  GpAccessQuestions questions;

  gp_access_questions_init (&questions, design, design, 0);
  with = describe_callers (&questions);
  gp_access_questions_clear (&questions);
  g_assert_cmpstr (with, ==, "Ria Wim Tom Zoe Nobody");

  /* Zoe stood for those who are only signed in. */
  gp_test_remove (design, gp_test_access_find (design, GP_KIND_PERSONA, "Zoe"));
  gp_test_remove (design, gp_test_access_find (design, GP_KIND_PERSONA, "Wim"));
  gp_test_remove (design, gp_test_access_find (design, GP_KIND_PERSONA, "Nobody"));
  gp_access_questions_init (&questions, design, design, 0);
  without = describe_callers (&questions);
  gp_access_questions_clear (&questions);
  g_assert_cmpstr (without, ==, "Ria Tom writer member nobody");
}

/* A persona who is somebody else on the other side stands for no role alone. */
static void
test_a_persona_is_who_it_is_on_each_side (void)
{
  g_autoptr(GpDesign) before = gp_test_access_design (FALSE);
  g_autoptr(GpDesign) after = gp_design_copy (before);
  const GpId *wim = gp_test_access_find (after, GP_KIND_PERSONA, "Wim");
  g_autofree char *text = NULL;
  GpAccessQuestions questions;

  gp_test_set_refs (after, wim, GP_PERSONA_ROLES,
                    gp_test_access_find (after, GP_KIND_ROLE, "reader"), 1);
  gp_access_questions_init (&questions, before, after, 0);
  text = describe_callers (&questions);
  gp_access_questions_clear (&questions);
  g_assert_cmpstr (text, ==, "Ria Wim Tom Zoe Nobody writer");
}

static void
test_nothing_goes_unasked (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  GpId bucket = gp_test_add (design, GP_KIND_BUCKET, NULL, "scans");
  GpAccessQuestions questions;
  guint n_empty = 0;

  gp_access_questions_init (&questions, design, design, 0);
  for (guint i = 0; i < questions.pairs->len; i++)
    {
      const GpAccessPair *pair = questions.pairs->pdata[i];

      g_assert_true (pair->records[0] != NULL && pair->records[1] != NULL);
      g_assert_cmpint (gp_id_equal (&pair->subject, &bucket), ==, pair->name == NULL);
      n_empty += pair->name == NULL;
    }
  gp_access_questions_clear (&questions);
  g_assert_cmpuint (n_empty, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-questions/each-role-alone-and-nobody",
                   test_each_role_alone_and_nobody);
  g_test_add_func ("/model/access-questions/a-persona-is-who-it-is-on-each-side",
                   test_a_persona_is_who_it_is_on_each_side);
  g_test_add_func ("/model/access-questions/nothing-goes-unasked", test_nothing_goes_unasked);

  return g_test_run ();
}
