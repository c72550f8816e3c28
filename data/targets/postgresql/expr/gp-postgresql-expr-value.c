/* gp-postgresql-expr-value.c — what an expression of a flow comes to, as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a run knows is JSON. A value is printed as jsonb, or as the type that SQL computes with
 * where the design says which that is. null is the jsonb null, and SQL's NULL an error: comparisons
 * and functions hand it on, and AND and OR absorb it exactly as the language has it. So no part
 * may raise an exception of its own: what converts values is a function that gives NULL. */
#define G_LOG_DOMAIN "gp-postgresql-expr-value"
#include "config.h"
#include "gp-postgresql-expr-value.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-postgresql-expr-value-private.h"
#include "gp-sql-name.h"

static const struct
{
  const char *from_json;
  const char *to_json;      /* before the value; NULL: to_jsonb( */
  const char *after;
} forms[GP_POSTGRESQL_N_FORMS] = {
  [GP_POSTGRESQL_BOOLEAN] = { GP_PG_CALL ("as_bool("), "to_jsonb(", ")" },
  [GP_POSTGRESQL_BIGINT] = { GP_PG_CALL ("as_int("), "to_jsonb(", ")" },
  [GP_POSTGRESQL_FLOAT] = { GP_PG_CALL ("as_double("), GP_PG_CALL ("from_double("), ")" },
  [GP_POSTGRESQL_TEXT] = { GP_PG_CALL ("as_text("), "to_jsonb(", ")" },
  [GP_POSTGRESQL_TIME] = { GP_PG_CALL ("as_time("), "to_jsonb(" GP_PG_CALL ("time_text("), "))" },
  [GP_POSTGRESQL_INTERVAL] = { GP_PG_CALL ("as_span("), "to_jsonb(" GP_PG_CALL ("span_text("),
                               "))" },
};

void
gp_pg_value_refuse (GpPgValues       *self,
                    const GpExprNode *node,
                    const char       *reason)
{
  self->printer.source = node;
  gp_pg_refuse (&self->printer, reason);
}

GpPostgresqlForm
gp_pg_value_form (GpExprTypeKind kind)
{
  static const GpPostgresqlForm of_kinds[GP_EXPR_N_TYPE_KINDS] = {
    [GP_EXPR_TYPE_BOOL] = GP_POSTGRESQL_BOOLEAN, [GP_EXPR_TYPE_INT] = GP_POSTGRESQL_BIGINT,
    [GP_EXPR_TYPE_DOUBLE] = GP_POSTGRESQL_FLOAT, [GP_EXPR_TYPE_STRING] = GP_POSTGRESQL_TEXT,
    [GP_EXPR_TYPE_TIMESTAMP] = GP_POSTGRESQL_TIME,
    [GP_EXPR_TYPE_DURATION] = GP_POSTGRESQL_INTERVAL,
  };

  return of_kinds[kind];
}

GpPostgresqlForm
gp_postgresql_expr_form (const GpExprType *type)
{
  return type->nullable ? GP_POSTGRESQL_JSON : gp_pg_value_form (type->kind);
}

GpExprTypeKind
gp_pg_value_kind (const GpPgValues *self,
                  const GpExprNode *node)
{
  return gp_expr_check_get_type (self->options->check, node)->kind;
}

/* --- all of them ------------------------------------------------------------------------------ */

static gboolean
has_names (const GpExprNode *node)
{
  if (node->kind == GP_EXPR_NODE_IDENT)
    return TRUE;
  for (guint i = 0; i < node->n_children; i++)
    if (has_names (node->children[i]))
      return TRUE;
  return FALSE;
}

static GpPostgresqlForm
print_constant (GpPgValues        *self,
                const GpExprNode  *node,
                const GpExprValue *value)
{
  GpExprType type = gp_expr_type_of_value (value);
  GpPostgresqlForm form = gp_expr_value_is_null (value) ? GP_POSTGRESQL_JSON
                                                        : gp_postgresql_expr_form (&type);
  g_autoptr(GpExprValue) settled = NULL;
  g_autofree char *json = NULL;

  self->printer.source = node;
  if (form != GP_POSTGRESQL_JSON)
    {
      gp_pg_value (&self->printer, value, GP_PG_FORM_NATIVE);
      return form;
    }
  settled = gp_flow_value_settle (value);
  json = gp_expr_value_to_json (settled);
  if (strstr (json, "\\u0000") != NULL)
    gp_pg_value_refuse (self, node, N_("PostgreSQL's texts have no zero character."));
  gp_sql_quote_text (self->sql, json);
  g_string_append (self->sql, "::jsonb");
  return GP_POSTGRESQL_JSON;
}

