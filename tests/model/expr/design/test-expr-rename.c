/* test-expr-rename.c — new names in the text of an expression
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-design-scope.h"
#include "gp-expr-rename.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

static void
test_examples (void)
{
  static const struct
  {
    const char *path;
    const char *new_name;
    const char *text;
    const char *expected;       /* NULL where nothing changes */
  } cases[] = {
    { "project/name", "title", "record . name // name\n == 'name'",
      "record . title // name\n == 'name'" },
    { "project/name", "title", "has(record.name) && record.owner.email == 'x'",
      "has(record.title) && record.owner.email == 'x'" },
    { "project/name", "title", "record.task.exists(name, name.title == 'a')", NULL },
    { "project/name", "full name", "record . name == 'a' && has( record.name )",
      "record  ['full name'] == 'a' && ( record['full name'] != null )" },
    { "project/status", "is so", "has(record.status)",
      "(record['is so'] == record['is so'])" },
    { "project/name", "it's", "record[\"name\"] == record['name']",
      "record[\"it's\"] == record['it\\'s']" },
    { "project/owner_id", "holder_id", "record.owner.email == 'a' && record.owner_id == user.id",
      "record.holder.email == 'a' && record.holder_id == user.id" },
    { "project/owner_id", "holder", "record.owner.email == 'a'", "record.holder_ref.email == 'a'" },
    { "project/owner_id", "name_id", "record.owner.email == 'a'",
      "record.name_id_ref.email == 'a'" },
    { "project/lead", "chief", "record.lead_ref.email == 'a'", "record.chief_ref.email == 'a'" },
    { "project/name", "owner", "record.owner.email == record.name",
      "record.owner_id_ref.email == record.owner" },
    { "project/name", "task", "record.task.exists(t, t.done)",
      "record.task__project_id.exists(t, t.done)" },
    { "project/owner_id", "task_id", "record.task.exists(t, t.done) && record.owner.active",
      "record.task__project_id.exists(t, t.done) && record.task.active" },
    { "task", "job", "record.task.all(task, task.done)", "record.job.all(task, task.done)" },
    { "task", "name", "record.task.all(t, t.done)", "record.name__project_id.all(t, t.done)" },
    { "task", "job", "record.owner.task__reviewer_id.all(t, t.done)",
      "record.owner.job__reviewer_id.all(t, t.done)" },
    { "task/reviewer_id", "checker", "record.owner.task__reviewer_id.all(t, t.reviewer.active)",
      "record.owner.task__checker.all(t, t.checker_ref.active)" },
    { "person/email", "mail", "record.task.exists(t, t.assignee.boss.email == record.owner.email)",
      "record.task.exists(t, t.assignee.boss.mail == record.owner.mail)" },
    { "admin", "chief", "'admin' in user.roles || \"admin\" == record.name",
      "'chief' in user.roles || \"admin\" == record.name" },
    { "admin", "chief", "r'admin' in user.roles", "'chief' in user.roles" },
    { "person", "people", "record.owner.email == 'a'", NULL },
    { "project/name", "title", "record.name == ", NULL },
    { "project/name", "title", "record.name == 1 && record.nothing",
      "record.title == 1 && record.nothing" },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gp_expr_rename (cases[i].text, scope,
                                             gp_test_expr_find (design, cases[i].path),
                                             cases[i].new_name);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_choices (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);
  g_autofree char *got =
    gp_expr_rename_choice ("record.status == 'open' || record.name == 'open' || "
                           "!(record.status in [\"open\", 'done'])",
                           scope, gp_test_expr_find (design, "project/status"), "open",
                           "say \"go\"");

  g_assert_cmpstr (got, ==, "record.status == 'say \"go\"' || record.name == 'open' || "
                            "!(record.status in [\"say \\\"go\\\"\", 'done'])");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-rename/examples", test_examples);
  g_test_add_func ("/model/expr-rename/choices", test_choices);
  return g_test_run ();
}
