/* gp-table-checks.c — what each record of a table must meet, ready to be asked of the database
 * SPDX-License-Identifier: Apache-2.0
 *
 * As in SQL, a record breaks a check only where the check is false of it: one that cannot be told,
 * since a value is missing, is met. */
#define G_LOG_DOMAIN "gp-table-checks"
#include "config.h"
#include "gp-table.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-sqlite-expr.h"
#include "gp-table-private.h"

#include <glib/gi18n-lib.h>

void
gp_table_check_free (gpointer data)
{
  GpTableCheck *check = data;

  g_free (check->name);
  g_free (check->description);
  g_free (check->broken);
  g_array_unref (check->values);
  g_free (check);
}

/* A check sees its record alone. */
static GpExprValue *
lookup_nothing (const char *name,
                gpointer    user_data)
{
  return NULL;
}

static gboolean
compile (GpSchemaBuild    *self,
         const GpElement  *element,
         GString          *broken,
         GArray           *values,
         GError          **error)
{
  g_autoptr(GpExprScope) scope =
    gp_expr_design_scope_new (self->design, gp_element_get_id (element), GP_CHECK_EXPRESSION);
  g_autoptr(GpExpr) expr = gp_expr_parse (gp_element_get_text (element, GP_CHECK_EXPRESSION), -1,
                                          error);
  const GpExprType expected = gp_expr_design_get_expected (GP_CHECK_EXPRESSION);
  const GpExprEnv env = { .lookup = lookup_nothing };
  const GpSqliteExpr printer = { .schema = self->schema, .env = &env };
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) checked = NULL;
  g_autoptr(GpExprQuery) query = NULL;

  if (expr == NULL)
    return FALSE;
  checked = gp_expr_check_new (expr, scope, &expected, problems);
  query = gp_expr_compile (checked, GP_EXPR_MODE_FALSE, error);

  return query != NULL && gp_sqlite_expr_print (&printer, query, broken, values, error);
}

void
gp_schema_build_checks (GpSchemaBuild   *self,
                        GpTable         *table,
                        const GpElement *entity)
{
  g_autoptr(GPtrArray) elements =
    gp_design_list_children (self->design, gp_element_get_id (entity), GP_KIND_CHECK);

  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = g_ptr_array_index (elements, i);
      g_autoptr(GString) broken = g_string_new (NULL);
      g_autoptr(GArray) values = gp_cells_new ();
      g_autoptr(GError) error = NULL;
      GpTableCheck *check;

      /* What stands in another language is named by the plan. */
      if (!gp_expr_design_is_expression (element, GP_CHECK_EXPRESSION))
        continue;
      if (!compile (self, element, broken, values, &error))
        {
          gp_schema_build_note (self, GP_SEVERITY_WARNING, element,
                                g_strdup_printf (_("The check %s of %s is kept and not enforced "
                                                   "there: %s"),
                                                 gp_element_get_name (element), table->name,
                                                 error->message));
          continue;
        }
      check = g_new0 (GpTableCheck, 1);
      check->id = *gp_element_get_id (element);
      check->name = g_strdup (gp_element_get_name (element));
      check->description = g_strdup (gp_element_get_text (element, GP_CHECK_DESCRIPTION));
      check->broken = g_string_free (g_steal_pointer (&broken), FALSE);
      check->values = g_steal_pointer (&values);
      g_ptr_array_add (table->checks, check);
    }
}

gboolean
gp_table_check_equal (const GpTableCheck *a,
                      const GpTableCheck *b)
{
  if (!gp_id_equal (&a->id, &b->id) || !g_str_equal (a->broken, b->broken)
      || a->values->len != b->values->len)
    return FALSE;
  for (guint i = 0; i < a->values->len; i++)
    if (!gp_cell_equal (&g_array_index (a->values, GpCell, i),
                        &g_array_index (b->values, GpCell, i)))
      return FALSE;

  return TRUE;
}
