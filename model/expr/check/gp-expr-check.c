/* gp-expr-check.c — names and types of an expression's parts
 * SPDX-License-Identifier: Apache-2.0
 *
 * One walk, children before parents, that fills a table by node id. A part with a problem becomes
 * ANY, which fits everywhere, so that one mistake is reported once. The checks are stricter than
 * CEL's where targets would differ: both sides of a comparison have one type, null is compared only
 * with what can be null, and lists and maps are not compared. */

#define G_LOG_DOMAIN "gp-expr-check"

#include "config.h"

#include "gp-expr-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-check-private.h"

void
gp_expr_checker_complain (GpExprChecker    *self,
                          GpExprError       code,
                          const GpExprNode *node,
                          const char       *format,
                          ...)
{
  va_list args;

  self->check->has_problems = TRUE;
  if (self->problems == NULL)
    return;

  va_start (args, format);
  g_ptr_array_add (self->problems,
                   gp_expr_problem_new_valist (code, node->offset, node->length, format, args));
  va_end (args);
}

void
gp_expr_checker_refer (GpExprChecker      *self,
                       GpExprReferenceKind kind,
                       const GpId         *element,
                       guint32             offset,
                       guint32             length,
                       const GpExprNode   *node)
{
  GpExprReference reference = { kind, *element, offset, length, node };

  if (!gp_id_is_nil (element))
    g_array_append_val (self->check->references, reference);
}

/* Notes what the name at @offset stands for. */
static GpExprType
take_member (GpExprChecker      *self,
             const GpExprNode   *node,
             const GpExprMember *member,
             guint32             offset,
             guint32             length)
{
  GpExprNodeInfo *info = gp_expr_checker_get_info (self, node);

  info->member = *member;
  info->has_member = TRUE;
  gp_expr_checker_refer (self, GP_EXPR_REFERENCE_NAME, &member->element, offset, length, node);
  if (member->naming == GP_EXPR_NAMING_WITH_VIA)
    gp_expr_checker_refer (self, GP_EXPR_REFERENCE_NAME, &member->via, offset, length, node);
  return member->type;
}

static GpExprType
infer_ident (GpExprChecker     *self,
             const GpExprNode  *node,
             const GpExprLocal *locals)
{
  GpExprMember member;

  for (; locals != NULL; locals = locals->outer)
    if (strcmp (locals->name, node->name) == 0)
      {
        gp_expr_checker_get_info (self, node)->binder = locals->binder;
        return locals->type;
      }

  if (self->scope->find_variable (self->scope, node->name, &member))
    return take_member (self, node, &member, node->name_offset, node->name_length);

  gp_expr_checker_complain (self, GP_EXPR_ERROR_NAME, node, N_("There is no variable “%s” here."),
                            node->name);
  return gp_expr_any_type ();
}

/* target.name or target['name'] */
static GpExprType
infer_field (GpExprChecker    *self,
             const GpExprNode *node,
             const GpExprType *target,
             const char       *name,
             guint32           offset,
             guint32           length)
{
  GpExprMember member;

  switch (target->kind)
    {
    case GP_EXPR_TYPE_ANY:
      return gp_expr_any_type ();

    case GP_EXPR_TYPE_MAP:
      return gp_expr_type_get_item (target);

    case GP_EXPR_TYPE_RECORD:
      if (self->scope->find_member (self->scope, target, name, &member))
        return take_member (self, node, &member, offset, length);
      gp_expr_checker_complain (self, GP_EXPR_ERROR_NAME, node,
                                N_("There is no “%s” in this record."), name);
      return gp_expr_any_type ();

    default:
      {
        g_autofree char *text = gp_expr_type_to_text (target);

        gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("A %s has no “%s”."), text,
                                  name);
        return gp_expr_any_type ();
      }
    }
}

static GpExprType
infer_select (GpExprChecker     *self,
              const GpExprNode  *node,
              const GpExprLocal *locals)
{
  GpExprType target = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprType type = infer_field (self, node, &target, node->name, node->name_offset,
                                 node->name_length);

  return node->kind == GP_EXPR_NODE_HAS ? gp_expr_bool_type () : type;
}

