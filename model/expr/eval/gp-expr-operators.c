/* gp-expr-operators.c — arithmetic and comparison of values
 * SPDX-License-Identifier: Apache-2.0
 *
 * CEL converts nothing by itself: 1 + 1.0 is an error, though 1 == 1.0 is true. */

#define G_LOG_DOMAIN "gp-expr-operators"

#include "config.h"

#include "gp-expr-operators.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "gp-expr-printer.h"
#include "gp-expr-time.h"

static GpExprValue *
no_overload (GpExprNodeKind     kind,
             const GpExprValue *left,
             const GpExprValue *right)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("“%s” cannot join %s and %s."),
                                  gp_expr_node_kind_get_sign (kind),
                                  gp_expr_value_kind_name (gp_expr_value_get_kind (left)),
                                  gp_expr_value_kind_name (gp_expr_value_get_kind (right)));
}

static GpExprValue *
overflow (void)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                  N_("The result does not fit into 64 bits."));
}

static GpExprValue *
compare (GpExprNodeKind     kind,
         const GpExprValue *left,
         const GpExprValue *right)
{
  int order;

  if (!gp_expr_value_compare (left, right, &order))
    return no_overload (kind, left, right);

  switch (kind)
    {
    case GP_EXPR_NODE_LT:
      return gp_expr_value_new_bool (order < 0);
    case GP_EXPR_NODE_LE:
      return gp_expr_value_new_bool (order <= 0);
    case GP_EXPR_NODE_GT:
      return gp_expr_value_new_bool (order == 1);
    default:
      return gp_expr_value_new_bool (order == 0 || order == 1);
    }
}

static GpExprValue *
is_in (const GpExprValue *item,
       const GpExprValue *container)
{
  if (gp_expr_value_get_kind (container) == GP_EXPR_VALUE_MAP)
    return gp_expr_value_new_bool (gp_expr_value_find (container, item) != NULL);
  if (gp_expr_value_get_kind (container) != GP_EXPR_VALUE_LIST)
    return no_overload (GP_EXPR_NODE_IN, item, container);

  for (gsize i = 0; i < gp_expr_value_get_size (container); i++)
    if (gp_expr_value_equal (item, gp_expr_value_get_item (container, i)))
      return gp_expr_value_new_bool (TRUE);
  return gp_expr_value_new_bool (FALSE);
}

static GpExprValue *
operate_int (GpExprNodeKind     kind,
             const GpExprValue *left,
             const GpExprValue *right)
{
  gint64 a = gp_expr_value_get_int (left), b = gp_expr_value_get_int (right), result = 0;
  gboolean overflows = FALSE;

  switch (kind)
    {
    case GP_EXPR_NODE_ADD:
      overflows = __builtin_add_overflow (a, b, &result);
      break;
    case GP_EXPR_NODE_SUBTRACT:
      overflows = __builtin_sub_overflow (a, b, &result);
      break;
    case GP_EXPR_NODE_MULTIPLY:
      overflows = __builtin_mul_overflow (a, b, &result);
      break;
    default:
      if (b == 0)
        return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE, N_("Division by zero."));
      overflows = a == G_MININT64 && b == -1;
      if (!overflows)
        result = kind == GP_EXPR_NODE_DIVIDE ? a / b : a % b;
    }

  return overflows ? overflow () : gp_expr_value_new_int (result);
}

static GpExprValue *
operate_double (GpExprNodeKind     kind,
                const GpExprValue *left,
                const GpExprValue *right)
{
  double a = gp_expr_value_get_double (left), b = gp_expr_value_get_double (right);

  switch (kind)
    {
    case GP_EXPR_NODE_ADD:
      return gp_expr_value_new_double (a + b);
    case GP_EXPR_NODE_SUBTRACT:
      return gp_expr_value_new_double (a - b);
    case GP_EXPR_NODE_MULTIPLY:
      return gp_expr_value_new_double (a * b);
    case GP_EXPR_NODE_DIVIDE:
      return gp_expr_value_new_double (a / b);
    default:
      return no_overload (kind, left, right);
    }
}

