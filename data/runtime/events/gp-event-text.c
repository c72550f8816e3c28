/* gp-event-text.c — what one listener is told of one thing that happened
 * SPDX-License-Identifier: Apache-2.0
 *
 * A change is told as a read would tell it at this moment, with the same statement: the record must
 * be one that the caller sees, and its fields are masked. So a change that takes a record out of
 * somebody's sight tells nothing. A record that is deleted is put before the same conditions in the
 * place of its table; all that is told of it is its key, and that only where its fields are seen.
 *
 * An event of the design is for the people of its roles. One that has a tenant is for those of that
 * tenant, and one without for those without. */
#define G_LOG_DOMAIN "gp-event-stream"
#include "config.h"
#include "gp-event-text.h"

#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record-key.h"
#include "gp-record.h"

#include <libsoup/soup.h>
#include <string.h>

const char *
gp_event_get_type (GpEventKind kind)
{
  static const char *const types[] = {
    [GP_EVENT_CREATED] = "groundplan.record.created",
    [GP_EVENT_UPDATED] = "groundplan.record.updated",
    [GP_EVENT_DELETED] = "groundplan.record.deleted",
    [GP_EVENT_SENT] = NULL,
  };

  return types[kind];
}

gboolean
gp_event_may_hear (GpRequest       *request,
                   const GpElement *event)
{
  gsize n = 0;
  const GpId *roles = gp_element_get_refs (event, GP_EVENT_ROLES, &n);

  if (request->caller.is_admin)
    return TRUE;
  for (gsize i = 0; request->caller.entities == NULL && i < n; i++)
    if (gp_access_caller_has_role (gp_request_get_caller (request), &roles[i]))
      return TRUE;

  return FALSE;
}

static char *
frame (const GpEventLine *line,
       const char        *type,
       char              *json)
{
  /* Between the parts of JSON that was stored as it came. */
  g_strdelimit (json, "\r\n", ' ');

  return g_strdup_printf ("id: %s\nevent: %s\ndata: %s\n\n", line->id, type, json);
}

/* --- events of the design --------------------------------------------------------------------- */

static char *
tell_sent (GpRequest         *request,
           const GpEventLine *line)
{
  GpDesign *design = gp_backend_get_design (request->backend);
  const GpElement *event = design != NULL ? gp_design_lookup (design, &line->subject) : NULL;
  g_autofree char *json = NULL;

  if (event == NULL || gp_element_get_kind (event) != GP_KIND_EVENT
      || !gp_event_may_hear (request, event)
      || (!request->caller.is_admin && g_strcmp0 (request->caller.tenant, line->tenant) != 0)
      || line->type == NULL || strpbrk (line->type, "\r\n") != NULL)
    return NULL;
  json = g_strdup (line->envelope);

  return frame (line, line->type, json);
}

/* --- changes of records ----------------------------------------------------------------------- */

/* @subject: (nullable): the key, where that may be told. @data: JSON */
static char *
tell_change (const GpEventLine *line,
             const GpTable     *table,
             const char        *subject,
             const char        *data)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (line->time / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format_iso8601 (time);
  g_autofree char *name = g_uri_escape_string (table->name, NULL, FALSE);
  g_autofree char *source = g_strconcat ("/api/records/", name, NULL);
  g_autoptr(GString) json = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, json, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "specversion", "1.0");
  gp_json_writer_member (&writer, "id", line->id);
  gp_json_writer_member (&writer, "source", source);
  gp_json_writer_member (&writer, "type", gp_event_get_type (line->kind));
  if (subject != NULL)
    gp_json_writer_member (&writer, "subject", subject);
  gp_json_writer_member (&writer, "time", stamp);
  gp_json_writer_member (&writer, "datacontenttype", "application/json");
  gp_json_writer_key (&writer, "data");
  gp_json_writer_raw (&writer, data);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return frame (line, gp_event_get_type (line->kind), json->str);
}

