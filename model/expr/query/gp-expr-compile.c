/* gp-expr-compile.c — from a checked expression to a query
 * SPDX-License-Identifier: Apache-2.0
 *
 * An expression on a row is true, false or an error; a database has true and not true. So a node
 * is compiled for one of four modes, and each mode of a compound is made of modes of its parts:
 *
 *              TRUE            FALSE           NOT_TRUE        NOT_FALSE
 *   a && b     T a ∧ T b       F a ∨ F b       N a ∨ N b       M a ∧ M b
 *   a || b     T a ∨ T b       F a ∧ F b       N a ∧ N b       M a ∨ M b
 *   !a         F a             T a             M a             N a
 *   exists p   ∃ T p           ¬∃ M p          ¬∃ T p          ∃ M p
 *   all p      ¬∃ N p          ∃ F p           ∃ N p           ¬∃ F p
 *
 * No NOT is ever put over a compound, so whether the database finds NULL or FALSE makes no
 * difference. What does not depend on a row at all becomes a parameter: it is evaluated before the
 * query runs. */

#define G_LOG_DOMAIN "gp-expr-compile"

#include "config.h"

#include "gp-expr-compile.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-compile-private.h"

static const GpExprMode opposite[] = {
  [GP_EXPR_MODE_TRUE] = GP_EXPR_MODE_FALSE,
  [GP_EXPR_MODE_FALSE] = GP_EXPR_MODE_TRUE,
  [GP_EXPR_MODE_NOT_TRUE] = GP_EXPR_MODE_NOT_FALSE,
  [GP_EXPR_MODE_NOT_FALSE] = GP_EXPR_MODE_NOT_TRUE,
};

static const GpExprQueryNode *compile (GpExprCompiler *self, const GpExprNode *node,
                                       GpExprMode mode, const GpExprBinding *bindings);

void
gp_expr_compiler_refuse (GpExprCompiler   *self,
                         const GpExprNode *node,
                         const char       *reason)
{
  if (self->refusal == NULL)
    self->refusal = gp_expr_problem_new_literal (GP_EXPR_ERROR_REFUSED, node->offset, node->length,
                                                 reason);
}

static const GpExprQueryNode *
compile_constant (GpExprCompiler   *self,
                  const GpExprNode *node,
                  GpExprMode        mode)
{
  const GpExprValue *value = gp_expr_compiler_fold (self, node);
  gboolean is_bool = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_BOOL;
  gboolean is_true = gp_expr_value_is_true (value);
  gboolean is_false = is_bool && !is_true;

  switch (mode)
    {
    case GP_EXPR_MODE_TRUE:
      return gp_expr_query_constant (self->query, is_true);
    case GP_EXPR_MODE_FALSE:
      return gp_expr_query_constant (self->query, is_false);
    case GP_EXPR_MODE_NOT_TRUE:
      return gp_expr_query_constant (self->query, !is_true);
    case GP_EXPR_MODE_NOT_FALSE:
    default:
      return gp_expr_query_constant (self->query, !is_false);
    }
}

static const GpExprQueryNode *
compile_logic (GpExprCompiler      *self,
               const GpExprNode    *node,
               GpExprMode           mode,
               const GpExprBinding *bindings)
{
  gboolean positive = mode == GP_EXPR_MODE_TRUE || mode == GP_EXPR_MODE_NOT_FALSE;
  gboolean is_and = node->kind == GP_EXPR_NODE_AND;
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  for (gsize i = 0; i < node->n_children; i++)
    g_ptr_array_add (parts, (gpointer) compile (self, node->children[i], mode, bindings));
  return gp_expr_query_join (self->query,
                             is_and == positive ? GP_EXPR_QUERY_AND : GP_EXPR_QUERY_OR, parts,
                             node);
}

