/* gp-expr-json.c — values as JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 * A recursive reader over the bytes; model/ links no JSON library, and the values here are not a
 * generic tree. The depth is bounded, so the stack is. */

#define G_LOG_DOMAIN "gp-expr-json"

#include "config.h"

#include "gp-expr-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "gp-expr-time.h"
#include "gp-expr-value-private.h"
#include "gp-expr-value-text.h"

typedef struct
{
  const char *start;
  const char *cursor;
  const char *end;
  guint depth;
  GpExprProblem *problem;     /* the first one */
} Reader;

static GpExprValue *read_value (Reader *self);

static GpExprValue *
fail (Reader     *self,
      const char *message)
{
  if (self->problem == NULL)
    self->problem = gp_expr_problem_new_literal (GP_EXPR_ERROR_VALUE,
                                                 (gsize) (self->cursor - self->start), 0,
                                                 message);
  return NULL;
}

static void
skip_space (Reader *self)
{
  while (self->cursor < self->end && memchr (" \t\n\r", *self->cursor, 4) != NULL)
    self->cursor++;
}

static gboolean
take (Reader *self,
      char    expected)
{
  skip_space (self);
  if (self->cursor == self->end || *self->cursor != expected)
    return FALSE;
  self->cursor++;
  return TRUE;
}

static gboolean
take_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->cursor) < length || memcmp (self->cursor, word, length) != 0)
    return FALSE;
  self->cursor += length;
  return TRUE;
}

static gboolean
read_hex4 (Reader   *self,
           gunichar *unit)
{
  gunichar result = 0;

  if (self->end - self->cursor < 4)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*self->cursor++);

      if (digit < 0)
        return FALSE;
      result = result * 16 + (gunichar) digit;
    }
  *unit = result;
  return TRUE;
}

/* After "\u": one unit, or a pair of surrogates. */
static gboolean
read_unicode_escape (Reader  *self,
                     GString *text)
{
  gunichar high, low;

  if (!read_hex4 (self, &high) || (high >= 0xdc00 && high <= 0xdfff))
    return FALSE;
  if (high >= 0xd800 && high <= 0xdbff)
    {
      if (!take_word (self, "\\u") || !read_hex4 (self, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }

  g_string_append_unichar (text, high);
  return TRUE;
}

static gboolean
read_escape (Reader  *self,
             GString *text)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->cursor == self->end)
    return FALSE;
  if (*self->cursor == 'u')
    {
      self->cursor++;
      return read_unicode_escape (self, text);
    }

  found = memchr (from, *self->cursor, sizeof from - 1);
  if (found == NULL)
    return FALSE;
  self->cursor++;
  g_string_append_c (text, to[found - from]);
  return TRUE;
}

static GpExprValue *
read_string (Reader *self)
{
  g_autoptr(GString) text = NULL;
  const char *run = self->cursor;

  for (; self->cursor < self->end && *self->cursor != '"'; )
    {
      if ((guchar) *self->cursor < 0x20)
        return fail (self, N_("A control character in a JSON text must be escaped."));
      if (*self->cursor != '\\')
        {
          self->cursor++;
          continue;
        }

      if (text == NULL)
        text = g_string_new (NULL);
      g_string_append_len (text, run, self->cursor - run);
      self->cursor++;
      if (!read_escape (self, text))
        return fail (self, N_("This escape does not exist in JSON."));
      run = self->cursor;
    }

  if (self->cursor == self->end)
    return fail (self, N_("The JSON text has no closing quote."));
  self->cursor++;

  if (text == NULL)
    return gp_expr_value_new_string (run, self->cursor - 1 - run);
  g_string_append_len (text, run, self->cursor - 1 - run);
  return gp_expr_value_new_string (text->str, (gssize) text->len);
}

static gsize
skip_digits (Reader *self)
{
  const char *start = self->cursor;

  while (self->cursor < self->end && g_ascii_isdigit (*self->cursor))
    self->cursor++;
  return (gsize) (self->cursor - start);
}

