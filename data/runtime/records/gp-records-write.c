/* gp-records-write.c — writing records, one by one and several at once
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-records-write"
#include "config.h"
#include "gp-route.h"

#include "gp-problem.h"
#include "gp-record-files.h"
#include "gp-record.h"
#include "gp-record-key.h"
#include "gp-record-store.h"

#include <glib/gi18n-lib.h>

#define BODY_DEPTH    32
#define MAX_BATCH     1000

/* The record as the caller sees it now; its key alone where it is not seen. */
static gboolean
write_result (GpRequest      *request,
              const GpTable  *table,
              const GArray   *key,
              GpJsonWriter   *writer,
              GError        **error)
{
  g_autoptr(GpRecordShape) shape = NULL;
  GError *failure = NULL;

  if (table->key->len == 0 || !gp_record_is_seen (request, table, key, &failure))
    {
      if (failure == NULL)
        gp_record_write_key_only (table, key, writer);
      else
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  shape = gp_record_shape_new (request, table, NULL, NULL, error);

  return shape != NULL && gp_record_write_one (request, table, shape, key, writer, error);
}

static gboolean
reply_record (GpRequest      *request,
              guint           status,
              const GpTable  *table,
              const GArray   *key,
              GString        *out)
{
  if (status == SOUP_STATUS_CREATED && table->key->len > 0)
    {
      g_autofree char *id = gp_record_key_print (table, key);
      g_autofree char *name = g_uri_escape_string (table->name, NULL, FALSE);
      g_autofree char *location = g_strdup_printf ("/api/records/%s/%s", name, id);

      gp_request_set_header (request, "Location", location);
    }

  return gp_request_reply_json (request, status, out);
}

/* POST and PATCH: @key is NULL for a new record. */
static gboolean
write_one (GpRequest      *request,
           const GpTable  *table,
           const GArray   *key,
           GError        **error)
{
  g_autoptr(GpJsonDocument) document = gp_record_files_read (request, BODY_DEPTH, error);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) written = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (document == NULL)
    return FALSE;
  transaction = gp_sqlite_begin (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL)
    return FALSE;

  if (key == NULL ? !gp_record_store_create (request, table, document, GP_JSON_ROOT, &written,
                                             error)
                  : !gp_record_store_update (request, table, key, document, GP_JSON_ROOT, &written,
                                             error))
    return FALSE;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (!write_result (request, table, written, &writer, error)
      || !gp_record_store_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  gp_json_writer_finish (&writer);

  return reply_record (request, key == NULL ? SOUP_STATUS_CREATED : SOUP_STATUS_OK, table, written,
                       g_steal_pointer (&out));
}

gboolean
gp_handle_records_create (GpRequest  *request,
                          GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);

  return table != NULL && write_one (request, table, NULL, error);
}

gboolean
gp_handle_records_update (GpRequest  *request,
                          GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  g_autoptr(GArray) key = NULL;

  if (table == NULL)
    return FALSE;
  key = gp_record_key_parse (table, request->raw_values[1]);
  if (key == NULL)
    return gp_record_refuse_unseen (error);

  return write_one (request, table, key, error);
}

gboolean
gp_handle_records_delete (GpRequest  *request,
                          GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GArray) key = NULL;

  if (table == NULL)
    return FALSE;
  key = gp_record_key_parse (table, request->raw_values[1]);
  if (key == NULL)
    return gp_record_refuse_unseen (error);
  transaction = gp_sqlite_begin (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL || !gp_record_store_delete (request, table, key, error)
      || !gp_record_store_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);

  return TRUE;
}

/* One of a batch: {"action": "create", "record": {…}},
 * {"action": "update", "id": …, "record": {…}}
 * or {"action": "delete", "id": …}. The id is written as in an address. */
static gboolean
do_one (GpRequest       *request,
        const GpTable   *table,
        GpJsonDocument  *document,
        GpJsonNode       node,
        GpJsonWriter    *writer,
        GError         **error)
{
  GpJsonNode action_node = gp_json_find (document, node, "action");
  GpJsonNode id_node = gp_json_find (document, node, "id");
  GpJsonNode record = gp_json_find (document, node, "record");
  g_autofree char *action = NULL;
  g_autoptr(GArray) key = NULL;
  g_autoptr(GArray) written = NULL;

  action = action_node != 0 ? g_strdup (gp_json_get_text (document, action_node)) : NULL;
  if (g_strcmp0 (action, "create") == 0 && record != 0 && id_node == 0)
    return gp_record_store_create (request, table, document, record, &written, error)
           && write_result (request, table, written, writer, error);

  if (id_node != 0 && gp_json_get_text (document, id_node) != NULL)
    key = gp_record_key_parse (table, gp_json_get_text (document, id_node));
  else if (id_node != 0 && gp_json_get_type (document, id_node) == GP_JSON_NUMBER)
    {
      gsize length;
      const char *raw = gp_json_get_raw (document, id_node, &length);
      g_autofree char *text = g_strndup (raw, length);

      key = gp_record_key_parse (table, text);
    }

  if (id_node != 0 && key == NULL
      && (g_strcmp0 (action, "update") == 0 || g_strcmp0 (action, "delete") == 0))
    return gp_record_refuse_unseen (error);
  if (g_strcmp0 (action, "update") == 0 && key != NULL && record != 0)
    return gp_record_store_update (request, table, key, document, record, &written, error)
           && write_result (request, table, written, writer, error);
  if (g_strcmp0 (action, "delete") == 0 && key != NULL && record == 0)
    {
      gp_json_writer_null (writer);
      return gp_record_store_delete (request, table, key, error);
    }

  return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "batch", "%s",
                         _("An operation is a create with a record, an update with an id and a "
                           "record, or a delete with an id."));
}

static gboolean
do_all (GpRequest       *request,
        const GpTable   *table,
        GpJsonDocument  *document,
        GpJsonWriter    *writer,
        GError         **error)
{
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, "operations");
  guint n = 0;

  if (list == 0 || gp_json_get_type (document, list) != GP_JSON_ARRAY)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "batch", "%s",
                           _("The body must hold “operations”, a list."));

  for (GpJsonNode node = gp_json_first (document, list); node != 0;
       node = gp_json_next (document, node), n++)
    {
      if (n == MAX_BATCH)
        return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "batch",
                               _("A batch has at most %d operations."), MAX_BATCH);
      if (!do_one (request, table, document, node, writer, error))
        {
          g_autofree char *place = g_strdup_printf ("%u", n);

          if (error != NULL && (*error)->domain == gp_problem_quark ())
            gp_problem_set_extra (*error, "operation", place);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
gp_handle_records_batch (GpRequest  *request,
                         GError    **error)
{
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  g_autoptr(GpJsonDocument) document = NULL;
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (table == NULL)
    return FALSE;
  document = gp_request_parse_body (request, BODY_DEPTH, error);
  if (document == NULL)
    return FALSE;
  transaction = gp_sqlite_begin (gp_backend_get_sqlite (request->backend), error);
  if (transaction == NULL)
    return FALSE;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "results");
  gp_json_writer_begin_array (&writer);
  if (!do_all (request, table, document, &writer, error)
      || !gp_record_store_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}
