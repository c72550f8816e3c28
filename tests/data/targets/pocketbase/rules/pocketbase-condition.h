/* pocketbase-condition.h — a condition about a project, printed for PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-pocketbase-expr.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

G_BEGIN_DECLS

typedef struct
{
  const char *text;
  const char *filter;     /* NULL: it is refused */
} ConditionCase;

static inline void
condition_try (const ConditionCase *cases,
               gsize                n_cases,
               gboolean             is_update)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (
    design, gp_test_expr_find (design, "project"), TRUE);

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr(GHashTable) searched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                              NULL);
      GpPocketbaseExpr printer = { .design = design, .action = "update", .is_update = is_update,
                                   .searched = searched };
      g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
      g_autoptr(GpExpr) expr = gp_expr_parse (cases[i].text, -1, NULL);
      g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, problems);
      g_autoptr(GpExprQuery) query = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *filter = NULL;

      g_assert_cmpuint (problems->len, ==, 0);
      query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);
      filter = query != NULL ? gp_pocketbase_expr_print (&printer, query, &error) : NULL;
      if (cases[i].filter == NULL && filter != NULL)
        g_error ("%s is printed as %s", cases[i].text, filter);
      else if (cases[i].filter == NULL)
        g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
      else if (g_strcmp0 (filter, cases[i].filter) != 0)
        g_error ("%s is printed as %s", cases[i].text, filter != NULL ? filter : error->message);
    }
}

G_END_DECLS
