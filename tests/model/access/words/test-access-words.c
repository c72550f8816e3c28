/* test-access-words.c — decisions and remedies in words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-words.h"

#include "gp-test-access.h"
#include "gp-test.h"

static void
test_sentences (void)
{
  static const struct
  {
    const char *record;
    const char *verdict;
    const char *why;
    const char *remedy;
  } cases[] = {
    { "n1", "Ria may read note: note read (reader).", "record.owner is 'u1', user.id is 'u1'",
      NULL },
    { "n2", "Ria may not read note: no rule grants it.", "record.owner is 'u2', user.id is 'u1'",
      "if record.owner were 'u1'" },
    { NULL, "Ria may read some note: it depends on the record.",
      "record.owner is not known, user.id is 'u1'", NULL },
  };
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessCaller) ria = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  access = gp_access_new (design);
  ria = gp_access_caller_new_persona (access, gp_test_access_find (design, GP_KIND_PERSONA, "Ria"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpAccessDecision) decision =
        gp_test_access_decide (access, fixtures, "Ria", "read", cases[i].record, NULL);
      GpAccessQuestion question = { .caller = ria, .action = "read",
                                    .subject = gp_test_access_find (design, GP_KIND_ENTITY,
                                                                    "note") };
      const GpAccessPart *part = ((GpAccessRuling *) decision->rulings->pdata[0])->parts->pdata[0];
      g_autofree char *verdict = gp_access_describe_verdict (decision, &question, "Ria");
      g_autofree char *words = gp_access_describe_part (access, part);
      g_autofree char *why = gp_access_describe_trace (part);
      g_autoptr(GPtrArray) remedies = gp_access_find_remedies (decision, ria);

      g_assert_cmpstr (verdict, ==, cases[i].verdict);
      g_assert_cmpstr (words, ==, "record.owner == user.id");
      g_assert_cmpstr (why, ==, cases[i].why);
      if (cases[i].remedy != NULL)
        {
          g_autofree char *remedy = gp_access_describe_remedy (access, remedies->pdata[0]);

          g_assert_cmpstr (remedy, ==, cases[i].remedy);
        }
    }
}

/* A path that another begins with is shown beside it. */
static void
test_paths_are_told_apart (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpAccessDecision) decision = NULL;
  g_autofree char *why = NULL;

  gp_test_access_set (design, gp_test_access_find (design, GP_KIND_FIELD, "secret"), GP_FIELD_NAME,
                      gp_value_text ("owner_id"));
  gp_test_access_rule (design, "grant", "reader", "read",
                       "record.owner_id == 'x' || record.owner == 'x'", NULL);
  access = gp_access_new (design);
  fixtures = gp_access_fixtures_new (design);
  decision = gp_test_access_decide (access, fixtures, "Ria", "read", "n2", NULL);
  why = gp_access_describe_trace (
    ((GpAccessRuling *) decision->rulings->pdata[0])->parts->pdata[0]);
  g_assert_cmpstr (why, ==, "record.owner_id is null, record.owner is 'u2'");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-words/sentences", test_sentences);
  g_test_add_func ("/model/access-words/paths-are-told-apart", test_paths_are_told_apart);

  return g_test_run ();
}
