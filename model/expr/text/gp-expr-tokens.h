/* gp-expr-tokens.h — the tokens that a parser looks at, and what is wrong with them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-lexer.h"

G_BEGIN_DECLS

/**
 * GpExprTokens: one token of look-ahead, and the problems found so far.
 *
 * A place is reported once, and no more than twenty problems are: what follows from a problem is
 * no news. Phrases and sentences are marked with N_() and translated here.
 */
typedef struct
{
  GpExprLexer lexer;
  GpExprToken token;        /* the one to look at next */
  guint32 previous_end;     /* where the token before it ended */
  GPtrArray *problems;      /* borrowed */
  gboolean given_up;        /* a limit was passed; nothing more is reported */
} GpExprTokens;

/** @problems: a gp_expr_problems_new(); must outlive @self, as @text must */
void     gp_expr_tokens_init         (GpExprTokens *self, const char *text, gsize length,
                                      GPtrArray *problems);

void     gp_expr_tokens_advance      (GpExprTokens *self);
gboolean gp_expr_tokens_at           (const GpExprTokens *self, GpExprTokenKind kind);

/** Advances past a token of @kind; FALSE where the token is another. */
gboolean gp_expr_tokens_take         (GpExprTokens *self, GpExprTokenKind kind);

/** Advances past @closer; reports what stands there instead, and skips what is before it. */
void     gp_expr_tokens_expect       (GpExprTokens *self, GpExprTokenKind closer,
                                      const char *wanted);

void     gp_expr_tokens_report       (GpExprTokens *self, GpExprError code, guint32 offset,
                                      guint32 length, const char *format, ...)
                                      G_GNUC_PRINTF (5, 6);

/** Reports that @wanted ("A value") is missing where the token stands. */
void     gp_expr_tokens_report_token (GpExprTokens *self, const char *wanted);

/** Reports a token that stands behind a whole expression. */
void     gp_expr_tokens_report_rest  (GpExprTokens *self);

/** Reports a limit and jumps to the end. */
void     gp_expr_tokens_give_up      (GpExprTokens *self, guint32 offset, guint32 length,
                                      const char *message);

G_END_DECLS
