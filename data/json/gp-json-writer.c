/* gp-json-writer.c — writes JSON text
 * SPDX-License-Identifier: Apache-2.0
 *
 * Numbers are written with the fewest digits that read back as the same number, in the C locale;
 * only what must be escaped is escaped. So one value has one spelling.
 */
#define G_LOG_DOMAIN "gp-json-writer"
#include "config.h"

#include "gp-json-writer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_EXACT 9007199254740992.0 /* 2^53: whole numbers up to here have one spelling */

void
gp_json_writer_init (GpJsonWriter *self, GString *out, GpJsonStyle style)
{
  *self = (GpJsonWriter){ .out = out, .style = style, .is_first = TRUE };
}

static void
break_line (GpJsonWriter *self)
{
  static const char spaces[] = "                                ";
  gsize n = self->depth * 2;

  g_string_append_c (self->out, '\n');
  for (; n > sizeof spaces - 1; n -= sizeof spaces - 1)
    g_string_append_len (self->out, spaces, sizeof spaces - 1);
  g_string_append_len (self->out, spaces, n);
}

/* The comma and the white space before an item, or before a member's key. */
static void
begin_item (GpJsonWriter *self)
{
  if (!self->is_first)
    g_string_append_c (self->out, ',');

  if (self->style == GP_JSON_PRETTY && self->depth > 0)
    {
      if (self->in_line == 0)
        break_line (self);
      else if (!self->is_first)
        g_string_append_c (self->out, ' ');
    }

  self->is_first = FALSE;
}

static void
begin_value (GpJsonWriter *self)
{
  if (self->has_key)
    self->has_key = FALSE;
  else
    begin_item (self);
}

static void
open_container (GpJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->out, bracket);
  self->depth++;
  self->is_first = TRUE;
}

static void
close_container (GpJsonWriter *self, char bracket)
{
  g_assert (self->depth > 0 && !self->has_key);

  self->depth--;
  if (self->style == GP_JSON_PRETTY && !self->is_first && self->in_line == 0)
    break_line (self);
  g_string_append_c (self->out, bracket);
  self->is_first = FALSE;
}

void
gp_json_writer_begin_object (GpJsonWriter *self)
{
  open_container (self, '{');
}

void
gp_json_writer_end_object (GpJsonWriter *self)
{
  close_container (self, '}');
}

void
gp_json_writer_begin_array (GpJsonWriter *self)
{
  open_container (self, '[');
}

void
gp_json_writer_end_array (GpJsonWriter *self)
{
  close_container (self, ']');
}

void
gp_json_writer_begin_line (GpJsonWriter *self)
{
  open_container (self, '[');
  self->in_line++;
}

void
gp_json_writer_end_line (GpJsonWriter *self)
{
  close_container (self, ']');
  self->in_line--;
}

/* Bytes that stand for themselves in a string; the others are escaped. */
static inline gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c != '"' && c != '\\';
}

static void
append_string (GString *out, const char *text)
{
  static const char short_escapes[32] = {
    ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
  };

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0';)
    {
      const char *from = p;
      guchar c;

      while (*p != '\0' && is_plain (*p))
        p++;
      g_string_append_len (out, from, p - from);
      if (*p == '\0')
        break;

      c = *p++;
      if (c >= 0x20)
        g_string_append_printf (out, "\\%c", c);
      else if (short_escapes[c] != '\0')
        g_string_append_printf (out, "\\%c", short_escapes[c]);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}

static void
after_key (GpJsonWriter *self)
{
  g_string_append (self->out, self->style == GP_JSON_PRETTY ? ": " : ":");
  self->has_key = TRUE;
}

void
gp_json_writer_key (GpJsonWriter *self, const char *key)
{
  begin_item (self);
  append_string (self->out, key);
  after_key (self);
}

void
gp_json_writer_string (GpJsonWriter *self, const char *text)
{
  begin_value (self);
  append_string (self->out, text);
}

void
gp_json_writer_int (GpJsonWriter *self, gint64 value)
{
  begin_value (self);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

void
gp_json_writer_double (GpJsonWriter *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_assert (isfinite (value));

  begin_value (self);
  if (value == floor (value) && fabs (value) < LARGEST_EXACT)
    {
      g_string_append_printf (self->out, "%" G_GINT64_FORMAT, (gint64) value);
      return;
    }

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (self->out, text);
}

void
gp_json_writer_bool (GpJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->out, value ? "true" : "false");
}

void
gp_json_writer_null (GpJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->out, "null");
}

void
gp_json_writer_member (GpJsonWriter *self, const char *key, const char *text)
{
  gp_json_writer_key (self, key);
  if (text != NULL)
    gp_json_writer_string (self, text);
  else
    gp_json_writer_null (self);
}

void
gp_json_writer_node (GpJsonWriter *self, const GpJsonDocument *document, GpJsonNode node)
{
  GpJsonType type = gp_json_get_type (document, node);
  gboolean is_object = type == GP_JSON_OBJECT;
  const char *raw;
  gsize length;

  if (type != GP_JSON_ARRAY && !is_object)
    {
      begin_value (self);
      raw = gp_json_get_raw (document, node, &length);
      g_string_append_len (self->out, raw, length);
      return;
    }

  open_container (self, is_object ? '{' : '[');
  for (GpJsonNode child = gp_json_first (document, node); child != 0;
       child = gp_json_next (document, child))
    {
      if (is_object)
        {
          begin_item (self);
          raw = gp_json_get_raw_key (document, child, &length);
          g_string_append_len (self->out, raw, length);
          after_key (self);
        }
      gp_json_writer_node (self, document, child);
    }
  close_container (self, is_object ? '}' : ']');
}

void
gp_json_writer_raw (GpJsonWriter *self, const char *json)
{
  begin_value (self);
  g_string_append (self->out, json);
}

void
gp_json_writer_finish (GpJsonWriter *self)
{
  g_assert (self->depth == 0);

  if (self->style == GP_JSON_PRETTY)
    g_string_append_c (self->out, '\n');
}
