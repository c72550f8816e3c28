/* gp-files.c — the files of buckets over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * A file is asked about as a record is: what is not seen is not there, and whoever sees it and may
 * not do something is told so. */
#define G_LOG_DOMAIN "gp-files"
#include "config.h"
#include "gp-files.h"

#include "gp-access-decide.h"
#include "gp-expr-value.h"
#include "gp-file-answer.h"
#include "gp-file-type.h"
#include "gp-problem.h"
#include "gp-record-world.h"
#include "gp-record.h"
#include "gp-route.h"
#include "gp-upload.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500
#define AT_ONCE       200       /* files that are read to be asked about */

/* --- buckets --- */

static const GpElement *
peek_bucket (GpRequest  *request,
             const char *name)
{
  GpDesign *design = gp_backend_get_design (request->backend);
  const GpElement *root = design != NULL ? gp_design_get_root (design) : NULL;

  if (root == NULL)
    return NULL;
  return gp_design_find_child (design, gp_element_get_id (root), GP_KIND_BUCKET, name);
}

static const GpElement *
find_bucket (GpRequest  *request,
             GError    **error)
{
  const GpElement *bucket = peek_bucket (request, request->values[0]);

  if (bucket == NULL)
    gp_record_refuse_unseen (error);
  return bucket;
}

gsize
gp_files_get_limit (GpRequest  *request,
                    const char *method,
                    const char *path,
                    gsize       usual)
{
  const char *action = g_str_equal (method, "POST")  ? "create"
                       : g_str_equal (method, "PUT") ? "update"
                                                     : NULL;
  g_auto(GStrv) parts = g_strsplit (path, "/", 6);
  g_autofree char *name = NULL;
  const GpElement *bucket;

  if (action == NULL || !g_str_has_prefix (path, "/api/files/") || g_strv_length (parts) < 4)
    return usual;
  name = g_uri_unescape_string (parts[3], NULL);
  bucket = name != NULL ? peek_bucket (request, name) : NULL;
  if (bucket == NULL || !gp_request_may_at_all (request, gp_element_get_id (bucket), action))
    return usual;

  return MAX (usual, gp_upload_limits (bucket, 0).bytes + GP_UPLOAD_FORM_BYTES);
}

/* --- what the rules say --- */

static GpExprValue *
text_or_null (const char *text)
{
  return text != NULL ? gp_expr_value_new_string (text, -1) : gp_expr_value_new_null ();
}

/* `record` of a file. */
static GpAccessRecord *
make_record (GpRecordWorld   *world,
             const GpElement *bucket,
             const GpFile    *file)
{
  GpAccessRecord *record = gp_access_record_new (&world->world, gp_element_get_id (bucket));

  gp_access_record_set (
    record, &gp_id_nil,
    gp_expr_value_new_object ("id", text_or_null (file->id), "name", text_or_null (file->name),
                              "type", text_or_null (file->type),
                              "size", gp_expr_value_new_int (file->size),
                              "owner", text_or_null (file->owner),
                              "created",
                              gp_expr_value_new_timestamp (file->created / G_USEC_PER_SEC,
                                                           file->created % G_USEC_PER_SEC * 1000),
                              NULL));
  return record;
}

/* @stored: NULL for a new file; @written: NULL where none is written. */
static gboolean
is_allowed (GpRequest       *request,
            const GpElement *bucket,
            const char      *action,
            const GpFile    *stored,
            const GpFile    *written)
{
  const GpId *id = gp_element_get_id (bucket);
  GpRecordWorld world;
  g_autoptr(GpAccessRecord) record = NULL;
  g_autoptr(GpAccessRecord) new_record = NULL;
  g_autoptr(GpAccessDecision) decision = NULL;
  GpAccessQuestion question = { .action = action, .subject = id, .now = request->now,
                                .ip = request->peer };

  if (request->caller.is_admin)
    return TRUE;
  if (!gp_caller_reaches (&request->caller, id))
    return FALSE;

  gp_record_world_init (&world, request->backend);
  record = stored != NULL ? make_record (&world, bucket, stored) : NULL;
  new_record = written != NULL ? make_record (&world, bucket, written) : NULL;
  question.caller = gp_request_get_caller (request);
  question.record = record;
  question.new_record = new_record;
  decision = gp_access_decide (gp_backend_get_access (request->backend), &question);

  return decision->verdict == GP_ACCESS_GRANTED;
}

/* Whoever may not do it is told so only about files that are seen. */
static gboolean
refuse (GpRequest       *request,
        const GpElement *bucket,
        const GpFile    *file,
        GError         **error)
{
  return is_allowed (request, bucket, "read", file, NULL) ? gp_record_refuse (request, error)
                                                          : gp_record_refuse_unseen (error);
}

