/* gp-expr-lexer.h — an expression's text as tokens
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

typedef enum
{
  GP_EXPR_TOKEN_END,
  GP_EXPR_TOKEN_INVALID,      /* a problem has been reported */
  GP_EXPR_TOKEN_IDENT,
  GP_EXPR_TOKEN_RESERVED,     /* a word that CEL keeps for itself; allowed after a dot */
  GP_EXPR_TOKEN_INT,
  GP_EXPR_TOKEN_DOUBLE,
  GP_EXPR_TOKEN_STRING,
  GP_EXPR_TOKEN_TRUE,
  GP_EXPR_TOKEN_FALSE,
  GP_EXPR_TOKEN_NULL,
  GP_EXPR_TOKEN_IN,
  GP_EXPR_TOKEN_OR,
  GP_EXPR_TOKEN_AND,
  GP_EXPR_TOKEN_EQ,
  GP_EXPR_TOKEN_NE,
  GP_EXPR_TOKEN_LE,
  GP_EXPR_TOKEN_GE,
  GP_EXPR_TOKEN_LT,
  GP_EXPR_TOKEN_GT,
  GP_EXPR_TOKEN_NOT,
  GP_EXPR_TOKEN_PLUS,
  GP_EXPR_TOKEN_MINUS,
  GP_EXPR_TOKEN_STAR,
  GP_EXPR_TOKEN_SLASH,
  GP_EXPR_TOKEN_PERCENT,
  GP_EXPR_TOKEN_QUESTION,
  GP_EXPR_TOKEN_COLON,
  GP_EXPR_TOKEN_COMMA,
  GP_EXPR_TOKEN_DOT,
  GP_EXPR_TOKEN_OPEN_PAREN,
  GP_EXPR_TOKEN_CLOSE_PAREN,
  GP_EXPR_TOKEN_OPEN_BRACKET,
  GP_EXPR_TOKEN_CLOSE_BRACKET,
  GP_EXPR_TOKEN_OPEN_BRACE,
  GP_EXPR_TOKEN_CLOSE_BRACE,
} GpExprTokenKind;

typedef struct
{
  GpExprTokenKind kind;
  guint32 offset;         /* bytes */
  guint32 length;
} GpExprToken;

/**
 * GpExprLexer: a position in a text. A plain struct; copy it to look ahead.
 */
typedef struct
{
  const char *text;       /* UTF-8, borrowed */
  gsize length;           /* bytes, less than 4 GB */
  gsize cursor;
  GPtrArray *problems;    /* (nullable): GpExprProblem are added here, borrowed */
} GpExprLexer;

/** The next token; white space and comments (// to the end of the line) are skipped. */
GpExprToken  gp_expr_lexer_next (GpExprLexer *self);

/**
 * gp_expr_lexer_read:
 * @token: of kind INT, DOUBLE or STRING
 * @negative: a minus sign stands before the number
 *
 * Returns: (transfer full): the value of a literal, or ERROR (number out of range, bad escape),
 *   whose problem has its place in the text
 */
GpExprValue *gp_expr_lexer_read (const GpExprLexer *self, const GpExprToken *token,
                                 gboolean negative);

/** Whether @name can be written as an identifier: letters, digits and _, and not reserved. */
gboolean     gp_expr_name_is_identifier (const char *name);

G_END_DECLS
