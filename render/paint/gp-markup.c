/* gp-markup.c — text on its way into SVG and HTML
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-markup"
#include "config.h"
#include "gp-markup.h"

#include <string.h>

static gboolean
is_allowed (gunichar c)
{
  return c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7f)
         || (c >= 0xa0 && (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef));
}

void
gp_markup_append (GString    *out,
                const char *text)
{
  if (text == NULL)
    return;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '<')
        g_string_append (out, "&lt;");
      else if (c == '>')
        g_string_append (out, "&gt;");
      else if (c == '&')
        g_string_append (out, "&amp;");
      else if (c == '"')
        g_string_append (out, "&quot;");
      else if (c == '\'')
        g_string_append (out, "&#39;");
      else if (is_allowed (c))
        g_string_append_unichar (out, c);
    }
}

void
gp_markup_append_element (GString    *out,
                        const char *tag,
                        const char *text)
{
  g_string_append_printf (out, "<%s>", tag);
  gp_markup_append (out, text);
  g_string_append_printf (out, "</%.*s>", (int) strcspn (tag, " "), tag);
}

void
gp_markup_append_attribute (GString    *out,
                          const char *name,
                          const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  gp_markup_append (out, value);
  g_string_append_c (out, '"');
}
