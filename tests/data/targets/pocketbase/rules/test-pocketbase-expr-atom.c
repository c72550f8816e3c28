/* test-pocketbase-expr-atom.c — comparisons and tests in the filter language of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test.h"
#include "pocketbase-condition.h"

static void
test_nothing_is_an_empty_text (void)
{
  static const ConditionCase cases[] = {
    { "record.name == null", "name = \"\"" },
    { "record.name != null", "name != \"\"" },
    { "record.name != \"a\"", "((name != \"a\" && name != \"\") || name = \"\")" },
    { "record.name == \"\"", "false" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_nobody_equals_nothing (void)
{
  static const ConditionCase cases[] = {
    { "record.owner_id == user.id",
      "((owner_id = @request.auth.id && owner_id != \"\") && @request.auth.id != \"\")" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_empty_numbers_are_refused (void)
{
  static const ConditionCase cases[] = {
    { "record.budget > 1.0", NULL },
    { "record.budget == null", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_texts_are_not_searched (void)
{
  static const ConditionCase cases[] = {
    { "record.name.contains(\"a\")", NULL },
    { "record.name.startsWith(\"a\")", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_roles (void)
{
  static const ConditionCase cases[] = {
    { "\"admin\" in user.roles",
      "(@request.auth.id != \"\" && @request.auth.roles ~ '\"admin\"')" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-expr-atom/nothing-is-an-empty-text",
                   test_nothing_is_an_empty_text);
  g_test_add_func ("/data/pocketbase-expr-atom/nobody-equals-nothing", test_nobody_equals_nothing);
  g_test_add_func ("/data/pocketbase-expr-atom/empty-numbers-are-refused",
                   test_empty_numbers_are_refused);
  g_test_add_func ("/data/pocketbase-expr-atom/texts-are-not-searched",
                   test_texts_are_not_searched);
  g_test_add_func ("/data/pocketbase-expr-atom/roles", test_roles);
  return g_test_run ();
}