static gboolean
skip_one_of (Reader     *self,
             const char *set)
{
  if (self->cursor == self->end || *self->cursor == '\0' || strchr (set, *self->cursor) == NULL)
    return FALSE;
  self->cursor++;
  return TRUE;
}

static GpExprValue *
read_number (Reader *self)
{
  g_autofree char *text = NULL;
  const char *start = self->cursor;
  gboolean whole = TRUE;
  const char *digits;
  gint64 integer;
  double number;

  skip_one_of (self, "-");
  digits = self->cursor;
  if (skip_digits (self) == 0 || (*digits == '0' && self->cursor - digits > 1))
    return fail (self, N_("A JSON value is expected here."));
  if (skip_one_of (self, "."))
    {
      whole = FALSE;
      if (skip_digits (self) == 0)
        return fail (self, N_("A digit is missing in this number."));
    }
  if (skip_one_of (self, "eE"))
    {
      whole = FALSE;
      skip_one_of (self, "+-");
      if (skip_digits (self) == 0)
        return fail (self, N_("A digit is missing in this number."));
    }

  text = g_strndup (start, (gsize) (self->cursor - start));
  if (whole && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    return gp_expr_value_new_int (integer);

  number = g_ascii_strtod (text, NULL);
  if (isinf (number))
    return fail (self, N_("This number is too large."));
  return gp_expr_value_new_double (number);
}

static GPtrArray *
new_values (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_value_unref);
}

static GpExprValue *
read_array (Reader *self)
{
  g_autoptr(GPtrArray) items = new_values ();
  GpExprValue *list;

  if (!take (self, ']'))
    {
      do
        {
          GpExprValue *item = read_value (self);

          if (item == NULL)
            return NULL;
          g_ptr_array_add (items, item);
        }
      while (take (self, ','));

      if (!take (self, ']'))
        return fail (self, N_("A comma or “]” is expected here."));
    }

  list = gp_expr_value_new_list ((GpExprValue **) items->pdata, items->len);
  g_ptr_array_set_free_func (items, NULL);
  return list;
}

static GpExprValue *
read_object (Reader *self)
{
  g_autoptr(GPtrArray) keys = new_values ();
  g_autoptr(GPtrArray) values = new_values ();
  g_autoptr(GpExprValue) map = NULL;

  if (!take (self, '}'))
    {
      do
        {
          GpExprValue *item;

          if (!take (self, '"'))
            return fail (self, N_("A name in double quotes is expected here."));
          if ((item = read_string (self)) == NULL)
            return NULL;
          g_ptr_array_add (keys, item);
          if (!take (self, ':'))
            return fail (self, N_("A colon is expected here."));
          if ((item = read_value (self)) == NULL)
            return NULL;
          g_ptr_array_add (values, item);
        }
      while (take (self, ','));

      if (!take (self, '}'))
        return fail (self, N_("A comma or “}” is expected here."));
    }

  map = gp_expr_value_new_map ((GpExprValue **) keys->pdata, (GpExprValue **) values->pdata,
                               keys->len);
  g_ptr_array_set_free_func (keys, NULL);
  g_ptr_array_set_free_func (values, NULL);
  if (gp_expr_value_is_error (map))
    return fail (self, N_("The JSON object has a name twice."));
  return g_steal_pointer (&map);
}

static GpExprValue *
read_nested (Reader       *self,
             GpExprValue *(*read) (Reader *self))
{
  GpExprValue *value;

  if (self->depth == GP_EXPR_JSON_MAX_DEPTH)
    return fail (self, N_("The JSON is nested too deeply."));

  self->depth++;
  value = read (self);
  self->depth--;
  return value;
}

static GpExprValue *
read_value (Reader *self)
{
  skip_space (self);

  if (take (self, '{'))
    return read_nested (self, read_object);
  if (take (self, '['))
    return read_nested (self, read_array);
  if (take (self, '"'))
    return read_string (self);
  if (take_word (self, "true"))
    return gp_expr_value_new_bool (TRUE);
  if (take_word (self, "false"))
    return gp_expr_value_new_bool (FALSE);
  if (take_word (self, "null"))
    return gp_expr_value_new_null ();
  return read_number (self);
}

