/* gp-json-document.c — a parsed JSON text
 * SPDX-License-Identifier: Apache-2.0
 *
 * A design of 10 000 entities is 20 MB of JSON with a million values. A tree of boxed values takes
 * seconds and most of a gigabyte for that; this keeps one array of 20-byte nodes that point into
 * the text, in the order of the text. Strings are decoded when they are asked for.
 *
 * The children of a node follow it; "next" leads from one to its sibling, 0 ends the chain.
 */
#define G_LOG_DOMAIN "gp-json-document"
#include "config.h"

#include "gp-json-document-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  guint line;
  guint column;
} GpJsonErrorPrivate;

static void
gp_json_error_private_init (GpJsonErrorPrivate *private)
{
  private->line = 0;
  private->column = 0;
}

static void
gp_json_error_private_copy (const GpJsonErrorPrivate *from, GpJsonErrorPrivate *to)
{
  *to = *from;
}

static void
gp_json_error_private_clear (GpJsonErrorPrivate *private)
{
}

G_DEFINE_EXTENDED_ERROR (GpJsonError, gp_json_error)

gboolean
gp_json_error_get_place (const GError *error, guint *line, guint *column)
{
  GpJsonErrorPrivate *private;

  if (error == NULL || error->domain != GP_JSON_ERROR)
    return FALSE;

  private = gp_json_error_get_private (error);
  if (private->line == 0)
    return FALSE;

  *line = private->line;
  *column = private->column;
  return TRUE;
}

/* Line and column of a byte, counted only when something went wrong there. */
static void
find_place (const char *text, const char *at, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *p = text; (p = memchr (p, '\n', at - p)) != NULL; p++)
    {
      (*line)++;
      start = p + 1;
    }

  *column = 1;
  for (const char *p = start; p < at; p++)
    if ((*p & 0xc0) != 0x80)
      (*column)++;
}

void
gp_json_set_error_at (GpJsonDocument *self,
                      const char *at,
                      const char *pointer,
                      GError **error,
                      GpJsonError code,
                      const char *sentence)
{
  GpJsonErrorPrivate *private;
  guint line, column;

  if (error == NULL)
    return;

  find_place (self->text, at, &line, &column);
  if (pointer == NULL || *pointer == '\0')
    g_set_error (error, GP_JSON_ERROR, code, _("Line %u, column %u: %s"), line, column, sentence);
  else
    g_set_error (error, GP_JSON_ERROR, code,
                 _("Line %u, column %u (%s): %s"), line, column, pointer, sentence);

  private = gp_json_error_get_private (*error);
  private->line = line;
  private->column = column;
}

int
gp_json_read_hex (const char *p, const char *end)
{
  int code = 0;

  if (end - p < 4)
    return -1;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      code = code * 16 + digit;
    }

  return code;
}

void
gp_json_document_free (GpJsonDocument *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->nodes);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

gboolean
gp_json_document_is_compact (const GpJsonDocument *self)
{
  return self->compact;
}

GpJsonType
gp_json_get_type (const GpJsonDocument *self, GpJsonNode node)
{
  return gp_json_tape_at (self, node)->type;
}

GpJsonNode
gp_json_first (const GpJsonDocument *self, GpJsonNode node)
{
  const GpJsonTapeNode *container = gp_json_tape_at (self, node);
  gboolean has_children;

  if (container->type != GP_JSON_ARRAY && container->type != GP_JSON_OBJECT)
    return 0;

  /* A child is the next node, and starts before its container ends. */
  has_children = node + 1 < self->nodes->len &&
                 gp_json_tape_at (self, node + 1)->start < container->start + container->length;
  return has_children ? node + 1 : 0;
}

GpJsonNode
gp_json_next (const GpJsonDocument *self, GpJsonNode node)
{
  return gp_json_tape_at (self, node)->next;
}

static void
append_code_point (GString *out, const char *p, gsize *used)
{
  gunichar code = gp_json_read_hex (p + 2, p + 6);

  *used = 6;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      code = 0x10000 + ((code - 0xd800) << 10) + (gp_json_read_hex (p + 8, p + 12) - 0xdc00);
      *used = 12;
    }

  g_string_append_unichar (out, code);
}

/* Decodes the inside of a string that was found valid. */
static const char *
decode (GpJsonDocument *self, guint32 start, guint32 length)
{
  const char *p = self->text + start;
  const char *end = p + length;

  g_string_truncate (self->scratch, 0);
  while (p < end)
    {
      const char *escape = memchr (p, '\\', end - p);
      gsize used = 2;

      g_string_append_len (self->scratch, p, (escape != NULL ? escape : end) - p);
      if (escape == NULL)
        break;

      switch (escape[1])
        {
        case 'b':
          g_string_append_c (self->scratch, '\b');
          break;
        case 'f':
          g_string_append_c (self->scratch, '\f');
          break;
        case 'n':
          g_string_append_c (self->scratch, '\n');
          break;
        case 'r':
          g_string_append_c (self->scratch, '\r');
          break;
        case 't':
          g_string_append_c (self->scratch, '\t');
          break;
        case 'u':
          append_code_point (self->scratch, escape, &used);
          break;
        default:
          g_string_append_c (self->scratch, escape[1]);
        }
      p = escape + used;
    }

  return self->scratch->str;
}

