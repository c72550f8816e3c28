/* gp-expr-lexer.c — an expression's text as tokens
 * SPDX-License-Identifier: Apache-2.0
 *
 * Tokens are spans; literals are decoded only when the parser asks for their value. Nothing here
 * reads behind text + length, so the text need not end with a NUL. */

#define G_LOG_DOMAIN "gp-expr-lexer"

#include "config.h"

#include "gp-expr-lexer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const struct
{
  const char *word;
  GpExprTokenKind kind;
} words[] = {
  { "as", GP_EXPR_TOKEN_RESERVED },
  { "break", GP_EXPR_TOKEN_RESERVED },
  { "const", GP_EXPR_TOKEN_RESERVED },
  { "continue", GP_EXPR_TOKEN_RESERVED },
  { "else", GP_EXPR_TOKEN_RESERVED },
  { "false", GP_EXPR_TOKEN_FALSE },
  { "for", GP_EXPR_TOKEN_RESERVED },
  { "function", GP_EXPR_TOKEN_RESERVED },
  { "if", GP_EXPR_TOKEN_RESERVED },
  { "import", GP_EXPR_TOKEN_RESERVED },
  { "in", GP_EXPR_TOKEN_IN },
  { "let", GP_EXPR_TOKEN_RESERVED },
  { "loop", GP_EXPR_TOKEN_RESERVED },
  { "namespace", GP_EXPR_TOKEN_RESERVED },
  { "null", GP_EXPR_TOKEN_NULL },
  { "package", GP_EXPR_TOKEN_RESERVED },
  { "return", GP_EXPR_TOKEN_RESERVED },
  { "true", GP_EXPR_TOKEN_TRUE },
  { "var", GP_EXPR_TOKEN_RESERVED },
  { "void", GP_EXPR_TOKEN_RESERVED },
  { "while", GP_EXPR_TOKEN_RESERVED },
};

static const struct
{
  char text[3];
  GpExprTokenKind kind;
} marks[] = {                   /* longer ones before their own beginnings */
  { "||", GP_EXPR_TOKEN_OR },
  { "&&", GP_EXPR_TOKEN_AND },
  { "==", GP_EXPR_TOKEN_EQ },
  { "!=", GP_EXPR_TOKEN_NE },
  { "<=", GP_EXPR_TOKEN_LE },
  { ">=", GP_EXPR_TOKEN_GE },
  { "<", GP_EXPR_TOKEN_LT },
  { ">", GP_EXPR_TOKEN_GT },
  { "!", GP_EXPR_TOKEN_NOT },
  { "+", GP_EXPR_TOKEN_PLUS },
  { "-", GP_EXPR_TOKEN_MINUS },
  { "*", GP_EXPR_TOKEN_STAR },
  { "/", GP_EXPR_TOKEN_SLASH },
  { "%", GP_EXPR_TOKEN_PERCENT },
  { "?", GP_EXPR_TOKEN_QUESTION },
  { ":", GP_EXPR_TOKEN_COLON },
  { ",", GP_EXPR_TOKEN_COMMA },
  { ".", GP_EXPR_TOKEN_DOT },
  { "(", GP_EXPR_TOKEN_OPEN_PAREN },
  { ")", GP_EXPR_TOKEN_CLOSE_PAREN },
  { "[", GP_EXPR_TOKEN_OPEN_BRACKET },
  { "]", GP_EXPR_TOKEN_CLOSE_BRACKET },
  { "{", GP_EXPR_TOKEN_OPEN_BRACE },
  { "}", GP_EXPR_TOKEN_CLOSE_BRACE },
};

