/* gp-expr-regex.c — the regular expressions of matches()
 * SPDX-License-Identifier: Apache-2.0
 *
 * CEL speaks RE2, GLib has PCRE. The two agree on most of the syntax, so a pattern is copied piece
 * by piece: what RE2 has not is refused, what means something else is written out. PCRE's \d, \w,
 * \s, \b and [:alpha:] follow Unicode under GRegex, RE2's are ASCII. */

#define G_LOG_DOMAIN "gp-expr-regex"

#include "config.h"

#include "gp-expr-regex.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Tries after which PCRE gives up. */
#define LIMITS "(*LIMIT_MATCH=200000)(*LIMIT_DEPTH=10000)"

#define DIGIT "0-9"
#define SPACE "\\t\\n\\f\\r "
#define WORD "0-9A-Za-z_"
#define BEHIND "(?<=[" WORD "])"
#define NOT_BEHIND "(?<![" WORD "])"
#define AHEAD "(?=[" WORD "])"
#define NOT_AHEAD "(?![" WORD "])"

typedef struct
{
  const char *cursor;
  const char *end;
  GString *out;
} Translation;

/* Escapes that are written differently; in_class is NULL where RE2 has none there, or where a
 * negated class inside a class could not be written. */
static const struct
{
  char letter;
  const char *outside;
  const char *in_class;
} escapes[] = {
  { 'd', "[" DIGIT "]", DIGIT },
  { 'D', "[^" DIGIT "]", NULL },
  { 's', "[" SPACE "]", SPACE },
  { 'S', "[^" SPACE "]", NULL },
  { 'w', "[" WORD "]", WORD },
  { 'W', "[^" WORD "]", NULL },
  { 'b', "(?:" BEHIND NOT_AHEAD "|" NOT_BEHIND AHEAD ")", NULL },
  { 'B', "(?:" BEHIND AHEAD "|" NOT_BEHIND NOT_AHEAD ")", NULL },
  { 'v', "\\x0B", "\\x0B" },
  { 'A', "\\A", NULL },
  { 'z', "\\z", NULL },
  { 'a', "\\a", "\\a" },
  { 'f', "\\f", "\\f" },
  { 't', "\\t", "\\t" },
  { 'n', "\\n", "\\n" },
  { 'r', "\\r", "\\r" },
  { 'x', "\\x", "\\x" },
  { 'p', "\\p", "\\p" },
  { 'P', "\\P", "\\P" },
};

static const struct
{
  const char *name;
  const char *members;
} classes[] = {
  { "[:alnum:]", "0-9A-Za-z" },
  { "[:alpha:]", "A-Za-z" },
  { "[:ascii:]", "\\x00-\\x7F" },
  { "[:blank:]", "\\t " },
  { "[:cntrl:]", "\\x00-\\x1F\\x7F" },
  { "[:digit:]", "0-9" },
  { "[:graph:]", "!-~" },
  { "[:lower:]", "a-z" },
  { "[:print:]", " -~" },
  { "[:punct:]", "!-\\/:-@\\[-`{-~" },
  { "[:space:]", "\\t\\n\\x0B\\f\\r " },
  { "[:upper:]", "A-Z" },
  { "[:word:]", WORD },
  { "[:xdigit:]", "0-9A-Fa-f" },
};

static gboolean
has_prefix (const Translation *self,
            const char        *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (self->end - self->cursor) >= length &&
         memcmp (self->cursor, prefix, length) == 0;
}

static void
copy (Translation *self,
      gsize        n_bytes)
{
  g_string_append_len (self->out, self->cursor, (gssize) n_bytes);
  self->cursor += n_bytes;
}

/* \Q…\E: everything up to \E, or to the end, is meant literally. */
static void
translate_quotation (Translation *self)
{
  self->cursor += 2;
  while (self->cursor < self->end && !has_prefix (self, "\\E"))
    {
      if (g_ascii_ispunct (*self->cursor))
        g_string_append_c (self->out, '\\');
      copy (self, 1);
    }
  if (self->cursor < self->end)
    self->cursor += 2;
}

