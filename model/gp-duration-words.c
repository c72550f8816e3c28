/* gp-duration-words.c — how long, as people write it
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is read is what is written: words are compared with those that the number would be written
 * with, in the language of the program and in the file's own units.
 */
#define G_LOG_DOMAIN "gp-duration-words"
#include "config.h"

#include "gp-duration-words.h"

#include "gp-duration-unit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @digits: the number as text; it has been checked, and may have zeros in front. @unit: which
 * of the table. */
static char *
write_words (const char *digits,
             gsize       unit)
{
  gulong n = (gulong) g_ascii_strtoull (digits, NULL, 10);

  switch (unit)
    {
    case 0:
      return g_strdup_printf (ngettext ("%lu millisecond", "%lu milliseconds", n), n);
    case 1:
      return g_strdup_printf (ngettext ("%lu second", "%lu seconds", n), n);
    case 2:
      return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", n), n);
    case 3:
      return g_strdup_printf (ngettext ("%lu hour", "%lu hours", n), n);
    case 4:
      return g_strdup_printf (ngettext ("%lu day", "%lu days", n), n);
    case 5:
      return g_strdup_printf (ngettext ("%lu week", "%lu weeks", n), n);
    case 6:
      return g_strdup_printf (ngettext ("%lu month", "%lu months", n), n);
    default:
      return g_strdup_printf (ngettext ("%lu year", "%lu years", n), n);
    }
}

char *
gp_duration_to_words (const char *duration)
{
  gsize digits = strspn (duration, "0123456789");

  for (gsize i = 0; gp_duration_unit_get (i) != NULL && digits > 0 && digits <= 12; i++)
    if (g_str_equal (duration + digits, gp_duration_unit_get (i)->nick))
      return write_words (duration, i);

  return g_strdup (duration);
}

char *
gp_duration_from_words (const char *words)
{
  g_autofree char *text = g_strstrip (g_strdup (words));
  gsize digits = strspn (text, "0123456789");
  g_autofree char *number = g_strndup (text, digits);
  const char *unit = text + digits + strspn (text + digits, " ");

  if (digits == 0 || digits > 12)
    return NULL;

  for (gsize i = 0; gp_duration_unit_get (i) != NULL; i++)
    {
      const char *nick = gp_duration_unit_get (i)->nick;
      g_autofree char *written = write_words (number, i);
      g_autofree char *folded = g_utf8_casefold (written, -1);
      g_autofree char *typed = g_utf8_casefold (text, -1);

      if (g_str_equal (folded, typed) || g_str_equal (unit, nick))
        return g_strconcat (number, nick, NULL);
    }

  return NULL;
}
