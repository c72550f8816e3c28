/* test-pocketbase-expr-sent.c — what is written to a record, before it is
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test.h"
#include "pocketbase-condition.h"

static void
test_what_is_sent_or_stored (void)
{
  static const ConditionCase cases[] = {
    { "new.name == \"a\"",
      "((@request.data.name:isset = false && name = \"a\") || (@request.data.name:isset = true && @request.data.name = \"a\"))" },
    { "new.name != \"a\"", NULL },
    { "new.created < now", "created < @now" },
    { "new.archived == false",
      "((@request.data.archived:isset = false && archived = false) || (@request.data.archived:isset = true && @request.data.archived = false))" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), TRUE);
}

static void
test_nothing_is_followed (void)
{
  static const ConditionCase cases[] = {
    { "new.lead_ref.email == \"a\"", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), TRUE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-expr-sent/what-is-sent-or-stored",
                   test_what_is_sent_or_stored);
  g_test_add_func ("/data/pocketbase-expr-sent/nothing-is-followed", test_nothing_is_followed);
  return g_test_run ();
}
