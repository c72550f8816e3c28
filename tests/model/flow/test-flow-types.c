/* test-flow-types.c — what the steps of a flow give, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-expr-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-flow-types.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
test_data_gives_records (void)
{
  static const struct
  {
    const char *step;
    GpExprTypeKind kind;
  } cases[] = {
    { "data_read entity=order", GP_EXPR_TYPE_LIST },
    { "data_update entity=order", GP_EXPR_TYPE_LIST },
    { "data_delete entity=order", GP_EXPR_TYPE_LIST },
    { "data_create entity=order", GP_EXPR_TYPE_RECORD },
    { "data_read", GP_EXPR_TYPE_ANY },
    { "set output=1", GP_EXPR_TYPE_INT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *script = g_strdup_printf ("entity order total:integer\nflow main\nstep a %s",
                                                 cases[i].step);
      g_autoptr(GpDesign) design = gp_test_flow_design (script);
      GpId step = gp_test_flow_find (design, GP_KIND_STEP, "a");
      GpId order = gp_test_flow_find (design, GP_KIND_ENTITY, "order");
      GpExprType type = gp_flow_get_output_type (design, gp_design_lookup (design, &step), 0);

      g_assert_cmpint (type.kind, ==, cases[i].kind);
      if (type.kind == GP_EXPR_TYPE_LIST || type.kind == GP_EXPR_TYPE_RECORD)
        g_assert_true (gp_id_equal (&type.element, &order));
    }
}

static void
test_items_of_loops_have_types (void)
{
  g_autoptr(GpDesign) design =
    gp_test_flow_design ("flow main\nstep a for in=['x'] each=n\n  step b set with.y=n");
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpExprType type = gp_flow_get_item_type (design, gp_design_lookup (design, &step), 0);

  g_assert_cmpint (type.kind, ==, GP_EXPR_TYPE_STRING);
}

/* The type of an expression of the step @name, as text. */
static char *
get_type (const char *script,
          const char *name,
          GpProperty  property,
          const char *text)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, name);
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (design, &step, property);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, problems);

  if (problems->len > 0)
    return g_strdup ("none");
  return gp_expr_type_to_text (gp_expr_check_get_type (check, gp_expr_get_root (expr)));
}

static void
test_later_steps_know_what_earlier_ones_yield (void)
{
  static const char *const script =
    "entity order total:integer\nconnection s\nrole r\nevent paid n:integer\nflow main\n"
    "step a call_http connection=s\nstep b approve assignees=r\nstep c emit event=paid\n"
    "step d set with.n=1 with.t='x'\nstep e data_read entity=order\n"
    "step f for in=steps.e.output each=o\n  step g set with.x=o.total\n"
    "step h listen listen_events=paid\nstep i set output=steps.d.output.n\n"
    "step j set output=steps.j.output";
  static const struct
  {
    const char *step;
    GpProperty property;
    const char *text;
    const char *type;
  } cases[] = {
    { "b", GP_STEP_IF, "steps.a.output.status", "int" },
    { "b", GP_STEP_IF, "steps.a.output.none", "none" },
    { "b", GP_STEP_IF, "steps.b.output.decision", "string" },
    { "b", GP_STEP_IF, "steps.c.output.type", "string" },
    { "b", GP_STEP_IF, "steps.d.output.n + 1", "int" },
    { "b", GP_STEP_IF, "steps.d.output.t", "string" },
    { "b", GP_STEP_IF, "steps.d.output.x", "none" },
    { "b", GP_STEP_IF, "steps.i.output", "int" },
    { "b", GP_STEP_IF, "steps.g.output.x", "int" },
    { "g", GP_STEP_WITH, "o.total", "int" },
    { "g", GP_STEP_WITH, "index", "int" },
    { "b", GP_STEP_IF, "index", "none" },
    { "b", GP_STEP_IF, "o", "none" },
    { "a", GP_STEP_OUTPUT, "output.status", "int" },
    { "a", GP_STEP_EXPORT, "output.status", "int" },
    { "a", GP_STEP_IF, "output", "none" },
    { "h", GP_STEP_WHERE, "event.n", "int" },
    { "a", GP_STEP_WHERE, "event.n", "none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *type = get_type (script, cases[i].step, cases[i].property, cases[i].text);

      g_assert_cmpstr (type, ==, cases[i].type);
    }
}

/* The names that @holder, a step, is proposed. */
static char *
list_steps (GpDesign   *design,
            const char *holder)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GpId flow = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  GpId step = gp_test_flow_find (design, GP_KIND_STEP, holder);

  gp_flow_list_steps (design, &flow, gp_design_lookup (design, &step), names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

/* What has run is proposed first, as it ran; what has not, or not surely, comes after it. */
static void
test_steps_are_listed_along_the_way (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (
    "flow main\nstep late set\nstep b set\nstep a set\nstep loop for in=[1]\n  step in1 set\n"
    "  step in2 set\nstep rescue set\nedge - a\nedge a b\nedge b loop\nedge b rescue error\n"
    "edge loop late");
  g_autoptr(GpDesign) circle = gp_test_flow_design (
    "flow main\nstep z set\nstep y set\nedge - y\nedge y z\nedge z y error");
  static const struct
  {
    const char *holder;
    const char *names;
  } cases[] = {
    { "late", "a b loop in1 in2 late rescue" },
    { "rescue", "a b late loop in1 in2 rescue" },
    { "in2", "a b in1 late loop in2 rescue" },
    { "a", "late b a loop in1 in2 rescue" },
  };
  g_autofree char *of_z = list_steps (circle, "z");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = list_steps (design, cases[i].holder);

      g_assert_cmpstr (names, ==, cases[i].names);
    }
  g_assert_cmpstr (of_z, ==, "y z");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/flow-types/data-gives-records", test_data_gives_records);
  g_test_add_func ("/model/flow-types/items-of-loops-have-types", test_items_of_loops_have_types);
  g_test_add_func ("/model/flow-types/steps-are-listed-along-the-way",
                   test_steps_are_listed_along_the_way);
  g_test_add_func ("/model/flow-types/later-steps-know-what-earlier-ones-yield",
                   test_later_steps_know_what_earlier_ones_yield);

  return g_test_run ();
}