/* (transfer full): the file of the address, where the caller may do @action with it. @written: what
 * is to take its place, or NULL; gets what stays of the file. */
static GpFile *
find_file (GpRequest       *request,
           const GpElement *bucket,
           const char      *action,
           GpFile          *written,
           GError         **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GpFile) file = gp_file_store_find (request->backend, gp_element_get_id (bucket),
                                               request->values[1], &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (file == NULL)
    {
      gp_record_refuse_unseen (error);
      return NULL;
    }
  if (written != NULL)
    {
      written->id = g_strdup (file->id);
      written->owner = g_strdup (file->owner);
      written->created = file->created;
      if (written->name == NULL)
        written->name = g_strdup (file->name);
    }
  if (!is_allowed (request, bucket, action, file, written))
    {
      refuse (request, bucket, file, error);
      return NULL;
    }
  return g_steal_pointer (&file);
}

/* --- answers --- */

/* What was sent, as the caller sees it; the id alone where it is not seen. */
static gboolean
reply_file (GpRequest       *request,
            guint            status,
            const GpElement *bucket,
            const GpFile    *file)
{
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  if (status == SOUP_STATUS_CREATED)
    {
      g_autofree char *name = g_uri_escape_string (gp_element_get_name (bucket), NULL, FALSE);
      g_autofree char *location = g_strdup_printf ("/api/files/%s/%s", name, file->id);

      gp_request_set_header (request, "Location", location);
    }
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (is_allowed (request, bucket, "read", file, NULL))
    gp_file_write (file, &writer);
  else
    {
      gp_json_writer_begin_object (&writer);
      gp_json_writer_key (&writer, "id");
      gp_json_writer_string (&writer, file->id);
      gp_json_writer_end_object (&writer);
    }
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, status, out);
}

/* --- sending --- */

/* The one file of the form that was sent. */
static GpUpload *
read_form (GpRequest  *request,
           GError    **error)
{
  const char *record;
  gsize length;
  g_autoptr(GPtrArray) uploads = gp_upload_read_form (request, &record, &length, error);

  if (uploads == NULL)
    return NULL;
  if (uploads->len != 1 || record != NULL)
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "form", "%s",
                      _("The form must have one part, which is a file."));
      return NULL;
    }

  return g_ptr_array_steal_index (uploads, 0);
}

/* The body as it is. */
static GpUpload *
read_body (GpRequest *request)
{
  GpUpload *upload = g_new0 (GpUpload, 1);

  upload->type = gp_file_type_normalise (soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Content-Type"));
  upload->content = request->body->str;
  upload->size = request->body->len;

  return upload;
}

/* (transfer full): what the request brings, and what will be known of it. @is_new: it must have a
 * name. */
static GpUpload *
read_upload (GpRequest        *request,
             const GpElement  *bucket,
             gboolean          is_new,
             GpFile           *out,
             GError          **error)
{
  static const char *const known[] = { "name", NULL };
  const GpUploadLimits limits = gp_upload_limits (bucket, 0);
  const char *name = gp_request_get (request, "name");
  g_autoptr(GpUpload) upload = NULL;

  if (!gp_request_check_query (request, known, error))
    return NULL;
  upload = gp_upload_is_form (request) ? read_form (request, error) : read_body (request);
  if (upload == NULL)
    return NULL;
  if (name != NULL || (is_new && upload->name == NULL))
    {
      g_free (upload->name);
      upload->name = g_strdup (name != NULL ? name : "");
    }
  if (!gp_upload_check (upload, &limits, error))
    return NULL;

  out->name = g_strdup (upload->name);
  out->type = g_strdup (upload->type);
  out->size = (gint64) upload->size;

  return g_steal_pointer (&upload);
}

gboolean
gp_handle_files_upload (GpRequest  *request,
                        GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) file = g_new0 (GpFile, 1);
  g_autoptr(GpUpload) upload = NULL;
  char id[GP_ID_STRING_SIZE];
  GpId fresh = gp_id_new ();

  if (bucket == NULL)
    return FALSE;
  if (!gp_request_may_at_all (request, gp_element_get_id (bucket), "create"))
    return gp_record_refuse (request, error);
  upload = read_upload (request, bucket, TRUE, file, error);
  if (upload == NULL)
    return FALSE;

  file->id = g_strdup (gp_id_format (&fresh, id));
  file->owner = g_strdup (request->caller.user);
  file->created = request->now;
  if (!is_allowed (request, bucket, "create", NULL, file))
    return gp_record_refuse (request, error);

  return gp_file_store_insert (request->backend, gp_element_get_id (bucket), file,
                               upload->content, error)
         && reply_file (request, SOUP_STATUS_CREATED, bucket, file);
}

