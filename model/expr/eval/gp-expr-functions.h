/* gp-expr-functions.h — the functions of the expression language
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

#define GP_EXPR_MAX_ARGUMENTS 2

/**
 * GpExprFunction: one overload of a function: what it takes and what it gives.
 *
 * One table serves the evaluator, the type check, completion and the documentation.
 */
typedef struct _GpExprFunction GpExprFunction;
struct _GpExprFunction
{
  const char *name;
  gboolean is_method;                                   /* a.name(b) rather than name(a, b) */
  guint n_arguments;                                    /* the target counts */
  GpExprValueKind arguments[GP_EXPR_MAX_ARGUMENTS];
  GpExprValueKind result;

  /* (transfer full); the arguments have the right kinds */
  GpExprValue *(*call) (const GpExprFunction *self, GpExprValue * const *arguments);
  int data;                                             /* for @call */
  const char *meaning;                                  /* marked with N_(), a sentence */
};

/** All overloads; those of one name stand together. */
const GpExprFunction *gp_expr_functions_get  (gsize *n_functions);

/** Whether a function of this name exists, as a method or not. */
gboolean              gp_expr_function_exists (const char *name, gboolean is_method);

/**
 * gp_expr_function_find:
 *
 * Returns: (nullable): the overload for these kinds of arguments, static
 */
const GpExprFunction *gp_expr_function_find  (const char *name, gboolean is_method,
                                              const GpExprValueKind *kinds, guint n_arguments);

/**
 * gp_expr_function_call:
 *
 * Returns: (transfer full): the result; ERROR where there is no such function or overload
 */
GpExprValue          *gp_expr_function_call  (const char *name, gboolean is_method,
                                              GpExprValue * const *arguments, guint n_arguments);

G_END_DECLS
