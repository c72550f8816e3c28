/* gp-postgresql-flow-expr.c — the expressions of a flow, in the function that it becomes
 * SPDX-License-Identifier: Apache-2.0
 *
 * Conditions on records go through the compiler that rules go through, so that indexes serve them.
 * It wants to know of what kind each value is that does not come from a row: where the design does
 * not say it, the column says that the value is compared with. */
#define G_LOG_DOMAIN "gp-postgresql-flow-expr"
#include "config.h"
#include "gp-postgresql-flow-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-flow-fault.h"
#include "gp-postgresql-expr.h"
#include "gp-sql-name.h"

typedef struct
{
  GpPgFlow            *flow;
  const GpPgFlowPlace *place;
} Names;

/* --- variables -------------------------------------------------------------------------------- */

/* What was caught in this block, or in one around it. */
static void
append_error (GpPgFlow          *self,
              const GpFlowBlock *block,
              GString           *sql)
{
  g_string_append (sql, "coalesce(NULL::jsonb");
  while (block != NULL)
    {
      g_string_append_printf (sql, ", error_%u", gp_pg_flow_number (self, block));
      block = block->holder != NULL ? block->holder->block : NULL;
    }
  g_string_append_c (sql, ')');
}

/* The item of a loop around @block, or the number of the innermost. */
static gboolean
append_loop_variable (GpPgFlow          *self,
                      const GpFlowBlock *block,
                      const char        *name,
                      GString           *sql)
{
  for (; block != NULL && block->holder != NULL; block = block->holder->block)
    {
      if (block->holder->type != GP_FLOW_STEP_FOR)
        continue;
      if (g_strcmp0 (gp_element_get_text (block->holder->element, GP_STEP_EACH), name) == 0)
        {
          g_string_append_printf (sql, "item_%u", gp_pg_flow_number (self, block));
          return TRUE;
        }
      if (g_str_equal (name, GP_FLOW_INDEX))
        {
          g_string_append_printf (sql, "to_jsonb(index_%u)", gp_pg_flow_number (self, block));
          return TRUE;
        }
    }
  return FALSE;
}

/* The change that starts a flow, before it begins. */
static gboolean
append_change (const GpPgFlowPlace *place,
               const char          *name,
               GString             *sql)
{
  if (place->block != NULL)
    return FALSE;
  if (g_str_equal (name, "record"))
    g_string_append (sql, "CASE f_trigger ->> 'change' WHEN 'created' THEN 'null'::jsonb "
                          "WHEN 'deleted' THEN f_trigger -> 'record' "
                          "ELSE f_trigger -> 'old' END");
  else
    g_string_append (sql, "CASE f_trigger ->> 'change' WHEN 'deleted' THEN 'null'::jsonb "
                          "ELSE f_trigger -> 'record' END");
  return TRUE;
}

static gboolean
print_variable (const char *name,
                GString    *sql,
                gpointer    user_data)
{
  static const struct
  {
    const char *name;
    const char *sql;
  } fixed[] = {
    { "trigger", "f_trigger" }, { "steps", "f_steps" }, { "vars", "f_vars" },
    { "user", "(f_trigger -> 'user')" },
  };
  const Names *names = user_data;
  const GpPgFlowPlace *place = names->place;

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (g_str_equal (fixed[i].name, name))
      {
        g_string_append (sql, fixed[i].sql);
        return TRUE;
      }
  if (g_str_equal (name, "error"))
    {
      if (place->error != NULL)
        g_string_append (sql, place->error);
      else
        append_error (names->flow, place->block, sql);
      return TRUE;
    }
  if (g_str_equal (name, "record") || g_str_equal (name, "new"))
    return append_change (place, name, sql);
  if (g_str_equal (name, "output") && place->output != NULL)
    {
      g_string_append (sql, place->output);
      return TRUE;
    }
  if (g_str_equal (name, "input") && place->block != NULL)
    {
      g_string_append_printf (sql, "input_%u", gp_pg_flow_number (names->flow, place->block));
      return TRUE;
    }
  return append_loop_variable (names->flow, place->block, name, sql);
}

/* What a function of the database is told of a request. */
static gboolean
allow_member (const char *variable,
              const char *name,
              gpointer    user_data)
{
  return !g_str_equal (variable, "trigger") || !g_str_equal (name, "query");
}

/* --- values ----------------------------------------------------------------------------------- */

static void
refuse_expression (GpPgFlow            *self,
                   const GpPgFlowPlace *place,
                   const GpExpr        *expr,
                   const GError        *why)
{
  gp_pg_flow_refuse (self, place->holder, place->property, _("PostgreSQL cannot compute %s: %s"),
                     gp_expr_get_text (expr, NULL), why->message);
}

void
gp_pg_flow_print (GpPgFlow            *self,
                  const GpPgFlowPlace *place,
                  const GpExpr        *expr,
                  GpPostgresqlForm     form)
{
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (
    self->design, gp_element_get_id (place->holder), place->property);
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, NULL, NULL);
  Names names = { self, place };
  const GpPostgresqlValues values = { .design = self->design, .check = check,
                                      .print_variable = print_variable,
                                      .allow_member = allow_member, .user_data = &names };
  g_autoptr(GError) error = NULL;

  if (!gp_postgresql_expr_print_as (&values, gp_expr_get_root (expr), form, self->out, &error))
    refuse_expression (self, place, expr, error);
}

void
gp_pg_flow_must (GpPgFlow            *self,
                 const GpPgFlowPlace *place,
                 const GpExpr        *expr,
                 GpPostgresqlForm     form)
{
  g_string_append (self->out, "gp_flows.must(");
  gp_pg_flow_print (self, place, expr, form);
  g_string_append (self->out, ", ");
  gp_sql_quote_text (self->out, gp_expr_get_text (expr, NULL));
  g_string_append_c (self->out, ')');
}