const char *
gp_json_get_key (GpJsonDocument *self, GpJsonNode node)
{
  const GpJsonTapeNode *member = gp_json_tape_at (self, node);

  return member->key == 0 ? NULL : decode (self, member->key, member->key_length);
}

GpJsonNode
gp_json_find (GpJsonDocument *self, GpJsonNode node, const char *key)
{
  GpJsonNode member = 0;

  if (gp_json_get_type (self, node) == GP_JSON_OBJECT)
    for (member = gp_json_first (self, node); member != 0; member = gp_json_next (self, member))
      if (g_str_equal (gp_json_get_key (self, member), key))
        break;

  return member;
}

const char *
gp_json_get_text (GpJsonDocument *self, GpJsonNode node)
{
  const GpJsonTapeNode *string = gp_json_tape_at (self, node);

  if (string->type != GP_JSON_STRING)
    return NULL;

  return decode (self, string->start + 1, string->length - 2);
}

gboolean
gp_json_get_int (const GpJsonDocument *self, GpJsonNode node, gint64 *out)
{
  const GpJsonTapeNode *number = gp_json_tape_at (self, node);
  char text[24];
  char *end;
  gint64 value;

  if (number->type != GP_JSON_NUMBER || number->length >= sizeof text)
    return FALSE;

  memcpy (text, self->text + number->start, number->length);
  text[number->length] = '\0';
  errno = 0;
  value = g_ascii_strtoll (text, &end, 10);
  if (*end != '\0' || errno == ERANGE)
    return FALSE;

  *out = value;
  return TRUE;
}

gboolean
gp_json_get_double (const GpJsonDocument *self, GpJsonNode node, double *out)
{
  const GpJsonTapeNode *number = gp_json_tape_at (self, node);
  g_autofree char *text = NULL;
  double value;

  if (number->type != GP_JSON_NUMBER)
    return FALSE;

  text = g_strndup (self->text + number->start, number->length);
  value = g_ascii_strtod (text, NULL);
  if (!isfinite (value))
    return FALSE;

  *out = value;
  return TRUE;
}

const char *
gp_json_get_raw (const GpJsonDocument *self, GpJsonNode node, gsize *length)
{
  *length = gp_json_tape_at (self, node)->length;
  return self->text + gp_json_tape_at (self, node)->start;
}

const char *
gp_json_get_raw_key (const GpJsonDocument *self, GpJsonNode node, gsize *length)
{
  const GpJsonTapeNode *member = gp_json_tape_at (self, node);

  if (member->key == 0)
    return NULL;

  *length = member->key_length + 2;
  return self->text + member->key - 1;
}

/* Appends @key as one step of a JSON pointer (RFC 6901). */
static void
append_step (GString *pointer, const char *key)
{
  g_string_append_c (pointer, '/');
  for (; *key != '\0'; key++)
    if (*key == '~' || *key == '/')
      g_string_append (pointer, *key == '~' ? "~0" : "~1");
    else
      g_string_append_c (pointer, *key);
}

static char *
dup_pointer (GpJsonDocument *self, GpJsonNode node)
{
  GString *pointer = g_string_new (NULL);
  GpJsonNode at = GP_JSON_ROOT;

  while (at != node)
    {
      GpJsonNode child = gp_json_first (self, at);
      guint i = 0;

      /* The last child that does not come after @node holds it. */
      while (gp_json_next (self, child) != 0 && gp_json_next (self, child) <= node)
        {
          child = gp_json_next (self, child);
          i++;
        }

      if (gp_json_get_type (self, at) == GP_JSON_OBJECT)
        append_step (pointer, gp_json_get_key (self, child));
      else
        g_string_append_printf (pointer, "/%u", i);
      at = child;
    }

  return g_string_free (pointer, FALSE);
}

gboolean
gp_json_set_error (
  GpJsonDocument *self, GpJsonNode node, GError **error, GpJsonError code, const char *format, ...)
{
  g_autofree char *pointer = NULL;
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);

  pointer = dup_pointer (self, node);
  gp_json_set_error_at (self, self->text + gp_json_tape_at (self, node)->start, pointer, error,
                        code, sentence);
  return FALSE;
}

gboolean
gp_json_move_error (GpJsonDocument *self, GpJsonNode node, GError **error, GError *cause)
{
  g_autoptr(GError) owned = cause;

  return gp_json_set_error (self, node, error, GP_JSON_ERROR_CONTENT, "%s", owned->message);
}
