/* gp-upload.c — files as they are sent, and what is taken of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A form (RFC 7578) is a list of parts between lines that its boundary makes. It is taken apart
 * here: SoupMultipart, as of 3.2.3, reads beyond the end of bodies that break off, and copies what
 * it finds. Nothing is copied here but names. */
#define _GNU_SOURCE    /* memmem */
#define G_LOG_DOMAIN "gp-upload"
#include "config.h"
#include "gp-upload.h"

#include "gp-file-store.h"
#include "gp-file-type.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST_NAME     255       /* bytes */
#define LONGEST_BOUNDARY 70
#define LONGEST_HEAD     4096      /* of a part */
#define MAX_PARTS        100

void
gp_upload_free (GpUpload *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

/* --- what is taken --- */

GpUploadLimits
gp_upload_limits (const GpElement *bucket,
                  gint64           bytes)
{
  GpUploadLimits limits = { .bytes = GP_FILE_DEFAULT_BYTES };
  gint64 most = bytes;

  if (bucket != NULL && most <= 0)
    most = gp_element_get_int (bucket, GP_BUCKET_MAX_SIZE);
  if (bucket != NULL)
    limits.types = gp_element_get_texts (bucket, GP_BUCKET_MEDIA_TYPES, &limits.n_types);
  if (most > 0)
    limits.bytes = (gsize) MIN (most, GP_FILE_MAX_BYTES);

  return limits;
}

/* A name for people, that no program can take for a path. */
static gboolean
check_name (const char *name,
            GError    **error)
{
  gboolean good = *name != '\0' && strlen (name) <= LONGEST_NAME
                  && g_utf8_validate (name, -1, NULL) && strpbrk (name, "/\\") == NULL
                  && !g_str_equal (name, ".") && !g_str_equal (name, "..");

  for (const char *c = good ? name : ""; *c != '\0'; c = g_utf8_next_char (c))
    good = good && g_unichar_isprint (g_utf8_get_char (c));

  return good
         || gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "name",
                            _("“name” must say what the file is called: at most %d bytes, without"
                              " slashes."), LONGEST_NAME);
}

gboolean
gp_upload_check (const GpUpload        *self,
                 const GpUploadLimits  *limits,
                 GError               **error)
{
  if (self->name != NULL && !check_name (self->name, error))
    return FALSE;
  if (self->size > limits->bytes)
    return gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                           _("The file is larger than %zu bytes."), limits->bytes);
  if (self->type == NULL)
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type", "%s",
                           _("Content-Type must say what kind of file it is."));
  if (!gp_file_type_is_taken (self->type, limits->types, limits->n_types))
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type",
                           _("Files of the type %s are not taken here."), self->type);
  if (!gp_file_type_fits (self->type, self->content, self->size))
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type",
                           _("The file is not of the type %s."), self->type);
  return TRUE;
}

/* --- forms --- */

static const char *
get_content_type (GpRequest   *request,
                  GHashTable **out_params)
{
  return soup_message_headers_get_content_type (
    soup_server_message_get_request_headers (request->message), out_params);
}

gboolean
gp_upload_is_form (GpRequest *request)
{
  return g_strcmp0 (get_content_type (request, NULL), "multipart/form-data") == 0;
}

/* "--" and the boundary; NULL where the header has none. */
static char *
dup_delimiter (GpRequest *request)
{
  g_autoptr(GHashTable) params = NULL;
  const char *boundary;

  get_content_type (request, &params);
  boundary = params != NULL ? g_hash_table_lookup (params, "boundary") : NULL;
  if (boundary == NULL || *boundary == '\0' || strlen (boundary) > LONGEST_BOUNDARY)
    return NULL;

  return g_strconcat ("--", boundary, NULL);
}

/* Text within the body, from @at up to @end. */
typedef struct
{
  const char *at;
  const char *end;
} Span;

static const char *
find (const Span *span,
      const char *text)
{
  gsize length = (gsize) (span->end - span->at);

  return length > 0 ? memmem (span->at, length, text, strlen (text)) : NULL;
}