/* --- conditions on records -------------------------------------------------------------------- */

/* The condition with the kinds of its values said. */
typedef struct
{
  const GpExprCheck *check;
  GString           *out;
  gsize              copied;
} Saying;

static gboolean
depends_on_record (const GpExprCheck *check,
                   const GpExprNode  *node)
{
  if (node->kind == GP_EXPR_NODE_IDENT)
    return g_str_equal (node->name, "record") || gp_expr_check_get_binder (check, node) != NULL;
  for (guint i = 0; i < node->n_children; i++)
    if (depends_on_record (check, node->children[i]))
      return TRUE;
  return FALSE;
}

/* The function that makes a value one of @kind; NULL for kinds without one. */
static const char *
find_function (GpExprTypeKind kind)
{
  static const char *const functions[GP_EXPR_N_TYPE_KINDS] = {
    [GP_EXPR_TYPE_BOOL] = "bool", [GP_EXPR_TYPE_INT] = "int", [GP_EXPR_TYPE_DOUBLE] = "double",
    [GP_EXPR_TYPE_STRING] = "string", [GP_EXPR_TYPE_TIMESTAMP] = "timestamp",
  };

  return functions[kind];
}

/* Says the kind of @node where it is compared with @other, which comes from a row. */
static void
say_kind (Saying           *self,
          const GpExprNode *node,
          const GpExprNode *other)
{
  const GpExpr *expr = gp_expr_check_get_expr (self->check);
  const GpExprType *type = gp_expr_check_get_type (self->check, node);
  const char *function = find_function (gp_expr_check_get_type (self->check, other)->kind);
  const char *text = gp_expr_get_text (expr, NULL);

  if (function == NULL || node->kind == GP_EXPR_NODE_LITERAL
      || (type->kind != GP_EXPR_TYPE_ANY && !type->nullable)
      || depends_on_record (self->check, node) || !depends_on_record (self->check, other))
    return;
  g_string_append_len (self->out, text + self->copied, (gssize) (node->offset - self->copied));
  g_string_append_printf (self->out, "%s(%.*s)", function, (int) node->length,
                          text + node->offset);
  self->copied = node->offset + node->length;
}

static void
say_kinds (Saying           *self,
           const GpExprNode *node)
{
  if (node->kind >= GP_EXPR_NODE_EQ && node->kind <= GP_EXPR_NODE_GE)
    for (guint i = 0; i < 2; i++)
      say_kind (self, node->children[i], node->children[1 - i]);
  else
    for (guint i = 0; i < node->n_children; i++)
      say_kinds (self, node->children[i]);
}

static GpExpr *
say_all (const GpExprCheck *check,
         GError           **error)
{
  const GpExpr *expr = gp_expr_check_get_expr (check);
  g_autoptr(GString) out = g_string_new (NULL);
  Saying saying = { .check = check, .out = out };

  say_kinds (&saying, gp_expr_get_root (expr));
  g_string_append (out, gp_expr_get_text (expr, NULL) + saying.copied);
  return gp_expr_parse (out->str, (gssize) out->len, error);
}

/* A value of the run, as the column wants it and as nothing else: no text is made of a number. */
static gboolean
print_param (const GpExprNode  *node,
             GString           *sql,
             gpointer           user_data,
             GError           **error)
{
  const GpPostgresqlValues *values = user_data;
  const GpExprType *type = gp_expr_check_get_type (values->check, node);
  const GpExprNode *value = node;
  g_autofree char *text = g_strndup (gp_expr_get_text (gp_expr_check_get_expr (values->check), NULL)
                                       + node->offset, node->length);

  if (node->kind == GP_EXPR_NODE_CALL && node->n_children == 1
      && g_strcmp0 (find_function (type->kind), node->name) == 0
      && gp_postgresql_expr_form (gp_expr_check_get_type (values->check, node->children[0]))
         == GP_POSTGRESQL_JSON)
    value = node->children[0];
  g_string_append (sql, "gp_flows.must(");
  if (!gp_postgresql_expr_print_as (values, value, gp_postgresql_expr_form (type), sql, error))
    return FALSE;
  g_string_append (sql, ", ");
  gp_sql_quote_text (sql, text);
  g_string_append_c (sql, ')');
  return TRUE;
}

void
gp_pg_flow_where (GpPgFlow         *self,
                  const GpFlowStep *step)
{
  const GpPgFlowPlace place = { .holder = step->element, .property = GP_STEP_WHERE,
                                .block = step->block };
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (
    self->design, gp_element_get_id (step->element), GP_STEP_WHERE);
  g_autoptr(GpExprCheck) plain = NULL;
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GError) error = NULL;
  Names names = { self, &place };
  GpPostgresqlValues values = { .design = self->design, .print_variable = print_variable,
                                .allow_member = allow_member, .user_data = &names };
  const GpPostgresqlExpr printer = { .design = self->design, .record = "r",
                                     .print_param = print_param, .param_data = &values };

  if (step->where == NULL)
    {
      g_string_append (self->out, "true");
      return;
    }
  plain = gp_expr_check_new (step->where, scope, NULL, NULL);
  expr = say_all (plain, &error);
  if (expr != NULL)
    {
      check = gp_expr_check_new (expr, scope, NULL, NULL);
      values.check = check;
      query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);
    }
  if (query == NULL || !gp_postgresql_expr_print (&printer, query, self->out, &error))
    refuse_expression (self, &place, step->where, error);
}
