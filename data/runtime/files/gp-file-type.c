/* gp-file-type.c — whether a file is what it says it is
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-file-type"
#include "config.h"
#include "gp-file-type.h"

#include <string.h>

#define LONGEST 100        /* bytes of a type */
#define LOOKED_AT 512      /* bytes that a browser would look at */

/* How files begin; types that are not here are not judged. */
static const struct
{
  const char *type;
  const char *start;
  gsize       length;
} signatures[] = {
  { "application/pdf", "%PDF-", 5 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/gif", "GIF8", 4 },
  { "image/webp", "RIFF", 4 },
  { "image/tiff", "II*\0", 4 },
  { "image/tiff", "MM\0*", 4 },
  { "application/zip", "PK", 2 },
  { "application/gzip", "\x1f\x8b", 2 },
};

/* What browsers take for something to run, wherever it comes from; and as what it may come. */
static const char *const pages[] = { "<!doctype html", "<html", "<script", "<svg", "<?xml" };
static const char *const page_types[] = {
  "text/html", "image/svg+xml", "application/xhtml+xml", "application/xml", "text/xml", NULL,
};

char *
gp_file_type_normalise (const char *type)
{
  g_autofree char *plain = NULL;
  const char *slash;
  gsize length;

  if (type == NULL)
    return NULL;
  plain = g_strndup (type, strcspn (type, ";"));
  g_strstrip (plain);
  length = strlen (plain);
  slash = strchr (plain, '/');
  if (slash == NULL || slash == plain || slash[1] == '\0' || length > LONGEST)
    return NULL;
  for (const char *c = plain; *c != '\0'; c++)
    if (c != slash && !g_ascii_isalnum (*c) && strchr ("!#$&-^_.+", *c) == NULL)
      return NULL;
  return g_ascii_strdown (plain, (gssize) length);
}

gboolean
gp_file_type_is_taken (const char        *type,
                       const char *const *taken,
                       gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize length = strlen (taken[i]);

      if (g_ascii_strcasecmp (type, taken[i]) == 0)
        return TRUE;
      if (length > 1 && g_str_has_suffix (taken[i], "/*")
          && g_ascii_strncasecmp (type, taken[i], length - 1) == 0)
        return TRUE;
    }
  return n == 0;
}

static gboolean
looks_like_a_page (const char *content,
                   gsize       size)
{
  gsize start = 0;

  if (size >= 3 && memcmp (content, "\xef\xbb\xbf", 3) == 0)
    start = 3;
  while (start < MIN (size, LOOKED_AT) && g_ascii_isspace (content[start]))
    start++;
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (size - start >= strlen (pages[i])
        && g_ascii_strncasecmp (content + start, pages[i], strlen (pages[i])) == 0)
      return TRUE;
  return FALSE;
}

gboolean
gp_file_type_fits (const char *type,
                   const void *content,
                   gsize       size)
{
  gboolean is_known = FALSE, begins = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      if (!g_str_equal (signatures[i].type, type))
        continue;
      is_known = TRUE;
      begins = begins || (size >= signatures[i].length
                          && memcmp (content, signatures[i].start, signatures[i].length) == 0);
    }
  if (is_known)
    return begins;

  return g_strv_contains (page_types, type) || !looks_like_a_page (content, size);
}
