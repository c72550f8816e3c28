/* directus-condition.h — a condition about a project, printed for Directus
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-directus-expr.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

G_BEGIN_DECLS

/** Who asks. */
typedef enum
{
  BY_SOMEBODY,      /* signed in, with roles that are not known */
  BY_EDITOR,
  BY_NOBODY,        /* not signed in */
} ConditionCaller;

typedef struct
{
  const char *text;
  const char *filter;     /* NULL: it is refused */
  const char *entity;     /* NULL: project */
} ConditionCase;

/** (transfer full): the filter, or NULL with @error. */
static inline char *
condition_print (const ConditionCase *wish,
                 ConditionCaller      by,
                 GpDirectusSubject    subject,
                 GError             **error)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GpAccess) access = gp_access_new (design);
  GpId editor = *gp_test_expr_find (design, "editor");
  GpAccessUser user = { .signed_in = by == BY_EDITOR, .roles = &editor, .n_roles = 1 };
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (access, &user);
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (
    design, gp_test_expr_find (design, wish->entity != NULL ? wish->entity : "project"), TRUE);
  g_autoptr(GpExpr) expr = gp_expr_parse (wish->text, -1, error);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GpExprQuery) query = NULL;
  GpDirectusExpr printer = { .design = design, .action = "read", .subject = subject,
                             .caller = by == BY_SOMEBODY ? NULL : caller };

  g_assert_nonnull (expr);
  check = gp_expr_check_new (expr, scope, NULL, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, error);
  return query != NULL ? gp_directus_expr_print (&printer, query, error) : NULL;
}

static inline void
condition_try (const ConditionCase *cases,
               gsize                n_cases,
               ConditionCaller      by,
               GpDirectusSubject    subject)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *filter = condition_print (&cases[i], by, subject, &error);

      if (cases[i].filter == NULL && filter != NULL)
        g_error ("%s is printed as %s", cases[i].text, filter);
      else if (cases[i].filter == NULL)
        g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
      else if (g_strcmp0 (filter, cases[i].filter) != 0)
        g_error ("%s is printed as %s", cases[i].text, filter != NULL ? filter : error->message);
    }
}

G_END_DECLS
