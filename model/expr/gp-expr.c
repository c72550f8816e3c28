/* gp-expr.c — an expression as a tree
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nodes, their lists of children and their names lie in blocks that grow with the expression and
 * are freed with it: parsing a rule takes a handful of allocations. Only the values of literals
 * are counted one by one. */

#define G_LOG_DOMAIN "gp-expr"

#include "config.h"

#include "gp-expr.h"

#include <string.h>

#include "gp-expr-private.h"

#define FIRST_BLOCK 2048

typedef struct _Block Block;
struct _Block
{
  Block *next;
  gsize size;
  gsize used;
};

struct _GpExpr
{
  gatomicrefcount ref_count;
  char *text;
  gsize length;
  GpExprNode *root;
  GPtrArray *nodes;       /* by id */
  Block *blocks;          /* the newest first */
};

GpExpr *
gp_expr_new (const char *text,
             gsize       length)
{
  GpExpr *self = g_new0 (GpExpr, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_strndup (text, length);
  self->length = length;
  self->nodes = g_ptr_array_sized_new (16);
  return self;
}

GpExpr *
gp_expr_ref (const GpExpr *self)
{
  GpExpr *mutable = (GpExpr *) self;

  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&mutable->ref_count);
  return mutable;
}

void
gp_expr_unref (const GpExpr *self)
{
  GpExpr *mutable = (GpExpr *) self;

  if (self == NULL || !g_atomic_ref_count_dec (&mutable->ref_count))
    return;

  for (guint i = 0; i < self->nodes->len; i++)
    gp_expr_value_unref (((GpExprNode *) self->nodes->pdata[i])->value);
  g_ptr_array_unref (self->nodes);
  while (mutable->blocks != NULL)
    {
      Block *next = mutable->blocks->next;

      g_free (mutable->blocks);
      mutable->blocks = next;
    }
  g_free (mutable->text);
  g_free (mutable);
}

gpointer
gp_expr_alloc (GpExpr *self,
               gsize   size)
{
  Block *block = self->blocks;
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  if (block == NULL || block->size - block->used < size)
    {
      gsize block_size = MAX (block == NULL ? FIRST_BLOCK : 2 * block->size, size);

      block = g_malloc (sizeof (Block) + block_size);
      block->next = self->blocks;
      block->size = block_size;
      block->used = 0;
      self->blocks = block;
    }

  memory = (char *) (block + 1) + block->used;
  block->used += size;
  return memory;
}

const char *
gp_expr_copy_name (GpExpr     *self,
                   const char *name,
                   gsize       length)
{
  char *copy = gp_expr_alloc (self, length + 1);

  memcpy (copy, name, length);
  copy[length] = '\0';
  return copy;
}

GpExprNode *
gp_expr_add_node (GpExpr        *self,
                  GpExprNodeKind kind,
                  GpExprNode   **children,
                  gsize          n_children)
{
  GpExprNode *node;

  if (self->nodes->len >= GP_EXPR_MAX_NODES)
    return NULL;

  node = gp_expr_alloc (self, sizeof (GpExprNode));
  memset (node, 0, sizeof (GpExprNode));
  node->kind = kind;
  node->id = (guint16) self->nodes->len;
  node->depth = 1;
  node->n_children = (guint32) n_children;
  if (n_children > 0)
    {
      node->children = gp_expr_alloc (self, n_children * sizeof (GpExprNode *));
      memcpy (node->children, children, n_children * sizeof (GpExprNode *));
    }
  for (gsize i = 0; i < n_children; i++)
    node->depth = MAX (node->depth, children[i]->depth + 1);

  g_ptr_array_add (self->nodes, node);
  return node;
}

void
gp_expr_set_root (GpExpr     *self,
                  GpExprNode *root)
{
  self->root = root;
}

const char *
gp_expr_get_text (const GpExpr *self,
                  gsize        *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;
  return self->text;
}

const GpExprNode *
gp_expr_get_root (const GpExpr *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

guint
gp_expr_get_n_nodes (const GpExpr *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->nodes->len;
}

const GpExprNode *
gp_expr_get_node (const GpExpr *self,
                  guint         id)
{
  g_return_val_if_fail (self != NULL && id < self->nodes->len, NULL);

  return self->nodes->pdata[id];
}

GpExprNodeKind
gp_expr_node_kind_get_turned (GpExprNodeKind kind)
{
  switch (kind)
    {
    case GP_EXPR_NODE_LT:
      return GP_EXPR_NODE_GT;
    case GP_EXPR_NODE_LE:
      return GP_EXPR_NODE_GE;
    case GP_EXPR_NODE_GT:
      return GP_EXPR_NODE_LT;
    case GP_EXPR_NODE_GE:
      return GP_EXPR_NODE_LE;
    default:
      return kind;
    }
}

const char *
gp_expr_node_kind_get_macro (GpExprNodeKind kind)
{
  static const char * const macros[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_HAS] = "has",
    [GP_EXPR_NODE_EXISTS] = "exists",
    [GP_EXPR_NODE_ALL] = "all",
    [GP_EXPR_NODE_EXISTS_ONE] = "exists_one",
    [GP_EXPR_NODE_FILTER] = "filter",
    [GP_EXPR_NODE_TRANSFORM] = "map",
  };

  g_return_val_if_fail (kind < GP_EXPR_N_NODE_KINDS, NULL);

  return macros[kind];
}

/* Literals are the same only where they are of one kind: 1 is not 1.0 here, and -0.0 not 0.0. */
static gboolean
literals_equal (const GpExprValue *a,
                const GpExprValue *b)
{
  g_autofree char *a_text = NULL;
  g_autofree char *b_text = NULL;

  if (a == NULL || b == NULL)
    return a == b;
  if (gp_expr_value_get_kind (a) != gp_expr_value_get_kind (b))
    return FALSE;

  a_text = gp_expr_value_to_text (a);
  b_text = gp_expr_value_to_text (b);
  return g_str_equal (a_text, b_text);
}

gboolean
gp_expr_node_equal (const GpExprNode *a,
                    const GpExprNode *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind != b->kind || a->n_children != b->n_children ||
      g_strcmp0 (a->name, b->name) != 0 || !literals_equal (a->value, b->value))
    return FALSE;

  for (gsize i = 0; i < a->n_children; i++)
    if (!gp_expr_node_equal (a->children[i], b->children[i]))
      return FALSE;
  return TRUE;
}
