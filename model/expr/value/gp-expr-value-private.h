/* gp-expr-value-private.h — how values lie in memory
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

/* Maps up to this size are searched from front to back; larger ones carry an index. */
#define GP_EXPR_MAP_INDEXED_FROM 9

struct _GpExprValue
{
  gatomicrefcount ref_count;
  GpExprValueKind kind;
  union
  {
    gboolean boolean;
    gint64 integer;               /* INT; seconds of a TIMESTAMP; nanoseconds of a DURATION */
    double number;
    gsize size;                   /* bytes of a STRING, items of a LIST, entries of a MAP */
    gpointer record;
    GpExprProblem *problem;
  };
  union
  {
    gint32 nanos;                 /* TIMESTAMP */
    gboolean placed;              /* ERROR: the problem has a place */
    const GpExprRecordClass *klass;
    GHashTable *index;            /* MAP: key → value, both borrowed; NULL for small ones */
  };
  /* Followed by the bytes of a STRING with a NUL, the items of a LIST, or the keys and then the
   * values of a MAP. */
};

static inline char *
gp_expr_value_bytes (const GpExprValue *self)
{
  return (char *) (self + 1);
}

static inline GpExprValue **
gp_expr_value_items (const GpExprValue *self)
{
  return (GpExprValue **) (self + 1);
}

/* Compares two numbers of kinds INT and DOUBLE exactly; 2 where a NaN is involved. */
int gp_expr_value_compare_numbers (const GpExprValue *a, const GpExprValue *b);

/* Hash and equality of map keys; an integral double equals its int. */
guint    gp_expr_value_key_hash  (gconstpointer key);
gboolean gp_expr_value_key_equal (gconstpointer a, gconstpointer b);

G_END_DECLS
