/* gp-sql-script.c — cuts an SQL file into statements
 * SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the bytes. A statement ends at a semicolon, whatever the depth of parentheses: an
 * unclosed one must not swallow the rest of the file. Two constructs hold semicolons of their own:
 * the action list of CREATE RULE, and BEGIN ATOMIC … END of a routine.
 *
 * Where a string is never closed, the statement ends at the next semicolon that ends a line, and
 * the rest of the file is read as if nothing had happened. */

#define G_LOG_DOMAIN "gp-sql-script"

#include "config.h"

#include "gp-sql-script.h"

#include <string.h>

struct _GpSqlScript
{
  const char *text;
  gsize       length;
  GArray     *statements;    /* GpSqlStatement */
  GArray     *lines;         /* gsize: where each line begins */
};

static gboolean
is_word_start (guchar c)
{
  return g_ascii_isalpha (c) || c == '_' || c >= 0x80;
}

static gboolean
is_word (guchar c)
{
  return is_word_start (c) || g_ascii_isdigit (c) || c == '$';
}

static gboolean
is_blank (guchar c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Past blanks and comments. A comment that is never closed gives @end and *open. */
static gsize
skip_blanks (const char *text, gsize at, gsize end, gsize *open)
{
  while (at < end)
    {
      if (is_blank (text[at]))
        {
          at++;
        }
      else if (text[at] == '-' && at + 1 < end && text[at + 1] == '-')
        {
          const char *newline = memchr (text + at, '\n', end - at);

          at = newline != NULL ? (gsize) (newline - text) + 1 : end;
        }
      else if (text[at] == '/' && at + 1 < end && text[at + 1] == '*')
        {
          gsize start = at;
          guint depth = 1;

          for (at += 2; at < end && depth > 0; at++)
            {
              if (text[at] == '*' && at + 1 < end && text[at + 1] == '/')
                depth--, at++;
              else if (text[at] == '/' && at + 1 < end && text[at + 1] == '*')
                depth++, at++;
            }
          if (depth > 0)
            {
              *open = start;
              return end;
            }
        }
      else
        {
          break;
        }
    }
  return at;
}

/* @at is past the opening quote. The offset past the closing one, or G_MAXSIZE. */
static gsize
skip_quoted (const char *text, gsize at, gsize end, char quote, gboolean backslashes)
{
  for (; at < end; at++)
    {
      if (backslashes && text[at] == '\\')
        at++;
      else if (text[at] == quote && at + 1 < end && text[at + 1] == quote)
        at++;
      else if (text[at] == quote)
        return at + 1;
    }
  return G_MAXSIZE;
}

/* @at is at a dollar sign. Past the dollar-quoted string, @at where it is none, or G_MAXSIZE. */
static gsize
skip_dollar (const char *text, gsize at, gsize end)
{
  gsize tag = at + 1;

  if (tag < end && g_ascii_isdigit (text[tag]))
    return at;
  while (tag < end && is_word (text[tag]) && text[tag] != '$')
    tag++;
  if (tag >= end || text[tag] != '$')
    return at;

  for (gsize length = tag + 1 - at, i = tag + 1; i + length <= end; i++)
    {
      const char *dollar = memchr (text + i, '$', end - i);

      if (dollar == NULL)
        break;
      i = dollar - text;
      if (i + length <= end && memcmp (text + i, text + at, length) == 0)
        return i + length;
    }
  return G_MAXSIZE;
}

static gsize
skip_number (const char *text, gsize at, gsize end)
{
  while (at < end && (g_ascii_isalnum (text[at]) || text[at] == '.'))
    {
      if ((text[at] == 'e' || text[at] == 'E') && at + 1 < end
          && (text[at + 1] == '+' || text[at + 1] == '-'))
        at++;
      at++;
    }
  return at;
}

/* A word, or a string or name with a prefix such as E'…', U&"…". */
static gsize
scan_word (const char *text, gsize at, gsize end, GpSqlTokenType *type)
{
  gsize start = at;
  gsize quote;

  *type = GP_SQL_TOKEN_WORD;
  while (at < end && is_word (text[at]))
    at++;

  if (at - start == 1 && at + 1 < end && (text[start] == 'U' || text[start] == 'u')
      && text[at] == '&' && (text[at + 1] == '\'' || text[at + 1] == '"'))
    quote = at + 1;
  else if (at - start == 1 && at < end && text[at] == '\''
           && strchr ("EeBbXxNn", text[start]) != NULL)
    quote = at;
  else
    return at;

  *type = text[quote] == '"' ? GP_SQL_TOKEN_NAME : GP_SQL_TOKEN_STRING;
  return skip_quoted (text, quote + 1, end, text[quote],
                      text[start] == 'E' || text[start] == 'e');
}

GpSqlTokenType
gp_sql_token_next (const char *text, gsize at, gsize end, GpSqlToken *token)
{
  gsize open = G_MAXSIZE;
  gsize stop;

  at = skip_blanks (text, at, end, &open);
  *token = (GpSqlToken) { GP_SQL_TOKEN_END, at, at };
  if (open != G_MAXSIZE)
    *token = (GpSqlToken) { GP_SQL_TOKEN_OPEN, open, end };
  if (at >= end)
    return token->type;

  token->type = GP_SQL_TOKEN_SYMBOL;
  stop = at + 1;
  if (is_word_start (text[at]))
    {
      stop = scan_word (text, at, end, &token->type);
    }
  else if (text[at] == '\'')
    {
      token->type = GP_SQL_TOKEN_STRING;
      stop = skip_quoted (text, at + 1, end, '\'', FALSE);
    }
  else if (text[at] == '"')
    {
      token->type = GP_SQL_TOKEN_NAME;
      stop = skip_quoted (text, at + 1, end, '"', FALSE);
    }
  else if (g_ascii_isdigit (text[at])
           || (text[at] == '.' && at + 1 < end && g_ascii_isdigit (text[at + 1])))
    {
      token->type = GP_SQL_TOKEN_NUMBER;
      stop = skip_number (text, at, end);
    }
  else if (text[at] == '$' && (stop = skip_dollar (text, at, end)) != at)
    {
      token->type = GP_SQL_TOKEN_STRING;
    }
  else
    {
      stop = at + 1;
    }

  if (stop == G_MAXSIZE)
    {
      token->type = GP_SQL_TOKEN_OPEN;
      stop = end;
    }
  token->end = stop;
  return token->type;
}

gboolean
gp_sql_token_is (const char *text, const GpSqlToken *token, const char *word)
{
  gsize length = strlen (word);

  return token->type == GP_SQL_TOKEN_WORD && token->end - token->start == length
         && g_ascii_strncasecmp (text + token->start, word, length) == 0;
}

gsize
gp_sql_skip_group (const char *text, gsize at, gsize end)
{
  GpSqlToken token;
  guint depth = 0;

  while (gp_sql_token_next (text, at, end, &token) != GP_SQL_TOKEN_END)
    {
      at = token.end;
      if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == '(')
        depth++;
      else if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == ')' && --depth == 0)
        return at;
    }
  return end;
}

