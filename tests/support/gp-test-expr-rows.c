/* gp-test-expr-rows.c — random rows in memory, seen as records and queried by trees
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-test-expr-rows.h"

#include <string.h>

#include "gp-expr-design-record.h"

static void
row_free (GpTestRow *row)
{
  g_hash_table_unref (row->values);
  g_free (row);
}

static GpExprValue *
peek (const GpTestRow *row,
      const GpId      *field)
{
  GpExprValue *value = g_hash_table_lookup (row->values, field);

  g_assert_nonnull (value);
  return value;
}

/* The row of @entity whose @key has this value, or NULL. */
static GpTestRow *
find_row (GpTestRows        *self,
          const GpId        *entity,
          const GpId        *key,
          const GpExprValue *value)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      GpTestRow *row = self->all->pdata[i];

      if (gp_id_equal (&row->entity, entity) && !gp_expr_value_is_null (value) &&
          gp_expr_value_equal (peek (row, key), value))
        return row;
    }
  return NULL;
}

static GpExprValue *get_member (gpointer record, const char *name);

GpExprValue *
gp_test_row_as_record (GpTestRow *row)
{
  static const GpExprRecordClass klass = { get_member, NULL, NULL };

  return gp_expr_value_new_record (&klass, row);
}

static GpExprValue *
get_children (GpTestRow          *row,
              const GpExprMember *member)
{
  const GpExprValue *key = peek (row, &member->key);
  g_autoptr(GPtrArray) children = g_ptr_array_new ();

  for (guint i = 0; i < row->rows->all->len; i++)
    {
      GpTestRow *child = row->rows->all->pdata[i];

      if (gp_id_equal (&child->entity, &member->element) &&
          gp_expr_value_equal (peek (child, &member->via), key))
        g_ptr_array_add (children, gp_test_row_as_record (child));
    }
  return gp_expr_value_new_list ((GpExprValue **) children->pdata, children->len);
}

static GpExprValue *
get_member (gpointer    record,
            const char *name)
{
  GpTestRow *row = record, *target;
  GpExprMember member;

  if (!gp_expr_design_find_record_member (row->rows->design, &row->entity, name, &member))
    return NULL;
  if (member.link == GP_EXPR_LINK_CHILDREN)
    return get_children (row, &member);
  if (member.link == GP_EXPR_LINK_FIELD)
    return gp_expr_value_ref (peek (row, &member.element));

  target = find_row (row->rows, &member.type.element, &member.key,
                              peek (row, &member.element));
  return target != NULL ? gp_test_row_as_record (target) : gp_expr_value_new_null ();
}

static GpExprValue *
random_text (void)
{
  static const char * const texts[] = { "", "a", "A", "b", "50% off", "a_b", "axb", "o'r", "\\",
                                        "\303\251", "e\314\201", "\360\237\230\200", "draft" };

  return gp_expr_value_new_string (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], -1);
}

static GpExprValue *
random_scalar (GpExprTypeKind kind)
{
  static const gint64 ints[] = { 0, 1, 2, 5, 9007199254740993, -9007199254740993, G_MININT64,
                                 G_MAXINT64 };
  static const double doubles[] = { 0, -0.0, 1, 1.5, 2, -3.25, 1e300 };

  switch (kind)
    {
    case GP_EXPR_TYPE_BOOL:
      return gp_expr_value_new_bool (g_test_rand_bit ());
    case GP_EXPR_TYPE_INT:
      return gp_expr_value_new_int (ints[g_test_rand_int_range (0, G_N_ELEMENTS (ints))]);
    case GP_EXPR_TYPE_DOUBLE:
      return gp_expr_value_new_double (doubles[g_test_rand_int_range (0, G_N_ELEMENTS (doubles))]);
    case GP_EXPR_TYPE_TIMESTAMP:
      return gp_expr_value_new_timestamp (g_test_rand_int_range (0, 4) * 1800,
                                          g_test_rand_bit () ? 0 : 500000000);
    case GP_EXPR_TYPE_STRING:
      return random_text ();
    default:
      return gp_expr_value_new_null ();
    }
}

static GpExprValue *
random_list (void)
{
  GpExprValue *items[3];
  gsize n = (gsize) g_test_rand_int_range (0, 4);

  for (gsize i = 0; i < n; i++)
    items[i] = g_test_rand_int_range (0, 4) == 0 ? gp_expr_value_new_null ()
                                                 : random_text ();
  return gp_expr_value_new_list (items, n);
}

