/* gp-postgresql-expr-value-calls.c — lists, maps, macros and functions as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-postgresql-expr-value"
#include "config.h"
#include "gp-postgresql-expr-value-private.h"

#include <glib/gi18n-lib.h>

GpPostgresqlForm
gp_pg_print_collection (GpPgValues       *self,
                        const GpExprNode *node)
{
  guint step = node->kind == GP_EXPR_NODE_MAP ? 2 : 1;

  g_string_append (self->sql, step == 2 ? GP_PG_CALL ("map_of(ARRAY[")
                                        : GP_PG_CALL ("list_of(ARRAY["));
  for (guint i = 0; step == 2 && i < node->n_children; i += 2)
    {
      g_string_append (self->sql, i > 0 ? ", " : "");
      gp_pg_print_as (self, node->children[i], GP_POSTGRESQL_TEXT);
    }
  g_string_append (self->sql, step == 2 ? "]::text[], ARRAY[" : "");
  for (guint i = step - 1; i < node->n_children; i += step)
    {
      g_string_append (self->sql, i >= step ? ", " : "");
      gp_pg_print_as (self, node->children[i], GP_POSTGRESQL_JSON);
    }
  g_string_append (self->sql, "]::jsonb[])");
  return GP_POSTGRESQL_JSON;
}

/* The items are the rows of a subquery; those on which the predicate fails decide where no other
 * does. */
GpPostgresqlForm
gp_pg_print_macro (GpPgValues       *self,
                   const GpExprNode *node)
{
  static const char *const heads[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EXISTS] = "CASE WHEN bool_or(p.t) THEN true WHEN bool_or(p.t IS NULL) THEN NULL "
                            "ELSE false END",
    [GP_EXPR_NODE_ALL] = "CASE WHEN bool_or(NOT p.t) THEN false WHEN bool_or(p.t IS NULL) THEN "
                         "NULL ELSE true END",
    [GP_EXPR_NODE_EXISTS_ONE] = "CASE WHEN bool_or(p.t IS NULL) THEN NULL ELSE count(*) FILTER "
                                "(WHERE p.t) = 1 END",
    [GP_EXPR_NODE_FILTER] = "CASE WHEN bool_or(p.t IS NULL) THEN NULL ELSE coalesce(jsonb_agg(p.v "
                            "ORDER BY p.n) FILTER (WHERE p.t), '[]'::jsonb) END",
    [GP_EXPR_NODE_TRANSFORM] = "CASE WHEN bool_or(p.t IS NULL OR (p.t AND p.v IS NULL)) THEN NULL "
                               "ELSE coalesce(jsonb_agg(p.v ORDER BY p.n) FILTER (WHERE p.t), "
                               "'[]'::jsonb) END",
  };
  gboolean transforms = node->kind == GP_EXPR_NODE_TRANSFORM;
  const GpExprNode *predicate = transforms && node->n_children < 3 ? NULL : node->children[1];
  const GpExprNode *item = transforms ? node->children[node->n_children - 1] : NULL;

  g_string_append_printf (self->sql, "(SELECT CASE WHEN o.v IS NOT NULL THEN (SELECT %s FROM "
                                     "(SELECT ", heads[node->kind]);
  if (predicate != NULL)
    gp_pg_print_as (self, predicate, GP_POSTGRESQL_BOOLEAN);
  else
    g_string_append (self->sql, "true");
  g_string_append (self->sql, " AS t, ");
  if (item != NULL)
    gp_pg_print_as (self, item, GP_POSTGRESQL_JSON);
  else
    g_string_append_printf (self->sql, "e%u.v", node->id);
  g_string_append_printf (self->sql, " AS v, e%u.n FROM jsonb_array_elements(o.v) WITH ORDINALITY "
                                     "AS e%u(v, n)) AS p) END FROM (SELECT "
                                     GP_PG_CALL ("as_list("), node->id, node->id);
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, ") AS v) AS o)");
  return node->kind == GP_EXPR_NODE_FILTER || transforms ? GP_POSTGRESQL_JSON
                                                         : GP_POSTGRESQL_BOOLEAN;
}

/* Functions and methods that have one SQL for all that they take. */
static const struct
{
  const char       *name;
  guint             n;
  GpPostgresqlForm  argument;
  const char       *sql;
  GpPostgresqlForm  result;
} functions[] = {
  { "size", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("size("), GP_POSTGRESQL_BIGINT },
  { "startsWith", 2, GP_POSTGRESQL_TEXT, "starts_with(", GP_POSTGRESQL_BOOLEAN },
  { "endsWith", 2, GP_POSTGRESQL_TEXT, GP_PG_CALL ("ends_with("), GP_POSTGRESQL_BOOLEAN },
  { "contains", 2, GP_POSTGRESQL_TEXT, GP_PG_CALL ("contains("), GP_POSTGRESQL_BOOLEAN },
  { "lowerAscii", 1, GP_POSTGRESQL_TEXT, GP_PG_CALL ("lower_ascii("), GP_POSTGRESQL_TEXT },
  { "upperAscii", 1, GP_POSTGRESQL_TEXT, GP_PG_CALL ("upper_ascii("), GP_POSTGRESQL_TEXT },
  { "string", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("to_text("), GP_POSTGRESQL_TEXT },
  { "int", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("to_int("), GP_POSTGRESQL_BIGINT },
  { "double", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("to_double("), GP_POSTGRESQL_FLOAT },
  { "bool", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("to_bool("), GP_POSTGRESQL_BOOLEAN },
  { "timestamp", 1, GP_POSTGRESQL_JSON, GP_PG_CALL ("as_time("), GP_POSTGRESQL_TIME },
};

GpPostgresqlForm
gp_pg_print_call (GpPgValues       *self,
                  const GpExprNode *node)
{
  GpExprTypeKind first = node->n_children > 0 ? gp_pg_value_kind (self, node->children[0])
                                              : GP_EXPR_TYPE_ANY;

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      if (!g_str_equal (functions[i].name, node->name) || functions[i].n != node->n_children)
        continue;
      /* Of numbers of seconds, and texts of them, only the interpreter makes times. */
      if ((g_str_equal (node->name, "timestamp") && first == GP_EXPR_TYPE_INT)
          || (g_str_equal (node->name, "int") && first == GP_EXPR_TYPE_TIMESTAMP))
        break;
      g_string_append (self->sql, functions[i].sql);
      for (guint n = 0; n < node->n_children; n++)
        {
          g_string_append (self->sql, n > 0 ? ", " : "");
          gp_pg_print_as (self, node->children[n], functions[i].argument);
        }
      g_string_append_c (self->sql, ')');
      return functions[i].result;
    }
  gp_pg_value_refuse (self, node, N_("PostgreSQL has no function that does the same."));
  return GP_POSTGRESQL_JSON;
}
