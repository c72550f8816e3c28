/* test-serverless-jq-term.c — literals and paths of jq
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-serverless-jq.h"

#include "gp-test.h"

static const struct
{
  const char *jq;
  const char *ours;
} terms[] = {
  { "5", "5" },
  { "-2.5", "-2.5" },
  { "true", "true" },
  { "[]", "[]" },
  { ".a.b[2].c", "input.a.b[2].c" },
  { ".[0]", "input[0]" },
  { "(.a)", "(input.a)" },
  { "[.a, .b]", "[input.a, input.b]" },
  { "$context.a", "vars.a" },
  { "trueish", NULL },
  { ".a.", NULL },
  { ".a[", NULL },
  { "\"open", NULL },
  { "\"\\q\"", NULL },
  { "{a}", NULL },
  { "-", NULL },
  { "$", NULL },
};

static void
test_terms_are_translated_or_refused (void)
{
  const GpServerlessNames names = { .dot = "input" };

  for (gsize i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *text = gp_serverless_jq_translate (terms[i].jq, &names);

      g_assert_cmpstr (text, ==, terms[i].ours);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/serverless-jq-term/terms-are-translated-or-refused",
                   test_terms_are_translated_or_refused);
  return g_test_run ();
}
