/* gp-postgresql-expr.c — a compiled condition as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * The compiled tree says exactly which rows each node is true on; this only writes it down. No NOT
 * stands over what can be null and must then count, and there is no LIKE, whose signs are wild.
 *
 * A policy's subqueries see only what the caller may see, and rules look at all records: atoms that
 * look at other tables become functions that run with their owner's rights. */
#define G_LOG_DOMAIN "gp-postgresql-expr"
#include "config.h"
#include "gp-postgresql-expr.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-postgresql-expr-private.h"
#include "gp-sql-name.h"

static void print_node (GpPgPrinter *self, const GpExprQueryNode *node);

/* Equal, where nothing lies between two values that the database can hold. */
static gboolean
is_exact (const GpExprOperand *operand)
{
  return operand->kind != GP_EXPR_OPERAND_VALUE || gp_pg_is_exact (operand->value);
}

static gboolean
is_text (GpPgClass class)
{
  return class == GP_PG_TEXT || class == GP_PG_LABEL || class == GP_PG_UUID;
}

static gboolean
is_number (GpPgClass class)
{
  return class == GP_PG_INT || class == GP_PG_BIGINT || class == GP_PG_DOUBLE;
}

/* Both sides as doubles, unless one of them has more digits than a double. */
static gboolean
find_number_form (GpPgPrinter         *self,
                  const GpExprOperand *left,
                  const GpExprOperand *right,
                  GpPgForm            *form)
{
  GpPgClass classes[] = { gp_pg_class (self, left), gp_pg_class (self, right) };
  const GpExprOperand *operands[] = { left, right };

  *form = GP_PG_FORM_NATIVE;
  if (classes[0] != GP_PG_DOUBLE && classes[1] != GP_PG_DOUBLE)
    return TRUE;
  *form = GP_PG_FORM_DOUBLE;
  for (gsize i = 0; i < 2; i++)
    if (classes[i] == GP_PG_BIGINT && operands[i]->kind != GP_EXPR_OPERAND_VALUE)
      {
        *form = GP_PG_FORM_NUMERIC;
        return operands[1 - i]->kind == GP_EXPR_OPERAND_VALUE;
      }
  return TRUE;
}

/* As what both sides are written, so that the database compares them as expressions do. */
static gboolean
find_form (GpPgPrinter         *self,
           const GpExprOperand *left,
           const GpExprOperand *right,
           gboolean             is_equality,
           GpPgForm            *form)
{
  GpPgClass a = gp_pg_class (self, left), b = gp_pg_class (self, right);

  *form = GP_PG_FORM_NATIVE;
  if (is_number (a) && is_number (b))
    return find_number_form (self, left, right, form);
  if (!is_text (a) || !is_text (b))
    return a == b && (a == GP_PG_BOOL || a == GP_PG_TIMESTAMP || a == GP_PG_DURATION);
  if (a == GP_PG_UUID && b == GP_PG_UUID)
    return TRUE;
  *form = is_equality && a == GP_PG_TEXT && b == GP_PG_TEXT ? GP_PG_FORM_TEXT : GP_PG_FORM_EXACT;
  return TRUE;
}

static void
print_pair (GpPgPrinter         *self,
            const GpExprOperand *left,
            const char          *between,
            const GpExprOperand *right,
            GpPgForm             form)
{
  gp_pg_operand (self, left, form);
  g_string_append_printf (self->sql, " %s ", between);
  gp_pg_operand (self, right, form);
}

/* A uuid that equals who asks is found by its index: the text becomes a uuid, or null where it is
 * none. FALSE where that is not the question. */
static gboolean
print_uuid_equality (GpPgPrinter           *self,
                     const GpExprQueryNode *node)
{
  gboolean swap = node->right->kind == GP_EXPR_OPERAND_COLUMN;
  const GpExprOperand *column = swap ? node->right : node->left;
  const GpExprOperand *param = swap ? node->left : node->right;

  if (node->op != GP_EXPR_NODE_EQ || gp_pg_class (self, column) != GP_PG_UUID
      || param->kind != GP_EXPR_OPERAND_PARAM || param->type.kind != GP_EXPR_TYPE_STRING)
    return FALSE;
  gp_pg_operand (self, column, GP_PG_FORM_NATIVE);
  g_string_append (self->sql, " = ");
  gp_pg_operand (self, param, GP_PG_FORM_UUID);
  return TRUE;
}

