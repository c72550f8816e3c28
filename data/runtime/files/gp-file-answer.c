/* gp-file-answer.c — a file as an answer: the whole, or the part that is asked for
 * SPDX-License-Identifier: Apache-2.0
 *
 * It is served so that no browser runs it: to be saved, as the type that it was checked to be. */
#define G_LOG_DOMAIN "gp-file-answer"
#include "config.h"
#include "gp-file-answer.h"

#include "gp-problem.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef enum
{
  WHOLE,
  PART,
  NO_PART,
} Cut;

/* What "bytes=FIRST-LAST", "bytes=FIRST-" and "bytes=-LENGTH" mean of @size bytes; what else is
 * asked for, and several parts, are passed over, as RFC 9110 allows. */
static Cut
find_range (const char *range,
            guint64     size,
            guint64    *first,
            guint64    *last)
{
  g_auto(GStrv) ends = NULL;
  guint64 length;

  if (range == NULL || !g_str_has_prefix (range, "bytes="))
    return WHOLE;
  ends = g_strsplit (range + strlen ("bytes="), "-", 3);
  if (g_strv_length (ends) != 2)
    return WHOLE;

  if (*ends[0] == '\0')
    {
      if (!g_ascii_string_to_unsigned (ends[1], 10, 0, G_MAXINT64, &length, NULL))
        return WHOLE;
      *first = size - MIN (length, size);
      *last = size - 1;
      return *first < size ? PART : NO_PART;
    }
  *last = G_MAXINT64;
  if (!g_ascii_string_to_unsigned (ends[0], 10, 0, G_MAXINT64, first, NULL)
      || (*ends[1] != '\0'
          && !g_ascii_string_to_unsigned (ends[1], 10, *first, G_MAXINT64, last, NULL)))
    return WHOLE;
  if (*first >= size)
    return NO_PART;
  *last = MIN (*last, size - 1);

  return PART;
}

/* Leaves of @content what was asked for. */
static gboolean
cut (GpRequest  *request,
     GString    *content,
     guint      *status,
     GError    **error)
{
  g_autofree char *range = NULL;
  guint64 first, last;

  switch (find_range (request->range, content->len, &first, &last))
    {
    case PART:
      range = g_strdup_printf ("bytes %" PRIu64 "-%" PRIu64 "/%zu", first, last, content->len);
      gp_request_set_header (request, "Content-Range", range);
      g_string_truncate (content, last + 1);
      g_string_erase (content, 0, (gssize) first);
      *status = SOUP_STATUS_PARTIAL_CONTENT;
      return TRUE;
    case NO_PART:
      range = g_strdup_printf ("bytes */%zu", content->len);
      gp_request_set_header (request, "Content-Range", range);
      return gp_problem_set (error, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, "range",
                             _("The file has %zu bytes only."), content->len);
    case WHOLE:
    default:
      return TRUE;
    }
}

gboolean
gp_file_answer (GpRequest     *request,
                const GpId    *holder,
                const GpFile  *file,
                GError       **error)
{
  g_autoptr(GString) content = gp_file_store_read (request->backend, holder, file->id, error);
  g_autofree char *name = g_uri_escape_string (file->name, NULL, FALSE);
  g_autofree char *disposition = g_strdup_printf ("attachment; filename*=UTF-8''%s", name);
  guint status = SOUP_STATUS_OK;

  if (content == NULL)
    return FALSE;
  gp_request_set_header (request, "Accept-Ranges", "bytes");
  if (!cut (request, content, &status, error))
    return FALSE;
  gp_request_set_header (request, "Content-Disposition", disposition);
  gp_request_reply (request, status, file->type, g_steal_pointer (&content));

  return TRUE;
}