static gboolean
translate_escape (Translation *self,
                  gboolean     in_class)
{
  char letter;

  if (self->end - self->cursor < 2)
    return FALSE;

  letter = self->cursor[1];
  if (letter == 'Q' && !in_class)
    {
      translate_quotation (self);
      return TRUE;
    }
  if (g_ascii_ispunct (letter))
    {
      copy (self, 2);
      return TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (escapes[i].letter == letter)
      {
        const char *meaning = in_class ? escapes[i].in_class : escapes[i].outside;

        if (meaning == NULL)
          return FALSE;
        g_string_append (self->out, meaning);
        self->cursor += 2;
        return TRUE;
      }
  return FALSE;
}

static gboolean
translate_class (Translation *self)
{
  copy (self, has_prefix (self, "[^") ? 2 : 1);
  if (has_prefix (self, "]"))
    {
      g_string_append (self->out, "\\]");
      self->cursor++;
    }

  while (self->cursor < self->end && *self->cursor != ']')
    {
      gboolean named = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (classes) && !named; i++)
        if (has_prefix (self, classes[i].name))
          {
            g_string_append (self->out, classes[i].members);
            self->cursor += strlen (classes[i].name);
            named = TRUE;
          }

      if (named)
        continue;
      if (has_prefix (self, "[:") || has_prefix (self, "[.") || has_prefix (self, "[="))
        return FALSE;
      if (*self->cursor == '\\')
        {
          if (!translate_escape (self, TRUE))
            return FALSE;
        }
      else if (*self->cursor == '[')
        {
          g_string_append (self->out, "\\[");
          self->cursor++;
        }
      else
        copy (self, 1);
    }

  if (self->cursor == self->end)
    return FALSE;
  copy (self, 1);
  return TRUE;
}

/* "(" or "(?:", "(?P<name>", "(?i)", "(?i:"; nothing else that begins with "(?" or "(*". */
static gboolean
translate_group (Translation *self)
{
  const char *cursor = self->cursor + 1;

  if (has_prefix (self, "(*"))
    return FALSE;
  if (!has_prefix (self, "(?"))
    {
      copy (self, 1);
      return TRUE;
    }

  cursor++;
  if (cursor < self->end && *cursor == 'P')
    cursor++;
  if (cursor < self->end && *cursor == '<')
    {
      for (cursor++; cursor < self->end && (g_ascii_isalnum (*cursor) || *cursor == '_'); cursor++)
        ;
      if (cursor == self->end || *cursor != '>' || cursor[-1] == '<')
        return FALSE;
    }
  else
    {
      if (cursor[-1] == 'P')
        return FALSE;
      while (cursor < self->end && strchr ("imsU-", *cursor) != NULL)
        cursor++;
      if (cursor == self->end || (*cursor != ':' && *cursor != ')'))
        return FALSE;
    }

  copy (self, (gsize) (cursor + 1 - self->cursor));
  return TRUE;
}

/* A plus sign right behind a repetition makes it possessive in PCRE; in RE2 it is an error. */
static gboolean
is_possessive (const Translation *self)
{
  const char *next = self->cursor + 1;

  return strchr ("*+?}", *self->cursor) != NULL && next < self->end && *next == '+';
}

static gboolean
translate (Translation *self)
{
  while (self->cursor < self->end)
    {
      gboolean fine = TRUE;

      switch (*self->cursor)
        {
        case '\\':
          fine = translate_escape (self, FALSE);
          break;
        case '[':
          fine = translate_class (self);
          break;
        case '(':
          fine = translate_group (self);
          break;
        default:
          if (is_possessive (self))
            return FALSE;
          copy (self, 1);
        }
      if (!fine)
        return FALSE;
    }
  return TRUE;
}

static GpExprValue *
bad_pattern (const char *pattern)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE,
                                  N_("“%s” is not a regular expression of RE2."), pattern);
}

GpExprValue *
gp_expr_regex_match (const char *text,
                     gsize       text_length,
                     const char *pattern,
                     gsize       pattern_length)
{
  g_autoptr(GString) translated = g_string_new (LIMITS);
  Translation translation = { pattern, pattern + pattern_length, translated };
  g_autoptr(GRegex) regex = NULL;
  g_autoptr(GError) error = NULL;
  gboolean matches;

  if (pattern_length > GP_EXPR_REGEX_MAX_BYTES)
    return gp_expr_value_new_error (GP_EXPR_ERROR_LIMIT,
                                    N_("The regular expression is longer than %d bytes."),
                                    GP_EXPR_REGEX_MAX_BYTES);
  if (memchr (pattern, '\0', pattern_length) != NULL || !translate (&translation))
    return bad_pattern (pattern);

  regex = g_regex_new (translated->str, G_REGEX_DOLLAR_ENDONLY | G_REGEX_NEWLINE_LF, 0, NULL);
  if (regex == NULL)
    return bad_pattern (pattern);

  matches = g_regex_match_full (regex, text, (gssize) text_length, 0, 0, NULL, &error);
  if (error != NULL)
    return gp_expr_value_new_error (GP_EXPR_ERROR_LIMIT,
                                    N_("The regular expression “%s” takes too long."), pattern);
  return gp_expr_value_new_bool (matches);
}
