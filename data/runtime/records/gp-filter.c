/* gp-filter.c — which records a client asks for
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-filter"
#include "config.h"
#include "gp-filter.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-sqlite-expr.h"

#include <glib/gi18n-lib.h>

/* Whether @name is the variable of a macro anywhere in the expression. */
static gboolean
is_macro_variable (const GpExpr *expr,
                   const char   *name)
{
  for (guint i = 0; i < gp_expr_get_n_nodes (expr); i++)
    {
      const GpExprNode *node = gp_expr_get_node (expr, i);

      if (gp_expr_node_kind_get_macro (node->kind) != NULL && g_strcmp0 (node->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const GpExprNode *left = *(const GpExprNode *const *) a;
  const GpExprNode *right = *(const GpExprNode *const *) b;

  return left->offset < right->offset ? -1 : left->offset > right->offset;
}

char *
gp_filter_complete_names (const GpTable  *table,
                          const char     *text,
                          GError        **error)
{
  static const char *const variables[] = { "record", "user", "now", "request", NULL };
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GString *out;
  gsize done = 0;

  if (expr == NULL)
    return NULL;

  for (guint i = 0; i < gp_expr_get_n_nodes (expr); i++)
    {
      const GpExprNode *node = gp_expr_get_node (expr, i);

      if (node->kind == GP_EXPR_NODE_IDENT && !g_strv_contains (variables, node->name)
          && gp_table_find (table, node->name) != NULL && !is_macro_variable (expr, node->name))
        g_ptr_array_add (names, (gpointer) node);
    }
  g_ptr_array_sort (names, compare_offsets);

  out = g_string_new (NULL);
  for (guint i = 0; i < names->len; i++)
    {
      const GpExprNode *node = g_ptr_array_index (names, i);

      g_string_append_len (out, text + done, node->offset - done);
      g_string_append (out, "record.");
      done = node->offset;
    }
  g_string_append (out, text + done);

  return g_string_free (out, FALSE);
}

static gboolean
fail (GError       **error,
      const GError  *cause)
{
  gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "filter", _("The filter cannot be used: %s"),
                  cause->message);

  return FALSE;
}

/* What a filter looks at while it is printed. */
typedef struct
{
  GpRequest     *request;
  const GpTable *table;
  gboolean       walks_back;   /* from the table to other records of its own */
  GPtrArray     *masked;       /* of GpColumn: seen in some records only */
} Filter;

/* Other records than the listed ones may be asked about only where all of them are seen: else
 * whoever filters would learn of those that are not. */
static gboolean
may_use (const GpTable   *table,
         const GpColumn  *column,
         gpointer         user_data,
         GError         **error)
{
  Filter *self = user_data;
  const GpRecordAccess *access = gp_record_access_get (self->request, table);
  GpSeen seen = gp_record_access_sees (access, column);
  gboolean is_own = table == self->table && !self->walks_back;

  if (seen != GP_SEEN_NEVER && (table->exposed || self->request->caller.is_admin)
      && (is_own || gp_record_access_sees_all (access)))
    {
      if (seen == GP_SEEN_SOMETIMES && !g_ptr_array_find (self->masked, column, NULL))
        g_ptr_array_add (self->masked, (gpointer) column);
      return TRUE;
    }
  g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED, _("%s.%s cannot be asked about."),
               table->name, column->name);

  return FALSE;
}

static gboolean
leads_to (const GpExprOperand *operand,
          const GpId          *entity)
{
  for (guint i = 0; operand != NULL && operand->kind == GP_EXPR_OPERAND_COLUMN
                    && i < operand->column.n_hops; i++)
    if (gp_id_equal (&operand->column.hops[i].entity, entity))
      return TRUE;

  return FALSE;
}

static gboolean
walks_back (const GpExprQuery     *query,
            const GpExprQueryNode *node,
            const GpId            *entity)
{
  if (leads_to (node->left, entity) || leads_to (node->right, entity))
    return TRUE;
  if (node->kind == GP_EXPR_QUERY_EXISTS || node->kind == GP_EXPR_QUERY_NOT_EXISTS)
    {
      const GpExprQueryRow *row = gp_expr_query_get_row (query, node->row);

      if (gp_id_equal (&row->entity, entity) || row->parent_key.n_hops > 0)
        return TRUE;
    }
  for (guint i = 0; i < node->n_children; i++)
    if (walks_back (query, node->children[i], entity))
      return TRUE;

  return FALSE;
}

static GpExprQuery *
compile (GpRequest      *request,
         const GpTable  *table,
         const char     *text,
         GError        **error)
{
  g_autofree char *complete = gp_filter_complete_names (table, text, error);
  GpDesign *design = gp_backend_get_design (request->backend);
  GpExprType expected = gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = NULL;

  if (complete == NULL)
    return NULL;
  expr = gp_expr_parse (complete, -1, error);
  if (expr == NULL)
    return NULL;

  scope = gp_expr_design_scope_new_rows (design, &table->id, FALSE);
  check = gp_expr_check_new (expr, scope, &expected, problems);
  if (problems->len > 0)
    {
      gp_expr_problem_set_error (g_ptr_array_index (problems, 0), error);
      return NULL;
    }

  return gp_expr_compile (check, GP_EXPR_MODE_TRUE, error);
}

gboolean
gp_filter_append (GpRequest      *request,
                  const GpTable  *table,
                  const char     *text,
                  GString        *sql,
                  GArray         *values,
                  GError        **error)
{
  const GpExprEnv env = { .lookup = gp_request_lookup, .user_data = request };
  g_autoptr(GPtrArray) masked = g_ptr_array_new ();
  Filter filter = { .request = request, .table = table, .masked = masked };
  const GpSqliteExpr printer = {
    .schema = gp_backend_get_schema (request->backend),
    .env = &env,
    .may_use = may_use,
    .user_data = &filter,
  };
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GError) failure = NULL;

  query = compile (request, table, text, &failure);
  if (query == NULL)
    return fail (error, failure);
  filter.walks_back = walks_back (query, gp_expr_query_get_root (query), &table->id);
  if (!gp_sqlite_expr_print (&printer, query, sql, values, &failure))
    return fail (error, failure);
  for (guint i = 0; i < masked->len; i++)
    {
      g_string_append (sql, " AND ");
      gp_record_access_append_mask (gp_record_access_get (request, table), masked->pdata[i], sql,
                                    values);
    }

  return TRUE;
}
