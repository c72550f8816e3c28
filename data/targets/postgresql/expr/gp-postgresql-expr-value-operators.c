/* gp-postgresql-expr-value-operators.c — operators of a flow's expressions as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-postgresql-expr-value"
#include "config.h"
#include "gp-postgresql-expr-value-private.h"

#include <glib/gi18n-lib.h>

static const char *const signs[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_AND] = " AND ",  [GP_EXPR_NODE_OR] = " OR ",  [GP_EXPR_NODE_EQ] = " = ",
  [GP_EXPR_NODE_NE] = " <> ",    [GP_EXPR_NODE_LT] = " < ",   [GP_EXPR_NODE_LE] = " <= ",
  [GP_EXPR_NODE_GT] = " > ",     [GP_EXPR_NODE_GE] = " >= ",  [GP_EXPR_NODE_ADD] = " + ",
  [GP_EXPR_NODE_SUBTRACT] = " - ", [GP_EXPR_NODE_MULTIPLY] = " * ",
  [GP_EXPR_NODE_DIVIDE] = " / ", [GP_EXPR_NODE_MODULO] = " % ",
};

static GpPostgresqlForm
print_joined (GpPgValues       *self,
              const GpExprNode *node,
              GpPostgresqlForm  operands,
              GpPostgresqlForm  result)
{
  g_string_append_c (self->sql, '(');
  for (guint i = 0; i < node->n_children; i++)
    {
      g_string_append (self->sql, i > 0 ? signs[node->kind] : "");
      gp_pg_print_as (self, node->children[i], operands);
    }
  g_string_append_c (self->sql, ')');
  return result;
}

static gboolean
is_time_and_other (GpExprTypeKind a,
                   GpExprTypeKind b)
{
  return (a == GP_EXPR_TYPE_TIMESTAMP || a == GP_EXPR_TYPE_DURATION) && b == GP_EXPR_TYPE_ANY;
}

GpPostgresqlForm
gp_pg_print_equality (GpPgValues       *self,
                      const GpExprNode *node)
{
  const GpExprType *left = gp_expr_check_get_type (self->options->check, node->children[0]);
  const GpExprType *right = gp_expr_check_get_type (self->options->check, node->children[1]);
  GpPostgresqlForm form = gp_postgresql_expr_form (left);

  if (is_time_and_other (left->kind, right->kind) || is_time_and_other (right->kind, left->kind))
    gp_pg_value_refuse (self, node,
                        N_("Make a time of the text with timestamp() to compare the two."));
  return print_joined (self, node,
                       form == gp_postgresql_expr_form (right) ? form : GP_POSTGRESQL_JSON,
                       GP_POSTGRESQL_BOOLEAN);
}

/* What two operands are ordered as; JSON where that is only known when it runs. */
static GpPostgresqlForm
find_order (GpPgValues       *self,
            const GpExprNode *node)
{
  GpExprTypeKind left = gp_pg_value_kind (self, node->children[0]);
  GpExprTypeKind right = gp_pg_value_kind (self, node->children[1]);

  if (is_time_and_other (left, right) || is_time_and_other (right, left))
    gp_pg_value_refuse (self, node,
                        N_("Make a time of the text with timestamp() to compare the two."));
  if (left == GP_EXPR_TYPE_ANY || right == GP_EXPR_TYPE_ANY)
    return GP_POSTGRESQL_JSON;
  return left == right ? gp_pg_value_form (left) : GP_POSTGRESQL_FLOAT;
}

GpPostgresqlForm
gp_pg_print_order (GpPgValues       *self,
                   const GpExprNode *node)
{
  GpPostgresqlForm form = find_order (self, node);

  if (form == GP_POSTGRESQL_JSON)
    {
      g_string_append (self->sql, "(" GP_PG_CALL ("compare("));
      gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
      g_string_append (self->sql, ", ");
      gp_pg_print_as (self, node->children[1], GP_POSTGRESQL_JSON);
      g_string_append_printf (self->sql, ")%s0)", signs[node->kind]);
      return GP_POSTGRESQL_BOOLEAN;
    }
  g_string_append_c (self->sql, '(');
  gp_pg_print_as (self, node->children[0], form);
  /* Texts are ordered by their characters. */
  g_string_append (self->sql, form == GP_POSTGRESQL_TEXT ? " COLLATE \"C\"" : "");
  g_string_append (self->sql, signs[node->kind]);
  gp_pg_print_as (self, node->children[1], form);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_BOOLEAN;
}

