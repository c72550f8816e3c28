/* gp-size-words.c — how many bytes, as people write it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-size-words"
#include "config.h"

#include "gp-size-words.h"

#include <string.h>

#define KIB G_GINT64_CONSTANT (1024)

static const struct
{
  const char *unit;
  gint64      bytes;
} units[] = {
  { "GiB", KIB * KIB * KIB }, { "MiB", KIB * KIB }, { "KiB", KIB },
  { "GB", 1000000000 }, { "MB", 1000000 }, { "kB", 1000 },
  { "G", KIB * KIB * KIB }, { "M", KIB * KIB }, { "K", KIB },
  { "bytes", 1 }, { "B", 1 }, { "", 1 },
};

char *
gp_size_to_words (gint64 bytes)
{
  for (gsize i = 0; i < 3 && bytes > 0; i++)
    if (bytes % units[i].bytes == 0)
      return g_strdup_printf ("%" G_GINT64_FORMAT " %s", bytes / units[i].bytes, units[i].unit);

  return g_strdup_printf ("%" G_GINT64_FORMAT, bytes);
}

gboolean
gp_size_from_words (const char *words,
                    gint64     *out)
{
  g_autofree char *text = g_strstrip (g_strdup (words));
  gsize digits = strspn (text, "0123456789");
  const char *unit = text + digits + strspn (text + digits, " ");
  gint64 number;

  if (digits == 0 || digits > 18)
    return FALSE;

  number = g_ascii_strtoll (text, NULL, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (unit, units[i].unit) == 0)
      {
        if (number > G_MAXINT64 / units[i].bytes)
          return FALSE;
        *out = number * units[i].bytes;
        return TRUE;
      }

  return FALSE;
}