static const GpExprQueryNode *
join_two (GpExprCompiler        *self,
          GpExprQueryKind        kind,
          const GpExprQueryNode *a,
          const GpExprQueryNode *b,
          const GpExprNode      *source)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) a);
  g_ptr_array_add (parts, (gpointer) b);
  return gp_expr_query_join (self->query, kind, parts, source);
}

/* c ? a : b is found where c is surely true and a is as asked, or c surely false and b is. Where
 * errors count too, it is left out only where c surely chooses a branch that is not as asked. */
static const GpExprQueryNode *
compile_conditional (GpExprCompiler      *self,
                     const GpExprNode    *node,
                     GpExprMode           mode,
                     const GpExprBinding *bindings)
{
  gboolean exact = mode == GP_EXPR_MODE_TRUE || mode == GP_EXPR_MODE_FALSE;
  GpExprQueryKind inner = exact ? GP_EXPR_QUERY_AND : GP_EXPR_QUERY_OR;
  GpExprQueryKind outer = exact ? GP_EXPR_QUERY_OR : GP_EXPR_QUERY_AND;
  const GpExprNode *condition = node->children[0];
  const GpExprQueryNode *then, *otherwise;

  then = join_two (self, inner,
                   compile (self, condition, exact ? GP_EXPR_MODE_TRUE : GP_EXPR_MODE_NOT_TRUE,
                            bindings),
                   compile (self, node->children[1], mode, bindings), node);
  otherwise = join_two (self, inner,
                        compile (self, condition,
                                 exact ? GP_EXPR_MODE_FALSE : GP_EXPR_MODE_NOT_FALSE, bindings),
                        compile (self, node->children[2], mode, bindings), node);
  return join_two (self, outer, then, otherwise, node);
}

/* For exists() and all(): whether rows are looked for or ruled out, and which. */
static const struct
{
  GpExprQueryKind kind;
  GpExprMode body;
} quantifiers[2][4] = {
  {
    [GP_EXPR_MODE_TRUE] = { GP_EXPR_QUERY_EXISTS, GP_EXPR_MODE_TRUE },
    [GP_EXPR_MODE_FALSE] = { GP_EXPR_QUERY_NOT_EXISTS, GP_EXPR_MODE_NOT_FALSE },
    [GP_EXPR_MODE_NOT_TRUE] = { GP_EXPR_QUERY_NOT_EXISTS, GP_EXPR_MODE_TRUE },
    [GP_EXPR_MODE_NOT_FALSE] = { GP_EXPR_QUERY_EXISTS, GP_EXPR_MODE_NOT_FALSE },
  },
  {
    [GP_EXPR_MODE_TRUE] = { GP_EXPR_QUERY_NOT_EXISTS, GP_EXPR_MODE_NOT_TRUE },
    [GP_EXPR_MODE_FALSE] = { GP_EXPR_QUERY_EXISTS, GP_EXPR_MODE_FALSE },
    [GP_EXPR_MODE_NOT_TRUE] = { GP_EXPR_QUERY_EXISTS, GP_EXPR_MODE_NOT_TRUE },
    [GP_EXPR_MODE_NOT_FALSE] = { GP_EXPR_QUERY_NOT_EXISTS, GP_EXPR_MODE_FALSE },
  },
};

/* The records that point to the record at @path, as a row of their own. */
static guint
add_child_row (GpExprCompiler     *self,
               const GpExprMember *member,
               const GpExprPath   *path)
{
  GpExprType key_type = gp_expr_type_new (GP_EXPR_TYPE_ANY);
  GpExprOperand *key = gp_expr_compiler_make_column (self, path, &member->key, &key_type);
  GpExprQueryRow row = { .kind = GP_EXPR_ROW_CHILD, .entity = member->element,
                         .child_field = member->via, .parent_key = key->column };

  return gp_expr_query_add_row (self->query, &row);
}