/* Keys are u0, u1, … or 0, 1, …; references point to one of the first rows, or nowhere. */
static GpExprValue *
random_value (GpDesign        *design,
              const GpElement *field,
              guint            number,
              guint            n_rows)
{
  GpExprType type = gp_expr_design_get_field_type (design, field);
  gboolean is_key = g_str_equal (gp_element_get_name (field), "id");
  const char *const *values;
  gsize n_values;

  if (type.nullable && g_test_rand_int_range (0, 3) == 0)
    return gp_expr_value_new_null ();
  if (!is_key && gp_element_get_ref (field, GP_FIELD_REFERENCE) != NULL)
    number = (guint) g_test_rand_int_range (0, (gint32) n_rows);
  if (is_key || gp_element_get_ref (field, GP_FIELD_REFERENCE) != NULL ||
      gp_element_is (field, GP_FIELD_TYPE, "uuid"))
    {
      g_autofree char *key = g_strdup_printf ("u%u", number);

      return type.kind == GP_EXPR_TYPE_INT ? gp_expr_value_new_int (number)
                                           : gp_expr_value_new_string (key, -1);
    }

  values = gp_element_get_texts (field, GP_FIELD_VALUES, &n_values);
  if (n_values > 0)
    return gp_expr_value_new_string (values[g_test_rand_int_range (0, (gint32) n_values)], -1);
  return type.kind == GP_EXPR_TYPE_LIST ? random_list ()
                                        : random_scalar (type.kind);
}

GpTestRows *
gp_test_rows_new (GpDesign *design,
                  guint     n_rows)
{
  GpTestRows *self = g_new0 (GpTestRows, 1);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  self->design = design;
  self->all = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  for (guint i = 0; i < entities->len * n_rows; i++)
    {
      const GpId *entity = gp_element_get_id (entities->pdata[i / n_rows]);
      GpTestRow *row = g_new0 (GpTestRow, 1);
      const GpElement *field;

      row->rows = self;
      row->entity = *entity;
      row->values = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                           (GDestroyNotify) gp_expr_value_unref);
      for (gsize j = 0; (field = gp_design_peek_child (design, entity, j)) != NULL; j++)
        if (gp_element_get_kind (field) == GP_KIND_FIELD)
          g_hash_table_insert (row->values, g_memdup2 (gp_element_get_id (field), sizeof (GpId)),
                               random_value (design, field, i % n_rows, n_rows));
      g_ptr_array_add (self->all, row);
    }
  return self;
}

