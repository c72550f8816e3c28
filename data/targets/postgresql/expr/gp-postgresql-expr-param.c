/* gp-postgresql-expr-param.c — what a condition asks of the caller, as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each stands in a subquery of its own: PostgreSQL then asks once for a statement, and not once for
 * each row. */
#define G_LOG_DOMAIN "gp-postgresql-expr-param"
#include "config.h"
#include "gp-postgresql-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-postgresql-expr-private.h"
#include "gp-sql-name.h"

#define NANOS_PER_MICRO 1000
#define CLAIMS "user.claims."
#define CALL(name) "(SELECT " GP_POSTGRESQL_EXPR_SCHEMA "." name ")"

static const struct
{
  const char *name;
  const char *sql;
} params[] = {
  { "user.id", CALL ("user_id()") },       { "user.email", CALL ("user_email()") },
  { "user.tenant", CALL ("user_tenant()") }, { "user.roles", CALL ("user_roles()") "::text[]" },
  { "now", "now()" },                       { "request.time", "now()" },
};

static const char *
find_param (const char *name)
{
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (params); i++)
    if (g_str_equal (params[i].name, name))
      return params[i].sql;
  return NULL;
}

/* user.NAME; NULL for everything else. */
static const char *
user_member (const GpExprNode *node)
{
  const GpExprNode *target = node->n_children > 0 ? node->children[0] : NULL;

  if ((node->kind != GP_EXPR_NODE_SELECT && node->kind != GP_EXPR_NODE_HAS) || target == NULL
      || target->kind != GP_EXPR_NODE_IDENT || !g_str_equal (target->name, "user"))
    return NULL;
  return node->name;
}

static gboolean
print_has (const GpExprNode *node,
           GString          *sql)
{
  const char *member = node->kind == GP_EXPR_NODE_HAS ? user_member (node) : NULL;
  g_autofree char *name = member != NULL ? g_strconcat ("user.", member, NULL) : NULL;
  const char *text = find_param (name);

  if (text != NULL)
    g_string_append_printf (sql, "(%s IS NOT NULL)", text);
  return text != NULL;
}

void
gp_pg_param (GpPgPrinter         *self,
             const GpExprOperand *operand)
{
  gboolean is_has = operand->source->kind == GP_EXPR_NODE_HAS;
  const char *text = is_has ? NULL : find_param (operand->param);
  const char *claim = !is_has && operand->param != NULL
                      && g_str_has_prefix (operand->param, CLAIMS)
                        ? operand->param + strlen (CLAIMS)
                        : NULL;

  if (self->options->print_param != NULL)
    {
      if (self->error == NULL)
        self->options->print_param (operand->source, self->sql, self->options->param_data,
                                    &self->error);
      return;
    }
  if (is_has && print_has (operand->source, self->sql))
    return;
  if (g_strcmp0 (operand->param, "request.action") == 0 && self->options->action != NULL)
    {
      gp_sql_quote_text (self->sql, self->options->action);
      g_string_append (self->sql, "::text");
    }
  else if (text != NULL && operand->offset % NANOS_PER_MICRO == 0)
    {
      gboolean is_number = operand->type.kind == GP_EXPR_TYPE_INT;

      g_string_append (self->sql, is_number ? "(SELECT " GP_POSTGRESQL_EXPR_SCHEMA ".as_int("
                                            : "");
      if (operand->offset != 0)
        g_string_append_printf (self->sql,
                                "(%s + '%" G_GINT64_FORMAT " microseconds'::interval)", text,
                                operand->offset / NANOS_PER_MICRO);
      else
        g_string_append (self->sql, text);
      g_string_append (self->sql, is_number ? "))" : "");
    }
  else if (claim != NULL && operand->type.kind == GP_EXPR_TYPE_STRING)
    {
      g_string_append (self->sql, "(SELECT " GP_POSTGRESQL_EXPR_SCHEMA ".user_claim(");
      gp_sql_quote_text (self->sql, claim);
      g_string_append (self->sql, "))");
    }
  else
    {
      self->source = operand->source;
      gp_pg_refuse (self, N_("A database does not know this of the caller."));
    }
}

gboolean
gp_postgresql_expr_print_value (const GpExprNode  *node,
                                GString           *sql,
                                GError           **error)
{
  GpPgPrinter printer = { .sql = sql, .source = node };
  const char *member = user_member (node);
  g_autofree char *name = member != NULL && node->kind == GP_EXPR_NODE_SELECT
                            ? g_strconcat ("user.", member, NULL)
                            : NULL;
  const char *text = find_param (name);

  if (node->kind == GP_EXPR_NODE_IDENT && g_str_equal (node->name, "now"))
    text = "now()";
  if (text != NULL && !g_str_equal (name != NULL ? name : "", "user.roles"))
    g_string_append (sql, text);
  else if (node->kind == GP_EXPR_NODE_LITERAL && !gp_expr_value_is_null (node->value))
    gp_pg_value (&printer, node->value, GP_PG_FORM_NATIVE);
  else
    gp_pg_refuse (&printer, N_("A trigger cannot compute this value."));
  if (printer.error == NULL)
    return TRUE;
  g_propagate_error (error, printer.error);
  return FALSE;
}
