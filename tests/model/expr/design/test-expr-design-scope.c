/* test-expr-design-scope.c — the names that a design gives to its expressions
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-edit.h"
#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

static char *
list (const GpExprScope *scope,
      const char        *variable)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GpExprMember member;

  if (variable != NULL)
    g_assert_true (scope->find_variable (scope, variable, &member));
  scope->list_names (scope, variable != NULL ? &member.type : NULL, names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const char *parent)
{
  GpId id;
  g_autoptr(GpChangeSet) changes = gp_edit_add (design, kind, gp_test_expr_find (design, parent),
                                                NULL, NULL, NULL, &id);

  g_assert_true (gp_design_apply (design, changes, NULL));
  return id;
}

static void
set (GpDesign   *design,
     const GpId *id,
     GpProperty  property,
     GpValue     value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_edit_set (design, id, property, value, &error);

  g_assert_no_error (error);
  g_assert_true (gp_design_apply (design, changes, NULL));
}

static void
test_rules (void)
{
  static const struct
  {
    const char *actions[3];
    gsize n;
    const char *variables;
  } cases[] = {
    { { "read" }, 1, "record user now request" },
    { { "create" }, 1, "new user now request" },
    { { "update", "delete" }, 2, "record new user now request" },
    { { NULL }, 0, "record new user now request" },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId rule = add (design, GP_KIND_RULE, "project");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprScope) scope = NULL;
      g_autofree char *variables = NULL;

      set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (cases[i].actions, cases[i].n));
      scope = gp_expr_design_scope_new (design, &rule, GP_RULE_CONDITION);
      variables = list (scope, NULL);
      g_assert_cmpstr (variables, ==, cases[i].variables);
    }
}

static void
test_holders (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  GpId check = add (design, GP_KIND_CHECK, "project");
  const GpId *step = gp_test_expr_find (design, "notify/each/inner");
  g_autoptr(GpExprScope) of_check = gp_expr_design_scope_new (design, &check, GP_CHECK_EXPRESSION);
  g_autoptr(GpExprScope) of_step = gp_expr_design_scope_new (design, step, GP_STEP_IF);
  g_autoptr(GpExprScope) of_flow = gp_expr_design_scope_new (design,
                                                             gp_test_expr_find (design, "notify"),
                                                             GP_FLOW_TRIGGER_WHEN);
  g_autoptr(GpExprScope) of_entity = gp_expr_design_scope_new (design,
                                                               gp_test_expr_find (design, "task"),
                                                               GP_ENTITY_NAME);
  g_autofree char *check_names = list (of_check, NULL);
  g_autofree char *step_names = list (of_step, NULL);
  g_autofree char *flow_names = list (of_flow, NULL);
  g_autofree char *entity_names = list (of_entity, NULL);
  g_autofree char *steps = list (of_step, "steps");
  GpExprMember member;

  g_assert_cmpstr (check_names, ==, "record");
  g_assert_cmpstr (step_names, ==, "user now trigger steps vars error input line");
  g_assert_cmpstr (flow_names, ==, "record new user now trigger steps vars error");
  g_assert_cmpstr (entity_names, ==, "");
  g_assert_cmpstr (steps, ==, "fetch each inner");
  g_assert_true (of_step->find_variable (of_step, "line", &member));
  g_assert_false (of_flow->find_variable (of_flow, "line", &member));
}

static char *
type_of (GpExprScope *scope,
         const char  *text)
{
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, problems);

  if (problems->len > 0)
    return g_strdup (((GpExprProblem *) problems->pdata[0])->message);
  return gp_expr_type_to_text (gp_expr_check_get_type (check, gp_expr_get_root (expr)));
}

static void
test_flow_values (void)
{
  static const struct
  {
    const char *text;
    const char *type;
  } cases[] = {
    { "trigger.record.points", "int" },
    { "trigger.old.title", "string?" },
    { "trigger.data.pages + 1", "int" },
    { "trigger.event == 'report.ready'", "bool" },
    { "trigger.body.a[0] == 1", "bool" },
    { "trigger.whatever", "any" },
    { "trigger.user.roles", "list(string)" },
    { "steps.fetch.output.a", "any" },
    { "steps.inner.status", "string" },
    { "error.status == 404", "bool" },
    { "vars.total", "any" },
    { "line.price * 2", "any" },
    { "steps.nothing", "There is no “nothing” in this record." },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const GpId *step = gp_test_expr_find (design, "notify/each/inner");
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (design, step, GP_STEP_IF);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *type = type_of (scope, cases[i].text);

      g_assert_cmpstr (type, ==, cases[i].type);
    }
}

/* user.tenant has the type of the tenants' key. */
static void
test_tenant (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "task"), FALSE);
  g_autofree char *before = type_of (scope, "user.tenant");
  g_autofree char *after = NULL;

  set (design, root, GP_DESIGN_TENANT_ENTITY, gp_value_id (gp_test_expr_find (design, "task")));
  after = type_of (scope, "user.tenant");
  g_assert_cmpstr (before, ==, "string");
  g_assert_cmpstr (after, ==, "int");
}

static void
test_files (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autofree char *type = NULL;
  GpId bucket;

  changes = gp_edit_add (design, GP_KIND_BUCKET, gp_design_get_root_id (design), "files", NULL,
                         NULL, &bucket);
  g_assert_true (gp_design_apply (design, changes, NULL));
  scope = gp_expr_design_scope_new_rows (design, &bucket, TRUE);
  type = type_of (scope, "record.owner == user.id && new.size < 1000");
  g_assert_cmpstr (type, ==, "bool");
}

static void
test_expected (void)
{
  g_assert_cmpint (gp_expr_design_get_expected (GP_RULE_CONDITION).kind, ==, GP_EXPR_TYPE_BOOL);
  g_assert_cmpint (gp_expr_design_get_expected (GP_TRANSITION_WHEN).kind, ==, GP_EXPR_TYPE_BOOL);
  g_assert_cmpint (gp_expr_design_get_expected (GP_FLOW_OUTPUT).kind, ==, GP_EXPR_TYPE_ANY);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-design-scope/rules", test_rules);
  g_test_add_func ("/model/expr-design-scope/holders", test_holders);
  g_test_add_func ("/model/expr-design-scope/flow-values", test_flow_values);
  g_test_add_func ("/model/expr-design-scope/tenant", test_tenant);
  g_test_add_func ("/model/expr-design-scope/files", test_files);
  g_test_add_func ("/model/expr-design-scope/expected", test_expected);
  return g_test_run ();
}