void
gp_test_rows_free (GpTestRows *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

/* NULL where the column is null or the way to it breaks. */
static GpExprValue *
read_column (GpTestQuery        *self,
             const GpExprColumn *column)
{
  GpTestRow *row = self->bound[column->row];

  for (guint i = 0; row != NULL && i < column->n_hops; i++)
    row = find_row (self->rows, &column->hops[i].entity, &column->hops[i].key,
                             peek (row, &column->hops[i].reference));
  if (row == NULL || gp_expr_value_is_null (peek (row, &column->field)))
    return NULL;
  return gp_expr_value_ref (peek (row, &column->field));
}

static GpExprValue *
read_operand (GpTestQuery         *self,
              const GpExprOperand *operand)
{
  g_autoptr(GpExprValue) value = NULL;
  g_autofree char *changed = NULL;
  const char *text;

  if (operand->kind == GP_EXPR_OPERAND_VALUE)
    return gp_expr_value_ref (operand->value);
  if (operand->kind == GP_EXPR_OPERAND_PARAM)
    {
      value = gp_expr_eval_node (operand->source, self->env);
      return gp_expr_value_is_error (value) ? NULL : g_steal_pointer (&value);
    }

  value = read_column (self, &operand->column);
  if (value == NULL || operand->transform == GP_EXPR_TRANSFORM_NONE)
    return g_steal_pointer (&value);
  if (operand->transform == GP_EXPR_TRANSFORM_SIZE)
    return gp_expr_value_new_int ((gint64) gp_expr_value_get_size (value));

  text = gp_expr_value_get_string (value, NULL);
  changed = operand->transform == GP_EXPR_TRANSFORM_LOWER ? g_ascii_strdown (text, -1)
                                                          : g_ascii_strup (text, -1);
  return gp_expr_value_new_string (changed, -1);
}

static gboolean
compare (const GpExprQueryNode *node,
         const GpExprValue     *left,
         const GpExprValue     *right)
{
  int order = 0;

  g_assert_true (gp_expr_value_compare (left, right, &order));
  switch (node->op)
    {
    case GP_EXPR_NODE_EQ:
      return order == 0;
    case GP_EXPR_NODE_NE:
      return order != 0;
    case GP_EXPR_NODE_LT:
      return order < 0;
    case GP_EXPR_NODE_LE:
      return order <= 0;
    case GP_EXPR_NODE_GT:
      return order > 0;
    case GP_EXPR_NODE_GE:
      return order >= 0;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
contains (GpExprValue * const *items,
          gsize                n_items,
          const GpExprValue   *item)
{
  for (gsize i = 0; i < n_items; i++)
    if (gp_expr_value_equal (items[i], item))
      return TRUE;
  return FALSE;
}

static gboolean
is_member (const GpExprValue *item,
           const GpExprValue *list)
{
  for (gsize i = 0; i < gp_expr_value_get_size (list); i++)
    if (gp_expr_value_equal (gp_expr_value_get_item (list, i), item))
      return TRUE;
  return FALSE;
}

static gboolean
exists (GpTestQuery           *self,
        const GpExprQueryNode *node)
{
  const GpExprQueryRow *row = gp_expr_query_get_row (self->query, node->row);
  g_autoptr(GpExprValue) key = read_column (self, &row->parent_key);
  gboolean found = FALSE;

  for (guint i = 0; key != NULL && !found && i < self->rows->all->len; i++)
    {
      GpTestRow *child = self->rows->all->pdata[i];

      if (!gp_id_equal (&child->entity, &row->entity) ||
          !gp_expr_value_equal (peek (child, &row->child_field), key))
        continue;
      self->bound[node->row] = child;
      found = gp_test_query_finds (self, node->children[0]);
    }
  return found;
}

/* The atoms of two operands, none of them null. */
static gboolean
relates (const GpExprQueryNode *node,
         const GpExprValue     *left,
         const GpExprValue     *right)
{
  const char *text, *part;

  switch (node->kind)
    {
    case GP_EXPR_QUERY_COMPARE:
      return compare (node, left, right);
    case GP_EXPR_QUERY_MEMBER:
      return is_member (left, right);
    case GP_EXPR_QUERY_NOT_MEMBER:
      return !is_member (left, right);
    default:
      break;
    }

  text = gp_expr_value_get_string (left, NULL);
  part = gp_expr_value_get_string (right, NULL);
  switch (node->kind)
    {
    case GP_EXPR_QUERY_STARTS_WITH:
      return g_str_has_prefix (text, part);
    case GP_EXPR_QUERY_NOT_STARTS_WITH:
      return !g_str_has_prefix (text, part);
    case GP_EXPR_QUERY_ENDS_WITH:
      return g_str_has_suffix (text, part);
    case GP_EXPR_QUERY_NOT_ENDS_WITH:
      return !g_str_has_suffix (text, part);
    case GP_EXPR_QUERY_CONTAINS:
      return strstr (text, part) != NULL;
    case GP_EXPR_QUERY_NOT_CONTAINS:
      return strstr (text, part) == NULL;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
finds_atom (GpTestQuery           *self,
            const GpExprQueryNode *node)
{
  g_autoptr(GpExprValue) left = read_operand (self, node->left);
  g_autoptr(GpExprValue) right = NULL;

  if (node->right != NULL)
    right = read_operand (self, node->right);

  switch (node->kind)
    {
    case GP_EXPR_QUERY_IS_NULL:
    case GP_EXPR_QUERY_ABSENT:
      return left == NULL;
    case GP_EXPR_QUERY_NOT_NULL:
    case GP_EXPR_QUERY_PRESENT:
      return left != NULL;
    case GP_EXPR_QUERY_SAME:
    case GP_EXPR_QUERY_DIFFERENT:
      {
        gboolean same = left == NULL || right == NULL ? left == right
                                                      : gp_expr_value_equal (left, right);

        return same == (node->kind == GP_EXPR_QUERY_SAME);
      }
    case GP_EXPR_QUERY_ANY_OF:
      return left != NULL && contains (node->values, node->n_values, left);
    case GP_EXPR_QUERY_NONE_OF:
      return left != NULL && !contains (node->values, node->n_values, left);
    default:
      return left != NULL && right != NULL && relates (node, left, right);
    }
}

gboolean
gp_test_query_finds (GpTestQuery           *self,
                     const GpExprQueryNode *node)
{
  gboolean is_and = node->kind == GP_EXPR_QUERY_AND;

  switch (node->kind)
    {
    case GP_EXPR_QUERY_TRUE:
    case GP_EXPR_QUERY_FALSE:
      return node->kind == GP_EXPR_QUERY_TRUE;
    case GP_EXPR_QUERY_AND:
    case GP_EXPR_QUERY_OR:
      for (guint i = 0; i < node->n_children; i++)
        if (gp_test_query_finds (self, node->children[i]) != is_and)
          return !is_and;
      return is_and;
    case GP_EXPR_QUERY_EXISTS:
      return exists (self, node);
    case GP_EXPR_QUERY_NOT_EXISTS:
      return !exists (self, node);
    default:
      return finds_atom (self, node);
    }
}
