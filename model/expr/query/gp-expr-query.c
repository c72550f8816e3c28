/* gp-expr-query.c — a condition as a database can answer it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nodes lie in blocks that the query frees at once. Constants never stay inside a join, so a
 * printer meets them only as the root or as the child of an EXISTS. */

#define G_LOG_DOMAIN "gp-expr-query"

#include "config.h"

#include "gp-expr-query.h"

#include "gp-expr-printer.h"
#include "gp-expr-query-private.h"

struct _GpExprQuery
{
  GpExpr *expr;
  const GpExprQueryNode *root;
  GPtrArray *rows;        /* of GpExprQueryRow */
  GPtrArray *blocks;
  GPtrArray *values;
  guint n_nodes;
  guint max_nodes;
};

static const GpExprQueryNode true_node = { .kind = GP_EXPR_QUERY_TRUE };
static const GpExprQueryNode false_node = { .kind = GP_EXPR_QUERY_FALSE };

GpExprQuery *
gp_expr_query_new (const GpExpr *expr,
                   guint         max_nodes)
{
  GpExprQuery *self = g_new0 (GpExprQuery, 1);

  self->expr = gp_expr_ref (expr);
  self->root = &false_node;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_value_unref);
  self->max_nodes = max_nodes;
  gp_expr_query_add_row (self, &(GpExprQueryRow) { .kind = GP_EXPR_ROW_RECORD });
  return self;
}

void
gp_expr_query_free (GpExprQuery *self)
{
  if (self == NULL)
    return;

  gp_expr_unref (self->expr);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->values);
  g_free (self);
}

void
gp_expr_query_set_root (GpExprQuery           *self,
                        const GpExprQueryNode *root)
{
  self->root = root;
}

gboolean
gp_expr_query_is_full (const GpExprQuery *self)
{
  return self->n_nodes > self->max_nodes;
}

gpointer
gp_expr_query_alloc (GpExprQuery *self,
                     gsize        size)
{
  gpointer memory = g_malloc0 (size);

  g_ptr_array_add (self->blocks, memory);
  return memory;
}

GpExprValue *
gp_expr_query_keep (GpExprQuery *self,
                    GpExprValue *value)
{
  g_ptr_array_add (self->values, value);
  return value;
}

guint
gp_expr_query_add_row (GpExprQuery          *self,
                       const GpExprQueryRow *row)
{
  GpExprQueryRow *copy = g_new (GpExprQueryRow, 1);

  *copy = *row;
  g_ptr_array_add (self->rows, copy);
  return self->rows->len - 1;
}

void
gp_expr_query_use_row (GpExprQuery *self,
                       guint        row,
                       const GpId  *entity)
{
  ((GpExprQueryRow *) self->rows->pdata[row])->entity = *entity;
}

const GpExprQueryNode *
gp_expr_query_constant (GpExprQuery *self,
                        gboolean     value)
{
  return value ? &true_node : &false_node;
}

/* NULL where the query is full. */
static GpExprQueryNode *
add_node (GpExprQuery      *self,
          GpExprQueryKind   kind,
          const GpExprNode *source)
{
  GpExprQueryNode *node;

  if (++self->n_nodes > self->max_nodes)
    return NULL;

  node = gp_expr_query_alloc (self, sizeof (GpExprQueryNode));
  node->kind = kind;
  node->source = source;
  return node;
}

const GpExprQueryNode *
gp_expr_query_atom (GpExprQuery         *self,
                    GpExprQueryKind      kind,
                    GpExprNodeKind       op,
                    const GpExprOperand *left,
                    const GpExprOperand *right,
                    const GpExprNode    *source)
{
  GpExprQueryNode *node = add_node (self, kind, source);

  if (node == NULL)
    return &false_node;

  node->op = op;
  node->left = left;
  node->right = right;
  return node;
}

const GpExprQueryNode *
gp_expr_query_choice (GpExprQuery         *self,
                      GpExprQueryKind      kind,
                      const GpExprOperand *left,
                      GPtrArray           *values,
                      const GpExprNode    *source)
{
  GpExprQueryNode *node = add_node (self, kind, source);
  GpExprValue **copy;

  if (node == NULL)
    return &false_node;

  copy = gp_expr_query_alloc (self, values->len * sizeof (GpExprValue *));
  for (guint i = 0; i < values->len; i++)
    copy[i] = values->pdata[i];
  node->left = left;
  node->values = copy;
  node->n_values = values->len;
  return node;
}

static void
set_children (GpExprQuery                  *self,
              GpExprQueryNode              *node,
              const GpExprQueryNode *const *children,
              guint                         n_children)
{
  const GpExprQueryNode **copy = gp_expr_query_alloc (self, n_children * sizeof *copy);

  for (guint i = 0; i < n_children; i++)
    copy[i] = children[i];
  node->children = copy;
  node->n_children = n_children;
}

