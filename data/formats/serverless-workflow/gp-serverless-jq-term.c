/* gp-serverless-jq-term.c — literals, lists, objects, paths and variables of jq
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-jq-private.h"

#include <string.h>

#include "gp-flow-build.h"

GpJqPart *
gp_jq_part_new (char     *text,
                GpJqKind  kind)
{
  GpJqPart *part;

  if (strlen (text) > GP_JQ_MAX_TEXT)
    {
      g_free (text);
      return NULL;
    }

  part = g_new0 (GpJqPart, 1);
  part->text = text;
  part->kind = kind;
  return part;
}

void
gp_jq_part_free (GpJqPart *part)
{
  if (part == NULL)
    return;

  g_free (part->text);
  g_free (part->guard);
  g_free (part);
}

void
gp_jq_skip (GpJqParser *self)
{
  while (g_ascii_isspace (*self->p))
    self->p++;
}

gboolean
gp_jq_take (GpJqParser *self,
            const char *token)
{
  gsize length = strlen (token);

  gp_jq_skip (self);
  if (strncmp (self->p, token, length) != 0)
    return FALSE;
  if (g_ascii_isalpha (*token) && (g_ascii_isalnum (self->p[length]) || self->p[length] == '_'))
    return FALSE;
  self->p += length;
  return TRUE;
}

static char *
read_name (GpJqParser *self)
{
  const char *start = self->p;

  if (!g_ascii_isalpha (*self->p) && *self->p != '_')
    return NULL;
  while (g_ascii_isalnum (*self->p) || *self->p == '_')
    self->p++;
  return g_strndup (start, (gsize) (self->p - start));
}

/* --- literals --------------------------------------------------------------------------------- */

/* One escape behind its backslash; FALSE where jq knows none of this letter. */
static gboolean
read_escape (GpJqParser  *self,
             GString *piece)
{
  static const char letters[] = "ntrbf\"\\/";
  static const char means[] = "\n\t\r\b\f\"\\/";
  const char *found = *self->p != '\0' ? strchr (letters, *self->p) : NULL;

  if (found == NULL)
    return FALSE;
  g_string_append_c (piece, means[found - letters]);
  self->p++;
  return TRUE;
}

static void
add_piece (GString *out,
           GString *piece)
{
  g_autofree char *text = gp_flow_text_literal (piece->str);

  if (piece->len > 0 || out->len == 0)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " + " : "", text);
  g_string_truncate (piece, 0);
}

/* "text \(path) text" */
static GpJqPart *
read_string (GpJqParser *self)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GString) piece = g_string_new (NULL);

  self->p++;
  while (*self->p != '"')
    {
      g_autoptr(GpJqPart) inner = NULL;

      if (*self->p == '\0')
        return NULL;
      if (*self->p != '\\')
        {
          g_string_append_c (piece, *self->p++);
          continue;
        }
      self->p++;
      if (*self->p != '(')
        {
          if (!read_escape (self, piece))
            return NULL;
          continue;
        }
      self->p++;
      inner = gp_jq_read_pipe (self);
      if (inner == NULL || !gp_jq_take (self, ")"))
        return NULL;
      add_piece (out, piece);
      g_string_append_printf (out, " + string(%s)", inner->text);
      if (out->len > GP_JQ_MAX_TEXT)
        return NULL;
    }
  self->p++;
  if (!g_utf8_validate (piece->str, -1, NULL))
    return NULL;
  if (out->len == 0)
    return gp_jq_part_new (gp_flow_text_literal (piece->str), GP_JQ_VALUE);
  if (piece->len > 0)
    add_piece (out, piece);
  return gp_jq_part_new (g_strdup_printf ("(%s)", out->str), GP_JQ_VALUE);
}

static GpJqPart *
read_list (GpJqParser *self)
{
  g_autoptr(GString) out = g_string_new ("[");

  self->p++;
  while (!gp_jq_take (self, "]"))
    {
      g_autoptr(GpJqPart) item = NULL;

      if (out->len > 1 && !gp_jq_take (self, ","))
        return NULL;
      item = gp_jq_read_pipe (self);
      if (item == NULL || out->len > GP_JQ_MAX_TEXT)
        return NULL;
      g_string_append_printf (out, "%s%s", out->len > 1 ? ", " : "", item->text);
    }
  g_string_append_c (out, ']');
  return gp_jq_part_new (g_strdup (out->str), GP_JQ_LIST);
}

static char *
read_key (GpJqParser *self)
{
  g_autoptr(GpJqPart) text = NULL;
  g_autofree char *name = NULL;

  gp_jq_skip (self);
  if (*self->p == '"')
    {
      text = read_string (self);
      return text != NULL && *text->text != '(' ? g_strdup (text->text) : NULL;
    }
  name = read_name (self);
  return name != NULL ? gp_flow_text_literal (name) : NULL;
}

