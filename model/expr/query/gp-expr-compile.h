/* gp-expr-compile.h — from a checked expression to a query
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-check.h"
#include "gp-expr-query.h"

G_BEGIN_DECLS

/** A query larger than this is refused; conditionals inside conditions multiply it. */
#define GP_EXPR_QUERY_MAX_NODES 2000

/**
 * GpExprMode: which rows the query finds.
 *
 * Evaluating an expression on a row gives true, false or an error. A rule grants where it is TRUE.
 */
typedef enum
{
  GP_EXPR_MODE_TRUE,        /* it is true */
  GP_EXPR_MODE_FALSE,       /* it is false */
  GP_EXPR_MODE_NOT_TRUE,    /* it is false or an error */
  GP_EXPR_MODE_NOT_FALSE,   /* it is true or an error */
} GpExprMode;

/**
 * gp_expr_compile:
 * @check: without problems, of a condition in a scope over a design
 *
 * Finds the same rows as gp_expr_eval() would, or refuses: never more rows.
 *
 * Returns: (transfer full): NULL where a part cannot be a query; the error is
 *   GP_EXPR_ERROR_REFUSED (or _LIMIT, or _TYPE where @check has problems) with the place of the
 *   part (gp_expr_error_get_position())
 */
GpExprQuery *gp_expr_compile (const GpExprCheck *check, GpExprMode mode, GError **error);

G_END_DECLS
