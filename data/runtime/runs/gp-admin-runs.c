/* gp-admin-runs.c — what the administrator reads of runs of flows, and does with them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-admin-runs"
#include "config.h"
#include "gp-route.h"

#include "gp-expr-json.h"
#include "gp-problem.h"
#include "gp-run-engine.h"
#include "gp-run-report.h"
#include "gp-run-stats.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500
#define BODY_DEPTH    60
#define MAX_NOTE      2000

static GpSqlite *
get_sqlite (GpRequest *request)
{
  return gp_backend_get_sqlite (request->backend);
}

static gboolean
refuse_unknown (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_NOT_FOUND, "about:blank", "%s",
                         _("There is no such run."));
}

static gboolean
read_number (GpRequest   *request,
             const char  *name,
             int          max,
             guint64     *out,
             GError     **error)
{
  const char *text = gp_request_get (request, name);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 1, (guint64) max, out, NULL))
    return TRUE;

  return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, name,
                         _("“%s” must be a number from 1 to %d."), name, max);
}

/* A flow is named, or given by its id: one that is no longer deployed has runs, too. */
static gboolean
read_flow (GpRequest  *request,
           GpId       *out,
           GError    **error)
{
  const char *text = gp_request_get (request, "flow");
  GpFlow *flow = gp_run_flows_find_name (gp_run_engine_get_flows (request->engine), text);

  if (flow != NULL)
    *out = *gp_element_get_id (gp_flow_get_element (flow));
  else if (!gp_id_parse (text, out))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "flow", _("There is no flow “%s”."),
                           text);

  return TRUE;
}