gboolean
gp_handle_files_replace (GpRequest  *request,
                         GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) stored = NULL;
  g_autoptr(GpFile) file = g_new0 (GpFile, 1);
  g_autoptr(GpUpload) upload = NULL;
  g_autoptr(GpSqliteTransaction) transaction = NULL;

  upload = bucket != NULL ? read_upload (request, bucket, FALSE, file, error) : NULL;
  if (upload == NULL)
    return FALSE;
  transaction = gp_sqlite_begin (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL)
    return FALSE;
  stored = find_file (request, bucket, "update", file, error);
  if (stored == NULL)
    return FALSE;

  return gp_file_store_replace (request->backend, gp_element_get_id (bucket), file,
                                upload->content, error)
         && gp_sqlite_commit (g_steal_pointer (&transaction), error)
         && reply_file (request, SOUP_STATUS_OK, bucket, file);
}

/* --- the rest --- */

gboolean
gp_handle_files_download (GpRequest  *request,
                          GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) file = bucket != NULL ? find_file (request, bucket, "read", NULL, error) : NULL;

  return file != NULL && gp_file_answer (request, gp_element_get_id (bucket), file, error);
}

gboolean
gp_handle_files_delete (GpRequest  *request,
                        GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) file = bucket != NULL ? find_file (request, bucket, "delete", NULL, error)
                                          : NULL;

  if (file == NULL
      || !gp_file_store_remove (request->backend, gp_element_get_id (bucket), file->id, error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
  return TRUE;
}

gboolean
gp_handle_files_act (GpRequest  *request,
                     GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  const char *action = request->values[2];
  g_autoptr(GpFile) file = NULL;

  if (bucket == NULL)
    return FALSE;
  if (g_strv_contains (gp_access_get_actions (), action))
    return gp_record_refuse_unseen (error);
  file = find_file (request, bucket, action, NULL, error);
  if (file == NULL)
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);
  return TRUE;
}

/* Appends those that are seen, until there are @limit + 1; FALSE with @error. */
static gboolean
collect (GpRequest       *request,
         const GpElement *bucket,
         const char      *after,
         guint            limit,
         GPtrArray       *out,
         GError         **error)
{
  g_autofree char *last = g_strdup (after);

  while (out->len <= limit)
    {
      g_autoptr(GPtrArray) files = gp_file_store_list (request->backend,
                                                       gp_element_get_id (bucket), last, AT_ONCE,
                                                       error);

      if (files == NULL)
        return FALSE;
      if (files->len == 0)
        return TRUE;
      g_free (last);
      last = g_strdup (((GpFile *) files->pdata[files->len - 1])->id);
      for (guint i = 0; i < files->len && out->len <= limit; i++)
        if (is_allowed (request, bucket, "read", files->pdata[i], NULL))
          g_ptr_array_add (out, g_steal_pointer (&files->pdata[i]));
    }
  return TRUE;
}

static gboolean
read_limit (GpRequest  *request,
            guint      *out,
            GError    **error)
{
  const char *text = gp_request_get (request, "limit");
  guint64 value;

  *out = DEFAULT_LIMIT;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &value, NULL))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "limit",
                           _("“limit” must be a number from 1 to %d."), MAX_LIMIT);
  *out = (guint) value;
  return TRUE;
}

gboolean
gp_handle_files_list (GpRequest  *request,
                      GError    **error)
{
  static const char *const known[] = { "limit", "after", NULL };
  const GpElement *bucket = find_bucket (request, error);
  const char *after = gp_request_get (request, "after");
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_file_free);
  GString *out;
  GpJsonWriter writer;
  guint limit;

  if (bucket == NULL || !gp_request_check_query (request, known, error)
      || !read_limit (request, &limit, error))
    return FALSE;
  if (!gp_request_may_at_all (request, gp_element_get_id (bucket), "read"))
    return gp_record_refuse (request, error);
  if (!collect (request, bucket, after != NULL ? after : "", limit, files, error))
    return FALSE;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < MIN (files->len, limit); i++)
    gp_file_write (files->pdata[i], &writer);
  gp_json_writer_end_array (&writer);
  gp_json_writer_key (&writer, "next");
  if (files->len > limit)
    gp_json_writer_string (&writer, ((GpFile *) files->pdata[limit - 1])->id);
  else
    gp_json_writer_null (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}
