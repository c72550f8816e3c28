/* gp-test-expr-conditions.c — random conditions about the records of gp_test_expr_design()
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-test-expr-conditions.h"

/* @ is a record of project, $ one of task, # any number of conditions about @. */
static const char * const project_atoms[] = {
  "@.name == 'a'", "@.name != 'a'", "'A' == @.name", "@.status == 'open'", "@.name == null",
  "@.name != null", "@.owner == null", "@.owner.boss == null", "@.name == @.owner.email",
  "@.owner.age == @.lead_ref.age", "@.owner.age != @.owner.boss.age", "@.owner.email == 'b'",
  "@.owner.email != 'b'", "@.owner.age > 1", "@.owner.age <= @.owner.boss.age", "@.budget < 2",
  "@.budget == 1", "1.5 <= @.budget", "@.archived", "@.owner.active", "@.lead_ref.boss.active",
  "@.name in ['a', 'b']", "@.name in ['a', null]", "@.name in [null]", "@.name in []",
  "@.status in ['draft']", "@.owner.email in ['a', null]", "@.budget in [1, 2.5]",
  "'a' in @.tags", "@.status in @.tags", "@.owner.email in @.tags", "user.id in @.tags",
  "@.name in user.roles", "@.owner.email in user.roles", "has(@.name)", "has(@.owner)",
  "has(@.status)", "has(@.owner.age)", "has(@.owner.email)", "has(@.task)", "has(@.owner.boss.age)",
  "@.name.startsWith('a')", "@.name.endsWith('b')", "@.owner.email.contains('%')",
  "@.name.contains('_')", "@.name.lowerAscii() == 'a'", "@.name.upperAscii() != 'A'",
  "size(@.name) > 1", "@.owner.email.size() == 1", "@.tags.size() >= 1", "@.owner_id == user.id",
  "@.owner_id != user.id", "@.clinic == user.tenant", "@.owner.id == user.id",
  "@.owner.boss_id != user.id", "@.created < now - duration('30m')", "@.due <= now",
  "@.due > now + duration('1h') || @.due == null", "@.name > 'a'", "@.name <= user.id",
  "@.name.lowerAscii() in ['a', 'b']", "@.name.startsWith(user.id)",
  "@.created == timestamp('1970-01-01T00:30:00Z')", "@.archived == true", "@.owner.active != false",
  "user.id == 'u1'", "user.tenant != 'u1'", "user.email.endsWith('x')", "'editor' in user.roles",
  "user.roles.exists(r, r == 'admin')", "has(user.tenant)", "user.claims.region == 'eu'",
  "size(user.roles) > 1", "request.action == 'read'", "true", "false", "1 / 0 == 1",
  "@.name == 'a' + 'b'", "!@.archived", "@.archived && @.owner.active",
};

static const char * const task_atoms[] = {
  "$.title == 'a'", "$.title != 'a'", "$.done", "$.points > 1", "$.assignee.age > 1",
  "$.title == record.name", "$.title != record.owner.email", "$.reviewer_id == user.id",
  "$.reviewer_id != user.id", "$.reviewer == null", "has($.assignee.age)", "$.parent_id == null",
  "$.project.name == record.name", "$.title.contains('a')", "$.title in ['a', null]", "true",
  "false", "1 / 0 == 1", "$.points == $.parent_id_ref.points",
};

static void append_condition (GString *out, const char *project, int depth, int nesting);

static void
append_atom (GString    *out,
             const char *atom,
             const char *variable)
{
  for (const char *c = atom; *c != '\0'; c++)
    if (*c == '@' || *c == '$')
      g_string_append (out, variable);
    else
      g_string_append_c (out, *c);
}

static void
append_task_condition (GString    *out,
                       const char *task,
                       int         depth,
                       int         nesting)
{
  gboolean nested = nesting < 2 && g_test_rand_int_range (0, 5) == 0;
  int choice = g_test_rand_int_range (0, depth > 0 ? 6 : 3);

  if (nested)
    {
      g_string_append_printf (out, "%s.task.%s(s, ", task, g_test_rand_bit () ? "exists" : "all");
      append_task_condition (out, "s", depth - 1, nesting + 1);
      g_string_append_c (out, ')');
    }
  else if (choice < 3)
    append_atom (out, task_atoms[g_test_rand_int_range (0, G_N_ELEMENTS (task_atoms))], task);
  else
    {
      g_string_append (out, choice == 3 ? "!(" : "(");
      append_task_condition (out, task, depth - 1, nesting);
      g_string_append (out, choice == 3 ? ")" : choice == 4 ? " && " : " || ");
      if (choice != 3)
        {
          append_task_condition (out, task, depth - 1, nesting);
          g_string_append_c (out, ')');
        }
    }
}

static void
append_quantifier (GString    *out,
                   const char *project)
{
  static const char * const ranges[] = { "task", "owner.task__reviewer_id",
                                         "lead_ref.boss.task__assignee_id" };

  g_string_append_printf (out, "%s.%s.%s(t, ", project,
                          ranges[g_test_rand_int_range (0, G_N_ELEMENTS (ranges))],
                          g_test_rand_bit () ? "exists" : "all");
  append_task_condition (out, "t", 2, 1);
  g_string_append_c (out, ')');
}

static void
append_condition (GString    *out,
                  const char *project,
                  int         depth,
                  int         nesting)
{
  int choice = g_test_rand_int_range (0, depth > 0 ? 10 : 4);

  if (choice < 3)
    append_atom (out, project_atoms[g_test_rand_int_range (0, G_N_ELEMENTS (project_atoms))],
                 project);
  else if (choice == 3)
    append_quantifier (out, project);
  else if (choice == 4)
    {
      g_string_append (out, "!(");
      append_condition (out, project, depth - 1, nesting);
      g_string_append_c (out, ')');
    }
  else
    {
      static const char * const joints[] = { " && ", " || ", " && ", " || ", " ? " };
      const char *joint = joints[choice - 5];

      g_string_append_c (out, '(');
      append_condition (out, project, depth - 1, nesting);
      g_string_append (out, joint);
      append_condition (out, project, depth - 1, nesting);
      if (g_str_equal (joint, " ? "))
        {
          g_string_append (out, " : ");
          append_condition (out, project, depth - 1, nesting);
        }
      g_string_append_c (out, ')');
    }
}

gsize
gp_test_expr_n_atoms (void)
{
  return G_N_ELEMENTS (project_atoms);
}

void
gp_test_expr_append_atom (GString *out,
                          gsize    i)
{
  append_atom (out, project_atoms[i], "record");
}

void
gp_test_expr_append_condition (GString *out)
{
  append_condition (out, "record", 3, 0);
}
