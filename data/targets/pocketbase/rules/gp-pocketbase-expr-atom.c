/* gp-pocketbase-expr-atom.c — comparisons and tests in the filter language of PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every atom is false where a side has no value, unless it asks just for that. So whatever would
 * hold of an empty text is said together with "has a value". */
#define G_LOG_DOMAIN "gp-pocketbase-expr-atom"
#include "config.h"
#include "gp-pocketbase-expr-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALLER_IS_KNOWN "@request.auth.id != \"\""

static gboolean
is_equality (GpExprNodeKind op)
{
  return op == GP_EXPR_NODE_EQ || op == GP_EXPR_NODE_NE;
}

static char *
write_test (GpPbPrinter   *self,
            GpExprNodeKind op,
            const char    *left,
            const char    *right)
{
  return g_strdup_printf ("%s %s %s", left, gp_pb_operator (self, op), right);
}

/* @test, and that a side has a value. */
static char *
with_presence (char           *test,
               const GpPbSide *side)
{
  if (!side->may_miss)
    return test;
  return gp_pocketbase_expr_join_two (TRUE, test, g_strdup (side->presence));
}

static char *
compare_value (GpPbPrinter    *self,
               GpExprNodeKind  op,
               const GpPbSide *left,
               const GpPbSide *right)
{
  GpPbClass class = left->kind == GP_PB_SIDE_CALLER ? GP_PB_TEXT : left->class;
  g_autofree char *literal = gp_pb_literal (self, right->value, class);
  gboolean is_plain = class == GP_PB_NUMBER || class == GP_PB_BOOL;
  gboolean is_empty = g_str_equal (literal, "\"\"");

  if (!is_equality (op) && class == GP_PB_BOOL)
    return gp_pb_refuse (self, N_("PocketBase has no order for such values."));
  if (op == GP_EXPR_NODE_EQ && is_empty
      && (left->field == NULL || gp_pocketbase_may_miss (self->options->design, left->field)))
    return g_strdup (GP_POCKETBASE_NONE);
  /* What equals a text is there. */
  if (op == GP_EXPR_NODE_EQ && !is_plain && !is_empty)
    return write_test (self, op, left->text, literal);
  return with_presence (write_test (self, op, left->text, literal), left);
}

static void
note_owner (GpPbPrinter    *self,
            const GpPbSide *column,
            const GpPbSide *caller)
{
  if (self->options->owners != NULL && g_str_equal (caller->text, "@request.auth.id")
      && column->class == GP_PB_TEXT)
    g_hash_table_add (self->options->owners,
                      g_memdup2 (gp_element_get_id (column->field), sizeof (GpId)));
}

static gboolean
is_texts (GpPbClass a,
          GpPbClass b)
{
  return (a == GP_PB_TEXT || a == GP_PB_CHOICE) && (b == GP_PB_TEXT || b == GP_PB_CHOICE);
}

/* Two that both may have no value; they are equal there, for PocketBase. */
static char *
compare_sides (GpPbPrinter    *self,
               GpExprNodeKind  op,
               const GpPbSide *left,
               const GpPbSide *right)
{
  if (right->kind == GP_PB_SIDE_NOW && (left->class != GP_PB_TIME || is_equality (op)))
    return gp_pb_refuse (self, N_("PocketBase compares the time with times alone."));
  if (right->kind == GP_PB_SIDE_CALLER && left->kind == GP_PB_SIDE_COLUMN)
    {
      if (!is_equality (op) || (left->class != GP_PB_TEXT && left->class != GP_PB_LINK))
        return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
      note_owner (self, left, right);
    }
  if (right->kind == GP_PB_SIDE_COLUMN
      && ((left->class != right->class && !is_texts (left->class, right->class))
          || (!is_equality (op) && (left->class == GP_PB_LINK || left->class == GP_PB_BOOL))))
    return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
  if (right->kind == GP_PB_SIDE_CALLER && !is_equality (op))
    return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
  return with_presence (with_presence (write_test (self, op, left->text, right->text), left),
                        right);
}