/* The byte at @ahead from the cursor, 0 behind the end. */
static char
peek (const GpExprLexer *self,
      gsize              ahead)
{
  return ahead < self->length - self->cursor ? self->text[self->cursor + ahead] : '\0';
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static GpExprToken
make_token (const GpExprLexer *self,
            GpExprTokenKind    kind,
            gsize              start)
{
  return (GpExprToken) { .kind = kind, .offset = (guint32) start,
                         .length = (guint32) (self->cursor - start) };
}

static GpExprToken
make_problem (const GpExprLexer *self,
              GpExprError        code,
              gsize              start,
              const char        *message)
{
  if (self->problems != NULL)
    g_ptr_array_add (self->problems,
                     gp_expr_problem_new_literal (code, start, self->cursor - start, message));
  return make_token (self, GP_EXPR_TOKEN_INVALID, start);
}

static void
skip_blanks (GpExprLexer *self)
{
  while (self->cursor < self->length)
    {
      char c = peek (self, 0);

      if (c == '/' && peek (self, 1) == '/')
        while (self->cursor < self->length && peek (self, 0) != '\n')
          self->cursor++;
      else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
        self->cursor++;
      else
        break;
    }
}

static gsize
skip_digits (GpExprLexer *self)
{
  gsize n = 0;

  for (; g_ascii_isdigit (peek (self, 0)); n++)
    self->cursor++;
  return n;
}

static gboolean
skip_exponent (GpExprLexer *self)
{
  gsize sign = peek (self, 1) == '+' || peek (self, 1) == '-';

  if ((peek (self, 0) | 0x20) != 'e' || !g_ascii_isdigit (peek (self, 1 + sign)))
    return FALSE;

  self->cursor += 1 + sign;
  skip_digits (self);
  return TRUE;
}

static GpExprToken
lex_number (GpExprLexer *self)
{
  gsize start = self->cursor;
  gboolean is_double = FALSE;

  if (peek (self, 0) == '0' && peek (self, 1) == 'x' && g_ascii_isxdigit (peek (self, 2)))
    {
      self->cursor += 2;
      while (g_ascii_isxdigit (peek (self, 0)))
        self->cursor++;
    }
  else
    {
      skip_digits (self);
      if (peek (self, 0) == '.' && g_ascii_isdigit (peek (self, 1)))
        {
          is_double = TRUE;
          self->cursor++;
          skip_digits (self);
        }
      is_double |= skip_exponent (self);
    }

  if (!is_double && (peek (self, 0) | 0x20) == 'u' && !is_word_byte (peek (self, 1)))
    {
      self->cursor++;
      return make_problem (self, GP_EXPR_ERROR_UNSUPPORTED, start,
                           N_("Unsigned numbers are not supported. Leave out the “u”."));
    }
  if (is_word_byte (peek (self, 0)))
    {
      while (is_word_byte (peek (self, 0)))
        self->cursor++;
      return make_problem (self, GP_EXPR_ERROR_SYNTAX, start,
                           N_("This is neither a number nor a name: a name begins with a letter."));
    }

  return make_token (self, is_double ? GP_EXPR_TOKEN_DOUBLE : GP_EXPR_TOKEN_INT, start);
}

/* The cursor stands on the opening quote; @start may lie before it, on a prefix. */
static GpExprToken
lex_string (GpExprLexer *self,
            gsize        start,
            gboolean     raw)
{
  char quote = peek (self, 0);
  gboolean triple = peek (self, 1) == quote && peek (self, 2) == quote;

  self->cursor += triple ? 3 : 1;
  while (self->cursor < self->length)
    {
      char c = peek (self, 0);

      if (c == quote && (!triple || (peek (self, 1) == quote && peek (self, 2) == quote)))
        {
          self->cursor += triple ? 3 : 1;
          return make_token (self, GP_EXPR_TOKEN_STRING, start);
        }
      if (!triple && (c == '\n' || c == '\r'))
        break;
      self->cursor += c == '\\' && !raw && self->cursor + 1 < self->length ? 2 : 1;
    }

  return make_problem (self, GP_EXPR_ERROR_SYNTAX, start, N_("This text has no closing quote."));
}

static GpExprToken
lex_word (GpExprLexer *self)
{
  gsize start = self->cursor;
  gsize length;

  while (is_word_byte (peek (self, 0)))
    self->cursor++;
  length = self->cursor - start;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].word[0] == self->text[start] && strlen (words[i].word) == length &&
        memcmp (words[i].word, self->text + start, length) == 0)
      return make_token (self, words[i].kind, start);
  return make_token (self, GP_EXPR_TOKEN_IDENT, start);
}

static gboolean
is_quote (char c)
{
  return c == '\'' || c == '"';
}

