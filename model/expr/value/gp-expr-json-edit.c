/* gp-expr-json-edit.c — names and values inside a JSON object's text
 * SPDX-License-Identifier: Apache-2.0
 *
 * The text is parsed first, so that the walk over its bytes need not doubt its form or its depth:
 * it only has to tell texts from the rest and to keep track of brackets. */

#define G_LOG_DOMAIN "gp-expr-json"

#include "config.h"

#include "gp-expr-json-edit.h"

#include <string.h>

#include "gp-expr-json.h"

typedef struct
{
  const char *key;            /* the key to look for */
  const char *old_text;       /* the value to look for, NULL where the key itself is replaced */
  const char *new_text;
  GString *out;
  gboolean changed;
} Replacement;

/* Behind the text that begins at @cursor. */
static const char *
skip_text (const char *cursor)
{
  for (cursor++; *cursor != '"'; cursor++)
    if (*cursor == '\\')
      cursor++;
  return cursor + 1;
}

static gboolean
text_is (const char *start,
         const char *end,
         const char *expected)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (start, end - start, NULL);
  gsize length;
  const char *text = gp_expr_value_get_string (value, &length);

  return length == strlen (expected) && memcmp (text, expected, length) == 0;
}

static gboolean
is_key (const char *end)
{
  return end[strspn (end, " \t\r\n")] == ':';
}

static void
copy_text (Replacement *self,
           const char  *start,
           const char  *end,
           const char  *replaced)
{
  if (replaced != NULL && text_is (start, end, replaced))
    {
      gp_expr_append_json_string (self->out, self->new_text, strlen (self->new_text));
      self->changed = TRUE;
    }
  else
    g_string_append_len (self->out, start, end - start);
}

/* Whether a value that stands here is the one under the key, or an item of the list under it. */
static gboolean
counts_as_value (const char *open,
                 guint       depth)
{
  return depth == 1 || (depth == 2 && open[1] == '[');
}

static void
replace (Replacement *self,
         const char  *json)
{
  char open[GP_EXPR_JSON_MAX_DEPTH];    /* the brackets around the cursor */
  guint depth = 0;
  gboolean under_key = FALSE;

  for (const char *cursor = json; *cursor != '\0';)
    {
      const char *end = cursor + 1;

      if (*cursor == '"')
        {
          gboolean key = is_key (end = skip_text (cursor));
          gboolean own_key = key && depth == 1;
          gboolean wanted = own_key;

          if (own_key)
            under_key = text_is (cursor, end, self->key);
          if (self->old_text != NULL)
            wanted = !key && under_key && counts_as_value (open, depth);
          copy_text (self, cursor, end,
                     !wanted ? NULL : self->old_text != NULL ? self->old_text : self->key);
        }
      else
        {
          if (*cursor == '{' || *cursor == '[')
            open[depth++] = *cursor;
          else if (*cursor == '}' || *cursor == ']')
            depth--;
          g_string_append_c (self->out, *cursor);
        }
      cursor = end;
    }
}

static char *
run (const char *json,
     const char *key,
     const char *old_text,
     const char *new_text)
{
  g_autoptr(GpExprValue) value = gp_expr_value_from_json (json, -1, NULL);
  g_autoptr(GString) out = NULL;
  Replacement replacement;

  if (value == NULL || gp_expr_value_get_kind (value) != GP_EXPR_VALUE_MAP)
    return NULL;

  out = g_string_new (NULL);
  replacement = (Replacement) { key, old_text, new_text, out, FALSE };
  replace (&replacement, json);
  return replacement.changed ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

char *
gp_expr_json_rename_key (const char *json,
                         const char *old_key,
                         const char *new_key)
{
  g_return_val_if_fail (json != NULL && old_key != NULL && new_key != NULL, NULL);

  return run (json, old_key, NULL, new_key);
}

char *
gp_expr_json_replace_text (const char *json,
                           const char *key,
                           const char *old_text,
                           const char *new_text)
{
  g_return_val_if_fail (json != NULL && key != NULL, NULL);
  g_return_val_if_fail (old_text != NULL && new_text != NULL, NULL);

  return run (json, key, old_text, new_text);
}