static char *
decide (GpPbPrinter    *self,
        GpExprNodeKind  op,
        const GpPbSide *left,
        const GpPbSide *right)
{
  if (left->kind != GP_PB_SIDE_VALUE || right->kind != GP_PB_SIDE_VALUE || !is_equality (op))
    return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
  return g_strdup (gp_expr_value_equal (left->value, right->value) == (op == GP_EXPR_NODE_EQ)
                     ? GP_POCKETBASE_ALL : GP_POCKETBASE_NONE);
}

/* What the action is, is known beforehand. */
static gboolean
read_action (GpPbPrinter         *self,
             const GpExprOperand *operand,
             GpPbSide            *out,
             GpExprValue        **value)
{
  if (operand->kind != GP_EXPR_OPERAND_PARAM || self->options->action == NULL
      || g_strcmp0 (operand->param, "request.action") != 0)
    return gp_pb_side_read (self, operand, out);
  *value = gp_expr_value_new_string (self->options->action, -1);
  *out = (GpPbSide) { .kind = GP_PB_SIDE_VALUE, .class = GP_PB_OTHER, .value = *value };
  return TRUE;
}

static char *
print_compare (GpPbPrinter           *self,
               const GpExprQueryNode *node)
{
  g_auto(GpPbSide) a = { 0 };
  g_auto(GpPbSide) b = { 0 };
  g_autoptr(GpExprValue) action = NULL;
  g_autoptr(GpExprValue) other = NULL;
  gboolean turned;
  const GpPbSide *left, *right;
  GpExprNodeKind op;

  if (!read_action (self, node->left, &a, &action) || !read_action (self, node->right, &b, &other))
    return g_strdup (GP_POCKETBASE_NONE);
  /* Columns on the left, values on the right. */
  turned = b.kind < a.kind || (b.kind == a.kind && b.is_sent);
  left = turned ? &b : &a;
  right = turned ? &a : &b;
  op = turned ? gp_expr_node_kind_get_turned (node->op) : node->op;
  if (left->kind >= GP_PB_SIDE_NOW)
    return decide (self, op, left, right);
  if (right->is_sent)
    return gp_pb_refuse (self, N_("PocketBase cannot compare two values that are written."));
  if (left->is_sent)
    {
      if (right->kind == GP_PB_SIDE_CALLER)
        note_owner (self, left, right);
      return gp_pb_sent_compare (self, op, left, right);
    }
  return right->kind == GP_PB_SIDE_VALUE ? compare_value (self, op, left, right)
                                         : compare_sides (self, op, left, right);
}

/* Equal, or both without a value. */
static char *
print_same (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  g_auto(GpPbSide) a = { 0 };
  g_auto(GpPbSide) b = { 0 };
  gboolean is_same = node->kind == GP_EXPR_QUERY_SAME;

  if (!gp_pb_side_read (self, node->left, &a) || !gp_pb_side_read (self, node->right, &b))
    return g_strdup (GP_POCKETBASE_NONE);
  if (a.kind != GP_PB_SIDE_COLUMN || b.kind != GP_PB_SIDE_COLUMN || self->row != 0
      || (a.class != b.class && !is_texts (a.class, b.class))
      || (a.is_sent && b.is_sent) || ((a.is_sent || b.is_sent) && !is_same)
      || (a.is_sent && node->left->column.n_hops > 0)
      || (b.is_sent && node->right->column.n_hops > 0))
    return gp_pb_refuse (self, N_("PocketBase cannot compare such values exactly."));
  return write_test (self, is_same ? GP_EXPR_NODE_EQ : GP_EXPR_NODE_NE, a.text, b.text);
}

static char *
print_null (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  g_auto(GpPbSide) side = { 0 };
  gboolean is_null = node->kind == GP_EXPR_QUERY_IS_NULL;
  g_autofree char *path = NULL;

  if (!gp_pb_side_read (self, node->left, &side))
    return g_strdup (GP_POCKETBASE_NONE);
  if (!side.may_miss)
    return g_strdup (is_null ? GP_POCKETBASE_NONE : GP_POCKETBASE_ALL);
  if (side.is_sent)
    return gp_pb_sent_null (self, &side, is_null);
  if (!is_null)
    return g_strdup (side.presence);
  path = g_strndup (side.presence, strcspn (side.presence, " "));
  return write_test (self, GP_EXPR_NODE_EQ, path, "\"\"");
}