/* r'…', R"…": a raw string; b'…' and the mixtures of both: bytes, which are left out. */
static gboolean
lex_prefixed_string (GpExprLexer *self,
                     GpExprToken *token)
{
  gsize start = self->cursor;
  char first = peek (self, 0) | 0x20, second = peek (self, 1) | 0x20;

  if (first == 'r' && is_quote (peek (self, 1)))
    {
      self->cursor++;
      *token = lex_string (self, start, TRUE);
      return TRUE;
    }

  if ((first == 'b' && is_quote (peek (self, 1))) ||
      (((first == 'b' && second == 'r') || (first == 'r' && second == 'b')) &&
       is_quote (peek (self, 2))))
    {
      self->cursor += is_quote (peek (self, 1)) ? 1 : 2;
      *token = lex_string (self, start, first == 'r' || second == 'r');
      if (token->kind == GP_EXPR_TOKEN_STRING)
        *token = make_problem (self, GP_EXPR_ERROR_UNSUPPORTED, start,
                               N_("Bytes are not supported. Leave out the “b” for a text."));
      return TRUE;
    }

  return FALSE;
}

static GpExprToken
lex_stray (GpExprLexer *self)
{
  static const struct
  {
    char byte;
    const char *message;
  } hints[] = {
    { '=', N_("A single “=” is not an operator. Compare with “==”.") },
    { '&', N_("A single “&” is not an operator. “And” is “&&”.") },
    { '|', N_("A single “|” is not an operator. “Or” is “||”.") },
    { '`', N_("Names in backquotes are not supported.") },
    { '#', N_("A comment begins with “//”.") },
  };
  gsize start = self->cursor;

  self->cursor += MIN ((gsize) g_utf8_skip[(guchar) peek (self, 0)], self->length - start);
  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (hints[i].byte == self->text[start])
      return make_problem (self, GP_EXPR_ERROR_SYNTAX, start, hints[i].message);
  return make_problem (self, GP_EXPR_ERROR_SYNTAX, start,
                       N_("This character has no meaning in an expression."));
}

GpExprToken
gp_expr_lexer_next (GpExprLexer *self)
{
  GpExprToken token;
  gsize start;
  char c;

  skip_blanks (self);
  start = self->cursor;
  c = peek (self, 0);

  if (start == self->length)
    return make_token (self, GP_EXPR_TOKEN_END, start);
  if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (peek (self, 1))))
    return lex_number (self);
  if (is_quote (c))
    return lex_string (self, start, FALSE);
  if (is_word_byte (c))
    return lex_prefixed_string (self, &token) ? token : lex_word (self);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].text[0] == c && (marks[i].text[1] == '\0' || marks[i].text[1] == peek (self, 1)))
      {
        self->cursor += marks[i].text[1] == '\0' ? 1 : 2;
        return make_token (self, marks[i].kind, start);
      }

  return lex_stray (self);
}

static GpExprValue *
literal_error (GpExprError code,
               gsize       offset,
               gsize       length,
               const char *message)
{
  return gp_expr_value_new_problem (gp_expr_problem_new_literal (code, offset, length, message));
}

static GpExprValue *
read_int (const char        *text,
          const GpExprToken *token,
          gboolean           negative)
{
  gboolean hex = g_str_has_prefix (text, "0x");
  guint64 limit = (guint64) G_MAXINT64 + (negative ? 1 : 0);
  guint64 magnitude;

  errno = 0;
  magnitude = g_ascii_strtoull (hex ? text + 2 : text, NULL, hex ? 16 : 10);
  if (errno == ERANGE || magnitude > limit)
    return literal_error (GP_EXPR_ERROR_RANGE, token->offset, token->length,
                          N_("This number does not fit into 64 bits."));

  return gp_expr_value_new_int ((gint64) (negative ? -magnitude : magnitude));
}

static GpExprValue *
read_double (const char        *text,
             const GpExprToken *token,
             gboolean           negative)
{
  double number = g_ascii_strtod (text, NULL);

  if (isinf (number))
    return literal_error (GP_EXPR_ERROR_RANGE, token->offset, token->length,
                          N_("This number is too large."));
  return gp_expr_value_new_double (negative ? -number : number);
}

