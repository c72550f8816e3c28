/* gp-expr-compile-atoms.c — the comparisons and tests of a query
 * SPDX-License-Identifier: Apache-2.0
 *
 * For each kind of comparison: the rows where it is true, the rows where it is false, and what must
 * not be null for it to be either. In CEL null == 'x' is false and null < 1 an error, so null is
 * handled here, kind by kind, and nowhere later. */

#define G_LOG_DOMAIN "gp-expr-compile"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-compile-private.h"

typedef struct
{
  GpExprCompiler *compiler;
  const GpExprNode *node;
  const GpExprBinding *bindings;
  GpExprAtom *atom;
} Maker;

void
gp_expr_atom_clear (GpExprAtom *atom)
{
  g_clear_pointer (&atom->guards, g_ptr_array_unref);
}

static void
add_guard (Maker               *self,
           const GpExprOperand *guard)
{
  if (guard != NULL)
    g_ptr_array_add (self->atom->guards, (gpointer) guard);
}

/* An operand with the guards of the way to it. */
static GpExprOperand *
find_operand (Maker            *self,
              const GpExprNode *node)
{
  const GpExprOperand *guard;
  GpExprOperand *operand = gp_expr_compiler_find_operand (self->compiler, node, self->bindings,
                                                          &guard);

  if (operand == NULL)
    return NULL;

  add_guard (self, guard);
  if (operand->kind == GP_EXPR_OPERAND_PARAM && g_strcmp0 (operand->param, "now") != 0)
    add_guard (self, operand);
  return operand;
}

static gboolean
can_be_null (const GpExprOperand *operand)
{
  return operand->kind == GP_EXPR_OPERAND_COLUMN && operand->type.nullable;
}

static gboolean
is_null (const GpExprOperand *operand)
{
  return operand->kind == GP_EXPR_OPERAND_VALUE && gp_expr_value_is_null (operand->value);
}

/* The column of an operand without what is done with it. */
static const GpExprOperand *
plain (Maker               *self,
       const GpExprOperand *operand)
{
  GpExprOperand *copy;

  if (operand->transform == GP_EXPR_TRANSFORM_NONE)
    return operand;

  copy = gp_expr_query_alloc (self->compiler->query, sizeof (GpExprOperand));
  *copy = *operand;
  copy->transform = GP_EXPR_TRANSFORM_NONE;
  return copy;
}

/* Where null makes it an error. */
static void
forbid_null (Maker               *self,
             const GpExprOperand *operand)
{
  if (can_be_null (operand))
    add_guard (self, plain (self, operand));
}

static const GpExprQueryNode *
make (Maker               *self,
      GpExprQueryKind      kind,
      GpExprNodeKind       op,
      const GpExprOperand *left,
      const GpExprOperand *right)
{
  return gp_expr_query_atom (self->compiler->query, kind, op, left, right, self->node);
}

static const GpExprQueryNode *
compare (Maker               *self,
         GpExprNodeKind       op,
         const GpExprOperand *left,
         const GpExprOperand *right)
{
  return make (self, GP_EXPR_QUERY_COMPARE, op, left, right);
}

static const GpExprQueryNode *
or_null (Maker                 *self,
         const GpExprQueryNode *node,
         const GpExprOperand   *operand)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) node);
  g_ptr_array_add (parts, (gpointer) make (self, GP_EXPR_QUERY_IS_NULL, 0, operand, NULL));
  return gp_expr_query_join (self->compiler->query, GP_EXPR_QUERY_OR, parts, self->node);
}

static void
set_holds (Maker                 *self,
           const GpExprQueryNode *node,
           gboolean               is_strict)
{
  self->atom->holds = node;
  self->atom->holds_is_strict = is_strict;
}

static void
set_fails (Maker                 *self,
           const GpExprQueryNode *node,
           gboolean               is_strict)
{
  self->atom->fails = node;
  self->atom->fails_is_strict = is_strict;
}

static gboolean
refuse (Maker      *self,
        const char *reason)
{
  gp_expr_compiler_refuse (self->compiler, self->node, reason);
  return FALSE;
}

/* Values that databases compare: no lists, records, or what is known only when it runs. */
static gboolean
is_comparable (const GpExprOperand *operand)
{
  if (operand->transform == GP_EXPR_TRANSFORM_SIZE)
    return TRUE;
  return operand->type.kind >= GP_EXPR_TYPE_BOOL && operand->type.kind <= GP_EXPR_TYPE_DURATION;
}