static char *
print_choice (GpPbPrinter           *self,
              const GpExprQueryNode *node)
{
  gboolean none = node->kind == GP_EXPR_QUERY_NONE_OF;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  GpExprOperand value = { .kind = GP_EXPR_OPERAND_VALUE };
  GpExprQueryNode one = *node;

  one.kind = GP_EXPR_QUERY_COMPARE;
  one.op = none ? GP_EXPR_NODE_NE : GP_EXPR_NODE_EQ;
  one.right = &value;
  for (guint i = 0; i < node->n_values; i++)
    {
      value.value = node->values[i];
      g_ptr_array_add (parts, print_compare (self, &one));
    }
  return gp_pocketbase_expr_join (none, parts);
}

static char *
print_presence (GpPbPrinter           *self,
                const GpExprQueryNode *node)
{
  gboolean is_present = node->kind == GP_EXPR_QUERY_PRESENT;
  g_auto(GpPbSide) side = { 0 };

  if (g_strcmp0 (node->left->param, "user.roles") == 0)
    return g_strdup (is_present ? CALLER_IS_KNOWN : "@request.auth.id = \"\"");
  if (g_strcmp0 (node->left->param, "now") == 0
      || (g_strcmp0 (node->left->param, "request.action") == 0 && self->options->action != NULL))
    return g_strdup (is_present ? GP_POCKETBASE_ALL : GP_POCKETBASE_NONE);
  if (!gp_pb_side_read (self, node->left, &side))
    return g_strdup (GP_POCKETBASE_NONE);
  return is_present ? g_strdup (side.presence) : g_strdup_printf ("%s = \"\"", side.text);
}

/* A role that is named, among those of the caller. */
static char *
print_member (GpPbPrinter           *self,
              const GpExprQueryNode *node)
{
  gboolean not = node->kind == GP_EXPR_QUERY_NOT_MEMBER;
  g_autoptr(GPtrArray) roles = gp_design_list (self->options->design, GP_KIND_ROLE);
  g_autofree char *known = g_strdup (CALLER_IS_KNOWN);
  char *filter = NULL;

  if (node->left->kind != GP_EXPR_OPERAND_VALUE || node->right->kind != GP_EXPR_OPERAND_PARAM
      || g_strcmp0 (node->right->param, "user.roles") != 0
      || node->left->transform != GP_EXPR_TRANSFORM_NONE)
    return gp_pb_refuse (self, N_("PocketBase cannot search lists."));
  for (guint i = 0; i < roles->len && filter == NULL; i++)
    if (g_str_equal (gp_element_get_name (roles->pdata[i]),
                     gp_expr_value_get_string (node->left->value, NULL)))
      {
        filter = gp_pocketbase_expr_role (self->options->design,
                                          gp_element_get_id (roles->pdata[i]), not,
                                          self->error == NULL ? &self->error : NULL);
        if (filter == NULL)
          return g_strdup (GP_POCKETBASE_NONE);
      }
  if (filter == NULL)
    filter = g_strdup (not ? GP_POCKETBASE_ALL : GP_POCKETBASE_NONE);
  return gp_pocketbase_expr_join_two (TRUE, g_steal_pointer (&known), filter);
}

char *
gp_pb_atom (GpPbPrinter           *self,
            const GpExprQueryNode *node)
{
  switch (node->kind)
    {
    case GP_EXPR_QUERY_COMPARE:
      return print_compare (self, node);
    case GP_EXPR_QUERY_SAME:
    case GP_EXPR_QUERY_DIFFERENT:
      return print_same (self, node);
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_NOT_NULL:
      return print_null (self, node);
    case GP_EXPR_QUERY_PRESENT:
    case GP_EXPR_QUERY_ABSENT:
      return print_presence (self, node);
    case GP_EXPR_QUERY_ANY_OF:
    case GP_EXPR_QUERY_NONE_OF:
      return print_choice (self, node);
    case GP_EXPR_QUERY_MEMBER:
    case GP_EXPR_QUERY_NOT_MEMBER:
      return print_member (self, node);
    default:
      return gp_pb_refuse (self, N_("PocketBase searches texts without regard to case."));
    }
}
