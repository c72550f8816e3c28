/* gp-admin-trail.c — the audit trail, for the administrator
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-trail"
#include "config.h"
#include "gp-route.h"

#include "gp-cell-time.h"
#include "gp-problem.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 100
#define MAX_LIMIT     1000

typedef struct
{
  const GpTable *table;     /* NULL: all */
  const char    *record;    /* NULL: all */
  guint64        before;
  guint64        limit;
} Query;

static gboolean
read_query (GpRequest *request,
            Query     *out,
            GError   **error)
{
  static const char *const known[] = { "entity", "record", "before", "limit", NULL };
  const char *entity = gp_request_get (request, "entity");
  const char *before = gp_request_get (request, "before");
  const char *limit = gp_request_get (request, "limit");

  *out = (Query) { .record = gp_request_get (request, "record"), .before = G_MAXINT64,
                   .limit = DEFAULT_LIMIT };
  if (!gp_request_check_query (request, known, error))
    return FALSE;
  if (entity != NULL)
    out->table = gp_schema_find (gp_backend_get_schema (request->backend), entity);
  if (entity != NULL && out->table == NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "entity",
                           _("There is no entity “%s”."), entity);
  if (out->record != NULL && entity == NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "record", "%s",
                           _("“record” needs “entity”, which says of what it is one."));
  if (before != NULL
      && !g_ascii_string_to_unsigned (before, 10, 1, G_MAXINT64, &out->before, NULL))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "before", "%s",
                           _("“before” must be the number of a line."));
  if (limit != NULL && !g_ascii_string_to_unsigned (limit, 10, 1, MAX_LIMIT, &out->limit, NULL))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "limit",
                           _("“limit” must be a number from 1 to %d."), MAX_LIMIT);

  return TRUE;
}

static void
write_raw (GpJsonWriter *writer,
           const char   *key,
           const char   *json)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_raw (writer, json != NULL ? json : "null");
}

static void
write_text (GpJsonWriter *writer,
            const char   *key,
            const char   *text)
{
  gp_json_writer_key (writer, key);
  if (text != NULL)
    gp_json_writer_string (writer, text);
  else
    gp_json_writer_null (writer);
}

static const char *
get_text (GpSqliteStatement *line,
          int                i)
{
  return gp_sqlite_column_is_null (line, i) ? NULL : gp_sqlite_column_text (line, i, NULL);
}

static void
write_line (GpRequest         *request,
            GpSqliteStatement *line,
            GpJsonWriter      *writer)
{
  g_autofree char *at = gp_cell_print_timestamp (gp_sqlite_column_int (line, 1));
  gsize length;
  const GpId *entity = gp_sqlite_column_blob (line, 2, &length);
  const GpTable *table = length == sizeof (GpId)
    ? gp_schema_lookup (gp_backend_get_schema (request->backend), entity) : NULL;

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "number");
  gp_json_writer_int (writer, gp_sqlite_column_int (line, 0));
  gp_json_writer_member (writer, "at", at);
  write_text (writer, "entity", table != NULL ? table->name : NULL);
  write_text (writer, "record", get_text (line, 3));
  write_text (writer, "change", get_text (line, 4));
  write_text (writer, "by", get_text (line, 5));
  write_text (writer, "who", get_text (line, 6));
  gp_json_writer_key (writer, "flow");
  gp_json_writer_bool (writer, gp_sqlite_column_int (line, 7) != 0);
  write_raw (writer, "old", get_text (line, 8));
  write_raw (writer, "new", get_text (line, 9));
  gp_json_writer_end_object (writer);
}

gboolean
gp_handle_trail (GpRequest  *request,
                 GError    **error)
{
  g_autoptr(GpSqliteStatement) lines = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *sql = NULL;
  GpJsonWriter writer;
  GpSqliteStep step;
  Query query;

  if (!read_query (request, &query, error))
    return FALSE;
  /* "?2 IS NULL OR" would keep SQLite from the index. */
  sql = g_strdup_printf ("SELECT number, at, entity, record, change, kind, who, flow, old, new "
                         "FROM _gp_trail WHERE number < ?1%s%s ORDER BY number DESC LIMIT ?4",
                         query.table != NULL ? " AND entity = ?2" : "",
                         query.record != NULL ? " AND record = ?3" : "");
  lines = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend), sql, error);
  if (lines == NULL)
    return FALSE;
  gp_sqlite_bind_int (lines, 1, (gint64) query.before);
  if (query.table != NULL)
    gp_sqlite_bind_blob (lines, 2, &query.table->id, sizeof query.table->id);
  if (query.record != NULL)
    gp_sqlite_bind_text (lines, 3, query.record);
  gp_sqlite_bind_int (lines, 4, (gint64) query.limit);

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  gp_json_writer_begin_array (&writer);
  while ((step = gp_sqlite_step (lines, error)) == GP_SQLITE_ROW)
    write_line (request, lines, &writer);
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}