gboolean
gp_handle_runs (GpRequest  *request,
                GError    **error)
{
  static const char *const known[] = { "flow", "status", "before", "limit", NULL };
  guint64 before = 0, limit = DEFAULT_LIMIT;
  GpRunQuery query = { .statuses = gp_request_get (request, "status") };
  GpId flow;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (!gp_request_check_query (request, known, error)
      || !read_number (request, "before", G_MAXINT, &before, error)
      || !read_number (request, "limit", MAX_LIMIT, &limit, error))
    return FALSE;
  if (gp_request_get (request, "flow") != NULL)
    {
      if (!read_flow (request, &flow, error))
        return FALSE;
      query.flow = &flow;
    }
  query.before = (gint64) before;
  query.limit = (guint) limit;
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (!gp_run_report_list (get_sqlite (request), &query, &writer, error))
    return FALSE;
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

static gboolean
reply_run (GpRequest   *request,
           const char  *id,
           GError     **error)
{
  gboolean trace = g_strcmp0 (gp_request_get (request, "trace"), "1") == 0;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) failure = NULL;
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (!gp_run_report_write (get_sqlite (request), id, trace, &writer, &failure))
    {
      if (failure == NULL)
        return refuse_unknown (error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

gboolean
gp_handle_run (GpRequest  *request,
               GError    **error)
{
  static const char *const known[] = { "trace", NULL };

  return gp_request_check_query (request, known, error)
         && reply_run (request, request->values[0], error);
}

gboolean
gp_handle_run_flows (GpRequest  *request,
                     GError    **error)
{
  static const char *const known[] = { "flow", NULL };
  gboolean one = gp_request_get (request, "flow") != NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;
  GpId flow;

  if (!gp_request_check_query (request, known, error)
      || (one && !read_flow (request, &flow, error)))
    return FALSE;
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (!gp_run_stats_write (get_sqlite (request), one ? &flow : NULL, &writer, error))
    return FALSE;
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

static gboolean
find_run (GpRequest  *request,
          gint64     *out,
          GError    **error)
{
  if (!gp_run_store_find (get_sqlite (request), request->values[0], out, error))
    return FALSE;

  return *out != 0 || refuse_unknown (error);
}

/* @out: (transfer full): the member @key of the body; NULL where there is no body, or not this. */
static gboolean
read_member (GpRequest    *request,
             const char   *key,
             char        **out,
             GError      **error)
{
  g_autoptr(GpJsonDocument) document = NULL;
  GpJsonNode node;
  gsize length;
  const char *raw;

  *out = NULL;
  if (request->body->len == 0)
    return TRUE;
  document = gp_request_parse_body (request, BODY_DEPTH, error);
  if (document == NULL)
    return FALSE;
  node = gp_json_find (document, GP_JSON_ROOT, key);
  if (node == 0)
    return TRUE;
  raw = gp_json_get_raw (document, node, &length);
  *out = g_strndup (raw, length);

  return TRUE;
}

gboolean
gp_handle_run_retry (GpRequest  *request,
                     GError    **error)
{
  g_autofree char *json = NULL;
  g_autoptr(GpExprValue) input = NULL;
  gint64 number;

  if (!find_run (request, &number, error) || !read_member (request, "input", &json, error))
    return FALSE;
  if (json != NULL)
    {
      input = gp_expr_value_from_json (json, -1, error);
      if (input == NULL)
        return FALSE;
    }

  return gp_run_engine_retry (request->engine, number, input, error)
         && reply_run (request, request->values[0], error);
}

static void
cancelled_cb (GpRunEngine *engine,
              gint64       number,
              gboolean     ended,
              gpointer     user_data)
{
  g_autoptr(GpRequest) request = user_data;
  g_autoptr(GError) error = NULL;

  if (!ended)
    gp_problem_set (&error, SOUP_STATUS_SERVICE_UNAVAILABLE, "ending", "%s",
                    _("The backend is ending."));
  else
    reply_run (request, request->values[0], &error);
  if (error != NULL)
    gp_request_fail (request, error);
  gp_request_resume (request);
}

gboolean
gp_handle_run_cancel (GpRequest  *request,
                      GError    **error)
{
  g_auto(GpRunRow) row = { .id = NULL };
  gint64 number;

  if (!find_run (request, &number, error)
      || !gp_run_store_load (get_sqlite (request), number, &row, error))
    return FALSE;
  if (row.has_ended)
    return gp_problem_set (error, SOUP_STATUS_CONFLICT, "status", "%s",
                           _("The run has ended already."));
  gp_request_pause (request);
  gp_run_engine_watch (request->engine, number, cancelled_cb, gp_request_ref (request));
  gp_run_engine_cancel (request->engine, number);

  return TRUE;
}

static gboolean
discard (GpRequest   *request,
         gint64       number,
         const char  *note,
         GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    get_sqlite (request), "UPDATE _gp_run SET discarded = ?2, note = ?3 WHERE number = ?1 "
                          "AND status = 'faulted'", error);

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  gp_sqlite_bind_int (statement, 2, request->now);
  gp_sqlite_bind_text (statement, 3, note);
  if (!gp_sqlite_run (statement, error))
    return FALSE;
  if (gp_sqlite_get_changes (get_sqlite (request)) > 0)
    return TRUE;

  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "status", "%s",
                         _("Only a run that has failed can be discarded."));
}

gboolean
gp_handle_run_discard (GpRequest  *request,
                       GError    **error)
{
  g_autofree char *json = NULL;
  g_autoptr(GpExprValue) note = NULL;
  gint64 number;

  if (!find_run (request, &number, error) || !read_member (request, "note", &json, error))
    return FALSE;
  if (json != NULL)
    note = gp_expr_value_from_json (json, -1, NULL);
  if (note == NULL || gp_expr_value_get_kind (note) != GP_EXPR_VALUE_STRING
      || gp_expr_value_get_size (note) == 0 || gp_expr_value_get_size (note) > MAX_NOTE)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "note", "%s",
                           _("The body must hold “note”, a text that says why."));

  return discard (request, number, gp_expr_value_get_string (note, NULL), error)
         && reply_run (request, request->values[0], error);
}
