/* test-postgresql-flow-schema.c — whether the input of a flow is as its schema wants it, in SQL
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-postgresql-flow-sql.h"

#include <string.h>

#include "gp-test.h"

/* tests/e2e/test-postgresql-calls.py and -flows.py run it. */
static void
test_the_same_words_are_understood (void)
{
  static const char *const words[] = { "enum", "const", "required", "properties", "items",
                                       "additionalProperties", "minItems", "maxItems", "minLength",
                                       "maxLength", "minimum", "maximum", "exclusiveMinimum",
                                       "exclusiveMaximum", "format", "type" };

  /* All that gp_json_schema_check() understands. */
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("'%s'", words[i]);

      g_assert_nonnull (strstr (gp_pg_flow_schema_sql, quoted));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-schema/the-same-words-are-understood",
                   test_the_same_words_are_understood);
  return g_test_run ();
}