/* Beside a time between two microseconds, of which the one below is printed. */
static void
print_inexact (GpPgPrinter           *self,
               const GpExprQueryNode *node)
{
  gboolean on_left = !is_exact (node->left);
  const char *op = NULL;

  if (node->op == GP_EXPR_NODE_LT || node->op == GP_EXPR_NODE_LE)
    op = on_left ? "<" : "<=";
  else if (node->op == GP_EXPR_NODE_GT || node->op == GP_EXPR_NODE_GE)
    op = on_left ? ">=" : ">";
  if (op != NULL)
    {
      print_pair (self, node->left, op, node->right, GP_PG_FORM_NATIVE);
    }
  else if (node->op == GP_EXPR_NODE_NE)
    {
      gp_pg_operand (self, on_left ? node->right : node->left, GP_PG_FORM_NATIVE);
      g_string_append (self->sql, " IS NOT NULL");
    }
  else
    {
      g_string_append (self->sql, "false");
    }
}

static void
print_compare (GpPgPrinter           *self,
               const GpExprQueryNode *node)
{
  static const char *const operators[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_EQ] = "=", [GP_EXPR_NODE_NE] = "<>", [GP_EXPR_NODE_LT] = "<",
    [GP_EXPR_NODE_LE] = "<=", [GP_EXPR_NODE_GT] = ">", [GP_EXPR_NODE_GE] = ">=",
  };
  gboolean is_equality = node->op == GP_EXPR_NODE_EQ || node->op == GP_EXPR_NODE_NE;
  GpPgForm form;

  if (!find_form (self, node->left, node->right, is_equality, &form))
    gp_pg_refuse (self, N_("PostgreSQL cannot compare such values exactly."));
  else if (!is_exact (node->left) || !is_exact (node->right))
    print_inexact (self, node);
  else if (!print_uuid_equality (self, node))
    {
      /* Texts and uuids are ordered by their characters. */
      if (!is_equality && is_text (gp_pg_class (self, node->left)))
        form = GP_PG_FORM_EXACT;
      print_pair (self, node->left, operators[node->op], node->right, form);
    }
}

static void
print_same (GpPgPrinter           *self,
            const GpExprQueryNode *node)
{
  GpPgForm form;

  if (!find_form (self, node->left, node->right, TRUE, &form))
    gp_pg_refuse (self, N_("PostgreSQL cannot compare such values exactly."));
  else
    print_pair (self, node->left,
                node->kind == GP_EXPR_QUERY_SAME ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM",
                node->right, form);
}

static void
print_any_of (GpPgPrinter           *self,
              const GpExprQueryNode *node)
{
  GpPgForm form = GP_PG_FORM_NATIVE;
  guint n = 0;

  gp_pg_operand (self, node->left, GP_PG_FORM_NATIVE);
  g_string_append (self->sql, " IS NOT NULL");
  for (guint i = 0; i < node->n_values; i++)
    {
      GpExprOperand item = { .kind = GP_EXPR_OPERAND_VALUE, .value = node->values[i],
                             .type = gp_expr_type_of_value (node->values[i]) };

      if (!gp_pg_is_exact (node->values[i]))
        continue;
      if (!find_form (self, node->left, &item, TRUE, &form))
        gp_pg_refuse (self, N_("PostgreSQL cannot compare such values exactly."));
      g_string_append (self->sql, n++ > 0 ? " OR " : node->kind == GP_EXPR_QUERY_NONE_OF
                                                       ? " AND NOT (" : " AND (");
      print_pair (self, node->left, "=", &item, form);
    }
  if (n > 0)
    g_string_append_c (self->sql, ')');
  else if (node->kind == GP_EXPR_QUERY_ANY_OF)
    g_string_append (self->sql, " AND false");
}

static void
print_member (GpPgPrinter           *self,
              const GpExprQueryNode *node)
{
  gboolean none = node->kind == GP_EXPR_QUERY_NOT_MEMBER;
  GpPgClass left = gp_pg_class (self, node->left);
  GpPgClass item = gp_pg_items (self, node->right);
  gboolean are_texts = is_text (left) && is_text (item);

  if (!are_texts && (left != item || item == GP_PG_OTHER || item == GP_PG_TIMESTAMP))
    {
      gp_pg_refuse (self, N_("PostgreSQL cannot search this list for this value."));
      return;
    }
  gp_pg_operand (self, node->left, GP_PG_FORM_NATIVE);
  g_string_append (self->sql, " IS NOT NULL AND ");
  gp_pg_operand (self, node->right, GP_PG_FORM_NATIVE);
  g_string_append_printf (self->sql, " IS NOT NULL AND (");
  gp_pg_operand (self, node->left, are_texts ? GP_PG_FORM_EXACT : GP_PG_FORM_NATIVE);
  g_string_append (self->sql, " = ANY (");
  gp_pg_operand (self, node->right, GP_PG_FORM_NATIVE);
  g_string_append_printf (self->sql, "%s)) IS %sTRUE", are_texts ? "::text[]" : "",
                          none ? "NOT " : "");
}

