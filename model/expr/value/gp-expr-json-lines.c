/* gp-expr-json-lines.c — values as JSON that people read
 * SPDX-License-Identifier: Apache-2.0
 *
 * A value is first written on one line; where that is too long, its members are written below one
 * another, each by the same rule. */
#define G_LOG_DOMAIN "gp-expr-json"
#include "config.h"
#include "gp-expr-json-lines.h"

#include "gp-expr-json.h"

#include <string.h>

#define INDENT 2

static void append (GString *out, const GpExprValue *value, guint width, guint indent);

static void
append_key (GString           *out,
            const GpExprValue *key)
{
  g_autofree char *text = NULL;

  if (gp_expr_value_get_kind (key) == GP_EXPR_VALUE_STRING)
    text = gp_expr_value_to_json (key);
  else
    {
      g_autofree char *words = gp_expr_value_to_text (key);
      g_autoptr(GpExprValue) name = gp_expr_value_new_string (words, -1);

      text = gp_expr_value_to_json (name);
    }
  g_string_append_printf (out, "%s: ", text);
}

/* FALSE where @value is no list or map, or an empty one. */
static gboolean
has_members (const GpExprValue *value)
{
  GpExprValueKind kind = gp_expr_value_get_kind (value);

  return (kind == GP_EXPR_VALUE_LIST || kind == GP_EXPR_VALUE_MAP)
         && gp_expr_value_get_size (value) > 0;
}

static void
append_members (GString           *out,
                const GpExprValue *value,
                guint              width,
                guint              indent,
                gboolean           broken)
{
  gboolean is_map = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_MAP;
  gsize n = gp_expr_value_get_size (value);

  g_string_append (out, is_map ? "{" : "[");
  for (gsize i = 0; i < n; i++)
    {
      if (broken)
        g_string_append_printf (out, "\n%*s", (int) (indent + INDENT), "");
      else
        g_string_append (out, i > 0 || is_map ? " " : "");
      if (is_map)
        append_key (out, gp_expr_value_get_key (value, i));
      append (out, is_map ? gp_expr_value_get_entry (value, i) : gp_expr_value_get_item (value, i),
              broken ? width : G_MAXUINT, indent + INDENT);
      if (i + 1 < n)
        g_string_append_c (out, ',');
    }
  if (broken)
    g_string_append_printf (out, "\n%*s", (int) indent, "");
  else if (is_map)
    g_string_append_c (out, ' ');
  g_string_append (out, is_map ? "}" : "]");
}

/* @width: G_MAXUINT: on one line, however long. */
static void
append (GString           *out,
        const GpExprValue *value,
        guint              width,
        guint              indent)
{
  const char *line = strrchr (out->str, '\n');
  glong used = g_utf8_strlen (line != NULL ? line + 1 : out->str, -1);
  gsize before = out->len;

  if (!has_members (value))
    {
      g_autofree char *text = gp_expr_value_to_json (value);

      g_string_append (out, text);
      return;
    }
  append_members (out, value, width, indent, FALSE);
  if (width == G_MAXUINT
      || (guint) used + (guint) g_utf8_strlen (out->str + before, -1) <= width)
    return;
  g_string_truncate (out, before);
  append_members (out, value, width, indent, TRUE);
}

char *
gp_expr_value_to_json_lines (const GpExprValue *self,
                             guint              width)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  append (out, self, width, 0);
  return g_strdup (out->str);
}

char *
gp_expr_value_to_plain (const GpExprValue *self)
{
  g_autofree char *json = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  if (gp_expr_value_get_kind (self) == GP_EXPR_VALUE_STRING)
    return g_strdup (gp_expr_value_get_string (self, NULL));
  json = gp_expr_value_to_json (self);
  length = strlen (json);
  return length >= 2 && json[0] == '"' ? g_strndup (json + 1, length - 2)
                                       : g_steal_pointer (&json);
}