static GpJqPart *
read_object (GpJqParser *self)
{
  g_autoptr(GString) out = g_string_new ("{");

  self->p++;
  while (!gp_jq_take (self, "}"))
    {
      g_autoptr(GpJqPart) value = NULL;
      g_autofree char *key = NULL;

      if (out->len > 1 && !gp_jq_take (self, ","))
        return NULL;
      key = read_key (self);
      if (key == NULL || !gp_jq_take (self, ":"))
        return NULL;
      value = gp_jq_read_pipe (self);
      if (value == NULL || out->len > GP_JQ_MAX_TEXT)
        return NULL;
      g_string_append_printf (out, "%s%s: %s", out->len > 1 ? ", " : "", key, value->text);
    }
  g_string_append_c (out, '}');
  return gp_jq_part_new (g_strdup (out->str), GP_JQ_OBJECT);
}

static GpJqPart *
read_number (GpJqParser *self)
{
  const char *start = self->p;

  while (g_ascii_isdigit (*self->p) || *self->p == '.')
    self->p++;
  return gp_jq_part_new (g_strndup (start, (gsize) (self->p - start)), GP_JQ_VALUE);
}

/* --- paths ------------------------------------------------------------------------------------ */

/* One step further; @name is taken. FALSE where it is too long. */
static gboolean
go_to_member (GpJqPart *part,
              char *name)
{
  char *text = g_strdup_printf ("%s.%s", part->text, name);
  char *guard = part->guard != NULL ? g_strdup_printf ("%s && has(%s)", part->guard, text)
                                    : g_strdup_printf ("has(%s)", text);

  g_free (name);
  g_free (part->text);
  g_free (part->guard);
  part->text = text;
  part->guard = guard;
  return strlen (text) <= GP_JQ_MAX_TEXT && strlen (guard) <= GP_JQ_MAX_TEXT;
}

static gboolean
go_to_index (GpJqParser *self,
             GpJqPart   *part)
{
  g_autoptr(GpJqPart) index = NULL;
  char *text;

  self->p++;
  index = gp_jq_read_pipe (self);
  if (index == NULL || !gp_jq_take (self, "]"))
    return FALSE;
  text = g_strdup_printf ("%s[%s]", part->text, index->text);
  g_free (part->text);
  part->text = text;
  return strlen (text) <= GP_JQ_MAX_TEXT;
}

/* .a.b["c"][0] behind @part, which is taken; NULL gives NULL. @first: a dot has been read */
static GpJqPart *
read_members (GpJqParser   *self,
              GpJqPart     *part,
              gboolean  first)
{
  g_autoptr(GpJqPart) owned = part;

  for (; owned != NULL; first = FALSE)
    {
      char *name;

      if (*self->p == '[')
        {
          if (!go_to_index (self, owned))
            return NULL;
          continue;
        }
      if (!first && *self->p != '.')
        return g_steal_pointer (&owned);
      if (!first)
        self->p++;
      name = read_name (self);
      if (name == NULL)
        return first ? g_steal_pointer (&owned) : NULL;
      if (!go_to_member (owned, name))
        return NULL;
    }
  return NULL;
}

static GpJqPart *
variable_new (const char *ours)
{
  return gp_jq_part_new (g_strdup (ours), GP_JQ_ANY);
}

static GpJqPart *
read_variable (GpJqParser *self)
{
  const GpServerlessNames *names = self->names;
  g_autofree char *name = NULL;

  self->p++;
  name = read_name (self);
  if (name == NULL)
    return NULL;
  if (g_str_equal (name, "workflow"))
    {
      if (!gp_jq_take (self, names->by_event ? ".input[0]" : ".input"))
        return NULL;
      return read_members (self, variable_new (names->by_event ? "trigger.event" : "trigger.input"),
                           FALSE);
    }
  if (g_strcmp0 (names->error, name) == 0)
    return read_members (self, variable_new ("error"), FALSE);
  if (g_strcmp0 (names->index, name) == 0)
    return variable_new ("index");
  for (guint i = 0; names->items != NULL && i < names->items->len; i++)
    if (g_str_equal (names->items->pdata[i], name))
      return read_members (self, variable_new (name), FALSE);
  if (g_str_equal (name, "context"))
    return read_members (self, variable_new ("vars"), FALSE);
  return g_str_equal (name, "input") || g_str_equal (name, "output")
           ? read_members (self, variable_new (name), FALSE)
           : NULL;
}

/* --- terms ----------------------------------------------------------------------------------- */

GpJqPart *
gp_jq_read_term (GpJqParser *self)
{
  static const struct
  {
    const char *word;
    GpJqKind kind;
  } words[] = {
    { "true", GP_JQ_BOOL },
    { "false", GP_JQ_BOOL },
    { "null", GP_JQ_NULL },
  };

  gp_jq_skip (self);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (gp_jq_take (self, words[i].word))
      return gp_jq_part_new (g_strdup (words[i].word), words[i].kind);
  if (g_ascii_isdigit (*self->p))
    return read_number (self);
  switch (*self->p)
    {
    case '"':
      return read_string (self);
    case '[':
      return read_list (self);
    case '{':
      return read_object (self);
    case '$':
      return read_variable (self);
    case '.':
      self->p++;
      return read_members (self, variable_new (self->names->dot), TRUE);
    default:
      return NULL;
    }
}
