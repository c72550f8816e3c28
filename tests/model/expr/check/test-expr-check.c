/* test-expr-check.c — names and types of an expression's parts
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

/* The type, or the codes and offsets of all problems: "name@7 type@0". */
static char *
check (GpExprScope *scope,
       const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, &error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) checked = NULL;
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  checked = gp_expr_check_new (expr, scope, NULL, problems);
  g_assert_true (gp_expr_check_has_problems (checked) == (problems->len > 0));
  if (problems->len == 0)
    return gp_expr_type_to_text (gp_expr_check_get_type (checked, gp_expr_get_root (expr)));

  for (guint i = 0; i < problems->len; i++)
    {
      const GpExprProblem *problem = problems->pdata[i];

      g_assert_true (g_str_has_suffix (problem->message, "."));
      g_string_append_printf (found, "%s%s@%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                              gp_expr_error_to_string (problem->code), problem->offset);
    }
  return g_strdup (found->str);
}

typedef struct
{
  const char *text;
  const char *expected;
} Example;

static void
check_all (const char    *entity,
           const Example *examples,
           gsize          n_examples)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, entity), TRUE);

  for (gsize i = 0; i < n_examples; i++)
    {
      g_autofree char *got = check (scope, examples[i].text);

      if (!g_str_equal (got, examples[i].expected))
        g_error ("%s gives %s, not %s", examples[i].text, got, examples[i].expected);
    }
}

static void
test_types (void)
{
  static const Example examples[] = {
    { "record.name", "string?" },
    { "record.budget", "double?" },
    { "record.tags", "list(string?)?" },
    { "record.due", "timestamp?" },
    { "record.meta.anything.at.all[0]", "any" },
    { "record.owner", "record?" },
    { "record.owner.email", "string" },
    { "record.task", "list(record)" },
    { "record.task[0].title", "string?" },
    { "record.task.map(t, t.points)", "list(int)" },
    { "record.task.filter(t, t.done)[0].points", "int" },
    { "record.task.exists(t, t.points > 3 && t.title != null)", "bool" },
    { "size(record.tags) + record.name.size()", "int" },
    { "now - record.created", "duration" },
    { "now - duration('24h') < record.created", "bool" },
    { "record.archived ? 1 : null", "int?" },
    { "user.claims.region", "string" },
    { "[1, null]", "list(int?)" },
    { "{'a': 1.5}", "map(string, double)" },
    { "{1: 2}", "any" },
    { "record['name']", "string?" },
    { "-record.budget", "double" },
    { "record.budget > 1", "bool" },
    { "record.budget in [1, 2]", "bool" },
    { "new.name == record.name", "bool" },
    { "has(record.owner.email)", "bool" },
    { "'a' in record.tags", "bool" },
    { "'editor' in user.roles", "bool" },
    { "record.status in ['draft', 'open']", "bool" },
    { "string(record.budget).matches('[0-9]+')", "bool" },
  };

  check_all ("project", examples, G_N_ELEMENTS (examples));
}

static void
test_problems (void)
{
  static const Example examples[] = {
    { "record.nome", "name@0" },
    { "recrod.name", "name@0" },
    { "record.owner.nome && true", "name@0" },
    { "record.name == 1", "type@0" },
    { "record.budget == record.task[0].points", "type@0" },
    { "1.5 == record.task[0].points", "type@0" },
    { "record.status == null", "type@0" },
    { "record.name < null", "type@0" },
    { "record.tags == ['a']", "type@0" },
    { "record.owner == record.lead_ref", "type@0" },
    { "record.owner == null", "bool" },
    { "record.name", "string?" },
    { "record.name && true", "type@0" },
    { "!record.name", "type@1" },
    { "record.status == 'opne'", "name@17" },
    { "record.status in ['draft', 'opne']", "name@27" },
    { "'boss' in user.roles", "name@0" },
    { "record.name + 1", "type@0" },
    { "record.name.exists(x, true)", "type@0" },
    { "record.task.all(t, t.title)", "type@19" },
    { "record.task.all(t, t.nothing == 1)", "name@19" },
    { "record.name.nothing()", "name@0" },
    { "record.name.startsWith(1)", "type@0" },
    { "nothing(record.nome)", "name@8 name@0" },
    { "record.archived ? 1 : 'a'", "type@0" },
    { "1 in 2", "type@0" },
    { "'a' in record.task", "type@0" },
    { "record.task['a']", "type@12" },
    { "record[record.name]", "type@0" },
    { "user.nothing", "name@0" },
    { "trigger.record", "name@0" },
    { "record.task.exists(t, record.task.all(u, u.title == t.titel))", "name@52" },
  };

  check_all ("project", examples, G_N_ELEMENTS (examples));
}

static void
test_expected (void)
{
  static const struct
  {
    const char *text;
    GpExprTypeKind kind;
    gboolean fits;
  } cases[] = {
    { "1 == 1", GP_EXPR_TYPE_BOOL, TRUE },
    { "1", GP_EXPR_TYPE_BOOL, FALSE },
    { "1", GP_EXPR_TYPE_DOUBLE, TRUE },
    { "1.5", GP_EXPR_TYPE_INT, FALSE },
    { "record.meta", GP_EXPR_TYPE_BOOL, TRUE },
    { "'a'", GP_EXPR_TYPE_ANY, TRUE },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExpr) expr = gp_expr_parse (cases[i].text, -1, NULL);
      GpExprType expected = gp_expr_type_new (cases[i].kind);
      g_autoptr(GpExprCheck) checked = gp_expr_check_new (expr, scope, &expected, NULL);

      g_assert_true (gp_expr_check_has_problems (checked) != cases[i].fits);
    }
}

/* Every place that names an element, even where the expression is wrong. */
static void
test_references (void)
{
  static const char text[] =
    "record.owner.email == 'x' && record.status in ['open', 'done'] && 'admin' in user.roles"
    " && record.task.exists(record, record.points > 'wrong') && has(new['name'].size)";
  static const char expected[] =
    "owner=owner_id email=email status=status 'open'=status 'done'=status 'admin'=admin task=task "
    "points=points 'name'=name ";
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"), TRUE);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprCheck) checked = gp_expr_check_new (expr, scope, NULL, NULL);
  g_autoptr(GString) found = g_string_new (NULL);
  gsize n;
  const GpExprReference *references = gp_expr_check_get_references (checked, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *element = gp_design_lookup (design, &references[i].element);

      g_string_append_printf (found, "%.*s=%s ", (int) references[i].length,
                              text + references[i].offset, gp_element_get_name (element));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-check/types", test_types);
  g_test_add_func ("/model/expr-check/problems", test_problems);
  g_test_add_func ("/model/expr-check/expected", test_expected);
  g_test_add_func ("/model/expr-check/references", test_references);
  return g_test_run ();
}
