/* test-expr-complete.c — what can be written where the cursor stands
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include <string.h>

#include "gp-expr-complete.h"
#include "gp-expr-design-scope.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

/* The proposals where the text has a "|", in one line. */
static char *
complete (const GpExprScope *scope,
          const char        *marked,
          gsize             *start)
{
  const char *mark = strchr (marked, '|');
  g_autofree char *before = g_strndup (marked, (gsize) (mark - marked));
  g_autofree char *text = g_strconcat (before, mark + 1, NULL);
  g_autoptr(GPtrArray) proposals = gp_expr_complete (text, strlen (before), scope, start);
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < proposals->len; i++)
    {
      const GpExprCompletion *proposal = proposals->pdata[i];

      g_assert_cmpuint (strlen (proposal->detail), >, 0);
      g_string_append_printf (line, "%s%s", i > 0 ? " " : "", proposal->text);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
test_examples (void)
{
  static const struct
  {
    const char *text;
    const char *proposals;
    gsize start;
  } cases[] = {
    { "rec|", "record", 0 },
    { "record.na|", "name", 7 },
    { "record.na|me == 'a'", "name", 7 },
    { "record.own|", "owner_id owner", 7 },
    { "record.owner.bo|", "boss_id boss", 13 },
    { "true && record.name.st|", "startsWith(", 20 },
    { "record.task.ex|", "exists( exists_one(", 12 },
    { "record.task.exists(t, t.ti|", "title", 24 },
    { "record.task.exists(t, t.title == 'a' && t.reviewer.em|)", "email", 51 },
    { "record.task.exists(t, t.task.all(s, s.poi|", "points", 38 },
    { "record.task.exists(tex, te|", "tex", 24 },
    { "record.task[0].poi|", "points", 15 },
    { "record.task.filter(t, t.done)[0].poi|", "points", 33 },
    { "(record.owner).ag|", "age", 15 },
    { "[record.owner][0].ag|", "age", 18 },
    { "user.r|", "roles", 5 },
    { "now.getFull|", "getFullYear(", 4 },
    { "duration('1h').getH|", "getHours(", 15 },
    { "1 + dur|", "duration(", 4 },
    { "ha|", "has(", 0 },
    { "nu|", "null", 0 },
    { "'rec|'", "", 0 },
    { "12|", "", 0 },
    { "true // rec|", "", 0 },
    { "true // rec\n && rec|", "record", 16 },
    { ".na|", "", 1 },
    { "record.nothing.na|", "", 15 },
    { "))).na|", "", 4 },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start = 0;
      g_autofree char *got = complete (scope, cases[i].text, &start);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].proposals);
      if (*got != '\0')
        g_assert_cmpuint (start, ==, cases[i].start);
    }
}

static void
test_everything (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);
  gsize start;
  g_autofree char *got = complete (scope, "|", &start);

  g_assert_true (g_str_has_prefix (got, "record new user now request bool( double("));
  g_assert_true (g_str_has_suffix (got, "timestamp( false null true"));
}

/* At every place of a text something comes back, and nothing breaks. */
static void
test_every_place (void)
{
  static const char text[] =
    "!(record.task.exists(t, t.project.owner.email == \"a\\\"b\" || [1, 2][0] in {'x': -1.5e3}.y)"
    " ? r'\\' : // why\n 'é') && f(a)(b)[c].d)))]]}}.e";
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);

  for (gsize cursor = 0; cursor <= strlen (text); cursor++)
    {
      gsize start = 0;
      g_autoptr(GPtrArray) proposals = gp_expr_complete (text, cursor, scope, &start);

      g_assert_nonnull (proposals);
      g_assert_cmpuint (start, <=, cursor);
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-complete/examples", test_examples);
  g_test_add_func ("/model/expr-complete/everything", test_everything);
  g_test_add_func ("/model/expr-complete/every-place", test_every_place);
  return g_test_run ();
}