static GpExprValue *
operate_duration (GpExprNodeKind     kind,
                  const GpExprValue *left,
                  const GpExprValue *right)
{
  gint64 a = gp_expr_value_get_duration (left), b = gp_expr_value_get_duration (right), result;

  if (kind == GP_EXPR_NODE_ADD ? __builtin_add_overflow (a, b, &result)
                               : __builtin_sub_overflow (a, b, &result))
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The duration is longer than 292 years."));
  return gp_expr_value_new_duration (result);
}

static GpExprValue *
join_strings (const GpExprValue *left,
              const GpExprValue *right)
{
  g_autoptr(GString) joined = NULL;
  gsize left_length, right_length;
  const char *a = gp_expr_value_get_string (left, &left_length);
  const char *b = gp_expr_value_get_string (right, &right_length);

  joined = g_string_sized_new (left_length + right_length);
  g_string_append_len (joined, a, (gssize) left_length);
  g_string_append_len (joined, b, (gssize) right_length);
  return gp_expr_value_new_string (joined->str, (gssize) joined->len);
}

static GpExprValue *
join_lists (const GpExprValue *left,
            const GpExprValue *right)
{
  gsize n_left = gp_expr_value_get_size (left), n_right = gp_expr_value_get_size (right);
  g_autofree GpExprValue **items = g_new (GpExprValue *, n_left + n_right + 1);

  for (gsize i = 0; i < n_left; i++)
    items[i] = gp_expr_value_ref (gp_expr_value_get_item (left, i));
  for (gsize i = 0; i < n_right; i++)
    items[n_left + i] = gp_expr_value_ref (gp_expr_value_get_item (right, i));
  return gp_expr_value_new_list (items, n_left + n_right);
}

/* + and - where at least one side is a time, + of strings and lists. */
static GpExprValue *
operate_other (GpExprNodeKind     kind,
               const GpExprValue *left,
               const GpExprValue *right)
{
  GpExprValueKind a = gp_expr_value_get_kind (left), b = gp_expr_value_get_kind (right);
  gboolean adds = kind == GP_EXPR_NODE_ADD;

  if (!adds && kind != GP_EXPR_NODE_SUBTRACT)
    return no_overload (kind, left, right);

  if (a == GP_EXPR_VALUE_DURATION && b == GP_EXPR_VALUE_DURATION)
    return operate_duration (kind, left, right);
  if (a == GP_EXPR_VALUE_TIMESTAMP && b == GP_EXPR_VALUE_DURATION)
    {
      gint64 nanos = gp_expr_value_get_duration (right);

      if (!adds && nanos == G_MININT64)
        return overflow ();
      return gp_expr_timestamp_add (left, adds ? nanos : -nanos);
    }
  if (adds && a == GP_EXPR_VALUE_DURATION && b == GP_EXPR_VALUE_TIMESTAMP)
    return gp_expr_timestamp_add (right, gp_expr_value_get_duration (left));
  if (!adds && a == GP_EXPR_VALUE_TIMESTAMP && b == GP_EXPR_VALUE_TIMESTAMP)
    return gp_expr_timestamp_subtract (left, right);
  if (adds && a == GP_EXPR_VALUE_STRING && b == GP_EXPR_VALUE_STRING)
    return join_strings (left, right);
  if (adds && a == GP_EXPR_VALUE_LIST && b == GP_EXPR_VALUE_LIST)
    return join_lists (left, right);

  return no_overload (kind, left, right);
}

