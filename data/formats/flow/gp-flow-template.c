/* gp-flow-template.c — texts with {{ paths }} in them as expressions
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-build"
#include "config.h"

#include "gp-flow-template.h"

#include <string.h>

#include "gp-flow-build.h"

static void
add_text (GString    *out,
          const char *text,
          gsize       length)
{
  g_autofree char *piece = g_strndup (text, length);
  g_autofree char *literal = gp_flow_text_literal (piece);

  if (length > 0)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " + " : "", literal);
}

char *
gp_flow_template_translate (const char     *text,
                            GpFlowFindPath  find,
                            gpointer        user_data)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *at = text;

  if (strstr (text, "{{") == NULL)
    return gp_flow_text_literal (text);
  while (*at != '\0')
    {
      const char *open = strstr (at, "{{");
      const char *close = open != NULL ? strstr (open, "}}") : NULL;
      g_autofree char *path = NULL;
      g_autofree char *value = NULL;

      if (open == NULL)
        {
          add_text (out, at, strlen (at));
          break;
        }
      if (close == NULL)
        return NULL;
      path = g_strstrip (g_strndup (open + 2, (gsize) (close - open - 2)));
      value = find (path, user_data);
      if (value == NULL)
        return NULL;
      if (open == text && close[2] == '\0')
        return g_steal_pointer (&value);
      add_text (out, at, (gsize) (open - at));
      g_string_append_printf (out, "%sstring(%s)", out->len > 0 ? " + " : "", value);
      at = close + 2;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
gp_flow_template_is_plain_path (const char *path)
{
  return strspn (path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]\"'")
         == strlen (path);
}
