/* gp-files.c — the files of buckets over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * A file is asked about as a record is: what is not seen is not there, and whoever sees it and may
 * not do something is told so. It is served so that no browser runs it: to be saved, as the type
 * that it was checked to be. */
#define G_LOG_DOMAIN "gp-files"
#include "config.h"
#include "gp-files.h"

#include "gp-access-decide.h"
#include "gp-expr-value.h"
#include "gp-file-store.h"
#include "gp-file-type.h"
#include "gp-problem.h"
#include "gp-record-world.h"
#include "gp-record.h"
#include "gp-route.h"

#include <glib/gi18n-lib.h>

#define LONGEST_NAME  255       /* bytes */
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

static gsize
limit_of (const GpElement *bucket)
{
  gint64 most = gp_element_get_int (bucket, GP_BUCKET_MAX_SIZE);

  return most > 0 ? (gsize) MIN (most, GP_FILE_MAX_BYTES) : GP_FILE_DEFAULT_BYTES;
}

/* Whether some rule lets the caller do @action with some file. */
static gboolean
may_at_all (GpRequest       *request,
            const GpElement *bucket,
            const char      *action)
{
  const GpId *id = gp_element_get_id (bucket);
  const GPtrArray *rules = gp_access_peek_rules (gp_backend_get_access (request->backend), id);

  if (request->caller.is_admin)
    return TRUE;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];

      if (!rule->forbid && gp_access_rule_is_about (rule, action)
          && gp_access_caller_is_meant (gp_request_get_caller (request), rule))
        return gp_caller_reaches (&request->caller, id);
    }
  return FALSE;
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
  if (bucket == NULL || !may_at_all (request, bucket, action))
    return usual;

  return MAX (usual, limit_of (bucket));
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

static void
write_file (const GpFile *file,
            GpJsonWriter *writer)
{
  g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc (file->created / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (created, "%Y-%m-%dT%H:%M:%SZ");

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "id");
  gp_json_writer_string (writer, file->id);
  gp_json_writer_key (writer, "name");
  gp_json_writer_string (writer, file->name);
  gp_json_writer_key (writer, "type");
  gp_json_writer_string (writer, file->type);
  gp_json_writer_key (writer, "size");
  gp_json_writer_int (writer, file->size);
  gp_json_writer_key (writer, "owner");
  if (file->owner != NULL)
    gp_json_writer_string (writer, file->owner);
  else
    gp_json_writer_null (writer);
  gp_json_writer_key (writer, "created");
  gp_json_writer_string (writer, text);
  gp_json_writer_end_object (writer);
}

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
    write_file (file, &writer);
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

/* A name for people, that no program can take for a path. */
static gboolean
check_name (const char *name,
            GError    **error)
{
  gboolean good = name != NULL && *name != '\0' && strlen (name) <= LONGEST_NAME
                  && strpbrk (name, "/\\") == NULL && !g_str_equal (name, ".")
                  && !g_str_equal (name, "..");

  for (const char *c = good ? name : ""; *c != '\0'; c = g_utf8_next_char (c))
    good = good && g_unichar_isprint (g_utf8_get_char (c));

  return good
         || gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "name",
                            _("“name” must say what the file is called: at most %d bytes, without"
                              " slashes."), LONGEST_NAME);
}

static gboolean
check_type (GpRequest       *request,
            const GpElement *bucket,
            const char      *type,
            GError         **error)
{
  gsize n;
  const char *const *taken = gp_element_get_texts (bucket, GP_BUCKET_MEDIA_TYPES, &n);

  if (type == NULL)
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type", "%s",
                           _("Content-Type must say what kind of file it is."));
  if (!gp_file_type_is_taken (type, taken, n))
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type",
                           _("This bucket does not take files of the type %s."), type);
  if (!gp_file_type_fits (type, request->body->str, request->body->len))
    return gp_problem_set (error, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "media-type",
                           _("The file is not of the type %s."), type);
  return TRUE;
}

/* What the request brings. What is wrong with it does not depend on any file, and tells nothing of
 * one. @is_new: it must have a name. */
static gboolean
read_upload (GpRequest        *request,
             const GpElement  *bucket,
             gboolean          is_new,
             GpFile           *out,
             GError          **error)
{
  static const char *const known[] = { "name", NULL };
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Content-Type");
  const char *name = gp_request_get (request, "name");

  if (!gp_request_check_query (request, known, error)
      || ((is_new || name != NULL) && !check_name (name, error)))
    return FALSE;
  if (request->body->len > limit_of (bucket))
    return gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                           _("The body is larger than %zu bytes."), limit_of (bucket));

  out->name = g_strdup (name);
  out->type = gp_file_type_normalise (header);
  out->size = (gint64) request->body->len;
  return check_type (request, bucket, out->type, error);
}

gboolean
gp_handle_files_upload (GpRequest  *request,
                        GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) file = g_new0 (GpFile, 1);
  char id[GP_ID_STRING_SIZE];
  GpId fresh = gp_id_new ();

  if (bucket == NULL)
    return FALSE;
  if (!may_at_all (request, bucket, "create"))
    return gp_record_refuse (request, error);
  if (!read_upload (request, bucket, TRUE, file, error))
    return FALSE;

  file->id = g_strdup (gp_id_format (&fresh, id));
  file->owner = g_strdup (request->caller.user);
  file->created = request->now;
  if (!is_allowed (request, bucket, "create", NULL, file))
    return gp_record_refuse (request, error);

  return gp_file_store_insert (request->backend, gp_element_get_id (bucket), file,
                               request->body->str, error)
         && reply_file (request, SOUP_STATUS_CREATED, bucket, file);
}

gboolean
gp_handle_files_replace (GpRequest  *request,
                         GError    **error)
{
  const GpElement *bucket = find_bucket (request, error);
  g_autoptr(GpFile) stored = NULL;
  g_autoptr(GpFile) file = g_new0 (GpFile, 1);
  g_autoptr(GpSqliteTransaction) transaction = NULL;

  if (bucket == NULL || !read_upload (request, bucket, FALSE, file, error))
    return FALSE;
  transaction = gp_sqlite_begin (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL)
    return FALSE;
  stored = find_file (request, bucket, "update", file, error);
  if (stored == NULL)
    return FALSE;

  return gp_file_store_replace (request->backend, gp_element_get_id (bucket), file,
                                request->body->str, error)
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
  g_autofree char *name = NULL;
  g_autofree char *disposition = NULL;
  GString *content;

  if (file == NULL)
    return FALSE;
  content = gp_file_store_read (request->backend, gp_element_get_id (bucket), file->id, error);
  if (content == NULL)
    return FALSE;

  name = g_uri_escape_string (file->name, NULL, FALSE);
  disposition = g_strdup_printf ("attachment; filename*=UTF-8''%s", name);
  gp_request_set_header (request, "Content-Disposition", disposition);
  gp_request_reply (request, SOUP_STATUS_OK, file->type, content);
  return TRUE;
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
  if (!may_at_all (request, bucket, "read"))
    return gp_record_refuse (request, error);
  if (!collect (request, bucket, after != NULL ? after : "", limit, files, error))
    return FALSE;

  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < MIN (files->len, limit); i++)
    write_file (files->pdata[i], &writer);
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
