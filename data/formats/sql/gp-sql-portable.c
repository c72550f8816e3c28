/* gp-sql-portable.c — takes PostgreSQL's own out of an expression, token by token
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-sql-portable"

#include "config.h"

#include "gp-sql-portable.h"

#include <string.h>

#include "gp-sql-script.h"

/* Words that go on with the name of a type that has several. */
static const char *const type_words[] = { "VARYING", "PRECISION", "WITH", "WITHOUT", "TIME",
                                          "ZONE" };

static const char *const functions[][2] = { { "CHAR_LENGTH", "length" },
                                            { "CHARACTER_LENGTH", "length" },
                                            { "BTRIM", "trim" } };

static gboolean
is_symbol (const char *text, const GpSqlToken *token, char symbol)
{
  return token->type == GP_SQL_TOKEN_SYMBOL && text[token->start] == symbol;
}

static gboolean
continues_type (const char *text, const GpSqlToken *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (type_words); i++)
    {
      if (gp_sql_token_is (text, token, type_words[i]))
        return TRUE;
    }
  return FALSE;
}

/* The offset past the type at @at. */
static gsize
skip_type (const char *text, gsize at, gsize end)
{
  GpSqlToken token;

  gp_sql_token_next (text, at, end, &token);
  at = token.end;
  for (;;)
    {
      gp_sql_token_next (text, at, end, &token);
      if (is_symbol (text, &token, '.'))
        gp_sql_token_next (text, token.end, end, &token);
      else if (is_symbol (text, &token, '(') && token.start == at)
        token.end = gp_sql_skip_group (text, token.start, end);
      else if (is_symbol (text, &token, '[') && token.start == at)
        token.end += strcspn (text + token.end, "]") + 1;
      else if (!continues_type (text, &token))
        return at;
      at = MIN (token.end, end);
    }
}

static void
append_token (GString *out, const char *text, const GpSqlToken *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      if (gp_sql_token_is (text, token, functions[i][0]))
        {
          g_string_append (out, functions[i][1]);
          return;
        }
    }
  g_string_append_len (out, text + token->start, token->end - token->start);
}

char *
gp_sql_portable (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize end = strlen (text);
  gsize at = 0;
  GpSqlToken token;

  while (gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END)
    {
      if (is_symbol (text, &token, ':') && text[token.end] == ':')
        {
          at = skip_type (text, token.end + 1, end);
          continue;
        }
      g_string_append_len (out, text + at, token.start - at);
      if (gp_sql_token_is (text, &token, "PUBLIC") && text[token.end] == '.')
        {
          at = token.end + 1;
          continue;
        }
      append_token (out, text, &token);
      at = token.end;
    }
  return g_string_free (out, FALSE);
}
