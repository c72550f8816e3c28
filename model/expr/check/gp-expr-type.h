/* gp-expr-type.h — what kind of value a part of an expression has
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"
#include "gp-id.h"

G_BEGIN_DECLS

typedef enum
{
  GP_EXPR_TYPE_ANY,         /* known only when it runs: JSON, what a flow step gives */
  GP_EXPR_TYPE_NULL,
  GP_EXPR_TYPE_BOOL,
  GP_EXPR_TYPE_INT,
  GP_EXPR_TYPE_DOUBLE,
  GP_EXPR_TYPE_STRING,
  GP_EXPR_TYPE_TIMESTAMP,
  GP_EXPR_TYPE_DURATION,
  GP_EXPR_TYPE_LIST,
  GP_EXPR_TYPE_MAP,         /* keys are strings */
  GP_EXPR_TYPE_RECORD,      /* members are those that the scope names */
  GP_EXPR_N_TYPE_KINDS
} GpExprTypeKind;

/**
 * GpExprType: a plain value; copy it by assignment.
 *
 * Lists and maps know the kind of their items one level deep; what is nested deeper is ANY.
 */
typedef struct
{
  GpExprTypeKind kind;
  gboolean nullable;        /* the value may be null; never set for ANY and NULL */
  GpExprTypeKind item;      /* of a LIST's items or a MAP's values, else ANY */
  gboolean item_nullable;
  GpId element;             /* of a RECORD, or a LIST of them: what it is a record of; else nil */
  guint facet;              /* tells the scope's records of one element apart; 0 is its fields */
} GpExprType;

GpExprType gp_expr_type_new        (GpExprTypeKind kind);
GpExprType gp_expr_type_new_list   (GpExprTypeKind item);
GpExprType gp_expr_type_new_map    (GpExprTypeKind value);
GpExprType gp_expr_type_new_record (const GpId *element, guint facet);

/** The type of the items of a list, or of the values of a map; ANY for ANY. */
GpExprType gp_expr_type_get_item   (const GpExprType *self);

/** The list of such values; of ANY where @item is itself a list or map. */
GpExprType gp_expr_type_list_of    (const GpExprType *item);
GpExprType gp_expr_type_map_of     (const GpExprType *value);

/** The same type, nullable or not; ANY and NULL stay as they are. */
GpExprType gp_expr_type_with_null  (const GpExprType *self, gboolean nullable);

/** Of the values that the evaluator computes with. ANY for mixed or empty lists and maps. */
GpExprType gp_expr_type_of_value   (const GpExprValue *value);

gboolean   gp_expr_type_equal      (const GpExprType *a, const GpExprType *b);
gboolean   gp_expr_type_is_number  (const GpExprType *self);

/**
 * gp_expr_type_join:
 *
 * The narrowest type that holds values of both: the branches of ?:, the items of a list.
 */
GpExprType gp_expr_type_join       (const GpExprType *a, const GpExprType *b);

/** As CEL writes it, with a question mark where null is possible: "list(string)", "int?". */
char      *gp_expr_type_to_text    (const GpExprType *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