GpExprValue *
gp_expr_value_from_json (const char *text,
                         gssize      length,
                         GError    **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  Reader reader = { .start = text, .cursor = text, .end = text + size };
  g_autoptr(GpExprValue) value = NULL;
  g_autoptr(GpExprProblem) problem = NULL;
  const char *invalid;

  g_return_val_if_fail (text != NULL, NULL);

  if (size > GP_EXPR_JSON_MAX_BYTES)
    fail (&reader, N_("The JSON is larger than 8 MB."));
  else if (!g_utf8_validate_len (text, size, &invalid))
    {
      reader.cursor = invalid;
      fail (&reader, N_("The JSON is not UTF-8."));
    }
  else
    {
      value = read_value (&reader);
      skip_space (&reader);
      if (value != NULL && reader.cursor != reader.end)
        fail (&reader, N_("The JSON goes on after its end."));
    }

  problem = reader.problem;
  if (problem != NULL)
    {
      gp_expr_problem_set_error (problem, error);
      return NULL;
    }
  return g_steal_pointer (&value);
}

void
gp_expr_append_json_string (GString    *out,
                            const char *text,
                            gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '"' || c == '\\')
        g_string_append_c (out, '\\');
      if (c == '\n')
        g_string_append (out, "\\n");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '"');
}

static void
append_quoted (GString *out,
               char    *text)
{
  gp_expr_append_json_string (out, text, strlen (text));
  g_free (text);
}

static void append_json (GString *out, const GpExprValue *value);

static void
append_key (GString           *out,
            const GpExprValue *key)
{
  if (key->kind == GP_EXPR_VALUE_STRING)
    gp_expr_append_json_string (out, gp_expr_value_bytes (key), key->size);
  else
    append_quoted (out, gp_expr_value_to_text (key));
  g_string_append_c (out, ':');
}

static void
append_items (GString           *out,
              const GpExprValue *value)
{
  gboolean is_map = value->kind == GP_EXPR_VALUE_MAP;

  g_string_append_c (out, is_map ? '{' : '[');
  for (gsize i = 0; i < value->size; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (is_map)
        append_key (out, gp_expr_value_items (value)[i]);
      append_json (out, gp_expr_value_items (value)[is_map ? value->size + i : i]);
    }
  g_string_append_c (out, is_map ? '}' : ']');
}

static void
append_json (GString           *out,
             const GpExprValue *value)
{
  switch (value->kind)
    {
    case GP_EXPR_VALUE_BOOL:
      g_string_append (out, value->boolean ? "true" : "false");
      break;
    case GP_EXPR_VALUE_INT:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value->integer);
      break;
    case GP_EXPR_VALUE_DOUBLE:
      if (!isfinite (value->number))
        g_string_append_c (out, '"');
      gp_expr_append_double (out, value->number, TRUE);
      if (!isfinite (value->number))
        g_string_append_c (out, '"');
      break;
    case GP_EXPR_VALUE_STRING:
      gp_expr_append_json_string (out, gp_expr_value_bytes (value), value->size);
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      append_quoted (out, gp_expr_timestamp_to_text (value->integer, value->nanos));
      break;
    case GP_EXPR_VALUE_DURATION:
      append_quoted (out, gp_expr_duration_to_text (value->integer));
      break;
    case GP_EXPR_VALUE_LIST:
    case GP_EXPR_VALUE_MAP:
      append_items (out, value);
      break;
    case GP_EXPR_VALUE_NULL:
    case GP_EXPR_VALUE_RECORD:
    case GP_EXPR_VALUE_ERROR:
    case GP_EXPR_N_VALUE_KINDS:
    default:
      g_string_append (out, "null");
      break;
    }
}

char *
gp_expr_value_to_json (const GpExprValue *self)
{
  GString *out = g_string_new (NULL);

  append_json (out, self);
  return g_string_free (out, FALSE);
}