/* column == null */
static gboolean
make_null_test (Maker               *self,
                const GpExprOperand *operand)
{
  if (operand->kind != GP_EXPR_OPERAND_COLUMN || operand->transform != GP_EXPR_TRANSFORM_NONE)
    return refuse (self, N_("Only a field can be compared with null in a query."));

  set_holds (self, make (self, GP_EXPR_QUERY_IS_NULL, 0, operand, NULL), FALSE);
  set_fails (self, make (self, GP_EXPR_QUERY_NOT_NULL, 0, operand, NULL), TRUE);
  return TRUE;
}

/* A side that can be null and is not an error then: a column as it is. */
static gboolean
is_null_tolerant (const GpExprOperand *operand)
{
  return can_be_null (operand) && operand->transform == GP_EXPR_TRANSFORM_NONE;
}

static gboolean
make_equality (Maker *self)
{
  const GpExprOperand *left = find_operand (self, self->node->children[0]);
  const GpExprOperand *right = left != NULL ? find_operand (self, self->node->children[1]) : NULL;
  const GpExprOperand *nullable;

  if (right == NULL)
    return FALSE;
  if (is_null (left) || is_null (right))
    return make_null_test (self, is_null (left) ? right : left);
  if (!is_comparable (left) || !is_comparable (right))
    return refuse (self, N_("A query cannot compare such values."));

  if (left->transform != GP_EXPR_TRANSFORM_NONE)
    forbid_null (self, left);
  if (right->transform != GP_EXPR_TRANSFORM_NONE)
    forbid_null (self, right);

  if (is_null_tolerant (left) && is_null_tolerant (right))
    {
      set_holds (self, make (self, GP_EXPR_QUERY_SAME, 0, left, right), FALSE);
      set_fails (self, make (self, GP_EXPR_QUERY_DIFFERENT, 0, left, right), FALSE);
      return TRUE;
    }

  set_holds (self, compare (self, GP_EXPR_NODE_EQ, left, right), TRUE);
  nullable = is_null_tolerant (left) ? left : is_null_tolerant (right) ? right : NULL;
  if (nullable == NULL)
    set_fails (self, compare (self, GP_EXPR_NODE_NE, left, right), TRUE);
  else
    set_fails (self, or_null (self, compare (self, GP_EXPR_NODE_NE, left, right), nullable),
               FALSE);
  return TRUE;
}

static gboolean
make_order (Maker *self)
{
  static const GpExprNodeKind inverse[GP_EXPR_N_NODE_KINDS] = {
    [GP_EXPR_NODE_LT] = GP_EXPR_NODE_GE,
    [GP_EXPR_NODE_LE] = GP_EXPR_NODE_GT,
    [GP_EXPR_NODE_GT] = GP_EXPR_NODE_LE,
    [GP_EXPR_NODE_GE] = GP_EXPR_NODE_LT,
  };
  const GpExprOperand *left = find_operand (self, self->node->children[0]);
  const GpExprOperand *right = left != NULL ? find_operand (self, self->node->children[1]) : NULL;

  if (right == NULL)
    return FALSE;
  if (is_null (left) || is_null (right) || !is_comparable (left) || !is_comparable (right))
    return refuse (self, N_("A query cannot compare such values."));

  forbid_null (self, left);
  forbid_null (self, right);
  set_holds (self, compare (self, self->node->kind, left, right), TRUE);
  set_fails (self, compare (self, inverse[self->node->kind], left, right), TRUE);
  return TRUE;
}

/* x in ['a', 'b']: null in the list equals null in the column, and nothing else. */
static gboolean
make_choice (Maker               *self,
             const GpExprOperand *operand,
             const GpExprValue   *list)
{
  GpExprQuery *query = self->compiler->query;
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  gboolean has_null = FALSE;
  const GpExprQueryNode *holds, *fails;

  for (gsize i = 0; i < gp_expr_value_get_size (list); i++)
    {
      GpExprValue *item = gp_expr_value_get_item (list, i);
      GpExprValueKind kind = gp_expr_value_get_kind (item);

      if (kind == GP_EXPR_VALUE_NULL)
        has_null = TRUE;
      else if (kind > GP_EXPR_VALUE_DURATION)
        return refuse (self, N_("A query cannot compare such values."));
      else
        g_ptr_array_add (values, item);
    }

  holds = gp_expr_query_constant (query, FALSE);
  fails = gp_expr_query_constant (query, TRUE);
  if (values->len > 0)
    {
      holds = gp_expr_query_choice (query, GP_EXPR_QUERY_ANY_OF, operand, values, self->node);
      fails = gp_expr_query_choice (query, GP_EXPR_QUERY_NONE_OF, operand, values, self->node);
    }

  if (!is_null_tolerant (operand))
    {
      forbid_null (self, operand);
      set_holds (self, holds, TRUE);
      set_fails (self, fails, values->len > 0);
      return TRUE;
    }

  set_holds (self, has_null ? or_null (self, holds, operand) : holds, !has_null);
  if (!has_null)
    set_fails (self, or_null (self, fails, operand), FALSE);
  else if (values->len > 0)
    set_fails (self, fails, TRUE);
  else
    set_fails (self, make (self, GP_EXPR_QUERY_NOT_NULL, 0, operand, NULL), TRUE);
  return TRUE;
}