static GpExprType
infer_index (GpExprChecker     *self,
             const GpExprNode  *node,
             const GpExprLocal *locals)
{
  const GpExprNode *key = node->children[1];
  GpExprType target = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprType index = gp_expr_checker_infer (self, key, locals);
  const char *name = gp_expr_node_get_text (key);

  if (target.kind == GP_EXPR_TYPE_RECORD && name != NULL)
    return infer_field (self, node, &target, name, key->offset, key->length);

  if (target.kind == GP_EXPR_TYPE_LIST && !gp_expr_type_may_be (&index, GP_EXPR_TYPE_INT))
    gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, key, N_("A place in a list is an int."));
  else if (target.kind == GP_EXPR_TYPE_MAP && !gp_expr_type_may_be (&index, GP_EXPR_TYPE_STRING))
    gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, key,
                              N_("The key of this map is a string."));
  else if (target.kind != GP_EXPR_TYPE_LIST && !gp_expr_type_may_be (&target, GP_EXPR_TYPE_MAP))
    {
      g_autofree char *text = gp_expr_type_to_text (&target);

      gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node, N_("A %s has no items."), text);
    }
  return gp_expr_type_get_item (&target);
}

static GpExprType
infer_condition (GpExprChecker     *self,
                 const GpExprNode  *node,
                 const GpExprLocal *locals)
{
  GpExprType type = gp_expr_checker_infer (self, node, locals);

  if (!gp_expr_type_may_be (&type, GP_EXPR_TYPE_BOOL))
    {
      g_autofree char *text = gp_expr_type_to_text (&type);

      gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node,
                                N_("A condition is expected here, not a %s."), text);
    }
  return gp_expr_bool_type ();
}

static GpExprType
infer_logic (GpExprChecker     *self,
             const GpExprNode  *node,
             const GpExprLocal *locals)
{
  for (gsize i = 0; i < node->n_children; i++)
    infer_condition (self, node->children[i], locals);
  return gp_expr_bool_type ();
}

static GpExprType
infer_list (GpExprChecker     *self,
            const GpExprNode  *node,
            const GpExprLocal *locals)
{
  GpExprType joined = gp_expr_any_type ();

  for (gsize i = 0; i < node->n_children; i++)
    {
      GpExprType item = gp_expr_checker_infer (self, node->children[i], locals);

      joined = i == 0 ? item : gp_expr_type_join (&joined, &item);
    }
  return gp_expr_type_list_of (&joined);
}

static GpExprType
infer_map (GpExprChecker     *self,
           const GpExprNode  *node,
           const GpExprLocal *locals)
{
  GpExprType joined = gp_expr_any_type ();
  gboolean has_string_keys = TRUE;

  for (gsize i = 0; i < node->n_children; i += 2)
    {
      GpExprType key = gp_expr_checker_infer (self, node->children[i], locals);
      GpExprType value = gp_expr_checker_infer (self, node->children[i + 1], locals);

      has_string_keys &= key.kind == GP_EXPR_TYPE_STRING;
      joined = i == 0 ? value : gp_expr_type_join (&joined, &value);
    }
  return has_string_keys ? gp_expr_type_map_of (&joined) : gp_expr_any_type ();
}

static GpExprType
infer_conditional (GpExprChecker     *self,
                   const GpExprNode  *node,
                   const GpExprLocal *locals)
{
  GpExprType then, otherwise, joined;

  infer_condition (self, node->children[0], locals);
  then = gp_expr_checker_infer (self, node->children[1], locals);
  otherwise = gp_expr_checker_infer (self, node->children[2], locals);
  joined = gp_expr_type_join (&then, &otherwise);

  if (joined.kind == GP_EXPR_TYPE_ANY && then.kind != GP_EXPR_TYPE_ANY &&
      otherwise.kind != GP_EXPR_TYPE_ANY)
    {
      g_autofree char *then_text = gp_expr_type_to_text (&then);
      g_autofree char *otherwise_text = gp_expr_type_to_text (&otherwise);

      gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node,
                                N_("The two outcomes differ: one is a %s, the other a %s."),
                                then_text, otherwise_text);
    }
  return joined;
}

