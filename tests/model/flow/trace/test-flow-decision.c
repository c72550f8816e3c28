/* test-flow-decision.c — decisions in words, with their comment in one line
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-decision.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_in_words (void)
{
  static const struct
  {
    const char *value;
    const char *words;
  } cases[] = {
    { "{'decision': 'approve', 'by': 'u', 'comment': ''}", "approved" },
    { "{'decision': 'approve', 'by': 'u', 'comment': 'as agreed'}", "approved: as agreed" },
    { "{'decision': 'reject', 'by': '', 'comment': ' too\\ndear\\u001b[2J\\u009b '}",
      "rejected: too dear [2J" },
    { "{'decision': 'reject', 'by': 'u'}", "rejected" },
    { "{'decision': 'maybe', 'by': 'u', 'comment': 'x'}", NULL },
    { "{'decision': 'reject'}", NULL },
    { "'reject'", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) value = gp_test_value (cases[i].value);
      g_autofree char *words = gp_flow_decision_to_words (value);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
  g_assert_null (gp_flow_decision_to_words (NULL));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-decision/in-words", test_in_words);

  return g_test_run ();
}