static void
print_text_test (GpPgPrinter           *self,
                 const GpExprQueryNode *node)
{
  static const struct
  {
    const char *open;
    const char *between;
    gboolean    twice;
    const char *close;
  } forms[] = {
    { "starts_with(", ", ", FALSE, ")" },
    { "right(", ", char_length(", TRUE, ")) = " },
    { "strpos(", ", ", FALSE, ") > 0" },
  };
  gsize i = (gsize) (node->kind - GP_EXPR_QUERY_STARTS_WITH);
  gboolean negative = i % 2 == 1;

  if (!is_text (gp_pg_class (self, node->left)) || !is_text (gp_pg_class (self, node->right)))
    {
      gp_pg_refuse (self, N_("A query cannot search such a value."));
      return;
    }
  g_string_append_printf (self->sql, "%s(%s", negative ? "NOT " : "", forms[i / 2].open);
  gp_pg_operand (self, node->left, GP_PG_FORM_EXACT);
  g_string_append (self->sql, forms[i / 2].between);
  gp_pg_operand (self, node->right, GP_PG_FORM_EXACT);
  g_string_append (self->sql, forms[i / 2].close);
  if (forms[i / 2].twice)
    gp_pg_operand (self, node->right, GP_PG_FORM_EXACT);
  g_string_append_c (self->sql, ')');
}

static void
print_exists (GpPgPrinter           *self,
              const GpExprQueryNode *node)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, node->row);
  const GpElement *table = gp_design_lookup_kind (self->options->design, &row->entity,
                                                  GP_KIND_ENTITY);
  const GpElement *field = gp_design_lookup_kind (self->options->design, &row->child_field,
                                                  GP_KIND_FIELD);

  if (table == NULL || field == NULL || gp_element_get_bool (table, GP_ENTITY_EXTERNAL))
    {
      gp_pg_refuse (self, N_("The condition looks at something that is not in this database."));
      return;
    }
  g_string_append_printf (self->sql, "%sEXISTS (SELECT 1 FROM ",
                          node->kind == GP_EXPR_QUERY_NOT_EXISTS ? "NOT " : "");
  gp_postgresql_expr_table (self->sql, table);
  g_string_append_printf (self->sql, " AS r%u WHERE r%u.", node->row, node->row);
  gp_sql_quote_name (self->sql, gp_element_get_name (field));
  g_string_append (self->sql, " = ");
  gp_pg_path (self, &row->parent_key, row->parent_key.n_hops, &row->parent_key.field);
  g_string_append (self->sql, " AND ");
  print_node (self, node->children[0]);
  g_string_append_c (self->sql, ')');
}

static void
print_compound (GpPgPrinter           *self,
                const GpExprQueryNode *node)
{
  for (guint i = 0; i < node->n_children; i++)
    {
      g_string_append (self->sql, i == 0 ? "" : node->kind == GP_EXPR_QUERY_AND ? " AND " : " OR ");
      print_node (self, node->children[i]);
    }
}

static void
print_null_test (GpPgPrinter           *self,
                 const GpExprQueryNode *node)
{
  gboolean is_null = node->kind == GP_EXPR_QUERY_IS_NULL || node->kind == GP_EXPR_QUERY_ABSENT;

  gp_pg_operand (self, node->left, GP_PG_FORM_NATIVE);
  g_string_append (self->sql, is_null ? " IS NULL" : " IS NOT NULL");
}

static gboolean
has_hops (const GpExprOperand *operand)
{
  return operand != NULL && operand->kind == GP_EXPR_OPERAND_COLUMN && operand->column.n_hops > 0;
}

static gboolean
looks_elsewhere (const GpExprQueryNode *node)
{
  return node->kind == GP_EXPR_QUERY_EXISTS || node->kind == GP_EXPR_QUERY_NOT_EXISTS
         || has_hops (node->left) || has_hops (node->right);
}