static const GpExprQueryNode *
compile_quantifier (GpExprCompiler      *self,
                    const GpExprNode    *node,
                    GpExprMode           mode,
                    const GpExprBinding *bindings)
{
  const GpExprNode *range = node->children[0];
  const GpExprMember *member = gp_expr_check_get_member (self->check, range);
  gboolean is_all = node->kind == GP_EXPR_NODE_ALL;
  GpExprQueryKind kind = quantifiers[is_all][mode].kind;
  GpExprMode body_mode = quantifiers[is_all][mode].body;
  g_auto(GpExprPath) path = { 0 };
  GpExprBinding binding = { .macro = node, .outer = bindings };
  GpExprAtom atom = { 0 };
  const GpExprQueryNode *result;

  if (member == NULL || member->link != GP_EXPR_LINK_CHILDREN)
    {
      gp_expr_compiler_refuse (self, range,
                               N_("Only lists of related records can be searched in a query."));
      return gp_expr_query_constant (self->query, FALSE);
    }
  if (!gp_expr_compiler_find_path (self, range->children[0], bindings, &path))
    return gp_expr_query_constant (self->query, FALSE);

  binding.row = add_child_row (self, member, &path);
  result = gp_expr_query_exists (self->query, kind, binding.row,
                                 compile (self, node->children[1], body_mode, &binding), node);

  /* A broken path is an error, and has no children: only NOT EXISTS would find it. */
  atom.guards = g_ptr_array_new ();
  if (path.can_break)
    g_ptr_array_add (atom.guards, gp_expr_compiler_make_guard (self, &path));
  atom.holds = atom.fails = result;
  atom.holds_is_strict = atom.fails_is_strict = kind == GP_EXPR_QUERY_EXISTS;
  result = gp_expr_atom_finish (&atom, self, mode, node);
  gp_expr_atom_clear (&atom);
  return result;
}

static const GpExprQueryNode *
compile_atom (GpExprCompiler      *self,
              const GpExprNode    *node,
              GpExprMode           mode,
              const GpExprBinding *bindings)
{
  const GpExprQueryNode *result = gp_expr_query_constant (self->query, FALSE);
  GpExprAtom atom = { 0 };

  if (gp_expr_compiler_find_atom (self, node, bindings, &atom))
    result = gp_expr_atom_finish (&atom, self, mode, node);
  gp_expr_atom_clear (&atom);
  return result;
}

static const GpExprQueryNode *
compile (GpExprCompiler      *self,
         const GpExprNode    *node,
         GpExprMode           mode,
         const GpExprBinding *bindings)
{
  if (self->refusal != NULL || gp_expr_query_is_full (self->query))
    return gp_expr_query_constant (self->query, FALSE);
  if (!self->has_names[node->id])
    return compile_constant (self, node, mode);

  switch (node->kind)
    {
    case GP_EXPR_NODE_AND:
    case GP_EXPR_NODE_OR:
      return compile_logic (self, node, mode, bindings);

    case GP_EXPR_NODE_NOT:
      return compile (self, node->children[0], opposite[mode], bindings);

    case GP_EXPR_NODE_CONDITIONAL:
      return compile_conditional (self, node, mode, bindings);

    case GP_EXPR_NODE_EXISTS:
    case GP_EXPR_NODE_ALL:
      if (self->needs_row[node->id])
        return compile_quantifier (self, node, mode, bindings);
      return compile_atom (self, node, mode, bindings);

    default:
      return compile_atom (self, node, mode, bindings);
    }
}

