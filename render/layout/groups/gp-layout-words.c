/* gp-layout-words.c — what names begin with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-layout-words"

#include "config.h"

#include "gp-layout-words.h"

#include <string.h>

static gboolean
is_letter (char c)
{
  /* Bytes of a character beyond ASCII are taken as letters. */
  return g_ascii_isalnum (c) || (c & 0x80) != 0;
}

/* A new word begins after anything that is no letter, and at a capital after a small letter. */
static gboolean
begins_word (const char *name,
             gsize       at)
{
  if (!is_letter (name[at]))
    return FALSE;
  if (at == 0 || !is_letter (name[at - 1]))
    return TRUE;

  return g_ascii_isupper (name[at]) && !g_ascii_isupper (name[at - 1]);
}

/* “projects” and “project_settings” begin alike; “status” and “access” keep their s. */
static void
cut_plural (GString *text,
            gsize    from)
{
  gsize length = text->len - from;
  const char *end = text->str + text->len;

  if (length > 4 && g_str_has_suffix (text->str + from, "ies"))
    {
      g_string_truncate (text, text->len - 3);
      g_string_append_c (text, 'y');
    }
  else if (length > 3 && end[-1] == 's' && strchr ("sui", end[-2]) == NULL)
    g_string_truncate (text, text->len - 1);
}

char *
gp_layout_words_prefix (const char *name,
                        guint       n_words)
{
  const char *dot = strrchr (name, '.');
  g_autoptr(GString) text = g_string_new (NULL);
  guint words = 0;
  gsize start = 0;

  if (dot != NULL && dot[1] != '\0')
    name = dot + 1;

  for (gsize i = 0; name[i] != '\0'; i++)
    {
      if (!is_letter (name[i]))
        continue;
      if (begins_word (name, i))
        {
          if (words > 0)
            cut_plural (text, start);
          if (words == n_words)
            break;
          if (words > 0)
            g_string_append_c (text, '_');
          start = text->len;
          words++;
        }
      g_string_append_c (text, g_ascii_tolower (name[i]));
    }

  if (words < n_words)
    return NULL;

  cut_plural (text, start);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