static const GpPgPrint prints[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_IDENT] = gp_pg_print_ident, [GP_EXPR_NODE_SELECT] = gp_pg_print_select,
  [GP_EXPR_NODE_HAS] = gp_pg_print_has, [GP_EXPR_NODE_INDEX] = gp_pg_print_index,
  [GP_EXPR_NODE_CALL] = gp_pg_print_call, [GP_EXPR_NODE_METHOD] = gp_pg_print_call,
  [GP_EXPR_NODE_LIST] = gp_pg_print_collection, [GP_EXPR_NODE_MAP] = gp_pg_print_collection,
  [GP_EXPR_NODE_NOT] = gp_pg_print_not, [GP_EXPR_NODE_NEGATE] = gp_pg_print_negate,
  [GP_EXPR_NODE_AND] = gp_pg_print_logic, [GP_EXPR_NODE_OR] = gp_pg_print_logic,
  [GP_EXPR_NODE_EQ] = gp_pg_print_equality, [GP_EXPR_NODE_NE] = gp_pg_print_equality,
  [GP_EXPR_NODE_LT] = gp_pg_print_order, [GP_EXPR_NODE_LE] = gp_pg_print_order,
  [GP_EXPR_NODE_GT] = gp_pg_print_order, [GP_EXPR_NODE_GE] = gp_pg_print_order,
  [GP_EXPR_NODE_IN] = gp_pg_print_in, [GP_EXPR_NODE_ADD] = gp_pg_print_sum,
  [GP_EXPR_NODE_SUBTRACT] = gp_pg_print_sum, [GP_EXPR_NODE_MULTIPLY] = gp_pg_print_sum,
  [GP_EXPR_NODE_DIVIDE] = gp_pg_print_sum, [GP_EXPR_NODE_MODULO] = gp_pg_print_sum,
  [GP_EXPR_NODE_CONDITIONAL] = gp_pg_print_conditional, [GP_EXPR_NODE_EXISTS] = gp_pg_print_macro,
  [GP_EXPR_NODE_ALL] = gp_pg_print_macro, [GP_EXPR_NODE_EXISTS_ONE] = gp_pg_print_macro,
  [GP_EXPR_NODE_FILTER] = gp_pg_print_macro, [GP_EXPR_NODE_TRANSFORM] = gp_pg_print_macro,
};

static GpPostgresqlForm
print_natural (GpPgValues       *self,
               const GpExprNode *node)
{
  const GpExprEnv nothing = { 0 };
  g_autoptr(GpExprValue) value = NULL;

  if (has_names (node))
    return prints[node->kind] (self, node);
  value = gp_expr_eval_node (node, &nothing);
  if (!gp_expr_value_is_error (value))
    return print_constant (self, node, value);
  gp_pg_value_refuse (self, node, N_("This cannot be computed."));
  return GP_POSTGRESQL_JSON;
}

void
gp_pg_print_as (GpPgValues       *self,
                const GpExprNode *node,
                GpPostgresqlForm  form)
{
  gsize before = self->sql->len;
  GpPostgresqlForm natural = print_natural (self, node);

  if (natural == form)
    return;
  if (natural == GP_POSTGRESQL_JSON)
    {
      g_string_insert (self->sql, (gssize) before, forms[form].from_json);
      g_string_append_c (self->sql, ')');
    }
  else if (form == GP_POSTGRESQL_JSON)
    {
      g_string_insert (self->sql, (gssize) before, forms[natural].to_json);
      g_string_append (self->sql, forms[natural].after);
    }
  else if (form == GP_POSTGRESQL_FLOAT && natural == GP_POSTGRESQL_BIGINT)
    {
      g_string_insert (self->sql, (gssize) before, "(");
      g_string_append (self->sql, ")::float8");
    }
  else
    {
      gp_pg_value_refuse (self, node, N_("A query cannot compare such values."));
    }
}

gboolean
gp_postgresql_expr_print_as (const GpPostgresqlValues  *self,
                             const GpExprNode          *node,
                             GpPostgresqlForm           form,
                             GString                   *sql,
                             GError                   **error)
{
  GpPgValues values = { .options = self, .printer = { .sql = sql }, .sql = sql };

  gp_pg_print_as (&values, node, form);
  if (values.printer.error == NULL)
    return TRUE;
  g_propagate_error (error, values.printer.error);
  return FALSE;
}
