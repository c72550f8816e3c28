/* gp-expr-complete.h — what can be written where the cursor stands
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-scope.h"

G_BEGIN_DECLS

typedef enum
{
  GP_EXPR_COMPLETION_VARIABLE,
  GP_EXPR_COMPLETION_MEMBER,
  GP_EXPR_COMPLETION_FUNCTION,    /* @text ends with an opening parenthesis */
  GP_EXPR_COMPLETION_WORD,        /* true, false, null */
} GpExprCompletionKind;

/**
 * GpExprCompletion: one proposal.
 *
 * @text: replaces what is written of the name so far
 * @detail: the type of a value, or what a function does, translated
 */
typedef struct
{
  GpExprCompletionKind kind;
  char *text;
  char *detail;
} GpExprCompletion;

/**
 * gp_expr_complete:
 * @text: valid UTF-8, as far as it is written; need not parse
 * @cursor: bytes; at most the length of @text
 * @start: (out): where the name under the cursor begins; what lies between is replaced
 *
 * Proposals that begin with what is written of the name: behind a dot the members, methods and
 * macros of what stands before it, elsewhere variables and functions. None inside texts, numbers
 * and comments.
 *
 * Returns: (transfer full) (element-type GpExprCompletion): by kind; names as the scope lists
 *   them, functions by the alphabet
 */
GPtrArray *gp_expr_complete (const char *text, gsize cursor, const GpExprScope *scope,
                             gsize *start) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
