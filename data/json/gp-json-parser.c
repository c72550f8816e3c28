/* gp-json-parser.c — JSON text to nodes
 * SPDX-License-Identifier: Apache-2.0
 *
 * One pass over the text with a stack of its own, so that no nesting can exhaust the thread's. What
 * it accepts is valid throughout: escapes, surrogate pairs, numbers and UTF-8 are checked here, so
 * that reading a node cannot fail but for its type or range.
 */
#define G_LOG_DOMAIN "gp-json-parser"
#include "config.h"

#include "gp-json-document-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LENGTH (256u << 20) /* bytes */
#define MAX_NODES  (1u << 25)

typedef struct
{
  GpJsonDocument *document;
  const char *p;
  const char *end;
  GArray *open; /* of Frame */
  guint max_depth;
  guint32 key; /* of the value that comes next */
  guint32 key_length;
} Parser;

typedef struct
{
  GpJsonNode container;
  GpJsonNode last; /* its newest child, or 0 */
} Frame;

static gboolean
syntax_error (Parser *parser, GError **error, const char *sentence)
{
  gp_json_set_error_at (parser->document, parser->p, NULL, error, GP_JSON_ERROR_SYNTAX, sentence);
  return FALSE;
}

static inline void
skip_space (Parser *parser)
{
  const char *p = parser->p;

  while (p < parser->end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
    p++;

  if (p != parser->p)
    parser->document->compact = FALSE;
  parser->p = p;
}

static gboolean
skip_escape (Parser *parser, GError **error)
{
  const char *p = parser->p + 1;
  int code;

  if (p >= parser->end || strchr ("\"\\/bfnrtu", *p) == NULL || *p == '\0')
    return syntax_error (parser, error,
                         _("A backslash must be followed by one of \" \\ / b f n r t u."));

  parser->p += 2;
  if (*p != 'u')
    return TRUE;

  code = gp_json_read_hex (parser->p, parser->end);
  if (code < 0)
    return syntax_error (parser, error, _("\\u must be followed by four hexadecimal digits."));

  if (code == 0)
    return syntax_error (parser, error, _("A text cannot hold the character U+0000."));

  parser->p += 4;
  if (code < 0xd800 || code > 0xdfff)
    return TRUE;

  if (code < 0xdc00 && parser->end - parser->p >= 6 && parser->p[0] == '\\' && parser->p[1] == 'u')
    {
      int low = gp_json_read_hex (parser->p + 2, parser->end);

      if (low >= 0xdc00 && low <= 0xdfff)
        {
          parser->p += 6;
          return TRUE;
        }
    }

  return syntax_error (parser, error, _("Half of a surrogate pair is no character."));
}

/* Moves behind the closing quote; the text between is [*start, *start + *length). */
static gboolean
skip_string (Parser *parser, guint32 *start, guint32 *length, GError **error)
{
  const char *from = ++parser->p;

  while (parser->p < parser->end)
    {
      guchar c = *parser->p;

      if (c == '"')
        {
          *start = from - parser->document->text;
          *length = parser->p - from;
          parser->p++;
          return TRUE;
        }

      if (c < 0x20)
        return syntax_error (parser, error, _("A control character in a string must be escaped."));

      if (c != '\\')
        parser->p++;
      else if (!skip_escape (parser, error))
        return FALSE;
    }

  return syntax_error (parser, error, _("The string is not closed."));
}

static inline gboolean
skip_digits (Parser *parser)
{
  const char *from = parser->p;

  while (parser->p < parser->end && g_ascii_isdigit (*parser->p))
    parser->p++;
  return parser->p > from;
}

static gboolean
skip_number (Parser *parser, GError **error)
{
  if (*parser->p == '-')
    parser->p++;

  if (parser->p < parser->end && *parser->p == '0')
    parser->p++;
  else if (!skip_digits (parser))
    return syntax_error (parser, error, _("A digit is missing."));

  if (parser->p < parser->end && *parser->p == '.')
    {
      parser->p++;
      if (!skip_digits (parser))
        return syntax_error (parser, error, _("A digit is missing after the point."));
    }

  if (parser->p < parser->end && (*parser->p == 'e' || *parser->p == 'E'))
    {
      parser->p++;
      if (parser->p < parser->end && (*parser->p == '+' || *parser->p == '-'))
        parser->p++;
      if (!skip_digits (parser))
        return syntax_error (parser, error, _("A digit is missing in the exponent."));
    }

  return TRUE;
}

static gboolean
skip_word (Parser *parser, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (parser->end - parser->p) < length || memcmp (parser->p, word, length) != 0)
    return syntax_error (parser, error, _("A value is expected here."));

  parser->p += length;
  return TRUE;
}

/* A new node at the parser's place, linked behind its elder sibling. */
static GpJsonNode
push_node (Parser *parser, GpJsonType type)
{
  GArray *nodes = parser->document->nodes;
  GpJsonTapeNode node = {
    .start = parser->p - parser->document->text,
    .key = parser->key,
    .key_length = parser->key_length,
    .type = type,
  };
  GpJsonNode index = nodes->len;

  if (parser->open->len > 0)
    {
      Frame *frame = &g_array_index (parser->open, Frame, parser->open->len - 1);

      if (frame->last != 0)
        g_array_index (nodes, GpJsonTapeNode, frame->last).next = index;
      frame->last = index;
    }

  g_array_append_val (nodes, node);
  parser->key = parser->key_length = 0;
  return index;
}

