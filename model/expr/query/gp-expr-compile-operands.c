/* gp-expr-compile-operands.c — columns, values and parameters of a query
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-compile"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-compile-private.h"
#include "gp-expr-eval.h"

GpExprValue *
gp_expr_compiler_fold (GpExprCompiler   *self,
                       const GpExprNode *node)
{
  GpExprEnv env = { 0 };

  return gp_expr_query_keep (self->query, gp_expr_eval_node (node, &env));
}

void
gp_expr_path_clear (GpExprPath *path)
{
  g_clear_pointer (&path->hops, g_ptr_array_unref);
}

static const GpExprBinding *
find_binding (const GpExprBinding *bindings,
              const GpExprNode    *macro)
{
  for (; bindings != NULL; bindings = bindings->outer)
    if (bindings->macro == macro)
      return bindings;
  return NULL;
}

/* The row that a name stands for: record, new, or the variable of a macro that is searched. */
static gboolean
find_row (GpExprCompiler      *self,
          const GpExprNode    *node,
          const GpExprBinding *bindings,
          guint               *row)
{
  const GpExprNode *binder = gp_expr_check_get_binder (self->check, node);
  const GpExprType *type = gp_expr_check_get_type (self->check, node);
  const GpExprBinding *binding = NULL;

  if (binder != NULL)
    {
      binding = find_binding (bindings, binder);
      if (binding != NULL)
        *row = binding->row;
      return binding != NULL;
    }

  if (g_str_equal (node->name, "new"))
    {
      if (self->new_row == 0)
        self->new_row = gp_expr_query_add_row (self->query,
                                               &(GpExprQueryRow) { .kind = GP_EXPR_ROW_NEW,
                                                                   .entity = type->element });
      *row = self->new_row;
      return TRUE;
    }

  if (!g_str_equal (node->name, "record"))
    return FALSE;
  gp_expr_query_use_row (self->query, 0, &type->element);
  *row = 0;
  return TRUE;
}

gboolean
gp_expr_compiler_find_path (GpExprCompiler      *self,
                            const GpExprNode    *node,
                            const GpExprBinding *bindings,
                            GpExprPath          *path)
{
  const GpExprMember *member = gp_expr_check_get_member (self->check, node);
  GpExprHop *hop;

  if (node->kind == GP_EXPR_NODE_IDENT && find_row (self, node, bindings, &path->row))
    {
      path->hops = g_ptr_array_new ();
      return TRUE;
    }

  if (member == NULL || member->link != GP_EXPR_LINK_REFERENCE ||
      (node->kind != GP_EXPR_NODE_SELECT && node->kind != GP_EXPR_NODE_INDEX))
    {
      gp_expr_compiler_refuse (self, node, N_("A query cannot find out which record this is."));
      return FALSE;
    }

  if (!gp_expr_compiler_find_path (self, node->children[0], bindings, path))
    return FALSE;

  hop = gp_expr_query_alloc (self->query, sizeof (GpExprHop));
  *hop = (GpExprHop) { member->element, member->type.element, member->key };
  g_ptr_array_add (path->hops, hop);
  path->can_break |= member->type.nullable;
  return TRUE;
}

static GpExprOperand *
make_column (GpExprCompiler   *self,
             const GpExprPath *path,
             guint             n_hops,
             const GpId       *field,
             const GpExprType *type)
{
  GpExprOperand *operand = gp_expr_query_alloc (self->query, sizeof (GpExprOperand));
  GpExprHop *hops = gp_expr_query_alloc (self->query, (n_hops + 1) * sizeof (GpExprHop));

  for (guint i = 0; i < n_hops; i++)
    hops[i] = *(const GpExprHop *) path->hops->pdata[i];
  operand->kind = GP_EXPR_OPERAND_COLUMN;
  operand->type = *type;
  operand->column = (GpExprColumn) { path->row, n_hops, hops, *field };
  return operand;
}

GpExprOperand *
gp_expr_compiler_make_column (GpExprCompiler   *self,
                              const GpExprPath *path,
                              const GpId       *field,
                              const GpExprType *type)
{
  return make_column (self, path, path->hops->len, field, type);
}

GpExprOperand *
gp_expr_compiler_make_guard (GpExprCompiler   *self,
                             const GpExprPath *path)
{
  GpExprType type = gp_expr_type_new (GP_EXPR_TYPE_ANY);
  const GpExprHop *last;

  g_return_val_if_fail (path->hops->len > 0, NULL);

  last = path->hops->pdata[path->hops->len - 1];
  return make_column (self, path, path->hops->len - 1, &last->reference, &type);
}

/* A column of a record, or the reference itself where a related record is compared with null. */
static GpExprOperand *
find_column (GpExprCompiler       *self,
             const GpExprNode     *node,
             const GpExprBinding  *bindings,
             const GpExprOperand **guard)
{
  const GpExprMember *member = gp_expr_check_get_member (self->check, node);
  g_auto(GpExprPath) path = { 0 };

  if (member == NULL ||
      (member->link != GP_EXPR_LINK_FIELD && member->link != GP_EXPR_LINK_REFERENCE))
    {
      gp_expr_compiler_refuse (self, node, N_("A query cannot compute this for each record."));
      return NULL;
    }
  if (!gp_expr_compiler_find_path (self, node->children[0], bindings, &path))
    return NULL;

  if (path.can_break)
    *guard = gp_expr_compiler_make_guard (self, &path);
  return gp_expr_compiler_make_column (self, &path, &member->element, &member->type);
}

