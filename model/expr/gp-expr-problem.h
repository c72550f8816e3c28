/* gp-expr-problem.h — what is wrong with an expression, and where
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GpExprError:
 * @GP_EXPR_ERROR_SYNTAX: the text is not an expression.
 * @GP_EXPR_ERROR_LIMIT: too long, too deep or too many parts; also an evaluation that ran out of
 *   steps.
 * @GP_EXPR_ERROR_UNSUPPORTED: CEL that is left out of the language (unsigned numbers, bytes, …).
 * @GP_EXPR_ERROR_NAME: a variable, field or function that does not exist.
 * @GP_EXPR_ERROR_TYPE: a value of a kind that does not fit here.
 * @GP_EXPR_ERROR_RANGE: a number, time, index or key outside what is possible.
 * @GP_EXPR_ERROR_VALUE: a text that cannot be converted, or JSON that is malformed.
 * @GP_EXPR_ERROR_REFUSED: correct, but it cannot be turned into a query.
 *
 * In no case has anything been changed: expressions have no side effects.
 */
typedef enum
{
  GP_EXPR_ERROR_SYNTAX = 1,
  GP_EXPR_ERROR_LIMIT,
  GP_EXPR_ERROR_UNSUPPORTED,
  GP_EXPR_ERROR_NAME,
  GP_EXPR_ERROR_TYPE,
  GP_EXPR_ERROR_RANGE,
  GP_EXPR_ERROR_VALUE,
  GP_EXPR_ERROR_REFUSED,
} GpExprError;

#define GP_EXPR_ERROR (gp_expr_error_quark ())
GQuark gp_expr_error_quark (void);

/**
 * gp_expr_error_get_position:
 * @error: any error
 * @offset: (out) (optional): bytes from the start of the expression
 * @length: (out) (optional): bytes; 0 where a part is missing
 *
 * FALSE, and nothing set, for errors of other domains.
 */
gboolean gp_expr_error_get_position (const GError *error, gsize *offset, gsize *length);

/**
 * GpExprError.code as a stable word for machines: "syntax", "limit", "type"…
 */
const char *gp_expr_error_to_string (GpExprError code);

/**
 * GpExprProblem: one thing wrong with an expression. Offsets and lengths are bytes of its text.
 */
typedef struct
{
  GpExprError code;
  char *message;      /* a full sentence, in the user's language */
  gsize offset;
  gsize length;
} GpExprProblem;

/**
 * gp_expr_problem_new:
 * @format: a sentence marked with N_(); it is translated here
 */
GpExprProblem *gp_expr_problem_new  (GpExprError  code,
                                     gsize        offset,
                                     gsize        length,
                                     const char  *format,
                                     ...) G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
GpExprProblem *gp_expr_problem_new_valist (GpExprError  code,
                                           gsize        offset,
                                           gsize        length,
                                           const char  *format,
                                           va_list      args) G_GNUC_PRINTF (4, 0);

/** The same for a sentence without anything to fill in. */
GpExprProblem *gp_expr_problem_new_literal (GpExprError  code,
                                            gsize        offset,
                                            gsize        length,
                                            const char  *message);
void           gp_expr_problem_free (GpExprProblem *self);   /* NULL is fine */

/** A list that owns its GpExprProblem. */
GPtrArray     *gp_expr_problems_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_expr_problem_set_error:
 *
 * Turns the problem into a GError whose position gp_expr_error_get_position() reads.
 */
void           gp_expr_problem_set_error (const GpExprProblem *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExprProblem, gp_expr_problem_free)

G_END_DECLS