/* Reads @n_digits of base 8 or 16; FALSE where one is missing. */
static gboolean
read_code (const char *digits,
           gsize       available,
           gsize       n_digits,
           guint       base,
           gunichar   *code)
{
  gunichar result = 0;

  if (available < n_digits)
    return FALSE;
  for (gsize i = 0; i < n_digits; i++)
    {
      int digit = g_ascii_xdigit_value (digits[i]);

      if (digit < 0 || (guint) digit >= base)
        return FALSE;
      result = result * base + (gunichar) digit;
    }
  *code = result;
  return TRUE;
}

/* Decodes the escape behind a backslash; the number of bytes it takes, 0 where there is none. */
static gsize
decode_escape (const char *escape,
               gsize       available,
               gunichar   *code)
{
  static const char names[] = "abfnrtv\\?\"'`";
  static const char codes[] = "\a\b\f\n\r\t\v\\?\"'`";
  const char *found;
  gsize n_digits = 0;

  if (available == 0 || *escape == '\0')
    return 0;

  found = strchr (names, *escape);
  if (found != NULL)
    {
      *code = (guchar) codes[found - names];
      return 1;
    }

  if (*escape >= '0' && *escape <= '3')
    return read_code (escape, available, 3, 8, code) ? 3 : 0;

  n_digits = *escape == 'x' || *escape == 'X' ? 2 : *escape == 'u' ? 4 : *escape == 'U' ? 8 : 0;
  if (n_digits == 0 || !read_code (escape + 1, available - 1, n_digits, 16, code) ||
      *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
    return 0;
  return n_digits + 1;
}

static GpExprValue *
read_string (const char        *text,
             const GpExprToken *token)
{
  g_autoptr(GString) decoded = NULL;
  gboolean raw = !is_quote (text[0]);
  gsize begin = raw, quotes, end;

  quotes = token->length - begin >= 6 && text[begin + 1] == text[begin] &&
           text[begin + 2] == text[begin] ? 3 : 1;
  begin += quotes;
  end = token->length - quotes;

  if (raw || memchr (text + begin, '\\', end - begin) == NULL)
    return gp_expr_value_new_string (text + begin, (gssize) (end - begin));

  decoded = g_string_sized_new (end - begin);
  for (gsize i = begin; i < end; i++)
    {
      gunichar code = 0;
      gsize taken;

      if (text[i] != '\\')
        {
          g_string_append_c (decoded, text[i]);
          continue;
        }

      taken = decode_escape (text + i + 1, end - i - 1, &code);
      if (taken == 0)
        return literal_error (GP_EXPR_ERROR_SYNTAX, token->offset + i, MIN (2, end - i),
                              N_("This escape does not exist. A backslash is written “\\\\”."));
      /* g_string_append_unichar() writes nothing for U+0000. */
      if (code < 0x80)
        g_string_append_c (decoded, (char) code);
      else
        g_string_append_unichar (decoded, code);
      i += taken;
    }

  return gp_expr_value_new_string (decoded->str, (gssize) decoded->len);
}

GpExprValue *
gp_expr_lexer_read (const GpExprLexer *self,
                    const GpExprToken *token,
                    gboolean           negative)
{
  const char *text = self->text + token->offset;
  g_autofree char *number = NULL;

  if (token->kind == GP_EXPR_TOKEN_STRING)
    return read_string (text, token);

  g_return_val_if_fail (token->kind == GP_EXPR_TOKEN_INT || token->kind == GP_EXPR_TOKEN_DOUBLE,
                        NULL);

  number = g_strndup (text, token->length);
  if (token->kind == GP_EXPR_TOKEN_INT)
    return read_int (number, token, negative);
  return read_double (number, token, negative);
}

gboolean
gp_expr_name_is_identifier (const char *name)
{
  GpExprLexer lexer = { .text = name, .length = strlen (name) };
  GpExprToken token = gp_expr_lexer_next (&lexer);

  return token.kind == GP_EXPR_TOKEN_IDENT && token.offset == 0 && token.length == lexer.length;
}
