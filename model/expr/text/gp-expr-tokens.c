/* gp-expr-tokens.c — the tokens that a parser looks at, and what is wrong with them
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-tokens"

#include "config.h"

#include "gp-expr-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PROBLEMS 20

void
gp_expr_tokens_init (GpExprTokens *self,
                     const char   *text,
                     gsize         length,
                     GPtrArray    *problems)
{
  *self = (GpExprTokens){ .lexer = { .text = text, .length = length, .problems = problems },
                          .problems = problems };
  self->token = gp_expr_lexer_next (&self->lexer);
}

/* One problem for one place: what follows from it is not news. */
static gboolean
is_silent (const GpExprTokens *self,
           guint32             offset)
{
  const GPtrArray *problems = self->problems;

  return self->given_up || problems->len >= MAX_PROBLEMS ||
         (problems->len > 0 &&
          ((GpExprProblem *) problems->pdata[problems->len - 1])->offset == offset);
}

void
gp_expr_tokens_report (GpExprTokens *self,
                       GpExprError   code,
                       guint32       offset,
                       guint32       length,
                       const char   *format,
                       ...)
{
  va_list args;

  if (is_silent (self, offset))
    return;

  va_start (args, format);
  g_ptr_array_add (self->problems, gp_expr_problem_new_valist (code, offset, length, format, args));
  va_end (args);
}

void
gp_expr_tokens_give_up (GpExprTokens *self,
                        guint32       offset,
                        guint32       length,
                        const char   *message)
{
  if (!is_silent (self, offset))
    g_ptr_array_add (self->problems,
                     gp_expr_problem_new_literal (GP_EXPR_ERROR_LIMIT, offset, length, message));
  self->given_up = TRUE;
  self->lexer.cursor = self->lexer.length;
  self->lexer.problems = NULL;
  self->token = gp_expr_lexer_next (&self->lexer);
}

void
gp_expr_tokens_advance (GpExprTokens *self)
{
  self->previous_end = self->token.offset + self->token.length;
  if (self->problems->len >= MAX_PROBLEMS)
    self->lexer.problems = NULL;
  self->token = gp_expr_lexer_next (&self->lexer);
}

gboolean
gp_expr_tokens_at (const GpExprTokens *self,
                   GpExprTokenKind     kind)
{
  return self->token.kind == kind;
}

gboolean
gp_expr_tokens_take (GpExprTokens    *self,
                     GpExprTokenKind  kind)
{
  if (!gp_expr_tokens_at (self, kind))
    return FALSE;
  gp_expr_tokens_advance (self);
  return TRUE;
}

/* What is wrong with the token where @wanted, a phrase marked with N_(), should stand. */
void
gp_expr_tokens_report_token (GpExprTokens *self,
                             const char   *wanted)
{
  g_autofree char *found = NULL;

  if (gp_expr_tokens_at (self, GP_EXPR_TOKEN_INVALID))
    return; /* the lexer has said it */

  wanted = g_dgettext (GETTEXT_PACKAGE, wanted);
  if (gp_expr_tokens_at (self, GP_EXPR_TOKEN_END))
    {
      gp_expr_tokens_report (self, GP_EXPR_ERROR_SYNTAX, self->token.offset, 0,
                             N_("%s is missing at the end."), wanted);
      return;
    }

  found = g_strndup (self->lexer.text + self->token.offset, self->token.length);
  if (gp_expr_tokens_at (self, GP_EXPR_TOKEN_RESERVED))
    gp_expr_tokens_report (self, GP_EXPR_ERROR_SYNTAX, self->token.offset, self->token.length,
                           N_("“%s” is a reserved word and cannot be a name here."), found);
  else
    gp_expr_tokens_report (self, GP_EXPR_ERROR_SYNTAX, self->token.offset, self->token.length,
                           N_("%s is expected here, not “%s”."), wanted, found);
}

/* Skips to @closer of the bracket that is open, and past it. */
void
gp_expr_tokens_expect (GpExprTokens    *self,
                       GpExprTokenKind  closer,
                       const char      *wanted)
{
  guint open = 0;

  if (gp_expr_tokens_take (self, closer))
    return;

  gp_expr_tokens_report_token (self, wanted);
  while (!gp_expr_tokens_at (self, GP_EXPR_TOKEN_END))
    {
      if (open == 0 && gp_expr_tokens_at (self, closer))
        break;
      if (gp_expr_tokens_at (self, GP_EXPR_TOKEN_OPEN_PAREN) ||
          gp_expr_tokens_at (self, GP_EXPR_TOKEN_OPEN_BRACKET) ||
          gp_expr_tokens_at (self, GP_EXPR_TOKEN_OPEN_BRACE))
        open++;
      else if (open > 0 && (gp_expr_tokens_at (self, GP_EXPR_TOKEN_CLOSE_PAREN) ||
                            gp_expr_tokens_at (self, GP_EXPR_TOKEN_CLOSE_BRACKET) ||
                            gp_expr_tokens_at (self, GP_EXPR_TOKEN_CLOSE_BRACE)))
        open--;
      gp_expr_tokens_advance (self);
    }
  gp_expr_tokens_take (self, closer);
}

/* A name where an operator should stand is often a word of another language. */
void
gp_expr_tokens_report_rest (GpExprTokens *self)
{
  static const struct
  {
    const char *word;
    const char *message;
  } hints[] = {
    { "and", N_("“And” is written “&&”.") }, { "AND", N_("“And” is written “&&”.") },
    { "or", N_("“Or” is written “||”.") },   { "OR", N_("“Or” is written “||”.") },
    { "is", N_("“Is” is written “==”.") },   { "IS", N_("“Is” is written “==”.") },
  };
  const char *found = self->lexer.text + self->token.offset;

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (strlen (hints[i].word) == self->token.length &&
        memcmp (found, hints[i].word, self->token.length) == 0)
      {
        if (!is_silent (self, self->token.offset))
          g_ptr_array_add (self->problems,
                           gp_expr_problem_new_literal (GP_EXPR_ERROR_SYNTAX, self->token.offset,
                                                        self->token.length, hints[i].message));
        return;
      }

  gp_expr_tokens_report_token (self, N_("An operator"));
}