/* The rows that the query is about: an argument of the function for each. */
static void
append_rows (GpPgPrinter *self,
             GString     *declared,
             GString     *given)
{
  const GpPostgresqlExpr *options = self->options;

  for (guint i = 0; i < gp_expr_query_get_n_rows (self->query); i++)
    {
      const GpExprQueryRow *row = gp_expr_query_get_row (self->query, i);
      gboolean is_new = row->kind == GP_EXPR_ROW_NEW;
      const GpElement *entity = gp_design_lookup_kind (options->design, &row->entity,
                                                       GP_KIND_ENTITY);

      if (row->kind == GP_EXPR_ROW_CHILD || entity == NULL)
        continue;
      g_string_append (declared, declared->len > 0 ? ", " : "");
      g_string_append (declared, is_new ? "n0 " : "r0 ");
      gp_postgresql_expr_table (declared, entity);
      g_string_append_printf (given, "%s%s.*", given->len > 0 ? ", " : "",
                              is_new ? options->new_record : options->record);
    }
}

static void
print_function (GpPgPrinter           *self,
                const GpExprQueryNode *node)
{
  const GpPostgresqlExpr *options = self->options;
  GpPostgresqlExpr inside = *options;
  GString *sql = self->sql;
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(GString) declared = g_string_new (NULL);
  g_autoptr(GString) given = g_string_new (NULL);
  guint number = ++*options->n_functions;

  append_rows (self, declared, given);
  inside.record = "r0";
  inside.new_record = "n0";
  inside.functions = NULL;
  self->options = &inside;
  self->sql = body;
  print_node (self, node);
  self->options = options;
  self->sql = sql;

  g_string_append_printf (options->functions,
                          "CREATE FUNCTION " GP_POSTGRESQL_EXPR_SCHEMA ".part_%u(%s)\n"
                          "  RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER "
                          "SET search_path = ''\n  AS ",
                          number, declared->str);
  g_string_prepend (body, "SELECT ");
  gp_postgresql_expr_quote_body (options->functions, body->str);
  g_string_append (options->functions, ";\n");
  g_string_append_printf (sql, GP_POSTGRESQL_EXPR_SCHEMA ".part_%u(%s)", number, given->str);
}

static void
print_atom (GpPgPrinter           *self,
            const GpExprQueryNode *node)
{
  switch (node->kind)
    {
    case GP_EXPR_QUERY_COMPARE:
      print_compare (self, node);
      break;
    case GP_EXPR_QUERY_SAME:
    case GP_EXPR_QUERY_DIFFERENT:
      print_same (self, node);
      break;
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_NOT_NULL:
    case GP_EXPR_QUERY_PRESENT:
    case GP_EXPR_QUERY_ABSENT:
      print_null_test (self, node);
      break;
    case GP_EXPR_QUERY_ANY_OF:
    case GP_EXPR_QUERY_NONE_OF:
      print_any_of (self, node);
      break;
    case GP_EXPR_QUERY_MEMBER:
    case GP_EXPR_QUERY_NOT_MEMBER:
      print_member (self, node);
      break;
    case GP_EXPR_QUERY_EXISTS:
    case GP_EXPR_QUERY_NOT_EXISTS:
      print_exists (self, node);
      break;
    default:
      print_text_test (self, node);
    }
}

static void
print_node (GpPgPrinter           *self,
            const GpExprQueryNode *node)
{
  const GpExprNode *source = self->source;

  if (node->source != NULL)
    self->source = node->source;
  if (node->kind == GP_EXPR_QUERY_TRUE || node->kind == GP_EXPR_QUERY_FALSE)
    {
      g_string_append (self->sql, node->kind == GP_EXPR_QUERY_TRUE ? "true" : "false");
    }
  else
    {
      g_string_append_c (self->sql, '(');
      if (node->kind == GP_EXPR_QUERY_AND || node->kind == GP_EXPR_QUERY_OR)
        print_compound (self, node);
      else if (self->options->functions != NULL && looks_elsewhere (node))
        print_function (self, node);
      else
        print_atom (self, node);
      g_string_append_c (self->sql, ')');
    }
  self->source = source;
}

/* A text in the body could end it: the tag is one that is not in there. */
void
gp_postgresql_expr_quote_body (GString    *out,
                               const char *body)
{
  g_autofree char *tag = g_strdup ("$body$");

  for (guint i = 1; strstr (body, tag) != NULL; i++)
    {
      g_free (tag);
      tag = g_strdup_printf ("$body%u$", i);
    }
  g_string_append_printf (out, "%s %s %s", tag, body, tag);
}

gboolean
gp_postgresql_expr_print (const GpPostgresqlExpr *self,
                          const GpExprQuery      *query,
                          GString                *sql,
                          GError                **error)
{
  GpPgPrinter printer = { .options = self, .query = query, .sql = sql };

  g_return_val_if_fail (self != NULL && query != NULL, FALSE);

  print_node (&printer, gp_expr_query_get_root (query));
  if (printer.error == NULL)
    return TRUE;
  g_propagate_error (error, printer.error);
  return FALSE;
}
