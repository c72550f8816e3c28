/* gp-expr-value-compare.c — equality, order and membership of values
 * SPDX-License-Identifier: Apache-2.0
 *
 * CEL compares numbers by magnitude across int and double, so the comparison may not go through
 * a conversion that rounds: 9007199254740993 is not 9007199254740992.0. */

#define G_LOG_DOMAIN "gp-expr-value"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-expr-value-private.h"

#define TWO_TO_63 9223372036854775808.0

static int
sign_of (gint64 a,
         gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_doubles (double a,
                 double b)
{
  if (isnan (a) || isnan (b))
    return 2;
  return (a > b) - (a < b);
}

static int
compare_int_double (gint64 a,
                    double b)
{
  gint64 whole;

  if (isnan (b))
    return 2;
  if (b >= TWO_TO_63)
    return -1;
  if (b < -TWO_TO_63)
    return 1;

  whole = (gint64) b;
  if (a != whole)
    return sign_of (a, whole);
  return compare_doubles ((double) whole, b);
}

static gboolean
is_number (const GpExprValue *value)
{
  return value->kind == GP_EXPR_VALUE_INT || value->kind == GP_EXPR_VALUE_DOUBLE;
}

int
gp_expr_value_compare_numbers (const GpExprValue *a,
                               const GpExprValue *b)
{
  if (a->kind == GP_EXPR_VALUE_INT && b->kind == GP_EXPR_VALUE_INT)
    return sign_of (a->integer, b->integer);
  if (a->kind == GP_EXPR_VALUE_DOUBLE && b->kind == GP_EXPR_VALUE_DOUBLE)
    return compare_doubles (a->number, b->number);
  if (a->kind == GP_EXPR_VALUE_INT)
    return compare_int_double (a->integer, b->number);

  int reverse = compare_int_double (b->integer, a->number);
  return reverse == 2 ? 2 : -reverse;
}

static int
compare_strings (const GpExprValue *a,
                 const GpExprValue *b)
{
  int order = memcmp (gp_expr_value_bytes (a), gp_expr_value_bytes (b), MIN (a->size, b->size));

  if (order == 0)
    return (a->size > b->size) - (a->size < b->size);
  return order < 0 ? -1 : 1;
}

gboolean
gp_expr_value_compare (const GpExprValue *a,
                       const GpExprValue *b,
                       int               *order)
{
  g_return_val_if_fail (a != NULL && b != NULL && order != NULL, FALSE);

  if (is_number (a) && is_number (b))
    {
      *order = gp_expr_value_compare_numbers (a, b);
      return TRUE;
    }

  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case GP_EXPR_VALUE_BOOL:
      *order = sign_of (a->boolean, b->boolean);
      return TRUE;

    case GP_EXPR_VALUE_STRING:
      *order = compare_strings (a, b);
      return TRUE;

    case GP_EXPR_VALUE_DURATION:
      *order = sign_of (a->integer, b->integer);
      return TRUE;

    case GP_EXPR_VALUE_TIMESTAMP:
      *order = sign_of (a->integer, b->integer);
      if (*order == 0)
        *order = sign_of (a->nanos, b->nanos);
      return TRUE;

    case GP_EXPR_VALUE_NULL:
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_VALUE_MAP:
    case GP_EXPR_VALUE_RECORD:
    case GP_EXPR_VALUE_ERROR:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      return FALSE;
    }
}

static gboolean
lists_equal (const GpExprValue *a,
             const GpExprValue *b)
{
  if (a->size != b->size)
    return FALSE;

  for (gsize i = 0; i < a->size; i++)
    if (!gp_expr_value_equal (gp_expr_value_items (a)[i], gp_expr_value_items (b)[i]))
      return FALSE;
  return TRUE;
}

static gboolean
maps_equal (const GpExprValue *a,
            const GpExprValue *b)
{
  if (a->size != b->size)
    return FALSE;

  for (gsize i = 0; i < a->size; i++)
    {
      GpExprValue *other = gp_expr_value_find (b, gp_expr_value_items (a)[i]);

      if (other == NULL || !gp_expr_value_equal (gp_expr_value_items (a)[a->size + i], other))
        return FALSE;
    }
  return TRUE;
}

static gboolean
records_equal (const GpExprValue *a,
               const GpExprValue *b)
{
  if (a->klass != b->klass)
    return FALSE;
  return a->record == b->record ||
         (a->klass->equal != NULL && a->klass->equal (a->record, b->record));
}

gboolean
gp_expr_value_equal (const GpExprValue *a,
                     const GpExprValue *b)
{
  int order;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (gp_expr_value_compare (a, b, &order))
    return order == 0;
  if (a->kind != b->kind)
    return FALSE;

  switch (a->kind)
    {
    case GP_EXPR_VALUE_NULL:
      return TRUE;

    case GP_EXPR_VALUE_LIST:
      return lists_equal (a, b);

    case GP_EXPR_VALUE_MAP:
      return maps_equal (a, b);

    case GP_EXPR_VALUE_RECORD:
      return records_equal (a, b);

    case GP_EXPR_VALUE_BOOL:
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
    case GP_EXPR_VALUE_STRING:
    case GP_EXPR_VALUE_TIMESTAMP:
    case GP_EXPR_VALUE_DURATION:
    case GP_EXPR_VALUE_ERROR:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      return FALSE;
    }
}

