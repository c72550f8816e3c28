/* postgresql-condition.h — a condition about a project, printed for PostgreSQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-postgresql-expr.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;
  const char *sql;      /* NULL: it is refused */
} ConditionCase;

/** (transfer full): the SQL, or NULL with @error. */
static inline char *
condition_print (const char  *text,
                 GString     *functions,
                 GError     **error)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (
    design, gp_test_expr_find (design, "project"), TRUE);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  guint n_functions = 0;
  GpPostgresqlExpr printer = { .design = design, .record = "r0", .new_record = "n0",
                               .action = "read", .functions = functions,
                               .n_functions = &n_functions };

  g_assert_nonnull (expr);
  check = gp_expr_check_new (expr, scope, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, error);
  if (query == NULL || !gp_postgresql_expr_print (&printer, query, sql, error))
    return NULL;
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static inline void
condition_try (const ConditionCase *cases,
               gsize                n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *sql = condition_print (cases[i].text, NULL, &error);

      if (cases[i].sql == NULL)
        g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
      else if (g_strcmp0 (sql, cases[i].sql) != 0)
        g_error ("%s is printed as %s", cases[i].text, sql != NULL ? sql : error->message);
    }
}

G_END_DECLS
