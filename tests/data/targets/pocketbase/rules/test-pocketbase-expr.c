/* test-pocketbase-expr.c — a compiled condition in the filter language of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test.h"
#include "pocketbase-condition.h"

static void
test_joints (void)
{
  static const ConditionCase cases[] = {
    { "record.name == \"a\" && record.archived", "(name = \"a\" && archived = true)" },
    { "record.name == \"a\" || record.name == \"a\"", "name = \"a\"" },
    { "true", "true" },
    { "record.archived || true", "true" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_searches (void)
{
  static const ConditionCase cases[] = {
    { "record.task.exists(t, t.points > 5)",
      "((task_via_project_id.points ?> 5 && task_via_project_id.id ?!= \"\") && "
      "task_via_project_id.id ?!= \"\")" },
    { "!record.task.exists(t, t.points > 5)",
      "(task_via_project_id.id = \"\" || task_via_project_id.points <= 5)" },
    { "record.task.exists(t, t.project.name == \"a\")", NULL },
    { "record.task.exists(t, t.points > 5) && record.task.exists(t, t.points < 2)", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), FALSE);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-expr/joints", test_joints);
  g_test_add_func ("/data/pocketbase-expr/searches", test_searches);
  return g_test_run ();
}