/* Whether the caller sees the key itself in this record, which is seen. */
static gboolean
sees_key (GpRequest         *request,
          const GpTable     *table,
          const GpEventLine *line)
{
  const GpRecordAccess *access = gp_record_access_get (request, table);

  for (guint i = 0; i < table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->key, i);
      g_auto(GpCell) cell = GP_CELL_INIT;

      switch (gp_record_access_sees (access, column))
        {
        case GP_SEEN_ALWAYS:
          continue;
        case GP_SEEN_SOMETIMES:
          if (gp_record_read_cell (request, table, line->key, column, &cell, NULL)
              && cell.kind != GP_CELL_NULL)
            continue;
          return FALSE;
        case GP_SEEN_NEVER:
        default:
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
tell_written (GpRequest          *request,
              const GpTable      *table,
              const GpEventLine  *line,
              char              **out,
              GError            **error)
{
  g_autoptr(GpRecordShape) shape = gp_record_shape_new (request, table, NULL, NULL, error);
  g_autoptr(GString) data = g_string_new (NULL);
  g_autoptr(GError) failure = NULL;
  g_autofree char *key = NULL;
  GpJsonWriter writer;

  if (shape == NULL)
    return FALSE;
  gp_json_writer_init (&writer, data, GP_JSON_COMPACT);
  if (!gp_record_write_one (request, table, shape, line->key, &writer, &failure))
    {
      if (g_error_matches (failure, GP_PROBLEM, SOUP_STATUS_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  gp_json_writer_finish (&writer);
  if (sees_key (request, table, line))
    key = gp_record_key_print (table, line->key);
  *out = tell_change (line, table, key, data->str);

  return TRUE;
}

/* "(SELECT the columns of no record UNION ALL the cells) AS r0": what the columns are for
 * comparisons stays as it is in the table. */
static void
append_row (const GpTable *table,
            const GArray  *cells,
            GString       *sql,
            GArray        *values)
{
  g_string_append (sql, "(SELECT ");
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "",
                            ((GpColumn *) g_ptr_array_index (table->columns, i))->quoted);
  g_string_append_printf (sql, " FROM %s WHERE 0 UNION ALL SELECT ", table->quoted);
  for (guint i = 0; i < cells->len; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append (sql, ") AS r0");
  gp_cells_append (values, cells);
}

static gboolean
tell_deleted (GpRequest          *request,
              const GpTable      *table,
              const GpEventLine  *line,
              char              **out,
              GError            **error)
{
  const GpRecordAccess *access = gp_record_access_get (request, table);
  g_autoptr(GString) sql = g_string_new ("SELECT 1 FROM ");
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GString) data = g_string_new (NULL);
  g_autofree char *key = NULL;
  GpJsonWriter writer;
  GpSqliteStep step;

  /* Of a table that has become another one nothing is known any more. */
  if (line->revision != gp_backend_get_revision (request->backend)
      || line->cells->len != table->columns->len)
    return TRUE;
  append_row (table, line->cells, sql, values);
  g_string_append (sql, " WHERE ");
  gp_record_access_append_where (access, sql, values);
  for (guint i = 0; i < table->key->len; i++)
    {
      if (gp_record_access_sees (access, g_ptr_array_index (table->key, i)) == GP_SEEN_NEVER)
        return TRUE;
      g_string_append (sql, " AND ");
      gp_record_access_append_mask (access, g_ptr_array_index (table->key, i), sql, values);
    }
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql->str, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, values);
  step = gp_sqlite_step (statement, error);
  if (step != GP_SQLITE_ROW)
    return step == GP_SQLITE_DONE;

  gp_json_writer_init (&writer, data, GP_JSON_COMPACT);
  gp_record_write_key_only (table, line->key, &writer);
  gp_json_writer_finish (&writer);
  key = gp_record_key_print (table, line->key);
  *out = tell_change (line, table, key, data->str);

  return TRUE;
}

gboolean
gp_event_text_new (GpRequest          *request,
                   const GpEventLine  *line,
                   char              **out,
                   GError            **error)
{
  const GpTable *table;

  *out = NULL;
  if (line->kind == GP_EVENT_SENT)
    {
      *out = tell_sent (request, line);
      return TRUE;
    }
  table = gp_schema_lookup (gp_backend_get_schema (request->backend), &line->subject);
  if (table == NULL || !table->exposed || table->key->len != line->key->len
      || !gp_record_access_sees_any (gp_record_access_get (request, table)))
    return TRUE;

  return line->kind == GP_EVENT_DELETED ? tell_deleted (request, table, line, out, error)
                                        : tell_written (request, table, line, out, error);
}