/* x in user.roles, 'a' in record.tags */
static gboolean
make_membership (Maker               *self,
                 const GpExprOperand *item,
                 const GpExprOperand *list)
{
  const GpExprQueryNode *fails;

  if (is_null (item) || !is_comparable (item) || list->type.kind != GP_EXPR_TYPE_LIST ||
      list->transform != GP_EXPR_TRANSFORM_NONE ||
      (is_null_tolerant (item) && list->kind == GP_EXPR_OPERAND_COLUMN))
    return refuse (self, N_("A query cannot search this list for this value."));

  forbid_null (self, list);
  set_holds (self, make (self, GP_EXPR_QUERY_MEMBER, 0, item, list), TRUE);
  fails = make (self, GP_EXPR_QUERY_NOT_MEMBER, 0, item, list);
  if (is_null_tolerant (item))
    set_fails (self, or_null (self, fails, item), FALSE);
  else
    {
      forbid_null (self, item);
      set_fails (self, fails, TRUE);
    }
  return TRUE;
}

static gboolean
make_in (Maker *self)
{
  const GpExprOperand *item = find_operand (self, self->node->children[0]);
  const GpExprOperand *list = item != NULL ? find_operand (self, self->node->children[1]) : NULL;

  if (list == NULL)
    return FALSE;
  if (list->kind != GP_EXPR_OPERAND_VALUE)
    return make_membership (self, item, list);
  if (item->kind == GP_EXPR_OPERAND_VALUE || !is_comparable (item) ||
      gp_expr_value_get_kind (list->value) != GP_EXPR_VALUE_LIST)
    return refuse (self, N_("A query cannot search this list for this value."));
  return make_choice (self, item, list->value);
}

static const struct
{
  const char *name;
  GpExprQueryKind holds;
  GpExprQueryKind fails;
} searches[] = {
  { "startsWith", GP_EXPR_QUERY_STARTS_WITH, GP_EXPR_QUERY_NOT_STARTS_WITH },
  { "endsWith", GP_EXPR_QUERY_ENDS_WITH, GP_EXPR_QUERY_NOT_ENDS_WITH },
  { "contains", GP_EXPR_QUERY_CONTAINS, GP_EXPR_QUERY_NOT_CONTAINS },
};

static gboolean
make_search (Maker *self)
{
  const GpExprOperand *text, *part;

  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    if (g_str_equal (searches[i].name, self->node->name))
      {
        text = find_operand (self, self->node->children[0]);
        part = text != NULL ? find_operand (self, self->node->children[1]) : NULL;
        if (part == NULL)
          return FALSE;
        if (text->type.kind != GP_EXPR_TYPE_STRING || part->type.kind != GP_EXPR_TYPE_STRING)
          return refuse (self, N_("A query cannot search such a value."));

        forbid_null (self, text);
        forbid_null (self, part);
        set_holds (self, make (self, searches[i].holds, 0, text, part), TRUE);
        set_fails (self, make (self, searches[i].fails, 0, text, part), TRUE);
        return TRUE;
      }
  return refuse (self, N_("A query cannot compute this for each record."));
}

/* A column or parameter that is a yes or no itself. */
static gboolean
make_flag (Maker *self)
{
  GpExprQuery *query = self->compiler->query;
  const GpExprOperand *operand = find_operand (self, self->node);
  GpExprOperand *yes, *no;

  if (operand == NULL)
    return FALSE;
  if (operand->type.kind != GP_EXPR_TYPE_BOOL)
    return refuse (self, N_("A query needs a yes or no here."));

  yes = gp_expr_query_alloc (query, sizeof (GpExprOperand));
  yes->kind = GP_EXPR_OPERAND_VALUE;
  yes->type = gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  yes->value = gp_expr_value_new_bool (TRUE);
  no = gp_expr_query_alloc (query, sizeof (GpExprOperand));
  *no = *yes;
  no->value = gp_expr_value_new_bool (FALSE);

  forbid_null (self, operand);
  set_holds (self, compare (self, GP_EXPR_NODE_EQ, operand, yes), TRUE);
  set_fails (self, compare (self, GP_EXPR_NODE_EQ, operand, no), TRUE);
  return TRUE;
}

