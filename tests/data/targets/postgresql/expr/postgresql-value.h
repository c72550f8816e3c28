/* postgresql-value.h — an expression of a flow, printed for PostgreSQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <string.h>

#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-postgresql-expr-value.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;
  const char *sql;          /* NULL: it is refused */
} ValueCase;

static inline gboolean
value_print_variable (const char *name,
                GString    *sql,
                gpointer    user_data)
{
  g_string_append (sql, name);
  return !g_str_equal (name, "vars");
}

/* (transfer full): as jsonb; NULL where it is refused. */
static inline char *
value_print (const char *text)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (
    design, gp_test_expr_find (design, "notify/each/inner"), GP_STEP_INPUT);
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
  const GpPostgresqlValues values = { .design = design, .check = check,
                                      .print_variable = value_print_variable };
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  if (gp_postgresql_expr_print_as (&values, gp_expr_get_root (expr), GP_POSTGRESQL_JSON, sql,
                                   &error))
    return g_string_free (g_steal_pointer (&sql), FALSE);
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
  return NULL;
}

static inline void
value_try (const ValueCase *cases,
           gsize            n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *sql = value_print (cases[i].text);

      if (g_strcmp0 (sql, cases[i].sql) != 0)
        g_error ("%s is printed as %s", cases[i].text, sql != NULL ? sql : "nothing");
    }
}

G_END_DECLS