/* The end of the line that @at is in, without the line break. */
static gsize
line_end (const GpSqlScript *self, gsize at)
{
  const char *newline = memchr (self->text + at, '\n', self->length - at);
  gsize end = newline != NULL ? (gsize) (newline - self->text) : self->length;

  return end > at && self->text[end - 1] == '\r' ? end - 1 : end;
}

/* The lines of data after a COPY, up to the line with a backslash and a dot; past it. */
static gsize
skip_copy_data (GpSqlScript *self, gsize at, guint *n_rows)
{
  at = line_end (self, at);
  while (at < self->length)
    {
      gsize start;
      gsize end;

      at += self->text[at] == '\r';
      start = at + 1;
      if (start >= self->length)
        return self->length;
      end = line_end (self, start);
      if (end - start == 2 && memcmp (self->text + start, "\\.", 2) == 0)
        return end;
      *n_rows += 1;
      at = end;
    }
  return self->length;
}

/* What the splitter knows of the statement that it is in. */
typedef struct
{
  guint    n_words;         /* leading words, counted up to the first token of another type */
  gboolean leading;
  gboolean is_create;
  gboolean is_rule;
  gboolean is_routine;
  gboolean is_copy;
  gboolean is_insert;
  gboolean from_stdin;
  gboolean after_from;
  gboolean after_begin;
  guint    parens;
  guint    atomic;          /* depth of BEGIN ATOMIC and CASE, 0 outside */
} Inside;

static void
note_word (Inside *inside, const char *text, const GpSqlToken *token)
{
  if (inside->leading && inside->n_words == 0)
    {
      inside->is_create = gp_sql_token_is (text, token, "CREATE");
      inside->is_copy = gp_sql_token_is (text, token, "COPY");
      inside->is_insert = gp_sql_token_is (text, token, "INSERT");
    }
  else if (inside->leading && inside->is_create && inside->n_words < 4)
    {
      inside->is_rule |= gp_sql_token_is (text, token, "RULE");
      inside->is_routine |= gp_sql_token_is (text, token, "FUNCTION")
                            || gp_sql_token_is (text, token, "PROCEDURE");
    }
  inside->n_words++;

  if (inside->is_copy)
    {
      inside->from_stdin |= inside->after_from && gp_sql_token_is (text, token, "STDIN");
      inside->after_from = gp_sql_token_is (text, token, "FROM");
    }
  if (inside->is_routine)
    {
      if (inside->atomic > 0 && gp_sql_token_is (text, token, "CASE"))
        inside->atomic++;
      else if (inside->atomic > 0 && gp_sql_token_is (text, token, "END"))
        inside->atomic--;
      else if (inside->after_begin && gp_sql_token_is (text, token, "ATOMIC"))
        inside->atomic = 1;
      inside->after_begin = gp_sql_token_is (text, token, "BEGIN");
    }
}

static gboolean
ends_here (const Inside *inside)
{
  return inside->atomic == 0 && (!inside->is_rule || inside->parens == 0);
}