GpExprValue *
gp_expr_operate (GpExprNodeKind     kind,
                 const GpExprValue *left,
                 const GpExprValue *right)
{
  GpExprValueKind a, b;

  g_return_val_if_fail (kind >= GP_EXPR_NODE_EQ && kind <= GP_EXPR_NODE_MODULO, NULL);

  a = gp_expr_value_get_kind (left);
  b = gp_expr_value_get_kind (right);

  if (kind == GP_EXPR_NODE_EQ || kind == GP_EXPR_NODE_NE)
    return gp_expr_value_new_bool (gp_expr_value_equal (left, right) == (kind == GP_EXPR_NODE_EQ));
  if (kind == GP_EXPR_NODE_IN)
    return is_in (left, right);
  if (kind <= GP_EXPR_NODE_GE)
    return compare (kind, left, right);
  if (a == GP_EXPR_VALUE_INT && b == GP_EXPR_VALUE_INT)
    return operate_int (kind, left, right);
  if (a == GP_EXPR_VALUE_DOUBLE && b == GP_EXPR_VALUE_DOUBLE)
    return operate_double (kind, left, right);
  return operate_other (kind, left, right);
}

GpExprValue *
gp_expr_negate (const GpExprValue *value)
{
  gint64 number;

  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_DOUBLE)
    return gp_expr_value_new_double (-gp_expr_value_get_double (value));
  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_INT)
    return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("“-” cannot stand before a %s."),
                                    gp_expr_value_kind_name (gp_expr_value_get_kind (value)));

  number = gp_expr_value_get_int (value);
  return number == G_MININT64 ? overflow () : gp_expr_value_new_int (-number);
}

/* The position that @index means, as 1 or 1.0; FALSE where it is no number or no whole one. */
static gboolean
read_position (const GpExprValue *index,
               gint64            *position)
{
  double number;

  if (gp_expr_value_get_kind (index) == GP_EXPR_VALUE_INT)
    {
      *position = gp_expr_value_get_int (index);
      return TRUE;
    }
  if (gp_expr_value_get_kind (index) != GP_EXPR_VALUE_DOUBLE)
    return FALSE;

  number = gp_expr_value_get_double (index);
  if (!(fabs (number) < 1e15) || number != floor (number))
    return FALSE;
  *position = (gint64) number;
  return TRUE;
}

static GpExprValue *
index_list (const GpExprValue *list,
            const GpExprValue *index)
{
  gint64 position;

  if (!read_position (index, &position))
    return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                    N_("A place in a list is an int, not a %s."),
                                    gp_expr_value_kind_name (gp_expr_value_get_kind (index)));
  if (position < 0 || (gsize) position >= gp_expr_value_get_size (list))
    return gp_expr_value_new_error (GP_EXPR_ERROR_RANGE,
                                    N_("The list has no item %" PRId64 "."), position);
  return gp_expr_value_ref (gp_expr_value_get_item (list, (gsize) position));
}

static GpExprValue *
index_map (const GpExprValue *map,
           const GpExprValue *key)
{
  GpExprValue *found = gp_expr_value_find (map, key);
  g_autofree char *text = NULL;

  if (found != NULL)
    return gp_expr_value_ref (found);

  text = gp_expr_value_to_text (key);
  return gp_expr_value_new_error (GP_EXPR_ERROR_NAME, N_("The map has no key %s."), text);
}

GpExprValue *
gp_expr_index (const GpExprValue *target,
               const GpExprValue *index)
{
  GpExprValueKind kind = gp_expr_value_get_kind (target);
  const char *name;
  gsize length;

  if (kind == GP_EXPR_VALUE_LIST)
    return index_list (target, index);
  if (kind == GP_EXPR_VALUE_MAP)
    return index_map (target, index);
  if (kind == GP_EXPR_VALUE_RECORD && gp_expr_value_get_kind (index) == GP_EXPR_VALUE_STRING)
    {
      name = gp_expr_value_get_string (index, &length);
      if (strlen (name) == length)
        return gp_expr_value_select (target, name);
    }

  return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("A %s has no items."),
                                  gp_expr_value_kind_name (kind));
}