static GpExprType
infer_macro (GpExprChecker     *self,
             const GpExprNode  *node,
             const GpExprLocal *locals)
{
  GpExprType range = gp_expr_checker_infer (self, node->children[0], locals);
  GpExprLocal local = { .name = node->name, .binder = node, .outer = locals };
  GpExprType item;

  local.type = range.kind == GP_EXPR_TYPE_MAP ? gp_expr_type_new (GP_EXPR_TYPE_STRING)
                                              : gp_expr_type_get_item (&range);
  if (!gp_expr_type_may_be (&range, GP_EXPR_TYPE_LIST) && range.kind != GP_EXPR_TYPE_MAP)
    {
      g_autofree char *text = gp_expr_type_to_text (&range);

      gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, node->children[0],
                                N_("%s() goes through a list or a map, not a %s."),
                                gp_expr_node_kind_get_macro (node->kind), text);
    }

  if (node->kind != GP_EXPR_NODE_TRANSFORM)
    {
      infer_condition (self, node->children[1], &local);
      return node->kind == GP_EXPR_NODE_FILTER ? gp_expr_type_list_of (&local.type)
                                               : gp_expr_bool_type ();
    }

  if (node->n_children == 3)
    infer_condition (self, node->children[1], &local);
  item = gp_expr_checker_infer (self, node->children[node->n_children - 1], &local);
  return gp_expr_type_list_of (&item);
}

static GpExprType
infer_literal (GpExprChecker     *self,
               const GpExprNode  *node,
               const GpExprLocal *locals)
{
  return gp_expr_type_of_value (node->value);
}

typedef GpExprType (*InferFunc) (GpExprChecker *self,
                                 const GpExprNode *node,
                                 const GpExprLocal *locals);

static const InferFunc infer_funcs[GP_EXPR_N_NODE_KINDS] = {
  [GP_EXPR_NODE_LITERAL] = infer_literal,
  [GP_EXPR_NODE_IDENT] = infer_ident,
  [GP_EXPR_NODE_SELECT] = infer_select,
  [GP_EXPR_NODE_HAS] = infer_select,
  [GP_EXPR_NODE_INDEX] = infer_index,
  [GP_EXPR_NODE_CALL] = gp_expr_check_call,
  [GP_EXPR_NODE_METHOD] = gp_expr_check_call,
  [GP_EXPR_NODE_LIST] = infer_list,
  [GP_EXPR_NODE_MAP] = infer_map,
  [GP_EXPR_NODE_NOT] = infer_logic,
  [GP_EXPR_NODE_NEGATE] = gp_expr_check_negate,
  [GP_EXPR_NODE_AND] = infer_logic,
  [GP_EXPR_NODE_OR] = infer_logic,
  [GP_EXPR_NODE_EQ] = gp_expr_check_equality,
  [GP_EXPR_NODE_NE] = gp_expr_check_equality,
  [GP_EXPR_NODE_LT] = gp_expr_check_order,
  [GP_EXPR_NODE_LE] = gp_expr_check_order,
  [GP_EXPR_NODE_GT] = gp_expr_check_order,
  [GP_EXPR_NODE_GE] = gp_expr_check_order,
  [GP_EXPR_NODE_IN] = gp_expr_check_in,
  [GP_EXPR_NODE_ADD] = gp_expr_check_arithmetic,
  [GP_EXPR_NODE_SUBTRACT] = gp_expr_check_arithmetic,
  [GP_EXPR_NODE_MULTIPLY] = gp_expr_check_arithmetic,
  [GP_EXPR_NODE_DIVIDE] = gp_expr_check_arithmetic,
  [GP_EXPR_NODE_MODULO] = gp_expr_check_arithmetic,
  [GP_EXPR_NODE_CONDITIONAL] = infer_conditional,
  [GP_EXPR_NODE_EXISTS] = infer_macro,
  [GP_EXPR_NODE_ALL] = infer_macro,
  [GP_EXPR_NODE_EXISTS_ONE] = infer_macro,
  [GP_EXPR_NODE_FILTER] = infer_macro,
  [GP_EXPR_NODE_TRANSFORM] = infer_macro,
};