static void
add_statement (GpSqlScript *self, GpSqlStatementType type, gsize start, gsize end, guint n_tokens,
               guint n_rows)
{
  GpSqlStatement statement = { type, start, end, n_tokens, n_rows };

  g_array_append_val (self->statements, statement);
}

/* Where to go on after a string that is never closed: past the next semicolon that ends a line. */
static gsize
recover (GpSqlScript *self, gsize at)
{
  while (at < self->length)
    {
      const char *semicolon = memchr (self->text + at, ';', self->length - at);

      if (semicolon == NULL)
        return self->length;
      at = semicolon - self->text + 1;
      if (at >= self->length || self->text[at] == '\n' || self->text[at] == '\r')
        return at;
    }
  return self->length;
}

/* Reads one statement that begins with @token; returns where the next one may begin. */
static gsize
read_statement (GpSqlScript *self, GpSqlToken token)
{
  Inside inside = { .leading = TRUE };
  const char *text = self->text;
  gsize start = token.start;
  gsize end = start;
  guint n_tokens = 0;

  for (;; gp_sql_token_next (text, token.end, self->length, &token))
    {
      char symbol = token.type == GP_SQL_TOKEN_SYMBOL ? text[token.start] : '\0';

      if (token.type == GP_SQL_TOKEN_END || symbol == '\\' ||
          (symbol == ';' && ends_here (&inside)))
        break;
      if (token.type == GP_SQL_TOKEN_OPEN)
        {
          gsize next = recover (self, token.start);

          add_statement (self, GP_SQL_STATEMENT_OPEN, start, next, n_tokens, 0);
          return next;
        }

      n_tokens++;
      end = token.end;
      if (token.type == GP_SQL_TOKEN_WORD)
        note_word (&inside, text, &token);
      else
        inside.leading = FALSE;
      if (symbol == '(')
        inside.parens++;
      else if (symbol == ')' && inside.parens > 0)
        inside.parens--;
    }

  if (inside.is_copy && inside.from_stdin && token.type == GP_SQL_TOKEN_SYMBOL)
    {
      guint n_rows = 0;
      gsize next = skip_copy_data (self, token.end, &n_rows);

      add_statement (self, GP_SQL_STATEMENT_COPY, start, end, n_tokens, n_rows);
      return next;
    }

  add_statement (self, inside.is_insert ? GP_SQL_STATEMENT_DATA : GP_SQL_STATEMENT_PLAIN, start,
                 end, n_tokens, 0);
  if (token.type == GP_SQL_TOKEN_SYMBOL && text[token.start] == ';')
    return token.end;
  return token.start;
}

static void
split (GpSqlScript *self)
{
  GpSqlToken token;
  gsize at = 0;

  while (gp_sql_token_next (self->text, at, self->length, &token) != GP_SQL_TOKEN_END)
    {
      char first = self->text[token.start];

      if (token.type == GP_SQL_TOKEN_SYMBOL && first == ';')
        {
          at = token.end;
        }
      else if (token.type == GP_SQL_TOKEN_SYMBOL && first == '\\')
        {
          at = line_end (self, token.start);
          add_statement (self, GP_SQL_STATEMENT_PSQL, token.start, at, 1, 0);
        }
      else
        {
          at = read_statement (self, token);
        }
    }
}

GpSqlScript *
gp_sql_script_new (const char *text, gsize length)
{
  GpSqlScript *self = g_new0 (GpSqlScript, 1);
  const char *newline = text;
  gsize start = 0;

  g_return_val_if_fail (text != NULL, NULL);

  self->text = text;
  self->length = length;
  self->statements = g_array_new (FALSE, FALSE, sizeof (GpSqlStatement));
  self->lines = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_array_append_val (self->lines, start);
  while ((newline = memchr (newline, '\n', text + length - newline)) != NULL)
    {
      start = ++newline - text;
      g_array_append_val (self->lines, start);
    }

  split (self);
  return self;
}

void
gp_sql_script_free (GpSqlScript *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->statements);
  g_array_unref (self->lines);
  g_free (self);
}

const char *
gp_sql_script_get_text (const GpSqlScript *self, gsize *length)
{
  if (length != NULL)
    *length = self->length;
  return self->text;
}

gsize
gp_sql_script_get_size (const GpSqlScript *self)
{
  return self->statements->len;
}

const GpSqlStatement *
gp_sql_script_get (const GpSqlScript *self, gsize i)
{
  g_return_val_if_fail (i < self->statements->len, NULL);

  return &g_array_index (self->statements, GpSqlStatement, i);
}

void
gp_sql_script_locate (const GpSqlScript *self, gsize offset, guint *line, guint *column)
{
  gsize low = 0;
  gsize high = self->lines->len;
  gsize start;

  offset = MIN (offset, self->length);
  while (high - low > 1)
    {
      gsize middle = (low + high) / 2;

      if (g_array_index (self->lines, gsize, middle) <= offset)
        low = middle;
      else
        high = middle;
    }

  start = g_array_index (self->lines, gsize, low);
  *line = low + 1;
  *column = g_utf8_strlen (self->text + start, offset - start) + 1;
}
