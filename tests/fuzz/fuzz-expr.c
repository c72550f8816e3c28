/* fuzz-expr.c — any bytes as an expression: a rule, or the filter of a request
 * SPDX-License-Identifier: Apache-2.0
 *
 * What parses prints to a text that parses to the same tree; it can be checked, evaluated and, where
 * it is a sound condition, compiled, without anything but an answer or an error. */

#include "config.h"

#include "gp-edit.h"
#include "gp-expr-check.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-eval.h"
#include "gp-expr-parser.h"
#include "gp-expr-printer.h"
#include "gp-kind.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

static GpDesign *
add (GpDesign    *design,
     GpChangeSet *changes)
{
  gp_design_apply (design, changes, NULL);
  gp_change_set_unref (changes);

  return design;
}

/* Two entities, one of which refers to the other. */
static GpDesign *
make_design (GpId *task)
{
  GpDesign *design = gp_design_new (NULL, "Fuzzed");
  const GpId *root = gp_design_get_root_id (design);
  GpId project;

  add (design, gp_edit_add (design, GP_KIND_ENTITY, root, "project", NULL, NULL, &project));
  add (design, gp_edit_add (design, GP_KIND_ENTITY, root, "task", NULL, NULL, task));
  add (design, gp_edit_add_field (design, task, "title", NULL, NULL, NULL));
  add (design, gp_edit_add_relation (design, task, &project, NULL, NULL));

  return design;
}

static void
check_and_compile (const GpExpr *expr)
{
  static GpDesign *design;
  static GpExprScope *scope;
  g_autoptr(GpExprCheck) check = NULL;

  if (design == NULL)
    {
      GpId task;

      design = make_design (&task);
      scope = gp_expr_design_scope_new_rows (design, &task, TRUE);
    }

  check = gp_expr_check_new (expr, scope, NULL, NULL);
  if (gp_expr_check_has_problems (check))
    return;

  for (GpExprMode mode = GP_EXPR_MODE_TRUE; mode <= GP_EXPR_MODE_NOT_FALSE; mode++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpExprQuery) query = gp_expr_compile (check, mode, &error);

      g_assert ((query == NULL) == (error != NULL));
    }
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  return NULL;
}

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  const GpExprEnv environment = { .lookup = lookup, .max_steps = 2000 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = gp_expr_parse ((const char *) data, (gssize) size, &error);
  g_autoptr(GpExpr) again = NULL;
  g_autoptr(GpExprValue) value = NULL;
  g_autofree char *printed = NULL;

  g_assert ((expr == NULL) == (error != NULL));
  if (expr == NULL)
    return 0;

  printed = gp_expr_to_text (expr);
  again = gp_expr_parse (printed, -1, &error);
  if (again != NULL)
    g_assert_true (gp_expr_node_equal (gp_expr_get_root (expr), gp_expr_get_root (again)));
  else
    g_assert_cmpuint (strlen (printed), >, GP_EXPR_MAX_BYTES);

  value = gp_expr_eval (expr, &environment);
  g_assert_nonnull (value);
  check_and_compile (expr);

  return 0;
}
