/* gp-record-files.c — the files that records hold
 * SPDX-License-Identifier: Apache-2.0
 *
 * A field of type file holds the id of a file that nobody else holds: it comes with the record, in
 * a form and in the same transaction, and goes with it. So the rules of the record and of the field
 * are all that there is to ask: whoever sees the field gets the file. */
#define G_LOG_DOMAIN "gp-record-files"
#include "config.h"
#include "gp-record-files.h"

#include "gp-file-answer.h"
#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record-key.h"
#include "gp-record.h"
#include "gp-route.h"
#include "gp-upload.h"

#include <glib/gi18n-lib.h>

static GpUploadLimits
limits_of (GpRequest      *request,
           const GpColumn *column)
{
  GpDesign *design = gp_backend_get_design (request->backend);
  const GpElement *field = gp_design_lookup (design, &column->id);

  return gp_upload_limits (gp_design_lookup_kind (design,
                                                  gp_element_get_ref (field, GP_FIELD_BUCKET),
                                                  GP_KIND_BUCKET),
                           gp_element_get_int (field, GP_FIELD_LENGTH));
}

gsize
gp_record_files_get_limit (GpRequest  *request,
                           const char *method,
                           const char *path,
                           gsize       usual)
{
  const char *action = g_str_equal (method, "POST")    ? "create"
                       : g_str_equal (method, "PATCH") ? "update"
                                                       : NULL;
  g_auto(GStrv) parts = g_strsplit (path, "/", 6);
  g_autofree char *name = NULL;
  const GpTable *table;
  gsize bytes = 0;

  if (action == NULL || !g_str_has_prefix (path, "/api/records/")
      || g_strv_length (parts) != (g_str_equal (action, "create") ? 4 : 5)
      || !gp_upload_is_form (request))
    return usual;
  name = g_uri_unescape_string (parts[3], NULL);
  table = name != NULL ? gp_schema_find (gp_backend_get_schema (request->backend), name) : NULL;
  if (table == NULL || !gp_request_may_at_all (request, &table->id, action))
    return usual;

  for (guint i = 0; i < table->columns->len; i++)
    if (((GpColumn *) table->columns->pdata[i])->is_file)
      bytes += limits_of (request, table->columns->pdata[i]).bytes;

  return usual + MIN (bytes, (gsize) GP_FILE_MAX_BYTES);
}

GpJsonDocument *
gp_record_files_read (GpRequest  *request,
                      guint       max_depth,
                      GError    **error)
{
  const char *record = NULL;
  gsize length = 0;
  g_autoptr(GError) failure = NULL;
  GpJsonDocument *document;

  if (!gp_upload_is_form (request))
    return gp_request_parse_body (request, max_depth, error);

  request->uploads = gp_upload_read_form (request, &record, &length, error);
  if (request->uploads == NULL)
    return NULL;
  /* What files may have is not for JSON, which takes many times its size. */
  if (length > request->json_limit)
    {
      gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                      _("The record is larger than %zu bytes."), request->json_limit);
      return NULL;
    }
  document = gp_json_document_parse (record != NULL ? record : "{}", record != NULL ? length : 2,
                                     max_depth, &failure);
  if (document == NULL)
    gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "json", "%s", failure->message);

  return document;
}

/* NULL where the part is for no field that could hold it; says so in @problem. */
static const GpColumn *
find_column (const GpRecordInput  *input,
             const GpUpload       *upload,
             GError              **problem)
{
  const GpColumn *column = gp_table_find (input->table, upload->field);

  if (column == NULL)
    gp_problem_add_field (problem, upload->field, g_strdup (_("there is no such field")));
  else if (column->inert && column->format.type == GP_CELL_TYPE_FILE)
    gp_problem_add_field (problem, upload->field,
                          g_strdup (_("a field holds one file here, and no list of them")));
  else if (!column->is_file)
    gp_problem_add_field (problem, upload->field, g_strdup (_("this holds no file")));
  else if (gp_record_input_find (input, column) != NULL)
    gp_problem_add_field (problem, upload->field, g_strdup (_("this is given twice")));
  else
    return column;

  return NULL;
}

gboolean
gp_record_files_take (GpRequest      *request,
                      GpRecordInput  *input,
                      GError        **error)
{
  GError *problem = NULL;

  for (guint i = 0; request->uploads != NULL && i < request->uploads->len; i++)
    {
      const GpUpload *upload = request->uploads->pdata[i];
      const GpColumn *column = find_column (input, upload, &problem);
      char id[GP_ID_STRING_SIZE];
      GpId fresh = gp_id_new ();
      GpUploadLimits limits;

      if (column == NULL)
        continue;
      limits = limits_of (request, column);
      if (!gp_upload_check (upload, &limits, error))
        {
          g_clear_error (&problem);
          return FALSE;
        }
      gp_record_input_set (input, column,
                           gp_cell_take_text (g_strdup (gp_id_format (&fresh, id))));
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);

  return FALSE;
}

gboolean
gp_record_files_keep (GpRequest            *request,
                      const GpRecordInput  *input,
                      GError              **error)
{
  for (guint i = 0; request->uploads != NULL && i < request->uploads->len; i++)
    {
      const GpUpload *upload = request->uploads->pdata[i];
      const GpColumn *column = gp_table_find (input->table, upload->field);
      const GpCell *cell = gp_record_input_find (input, column);
      GpFile file = { cell->bytes, upload->name, upload->type, (gint64) upload->size,
                      request->caller.user, request->now };

      if (!gp_file_store_insert (request->backend, &column->id, &file, upload->content, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_record_files_write (GpRequest       *request,
                       const GpColumn  *column,
                       const GpCell    *cell,
                       GpJsonWriter    *writer,
                       GError         **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GpFile) file = NULL;

  if (cell->kind == GP_CELL_NULL)
    {
      gp_json_writer_null (writer);
      return TRUE;
    }
  file = gp_file_store_find (request->backend, &column->id, cell->bytes, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (file != NULL)
    gp_file_write (file, writer);
  else
    gp_json_writer_string (writer, cell->bytes);

  return TRUE;
}

/* A record that is not seen, a field that is hidden in it and one that is empty answer alike. */
gboolean
gp_handle_record_file (GpRequest  *request,
                       GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) key = NULL;
  g_autoptr(GpFile) file = NULL;
  g_auto(GpCell) cell = GP_CELL_INIT;
  const GpColumn *column;
  GError *failure = NULL;

  if (table == NULL)
    return FALSE;
  column = gp_table_find (table, request->values[2]);
  key = gp_record_key_parse (table, request->raw_values[1]);
  if (key == NULL || column == NULL || !column->is_file
      || gp_record_access_sees (gp_record_access_get (request, table), column) == GP_SEEN_NEVER)
    return gp_record_refuse_unseen (error);

  transaction = gp_sqlite_begin_read (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL || !gp_record_read_cell (request, table, key, column, &cell, error))
    return FALSE;
  if (cell.kind == GP_CELL_TEXT)
    file = gp_file_store_find (request->backend, &column->id, cell.bytes, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (file == NULL)
    gp_record_refuse_unseen (error);

  return file != NULL && gp_file_answer (request, &column->id, file, error);
}
