/* gp-filter.c — which records a client asks for
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-filter"
#include "config.h"
#include "gp-filter.h"

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-problem.h"
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

/* What is not known of the caller is not there: asking for it is an error, and never true. */
static GpExprValue *
describe_user (GpRequest *request)
{
  const GpCaller *caller = &request->caller;
  GpDesign *design = gp_backend_get_design (request->backend);
  g_autoptr(GPtrArray) roles = g_ptr_array_new ();

  for (guint i = 0; caller->is_signed_in && i < caller->roles->len; i++)
    {
      const GpElement *role = gp_design_lookup_kind (design,
                                                     &g_array_index (caller->roles, GpId, i),
                                                     GP_KIND_ROLE);

      if (role != NULL)
        g_ptr_array_add (roles, gp_expr_value_new_string (gp_element_get_name (role), -1));
    }

  return gp_expr_value_new_object (
    "roles", gp_expr_value_new_list ((GpExprValue **) roles->pdata, roles->len),
    "id", caller->user != NULL ? gp_expr_value_new_string (caller->user, -1) : NULL,
    "email", caller->email != NULL ? gp_expr_value_new_string (caller->email, -1) : NULL, NULL);
}

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  GpRequest *request = user_data;

  if (g_str_equal (name, "user"))
    return describe_user (request);
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (request->now / G_USEC_PER_SEC,
                                        request->now % G_USEC_PER_SEC * 1000);
  if (g_str_equal (name, "request"))
    return gp_expr_value_new_object ("action", gp_expr_value_new_string ("read", -1),
                                     "ip", gp_expr_value_new_string (request->peer, -1),
                                     "time", lookup ("now", request), NULL);

  return NULL;
}

static gboolean
may_use (const GpTable   *table,
         const GpColumn  *column,
         gpointer         user_data,
         GError         **error)
{
  GpRequest *request = user_data;

  if (!column->hidden && (table->exposed || request->caller.is_admin)
      && gp_request_may (request, "read", &table->id))
    return TRUE;
  g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED, _("%s.%s cannot be asked about."),
               table->name, column->name);

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
  const GpExprEnv env = { .lookup = lookup, .user_data = request };
  const GpSqliteExpr printer = {
    .schema = gp_backend_get_schema (request->backend),
    .env = &env,
    .may_use = may_use,
    .user_data = request,
  };
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GError) failure = NULL;

  query = compile (request, table, text, &failure);
  if (query == NULL || !gp_sqlite_expr_print (&printer, query, sql, values, &failure))
    return fail (error, failure);

  return TRUE;
}