static const char *
get_key (const GpExprNode *node)
{
  if (node->kind == GP_EXPR_NODE_SELECT || node->kind == GP_EXPR_NODE_HAS)
    return node->name;
  if (node->kind == GP_EXPR_NODE_INDEX && node->children[1]->kind == GP_EXPR_NODE_LITERAL &&
      gp_expr_value_get_kind (node->children[1]->value) == GP_EXPR_VALUE_STRING)
    return gp_expr_value_get_string (node->children[1]->value, NULL);
  return NULL;
}

/* "user.id", "user.claims.region", "request.ip", "now"; NULL for everything else. */
static char *
get_param_name (const GpExprNode *node)
{
  g_autofree char *target = NULL;
  const char *key = get_key (node);

  if (node->kind == GP_EXPR_NODE_IDENT)
    {
      static const char * const known[] = { "user", "request", "now", NULL };

      return g_strv_contains (known, node->name) ? g_strdup (node->name) : NULL;
    }
  if (key == NULL)
    return NULL;

  target = get_param_name (node->children[0]);
  return target != NULL ? g_strconcat (target, ".", key, NULL) : NULL;
}

/* now + duration('1h'), now - duration('1h'): the nanoseconds. */
static gboolean
read_offset (GpExprCompiler   *self,
             const GpExprNode *node,
             gint64           *offset)
{
  const GpExprNode *base = node->children[0], *rest = node->children[1];
  gboolean adds = node->kind == GP_EXPR_NODE_ADD;
  const GpExprValue *duration;

  if (adds && rest->kind == GP_EXPR_NODE_IDENT)
    {
      base = node->children[1];
      rest = node->children[0];
    }
  if (base->kind != GP_EXPR_NODE_IDENT || !g_str_equal (base->name, "now") ||
      gp_expr_check_get_binder (self->check, base) != NULL || self->has_names[rest->id])
    return FALSE;

  duration = gp_expr_compiler_fold (self, rest);
  if (gp_expr_value_get_kind (duration) != GP_EXPR_VALUE_DURATION ||
      gp_expr_value_get_duration (duration) == G_MININT64)
    return FALSE;
  *offset = adds ? gp_expr_value_get_duration (duration) : -gp_expr_value_get_duration (duration);
  return TRUE;
}

static GpExprOperand *
find_param (GpExprCompiler   *self,
            const GpExprNode *node)
{
  const GpExprType *type = gp_expr_check_get_type (self->check, node);
  g_autofree char *name = get_param_name (node);
  GpExprOperand *operand;
  gint64 offset = 0;

  if (type->nullable || type->kind == GP_EXPR_TYPE_ANY || type->kind == GP_EXPR_TYPE_NULL ||
      type->kind == GP_EXPR_TYPE_MAP || type->kind == GP_EXPR_TYPE_RECORD)
    {
      gp_expr_compiler_refuse (self, node,
                               N_("A query needs a value of one kind here, and never null."));
      return NULL;
    }

  if ((node->kind == GP_EXPR_NODE_ADD || node->kind == GP_EXPR_NODE_SUBTRACT) &&
      read_offset (self, node, &offset))
    name = g_strdup ("now");

  operand = gp_expr_query_alloc (self->query, sizeof (GpExprOperand));
  operand->kind = GP_EXPR_OPERAND_PARAM;
  operand->type = *type;
  operand->source = node;
  operand->offset = offset;
  if (name != NULL)
    {
      char *copy = gp_expr_query_alloc (self->query, strlen (name) + 1);

      operand->param = strcpy (copy, name);
    }
  return operand;
}

static GpExprOperand *
find_value (GpExprCompiler   *self,
            const GpExprNode *node)
{
  GpExprOperand *operand = gp_expr_query_alloc (self->query, sizeof (GpExprOperand));

  operand->kind = GP_EXPR_OPERAND_VALUE;
  operand->value = gp_expr_compiler_fold (self, node);
  operand->type = gp_expr_type_of_value (operand->value);
  operand->source = node;
  return operand;
}

/* record.name.lowerAscii(), size(record.tags): what is done with a column. */
static GpExprTransform
find_transform (const GpExprNode *node)
{
  static const struct
  {
    const char *name;
    GpExprTransform transform;
  } transforms[] = {
    { "lowerAscii", GP_EXPR_TRANSFORM_LOWER },
    { "upperAscii", GP_EXPR_TRANSFORM_UPPER },
    { "size", GP_EXPR_TRANSFORM_SIZE },
  };

  if ((node->kind != GP_EXPR_NODE_METHOD && node->kind != GP_EXPR_NODE_CALL) ||
      node->n_children != 1)
    return GP_EXPR_TRANSFORM_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (transforms); i++)
    if (g_str_equal (transforms[i].name, node->name))
      return transforms[i].transform;
  return GP_EXPR_TRANSFORM_NONE;
}

GpExprOperand *
gp_expr_compiler_find_operand (GpExprCompiler       *self,
                               const GpExprNode     *node,
                               const GpExprBinding  *bindings,
                               const GpExprOperand **guard)
{
  GpExprTransform transform = find_transform (node);
  GpExprOperand *operand;

  *guard = NULL;
  if (!self->has_names[node->id])
    {
      operand = find_value (self, node);
      if (!gp_expr_value_is_error (operand->value))
        return operand;
      gp_expr_compiler_refuse (self, node, N_("This cannot be computed."));
      return NULL;
    }
  if (!self->needs_row[node->id])
    return find_param (self, node);
  if (transform == GP_EXPR_TRANSFORM_NONE)
    return find_column (self, node, bindings, guard);

  operand = find_column (self, node->children[0], bindings, guard);
  if (operand == NULL)
    return NULL;
  if (operand->type.kind != GP_EXPR_TYPE_STRING && operand->type.kind != GP_EXPR_TYPE_LIST)
    {
      gp_expr_compiler_refuse (self, node, N_("A query cannot compute this for each record."));
      return NULL;
    }
  operand->transform = transform;
  return operand;
}