const GpExprQueryNode *
gp_expr_atom_finish (GpExprAtom       *atom,
                     GpExprCompiler   *self,
                     GpExprMode        mode,
                     const GpExprNode *source)
{
  gboolean exact = mode == GP_EXPR_MODE_TRUE || mode == GP_EXPR_MODE_FALSE;
  gboolean holds = mode == GP_EXPR_MODE_TRUE || mode == GP_EXPR_MODE_NOT_FALSE;
  const GpExprQueryNode *wanted = holds ? atom->holds : atom->fails;
  g_autoptr(GPtrArray) parts = NULL;

  if (exact && (holds ? atom->holds_is_strict : atom->fails_is_strict))
    return wanted;

  parts = g_ptr_array_new ();
  for (guint i = 0; i < atom->guards->len; i++)
    {
      const GpExprOperand *guard = atom->guards->pdata[i];
      gboolean is_param = guard->kind == GP_EXPR_OPERAND_PARAM;
      GpExprQueryKind sound = is_param ? GP_EXPR_QUERY_PRESENT : GP_EXPR_QUERY_NOT_NULL;
      GpExprQueryKind broken = is_param ? GP_EXPR_QUERY_ABSENT : GP_EXPR_QUERY_IS_NULL;

      g_ptr_array_add (parts, (gpointer) gp_expr_query_atom (self->query, exact ? sound : broken, 0,
                                                             guard, NULL, source));
    }
  g_ptr_array_add (parts, (gpointer) wanted);
  return gp_expr_query_join (self->query, exact ? GP_EXPR_QUERY_AND : GP_EXPR_QUERY_OR, parts,
                             source);
}

/* Fills needs_row and has_names; children have smaller ids than their parents, but a macro's
 * variable stands before the macro, so its range is asked instead. */
static void
look_ahead (GpExprCompiler *self)
{
  const GpExpr *expr = gp_expr_check_get_expr (self->check);
  guint n = gp_expr_get_n_nodes (expr);

  self->needs_row = g_new0 (gboolean, n);
  self->has_names = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    {
      const GpExprNode *node = gp_expr_get_node (expr, i);

      if (node->kind == GP_EXPR_NODE_IDENT)
        {
          const GpExprNode *binder = gp_expr_check_get_binder (self->check, node);

          self->has_names[i] = TRUE;
          if (binder != NULL)
            self->needs_row[i] = self->needs_row[binder->children[0]->id];
          else
            self->needs_row[i] = g_str_equal (node->name, "record") ||
                                 g_str_equal (node->name, "new");
        }
      for (gsize j = 0; j < node->n_children; j++)
        {
          self->needs_row[i] |= self->needs_row[node->children[j]->id];
          self->has_names[i] |= self->has_names[node->children[j]->id];
        }
    }
}

static GpExprProblem *
find_problem (GpExprCompiler *self,
              const GpExpr   *expr)
{
  const GpExprNode *root = gp_expr_get_root (expr);

  if (gp_expr_check_has_problems (self->check))
    return gp_expr_problem_new (GP_EXPR_ERROR_TYPE, root->offset, root->length,
                                N_("The expression has problems; mend them first."));
  if (gp_expr_check_get_type (self->check, root)->kind != GP_EXPR_TYPE_BOOL)
    return gp_expr_problem_new (GP_EXPR_ERROR_TYPE, root->offset, root->length,
                                N_("This is no condition."));
  return NULL;
}

GpExprQuery *
gp_expr_compile (const GpExprCheck *check,
                 GpExprMode         mode,
                 GError           **error)
{
  GpExprCompiler self = { .check = check };
  const GpExpr *expr;
  const GpExprNode *root;
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GpExprProblem) problem = NULL;

  g_return_val_if_fail (check != NULL, NULL);

  expr = gp_expr_check_get_expr (check);
  root = gp_expr_get_root (expr);
  problem = find_problem (&self, expr);
  if (problem == NULL)
    {
      query = gp_expr_query_new (expr, GP_EXPR_QUERY_MAX_NODES);
      self.query = query;
      look_ahead (&self);
      gp_expr_query_set_root (query, compile (&self, root, mode, NULL));
      g_free (self.needs_row);
      g_free (self.has_names);
      problem = self.refusal;
      if (problem == NULL && gp_expr_query_is_full (query))
        problem = gp_expr_problem_new (GP_EXPR_ERROR_LIMIT, root->offset, root->length,
                                       N_("The condition is too large for a query."));
    }

  if (problem != NULL)
    {
      gp_expr_problem_set_error (problem, error);
      return NULL;
    }
  return g_steal_pointer (&query);
}
