/* test-plan-sentence.c — the words of a plan
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-private.h"
#include "gp-test.h"

static void
test_sentences (void)
{
  g_autofree char *field = gp_plan_dup_sentence (GP_OPERATION_RENAME, GP_KIND_FIELD, "a.{detail}",
                                                 "a.b");
  g_autofree char *event = gp_plan_dup_sentence (GP_OPERATION_ADD, GP_KIND_EVENT, "done", NULL);

  g_assert_cmpstr (field, ==, "Rename the field a.b to a.{detail}");
  g_assert_cmpstr (event, ==, "Add done (Event)");
}

/* No kind is without words. */
static void
test_every_kind (void)
{
  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    {
      for (guint action = GP_OPERATION_ADD; action <= GP_OPERATION_REMOVE; action++)
        {
          g_autofree char *sentence = gp_plan_dup_sentence (action, kind, "x", "y");

          g_assert_nonnull (strstr (sentence, "x"));
          g_assert_null (strchr (sentence, '{'));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/plan-sentence/sentences", test_sentences);
  g_test_add_func ("/model/plan-sentence/every-kind", test_every_kind);

  return g_test_run ();
}
