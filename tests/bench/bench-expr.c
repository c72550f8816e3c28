/* bench-expr.c — parsing, checking, evaluating and compiling rules
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-bench.h"
#include "gp-expr-check.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test-expr-rows.h"
#include "gp-test.h"

#define N 1000

static const char rule[] =
  "record.owner_id == user.id || (record.status in ['open', 'done'] && 'editor' in user.roles"
  " && record.created > now - duration('720h') && !record.archived)";

typedef struct
{
  GpExpr *expr;
  GpExprScope *scope;
  GpExprCheck *check;
  GpExprEnv env;
  GpExprValue *user;
  GpTestRow *row;
} Bench;

static void
parse (gpointer user_data)
{
  for (int i = 0; i < N; i++)
    gp_expr_unref (gp_expr_parse (rule, -1, NULL));
}

static void
check (gpointer user_data)
{
  Bench *self = user_data;

  for (int i = 0; i < N; i++)
    gp_expr_check_free (gp_expr_check_new (self->expr, self->scope, NULL, NULL));
}

static void
evaluate (gpointer user_data)
{
  Bench *self = user_data;

  for (int i = 0; i < N; i++)
    gp_expr_grants (self->expr, &self->env);
}

static void
compile (gpointer user_data)
{
  Bench *self = user_data;

  for (int i = 0; i < N; i++)
    gp_expr_query_free (gp_expr_compile (self->check, GP_EXPR_MODE_TRUE, NULL));
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  Bench *self = user_data;

  if (g_str_equal (name, "record"))
    return gp_test_row_as_record (self->row);
  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (self->user);
  return gp_expr_value_new_timestamp (3600, 0);
}

/* The measures are per 1 000 calls in milliseconds, which is per call in microseconds. */
static void
measure (const char *what,
         GpBenchFunc func,
         Bench      *bench)
{
  gp_bench_report (what, gp_bench_median (9, func, bench) * 1e3, "ms", NULL, 0);
}

int
main (int   argc,
      char *argv[])
{
  GpExprValue *role = gp_expr_value_new_string ("editor", -1);
  g_autoptr(GpDesign) design = NULL;
  GpTestRows *rows;
  Bench bench = { 0 };

  gp_test_init (&argc, &argv);
  design = gp_test_expr_design ();
  rows = gp_test_rows_new (design, 4);
  bench.scope = gp_expr_design_scope_new_rows (design, gp_test_expr_find (design, "project"),
                                               FALSE);
  bench.expr = gp_expr_parse (rule, -1, NULL);
  bench.check = gp_expr_check_new (bench.expr, bench.scope, NULL, NULL);
  bench.user = gp_expr_value_new_object ("id", gp_expr_value_new_string ("nobody", -1),
                                         "roles", gp_expr_value_new_list (&role, 1), NULL);
  bench.row = rows->all->pdata[5];
  bench.env = (GpExprEnv) { .lookup = lookup, .user_data = &bench };

  measure ("expr: parse a rule 1 000 times", parse, &bench);
  measure ("expr: check it 1 000 times", check, &bench);
  measure ("expr: compile it 1 000 times", compile, &bench);
  measure ("expr: 1 000 checks of a record", evaluate, &bench);

  gp_expr_check_free (bench.check);
  gp_expr_unref (bench.expr);
  gp_expr_value_unref (bench.user);
  gp_expr_design_scope_free (bench.scope);
  gp_test_rows_free (rows);
  return 0;
}