static gboolean
skip (Span       *span,
      const char *text)
{
  gsize length = strlen (text);

  if ((gsize) (span->end - span->at) < length || memcmp (span->at, text, length) != 0)
    return FALSE;
  span->at += length;

  return TRUE;
}

/* (transfer full): the headers of a part; NULL where they are none. */
static SoupMessageHeaders *
read_head (Span *rest)
{
  SoupMessageHeaders *headers;
  const char *end = find (rest, "\r\n\r\n");
  g_autofree char *lines = NULL;

  if (end == NULL || end - rest->at > LONGEST_HEAD)
    return NULL;
  /* libsoup passes over the first line: that of a request. */
  lines = g_strdup_printf ("\r\n%.*s\r\n", (int) (end - rest->at), rest->at);
  rest->at = end + strlen ("\r\n\r\n");
  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  if (!soup_headers_parse (lines, (int) strlen (lines), headers))
    g_clear_pointer (&headers, soup_message_headers_unref);

  return headers;
}

/* What the parts of a form come to. */
typedef struct
{
  GPtrArray  *uploads;
  const char *record;
  gsize       record_length;
} Form;

static gboolean
take_part (Form               *self,
           SoupMessageHeaders *headers,
           const char         *content,
           gsize               size)
{
  const char *disposition = soup_message_headers_get_one (headers, "Content-Disposition");
  g_autoptr(GHashTable) params = disposition != NULL
                                   ? soup_header_parse_semi_param_list_strict (disposition) : NULL;
  const char *field, *name;
  GpUpload *upload;

  if (params == NULL || !g_hash_table_contains (params, "form-data"))
    return FALSE;
  field = g_hash_table_lookup (params, "name");
  name = g_hash_table_lookup (params, "filename");
  if (field == NULL || !g_utf8_validate (field, -1, NULL))
    return FALSE;
  if (name == NULL)
    {
      if (!g_str_equal (field, "record") || self->record != NULL)
        return FALSE;
      self->record = content;
      self->record_length = size;
      return TRUE;
    }
  if (*name == '\0' && size == 0)
    return TRUE;

  upload = g_new0 (GpUpload, 1);
  upload->field = g_strdup (field);
  upload->name = g_strdup (name);
  upload->type = gp_file_type_normalise (soup_message_headers_get_one (headers, "Content-Type"));
  upload->content = content;
  upload->size = size;
  g_ptr_array_add (self->uploads, upload);

  return TRUE;
}

static gboolean
read_parts (Form       *self,
            Span        rest,
            const char *delimiter)
{
  g_autofree char *between = g_strconcat ("\r\n", delimiter, NULL);
  const char *end;

  if (!skip (&rest, delimiter))
    return FALSE;
  for (guint n = 0; n < MAX_PARTS && skip (&rest, "\r\n"); n++)
    {
      g_autoptr(SoupMessageHeaders) headers = read_head (&rest);

      end = headers != NULL ? find (&rest, between) : NULL;
      if (end == NULL || !take_part (self, headers, rest.at, (gsize) (end - rest.at)))
        return FALSE;
      rest.at = end + strlen (between);
    }

  return skip (&rest, "--");
}

GPtrArray *
gp_upload_read_form (GpRequest   *request,
                     const char **out_record,
                     gsize       *out_length,
                     GError     **error)
{
  g_autofree char *delimiter = dup_delimiter (request);
  g_autoptr(GPtrArray) uploads =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_upload_free);
  Form form = { .uploads = uploads };
  Span body = { request->body->str, request->body->str + request->body->len };

  if (delimiter == NULL || !read_parts (&form, body, delimiter))
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "form", "%s",
                      _("The form must be multipart/form-data, with a part for each file, which has"
                        " a file name, and for a record a part “record”, which is JSON."));
      return NULL;
    }
  *out_record = form.record;
  *out_length = form.record_length;

  return g_steal_pointer (&uploads);
}