guint
gp_expr_value_key_hash (gconstpointer key)
{
  const GpExprValue *value = key;
  guint hash = 5381;
  gint64 whole;

  switch (value->kind)
    {
    case GP_EXPR_VALUE_BOOL:
      return value->boolean ? 1 : 2;

    case GP_EXPR_VALUE_INT:
      return g_int64_hash (&value->integer);

    case GP_EXPR_VALUE_DOUBLE:
      if (!(value->number >= -TWO_TO_63 && value->number < TWO_TO_63))
        return 0;
      whole = (gint64) value->number;
      return g_int64_hash (&whole);

    case GP_EXPR_VALUE_STRING:
      for (gsize i = 0; i < value->size; i++)
        hash = hash * 33 + (guchar) gp_expr_value_bytes (value)[i];
      return hash;

    case GP_EXPR_VALUE_NULL:
    case GP_EXPR_VALUE_TIMESTAMP:
    case GP_EXPR_VALUE_DURATION:
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_VALUE_MAP:
    case GP_EXPR_VALUE_RECORD:
    case GP_EXPR_VALUE_ERROR:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      return 0;
    }
}

gboolean
gp_expr_value_key_equal (gconstpointer a,
                         gconstpointer b)
{
  int order;

  return gp_expr_value_compare (a, b, &order) && order == 0;
}

GpExprValue *
gp_expr_value_find (const GpExprValue *self,
                    const GpExprValue *key)
{
  g_return_val_if_fail (self != NULL && self->kind == GP_EXPR_VALUE_MAP, NULL);

  if (self->index != NULL)
    return g_hash_table_lookup (self->index, key);

  for (gsize i = 0; i < self->size; i++)
    if (gp_expr_value_key_equal (gp_expr_value_items (self)[i], key))
      return gp_expr_value_items (self)[self->size + i];
  return NULL;
}

/* The value of a map under a plain string, without making a key of it. */
static GpExprValue *
find_name (const GpExprValue *self,
           const char        *name)
{
  gsize length = strlen (name);

  if (self->index != NULL)
    {
      g_autoptr(GpExprValue) key = gp_expr_value_new_string (name, (gssize) length);

      return g_hash_table_lookup (self->index, key);
    }

  for (gsize i = 0; i < self->size; i++)
    {
      const GpExprValue *key = gp_expr_value_items (self)[i];

      if (key->kind == GP_EXPR_VALUE_STRING && key->size == length &&
          memcmp (gp_expr_value_bytes (key), name, length) == 0)
        return gp_expr_value_items (self)[self->size + i];
    }
  return NULL;
}

GpExprValue *
gp_expr_value_select (const GpExprValue *self,
                      const char        *name)
{
  GpExprValue *found;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  switch (self->kind)
    {
    case GP_EXPR_VALUE_MAP:
      found = find_name (self, name);
      if (found != NULL)
        return gp_expr_value_ref (found);
      return gp_expr_value_new_error (GP_EXPR_ERROR_NAME, N_("“%s” is not set."), name);

    case GP_EXPR_VALUE_RECORD:
      found = self->klass->get (self->record, name);
      if (found != NULL)
        return found;
      return gp_expr_value_new_error (GP_EXPR_ERROR_NAME, N_("The record has no field “%s”."),
                                      name);

    case GP_EXPR_VALUE_NULL:
      return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE,
                                      N_("“%s” is asked of null. Test for null first."), name);

    case GP_EXPR_VALUE_ERROR:
      return gp_expr_value_ref (self);

    case GP_EXPR_VALUE_BOOL:
    case GP_EXPR_VALUE_INT:
    case GP_EXPR_VALUE_DOUBLE:
    case GP_EXPR_VALUE_STRING:
    case GP_EXPR_VALUE_TIMESTAMP:
    case GP_EXPR_VALUE_DURATION:
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      return gp_expr_value_new_error (GP_EXPR_ERROR_TYPE, N_("A %s has no field “%s”."),
                                      gp_expr_value_kind_name (self->kind), name);
    }
}

GpExprValue *
gp_expr_value_has (const GpExprValue *self,
                   const char        *name)
{
  g_autoptr(GpExprValue) field = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  if (self->kind == GP_EXPR_VALUE_MAP)
    return gp_expr_value_new_bool (find_name (self, name) != NULL);

  field = gp_expr_value_select (self, name);
  if (gp_expr_value_is_error (field))
    return g_steal_pointer (&field);
  return gp_expr_value_new_bool (!gp_expr_value_is_null (field));
}