/* has(record.field), has(record.relation) */
static gboolean
make_has (Maker *self)
{
  GpExprCompiler *compiler = self->compiler;
  const GpExprMember *member = gp_expr_check_get_member (compiler->check, self->node);
  g_auto(GpExprPath) path = { 0 };
  const GpExprOperand *column;

  if (member == NULL || member->link == GP_EXPR_LINK_VALUE ||
      member->link == GP_EXPR_LINK_ELEMENT)
    return refuse (self, N_("A query cannot tell whether this is set."));
  if (!gp_expr_compiler_find_path (compiler, self->node->children[0], self->bindings, &path))
    return FALSE;

  if (path.can_break)
    add_guard (self, gp_expr_compiler_make_guard (compiler, &path));
  if (member->link == GP_EXPR_LINK_CHILDREN || !member->type.nullable)
    {
      set_holds (self, gp_expr_query_constant (compiler->query, TRUE), FALSE);
      set_fails (self, gp_expr_query_constant (compiler->query, FALSE), TRUE);
      return TRUE;
    }

  column = gp_expr_compiler_make_column (compiler, &path, &member->element, &member->type);
  set_holds (self, make (self, GP_EXPR_QUERY_NOT_NULL, 0, column, NULL), TRUE);
  set_fails (self, make (self, GP_EXPR_QUERY_IS_NULL, 0, column, NULL), FALSE);
  return TRUE;
}

/* What does not look at a row is one parameter, except where a printer may know its parts. */
static gboolean
is_one_parameter (Maker *self)
{
  switch (self->node->kind)
    {
    case GP_EXPR_NODE_EQ:
    case GP_EXPR_NODE_NE:
    case GP_EXPR_NODE_LT:
    case GP_EXPR_NODE_LE:
    case GP_EXPR_NODE_GT:
    case GP_EXPR_NODE_GE:
    case GP_EXPR_NODE_IN:
      for (gsize i = 0; i < 2; i++)
        {
          const GpExprNode *side = self->node->children[i];
          const GpExprType *type = gp_expr_check_get_type (self->compiler->check, side);

          if (type->nullable || type->kind < GP_EXPR_TYPE_BOOL || type->kind > GP_EXPR_TYPE_LIST)
            return TRUE;
        }
      return FALSE;

    case GP_EXPR_NODE_METHOD:
      for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
        if (g_str_equal (searches[i].name, self->node->name))
          return FALSE;
      return TRUE;

    default:
      return TRUE;
    }
}

static gboolean
make_inequality (Maker *self)
{
  GpExprAtom *atom = self->atom;
  const GpExprQueryNode *holds;
  gboolean is_strict;

  if (!make_equality (self))
    return FALSE;

  holds = atom->holds;
  is_strict = atom->holds_is_strict;
  set_holds (self, atom->fails, atom->fails_is_strict);
  set_fails (self, holds, is_strict);
  return TRUE;
}

gboolean
gp_expr_compiler_find_atom (GpExprCompiler      *self,
                            const GpExprNode    *node,
                            const GpExprBinding *bindings,
                            GpExprAtom          *atom)
{
  Maker maker = { self, node, bindings, atom };

  atom->guards = g_ptr_array_new ();
  if (!self->needs_row[node->id] && is_one_parameter (&maker))
    return make_flag (&maker);

  switch (node->kind)
    {
    case GP_EXPR_NODE_EQ:
      return make_equality (&maker);
    case GP_EXPR_NODE_NE:
      return make_inequality (&maker);
    case GP_EXPR_NODE_LT:
    case GP_EXPR_NODE_LE:
    case GP_EXPR_NODE_GT:
    case GP_EXPR_NODE_GE:
      return make_order (&maker);
    case GP_EXPR_NODE_IN:
      return make_in (&maker);
    case GP_EXPR_NODE_METHOD:
      return make_search (&maker);
    case GP_EXPR_NODE_HAS:
      return make_has (&maker);
    case GP_EXPR_NODE_SELECT:
    case GP_EXPR_NODE_INDEX:
      return make_flag (&maker);
    default:
      return refuse (&maker, N_("A query cannot compute this for each record."));
    }
}