GpExprType
gp_expr_checker_infer (GpExprChecker     *self,
                       const GpExprNode  *node,
                       const GpExprLocal *locals)
{
  GpExprType type = infer_funcs[node->kind](self, node, locals);

  gp_expr_checker_get_info (self, node)->type = type;
  return type;
}

static int
compare_references (gconstpointer a,
                    gconstpointer b)
{
  const GpExprReference *left = a, *right = b;

  return (left->offset > right->offset) - (left->offset < right->offset);
}

static void
check_expected (GpExprChecker    *self,
                const GpExprNode *root,
                const GpExprType *expected)
{
  const GpExprType *type = &gp_expr_checker_get_info (self, root)->type;
  g_autofree char *text = NULL;
  g_autofree char *expected_text = NULL;

  if (expected == NULL || gp_expr_type_may_be (type, expected->kind) ||
      expected->kind == GP_EXPR_TYPE_ANY ||
      (type->kind == GP_EXPR_TYPE_INT && expected->kind == GP_EXPR_TYPE_DOUBLE) ||
      (type->kind == GP_EXPR_TYPE_NULL && expected->nullable))
    return;

  text = gp_expr_type_to_text (type);
  expected_text = gp_expr_type_to_text (expected);
  gp_expr_checker_complain (self, GP_EXPR_ERROR_TYPE, root,
                            N_("This comes to a %s; a %s is expected."), text, expected_text);
}

GpExprCheck *
gp_expr_check_new (const GpExpr      *expr,
                   const GpExprScope *scope,
                   const GpExprType  *expected,
                   GPtrArray         *problems)
{
  GpExprCheck *self;
  GpExprChecker checker;

  g_return_val_if_fail (expr != NULL && scope != NULL, NULL);

  self = g_new0 (GpExprCheck, 1);
  self->expr = gp_expr_ref (expr);
  self->infos = g_new0 (GpExprNodeInfo, gp_expr_get_n_nodes (expr));
  self->references = g_array_new (FALSE, FALSE, sizeof (GpExprReference));

  checker = (GpExprChecker){ self, scope, problems };
  gp_expr_checker_infer (&checker, gp_expr_get_root (expr), NULL);
  check_expected (&checker, gp_expr_get_root (expr), expected);
  g_array_sort (self->references, compare_references);
  return self;
}

void
gp_expr_check_free (GpExprCheck *self)
{
  if (self == NULL)
    return;

  gp_expr_unref (self->expr);
  g_free (self->infos);
  g_array_unref (self->references);
  g_free (self);
}

const GpExpr *
gp_expr_check_get_expr (const GpExprCheck *self)
{
  return self->expr;
}

gboolean
gp_expr_check_has_problems (const GpExprCheck *self)
{
  return self->has_problems;
}

const GpExprType *
gp_expr_check_get_type (const GpExprCheck *self,
                        const GpExprNode  *node)
{
  return &self->infos[node->id].type;
}

const GpExprMember *
gp_expr_check_get_member (const GpExprCheck *self,
                          const GpExprNode  *node)
{
  return self->infos[node->id].has_member ? &self->infos[node->id].member : NULL;
}

const GpExprNode *
gp_expr_check_get_binder (const GpExprCheck *self,
                          const GpExprNode  *node)
{
  return self->infos[node->id].binder;
}

const GpExprReference *
gp_expr_check_get_references (const GpExprCheck *self,
                              gsize             *n)
{
  *n = self->references->len;
  return (const GpExprReference *) self->references->data;
}