/* Texts and lists are joined; numbers whose kind is not known could be of either. */
GpPostgresqlForm
gp_pg_print_sum (GpPgValues       *self,
                 const GpExprNode *node)
{
  GpExprTypeKind kind = gp_pg_value_kind (self, node);
  GpExprTypeKind left = gp_pg_value_kind (self, node->children[0]);
  GpExprTypeKind right = gp_pg_value_kind (self, node->children[1]);

  if (kind == GP_EXPR_TYPE_ANY && left != right
      && (left == GP_EXPR_TYPE_STRING || right == GP_EXPR_TYPE_STRING))
    kind = GP_EXPR_TYPE_STRING;
  if (kind == GP_EXPR_TYPE_STRING && node->kind == GP_EXPR_NODE_ADD)
    {
      g_string_append_c (self->sql, '(');
      gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_TEXT);
      g_string_append (self->sql, " || ");
      gp_pg_print_as (self, node->children[1], GP_POSTGRESQL_TEXT);
      g_string_append_c (self->sql, ')');
      return GP_POSTGRESQL_TEXT;
    }
  if (node->kind == GP_EXPR_NODE_ADD && (kind == GP_EXPR_TYPE_ANY || kind == GP_EXPR_TYPE_LIST))
    {
      g_string_append (self->sql, GP_PG_CALL ("add("));
      gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
      g_string_append (self->sql, ", ");
      gp_pg_print_as (self, node->children[1], GP_POSTGRESQL_JSON);
      g_string_append_c (self->sql, ')');
      return GP_POSTGRESQL_JSON;
    }
  if (kind == GP_EXPR_TYPE_TIMESTAMP || kind == GP_EXPR_TYPE_DURATION)
    {
      g_string_append_c (self->sql, '(');
      gp_pg_print_as (self, node->children[0], gp_pg_value_form (left));
      g_string_append (self->sql, signs[node->kind]);
      gp_pg_print_as (self, node->children[1], gp_pg_value_form (right));
      g_string_append_c (self->sql, ')');
      return gp_pg_value_form (kind);
    }
  if (kind == GP_EXPR_TYPE_INT
      || (kind == GP_EXPR_TYPE_DOUBLE && node->kind != GP_EXPR_NODE_MODULO))
    return print_joined (self, node, gp_pg_value_form (kind), gp_pg_value_form (kind));
  gp_pg_value_refuse (self, node, N_("Say what kind of number this is, with int() or double()."));
  return GP_POSTGRESQL_JSON;
}

GpPostgresqlForm
gp_pg_print_in (GpPgValues       *self,
                const GpExprNode *node)
{
  g_string_append (self->sql, GP_PG_CALL ("is_in("));
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, ", ");
  gp_pg_print_as (self, node->children[1], GP_POSTGRESQL_JSON);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_BOOLEAN;
}

GpPostgresqlForm
gp_pg_print_conditional (GpPgValues       *self,
                         const GpExprNode *node)
{
  GpPostgresqlForm form = gp_postgresql_expr_form (gp_expr_check_get_type (self->options->check,
                                                                           node));

  g_string_append (self->sql, "CASE ");
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_BOOLEAN);
  g_string_append (self->sql, " WHEN true THEN ");
  gp_pg_print_as (self, node->children[1], form);
  g_string_append (self->sql, " WHEN false THEN ");
  gp_pg_print_as (self, node->children[2], form);
  g_string_append (self->sql, " END");
  return form;
}

GpPostgresqlForm
gp_pg_print_logic (GpPgValues       *self,
                   const GpExprNode *node)
{
  return print_joined (self, node, GP_POSTGRESQL_BOOLEAN, GP_POSTGRESQL_BOOLEAN);
}

GpPostgresqlForm
gp_pg_print_not (GpPgValues       *self,
                 const GpExprNode *node)
{
  g_string_append (self->sql, "(NOT ");
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_BOOLEAN);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_BOOLEAN;
}

GpPostgresqlForm
gp_pg_print_negate (GpPgValues       *self,
                    const GpExprNode *node)
{
  GpPostgresqlForm form = gp_pg_value_form (gp_pg_value_kind (self, node));

  if (form != GP_POSTGRESQL_BIGINT && form != GP_POSTGRESQL_FLOAT)
    gp_pg_value_refuse (self, node, N_("Say what kind of number this is, with int() or double()."));
  g_string_append (self->sql, "(- ");
  gp_pg_print_as (self, node->children[0], form);
  g_string_append_c (self->sql, ')');
  return form;
}