const GpExprQueryNode *
gp_expr_query_exists (GpExprQuery           *self,
                      GpExprQueryKind        kind,
                      guint                  row,
                      const GpExprQueryNode *child,
                      const GpExprNode      *source)
{
  GpExprQueryNode *node;

  if (child->kind == GP_EXPR_QUERY_FALSE)
    return gp_expr_query_constant (self, kind == GP_EXPR_QUERY_NOT_EXISTS);

  node = add_node (self, kind, source);
  if (node == NULL)
    return &false_node;

  node->row = row;
  set_children (self, node, &child, 1);
  return node;
}

const GpExprQueryNode *
gp_expr_query_join (GpExprQuery      *self,
                    GpExprQueryKind   kind,
                    GPtrArray        *children,
                    const GpExprNode *source)
{
  GpExprQueryKind decisive = kind == GP_EXPR_QUERY_AND ? GP_EXPR_QUERY_FALSE : GP_EXPR_QUERY_TRUE;
  g_autoptr(GPtrArray) flat = g_ptr_array_new ();
  GpExprQueryNode *node;

  for (guint i = 0; i < children->len; i++)
    {
      const GpExprQueryNode *child = children->pdata[i];

      if (child->kind == decisive)
        return child;
      if (child->kind == kind)
        for (guint j = 0; j < child->n_children; j++)
          g_ptr_array_add (flat, (gpointer) child->children[j]);
      else if (child->kind != GP_EXPR_QUERY_TRUE && child->kind != GP_EXPR_QUERY_FALSE)
        g_ptr_array_add (flat, (gpointer) child);
    }

  if (flat->len == 0)
    return gp_expr_query_constant (self, kind == GP_EXPR_QUERY_AND);
  if (flat->len == 1)
    return flat->pdata[0];

  node = add_node (self, kind, source);
  if (node == NULL)
    return &false_node;
  set_children (self, node, (const GpExprQueryNode *const *) flat->pdata, flat->len);
  return node;
}

const GpExprQueryNode *
gp_expr_query_get_root (const GpExprQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

guint
gp_expr_query_get_n_rows (const GpExprQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

const GpExprQueryRow *
gp_expr_query_get_row (const GpExprQuery *self,
                       guint              row)
{
  g_return_val_if_fail (self != NULL && row < self->rows->len, NULL);

  return self->rows->pdata[row];
}

const GpExpr *
gp_expr_query_get_expr (const GpExprQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->expr;
}

/* The last bytes of an id are its random ones. */
static void
append_id (GString    *out,
           const GpId *id)
{
  for (gsize i = 12; i < G_N_ELEMENTS (id->bytes); i++)
    g_string_append_printf (out, "%02x", id->bytes[i]);
}

static void
append_operand (GString             *out,
                const GpExprOperand *operand)
{
  static const char * const transforms[] = { "", "lower ", "upper ", "size " };

  g_string_append (out, transforms[operand->transform]);
  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    {
      g_autofree char *text = gp_expr_value_to_text (operand->value);

      g_string_append (out, text);
    }
  else if (operand->kind == GP_EXPR_OPERAND_PARAM)
    {
      g_autofree char *text = gp_expr_node_to_text (operand->source);

      g_string_append_printf (out, ":(%s)", text);
    }
  else
    {
      g_string_append_printf (out, "r%u", operand->column.row);
      for (guint i = 0; i < operand->column.n_hops; i++)
        {
          g_string_append_c (out, '>');
          append_id (out, &operand->column.hops[i].reference);
        }
      g_string_append_c (out, '.');
      append_id (out, &operand->column.field);
    }
}

static void
append_node (GString               *out,
             const GpExprQueryNode *node)
{
  static const char * const names[GP_EXPR_N_QUERY_KINDS] = {
    "true", "false", "and", "or", "compare", "same", "different", "is-null", "not-null", "present",
    "absent", "any-of", "none-of", "member", "not-member", "starts-with", "not-starts-with",
    "ends-with", "not-ends-with", "contains", "not-contains", "exists", "not-exists",
  };

  g_string_append_printf (out, "(%s", names[node->kind]);
  if (node->kind == GP_EXPR_QUERY_COMPARE)
    g_string_append_printf (out, " %s", gp_expr_node_kind_get_sign (node->op));
  if (node->kind == GP_EXPR_QUERY_EXISTS || node->kind == GP_EXPR_QUERY_NOT_EXISTS)
    g_string_append_printf (out, " r%u", node->row);
  if (node->left != NULL)
    {
      g_string_append_c (out, ' ');
      append_operand (out, node->left);
    }
  if (node->right != NULL)
    {
      g_string_append_c (out, ' ');
      append_operand (out, node->right);
    }
  for (guint i = 0; i < node->n_values; i++)
    {
      g_autofree char *text = gp_expr_value_to_text (node->values[i]);

      g_string_append_printf (out, " %s", text);
    }
  for (guint i = 0; i < node->n_children; i++)
    {
      g_string_append_c (out, ' ');
      append_node (out, node->children[i]);
    }
  g_string_append_c (out, ')');
}

char *
gp_expr_query_to_text (const GpExprQuery *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  append_node (out, self->root);
  return g_string_free (out, FALSE);
}