static gboolean
open_container (Parser *parser, GpJsonType type, GError **error)
{
  Frame frame = { 0, 0 };

  if (parser->open->len >= parser->max_depth)
    {
      gp_json_set_error_at (parser->document, parser->p, NULL, error, GP_JSON_ERROR_LIMIT,
                            _("Values are nested too deeply."));
      return FALSE;
    }

  frame.container = push_node (parser, type);
  g_array_append_val (parser->open, frame);
  parser->p++;
  return TRUE;
}

static gboolean
parse_scalar (Parser *parser, GError **error)
{
  GpJsonNode node;
  guint32 start, length;
  gboolean ok;
  char c = *parser->p;

  switch (c)
    {
    case '"':
      node = push_node (parser, GP_JSON_STRING);
      ok = skip_string (parser, &start, &length, error);
      break;
    case 't':
      node = push_node (parser, GP_JSON_TRUE);
      ok = skip_word (parser, "true", error);
      break;
    case 'f':
      node = push_node (parser, GP_JSON_FALSE);
      ok = skip_word (parser, "false", error);
      break;
    case 'n':
      node = push_node (parser, GP_JSON_NULL);
      ok = skip_word (parser, "null", error);
      break;
    default:
      if (c != '-' && !g_ascii_isdigit (c))
        return syntax_error (parser, error, _("A value is expected here."));
      node = push_node (parser, GP_JSON_NUMBER);
      ok = skip_number (parser, error);
    }

  if (ok)
    {
      GpJsonTapeNode *done = gp_json_tape_at (parser->document, node);

      done->length = parser->p - parser->document->text - done->start;
    }
  return ok;
}

/* The name of a member, the colon, and the white space behind it. */
static gboolean
parse_key (Parser *parser, GError **error)
{
  guint32 start, length;

  if (parser->p >= parser->end || *parser->p != '"')
    return syntax_error (parser, error, _("A member's name in quotes is expected here."));
  if (!skip_string (parser, &start, &length, error))
    return FALSE;
  if (length >= 1u << 28)
    return syntax_error (parser, error, _("The name is too long."));

  skip_space (parser);
  if (parser->p >= parser->end || *parser->p != ':')
    return syntax_error (parser, error, _("A colon is expected here."));

  parser->p++;
  skip_space (parser);
  parser->key = start;
  parser->key_length = length;
  return TRUE;
}

/* Behind a value: closes what ends here, up to the next value's place or the end of the text. */
static gboolean
finish_value (Parser *parser, gboolean *more, GError **error)
{
  while (parser->open->len > 0)
    {
      Frame *frame = &g_array_index (parser->open, Frame, parser->open->len - 1);
      GpJsonTapeNode *container = gp_json_tape_at (parser->document, frame->container);
      gboolean is_object = container->type == GP_JSON_OBJECT;
      char close = is_object ? '}' : ']';

      skip_space (parser);
      if (parser->p >= parser->end)
        return syntax_error (parser, error, _("The text ends within an array or object."));

      if (*parser->p == close)
        {
          parser->p++;
          container->length = parser->p - parser->document->text - container->start;
          g_array_set_size (parser->open, parser->open->len - 1);
          continue;
        }

      if (frame->last != 0)
        {
          if (*parser->p != ',')
            return syntax_error (parser, error,
                                 is_object ? _("A comma or } is expected here.")
                                           : _("A comma or ] is expected here."));
          parser->p++;
          skip_space (parser);
        }

      *more = TRUE;
      return is_object ? parse_key (parser, error) : TRUE;
    }

  *more = FALSE;
  return TRUE;
}

static gboolean
parse_text (Parser *parser, GError **error)
{
  gboolean more = TRUE;

  skip_space (parser);
  while (more)
    {
      gboolean ok;

      if (parser->p >= parser->end)
        return syntax_error (parser, error, _("A value is expected here."));

      if (*parser->p == '{' || *parser->p == '[')
        ok = open_container (parser, *parser->p == '{' ? GP_JSON_OBJECT : GP_JSON_ARRAY, error);
      else
        ok = parse_scalar (parser, error);

      if (!ok || !finish_value (parser, &more, error))
        return FALSE;

      if (parser->document->nodes->len > MAX_NODES)
        {
          gp_json_set_error_at (parser->document, parser->p, NULL, error, GP_JSON_ERROR_LIMIT,
                                _("There are too many values."));
          return FALSE;
        }
    }

  skip_space (parser);
  if (parser->p < parser->end)
    return syntax_error (parser, error, _("The text goes on behind its value."));
  return TRUE;
}

GpJsonDocument *
gp_json_document_parse (const char *text, gsize length, guint max_depth, GError **error)
{
  g_autoptr(GpJsonDocument) self = NULL;
  g_autoptr(GArray) open = NULL;
  Parser parser;
  const char *bad;

  g_return_val_if_fail (text != NULL, NULL);

  if (length > MAX_LENGTH)
    {
      g_set_error (error, GP_JSON_ERROR, GP_JSON_ERROR_LIMIT,
                   _("The text is larger than 256 MiB."));
      return NULL;
    }

  self = g_new0 (GpJsonDocument, 1);
  self->text = text;
  self->length = length;
  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (GpJsonTapeNode), MAX (16, length / 24));
  self->scratch = g_string_new (NULL);
  self->compact = TRUE;
  open = g_array_new (FALSE, FALSE, sizeof (Frame));
  parser = (Parser){ self, text, text + length, open, max_depth, 0, 0 };

  if (!g_utf8_validate_len (text, length, &bad))
    {
      parser.p = bad;
      syntax_error (&parser, error, _("The text is not valid UTF-8."));
      return NULL;
    }

  return parse_text (&parser, error) ? g_steal_pointer (&self) : NULL;
}
