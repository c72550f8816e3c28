/* gp-run-starts.c — flows that requests start, and people
 * SPDX-License-Identifier: Apache-2.0
 *
 * A request is paused until its start is committed, together with others that came meanwhile; one
 * that wants the flow's output, until the run has ended, or has taken longer than a client would
 * wait. */
#define G_LOG_DOMAIN "gp-run-starts"
#include "config.h"
#include "gp-run-starts.h"

#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-problem.h"
#include "gp-record.h"
#include "gp-route.h"
#include "gp-run-engine.h"
#include "gp-run-http.h"
#include "gp-run-store.h"
#include "gp-webhook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BODY_DEPTH    48
#define WAIT_SECONDS  25
#define FIRST_SEGMENT 2      /* of the flow's own path, behind /api/flows/ */

/* A request that waits for a run. */
typedef struct
{
  gatomicrefcount count;
  GpRequest      *request;
  gboolean        is_sync;
  gboolean        is_answered;
  gint64          number;
  GSource        *patience;
} Waiting;

static void
waiting_unref (Waiting *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;

  gp_request_unref (self->request);
  g_free (self);
}

/* Whatever was answered goes out now. */
static void
waiting_end (Waiting *self)
{
  self->is_answered = TRUE;
  if (self->patience != NULL)
    g_source_destroy (self->patience);
  g_clear_pointer (&self->patience, g_source_unref);
  gp_request_resume (self->request);
}

gboolean
gp_run_starts_has_role (GpRequest       *request,
                        const GpElement *element,
                        GpProperty       property)
{
  gsize n = 0;
  const GpId *roles = gp_element_get_refs (element, property, &n);

  if (request->caller.is_admin)
    return TRUE;
  /* A flow does what it does with all records. */
  if (request->caller.entities != NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (gp_access_caller_has_role (gp_request_get_caller (request), &roles[i]))
      return TRUE;

  return FALSE;
}

/* --- answers ---------------------------------------------------------------------------------- */

/* What a run has come to, for whoever started it. */
static gboolean
reply_state (GpRequest   *request,
             gint64       number,
             gboolean     wants_output,
             GError     **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    gp_backend_get_sqlite (request->backend),
    "SELECT id, status, output, error FROM _gp_run WHERE number = ?1", error);
  const char *status, *output, *failure;
  g_autoptr(GpExprValue) fault = NULL;
  int code;

  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, number);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  status = gp_sqlite_column_text (statement, 1, NULL);
  output = gp_sqlite_column_text (statement, 2, NULL);
  failure = gp_sqlite_column_text (statement, 3, NULL);
  gp_request_set_header (request, "Run-Id", gp_sqlite_column_text (statement, 0, NULL));
  if (!wants_output)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      g_string_append_printf (out, "{\"run\":\"%s\",\"status\":\"%s\"}",
                              gp_sqlite_column_text (statement, 0, NULL), status);
      return gp_request_reply_json (request, SOUP_STATUS_ACCEPTED, g_steal_pointer (&out));
    }
  if (g_str_equal (status, "completed"))
    return gp_request_reply_json (request, SOUP_STATUS_OK,
                                  g_string_new (output != NULL ? output : "null"));

  fault = failure != NULL ? gp_expr_value_from_json (failure, -1, NULL) : NULL;
  code = fault != NULL ? gp_flow_fault_get_status (fault) : 0;

  return gp_problem_set (error, code >= 400 && code <= 599 ? (guint) code : 500, "flow", "%s",
                         fault != NULL && *gp_flow_fault_get_text (fault, "detail") != '\0'
                           ? gp_flow_fault_get_text (fault, "detail")
                           : _("The flow did not come to its end."));
}

static void
answer (Waiting  *self,
        gboolean  wants_output)
{
  g_autoptr(GError) error = NULL;

  if (!reply_state (self->request, self->number, wants_output, &error) && error != NULL)
    gp_request_fail (self->request, error);
  waiting_end (self);
}

static void
ended_cb (GpRunEngine *engine,
          gint64       number,
          gboolean     ended,
          gpointer     user_data)
{
  Waiting *self = user_data;

  if (!self->is_answered)
    answer (self, ended);
  waiting_unref (self);
}

static gboolean
patience_cb (gpointer user_data)
{
  Waiting *self = user_data;

  answer (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
wait_for_end (Waiting     *self,
              GpRunEngine *engine)
{
  self->patience = g_timeout_source_new_seconds (WAIT_SECONDS);
  g_source_set_callback (self->patience, patience_cb, self, NULL);
  g_source_attach (self->patience, g_main_context_get_thread_default ());
  g_atomic_ref_count_inc (&self->count);
  gp_run_engine_watch (engine, self->number, ended_cb, self);
}

static void
refuse (GpRequest    *request,
        const GError *cause)
{
  g_autoptr(GError) error = NULL;

  if (g_error_matches (cause, GP_FLOW_ERROR, GP_FLOW_ERROR_INPUT))
    gp_problem_set (&error, SOUP_STATUS_BAD_REQUEST, "input", "%s", cause->message);
  else if (cause->domain == GP_FLOW_ERROR)
    gp_problem_set (&error, SOUP_STATUS_CONFLICT, "flow", "%s", cause->message);
  else
    gp_problem_set (&error, SOUP_STATUS_SERVICE_UNAVAILABLE, "flow", "%s",
                    _("The flow cannot be started now: try again."));
  gp_request_fail (request, error);
}

static void
started_cb (GpRunEngine  *engine,
            gint64        number,
            const GError *error,
            gpointer      user_data)
{
  Waiting *self = user_data;

  self->number = number;
  if (error != NULL)
    {
      refuse (self->request, error);
      waiting_end (self);
    }
  else if (number == 0)
    {
      gp_request_reply_json (self->request, SOUP_STATUS_ACCEPTED,
                             g_string_new ("{\"run\":null,\"status\":\"skipped\"}"));
      waiting_end (self);
    }
  else if (self->is_sync)
    wait_for_end (self, engine);
  else
    answer (self, FALSE);
  waiting_unref (self);
}

/* --- starts ----------------------------------------------------------------------------------- */

/* (transfer full): each caller has keys of their own, and one whom nobody knows has none: else one
 * would get another's output. */
static char *
dup_key (GpRequest *request)
{
  const char *key = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Idempotency-Key");

  const char *caller = request->caller.is_admin ? "admin" : request->caller.user;

  if (key == NULL || *key == '\0' || strlen (key) > 200 || !g_utf8_validate (key, -1, NULL)
      || caller == NULL)
    return NULL;

  return g_strdup_printf ("%s %s", caller, key);
}

/* @webhook: the id of a signed request, or NULL. @trigger: taken */
static gboolean
begin (GpRequest   *request,
       GpFlow      *flow,
       const char  *webhook,
       GpExprValue *trigger)
{
  g_autoptr(GpExprValue) owned = trigger;
  g_autofree char *key = dup_key (request);
  const GpRunStart start = { .flow = flow, .trigger = owned, .tenant = request->caller.tenant,
                             .key = key, .webhook = webhook };
  Waiting *waiting = g_new0 (Waiting, 1);

  g_atomic_ref_count_init (&waiting->count);
  waiting->request = gp_request_ref (request);
  waiting->is_sync = gp_element_is (gp_flow_get_element (flow), GP_FLOW_MODE, "sync");
  gp_request_pause (request);
  gp_run_engine_start (request->engine, &start, started_cb, waiting);

  return TRUE;
}

/* @out: (transfer full): NULL without a body. */
static gboolean
read_body (GpRequest    *request,
           GpExprValue **out,
           GError      **error)
{
  g_autoptr(GpJsonDocument) document = NULL;

  *out = NULL;
  if (request->body->len == 0)
    return TRUE;
  document = gp_request_parse_body (request, BODY_DEPTH, error);
  if (document == NULL)
    return FALSE;
  *out = gp_expr_value_from_json (request->body->str, (gssize) request->body->len, error);

  return *out != NULL;
}

static gboolean
is_path (GpRequest       *request,
         const GpElement *flow)
{
  g_autofree char *asked = g_strjoinv ("/", request->segments + FIRST_SEGMENT);
  g_autofree char *own = gp_flow_dup_http_path (flow);

  return g_str_equal (asked, own);
}

/* The flow that the path and the method start; a 404 or 405 problem where there is none. */
static GpFlow *
find_flow (GpRequest  *request,
           GError    **error)
{
  GPtrArray *all = gp_run_flows_list (gp_run_engine_get_flows (request->engine));
  const char *method = soup_server_message_get_method (request->message);
  const char *other = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const GpElement *flow = gp_flow_get_element (all->pdata[i]);

      if (!gp_element_is (flow, GP_FLOW_TRIGGER, "http")
          || !gp_element_get_bool (flow, GP_FLOW_ENABLED)
          || !is_path (request, flow))
        continue;
      if (gp_element_is (flow, GP_FLOW_HTTP_METHOD, method))
        return all->pdata[i];
      other = gp_element_get_text (flow, GP_FLOW_HTTP_METHOD);
    }
  if (other != NULL)
    gp_problem_set (error, SOUP_STATUS_METHOD_NOT_ALLOWED, "about:blank",
                    _("Only %s can be used here."), other);
  else
    gp_record_refuse_unseen (error);

  return NULL;
}

static gboolean
may_start (GpRequest        *request,
           const GpElement  *flow,
           GError          **error)
{
  if (gp_element_is (flow, GP_FLOW_HTTP_AUTH, "anyone"))
    return TRUE;
  if (gp_element_is (flow, GP_FLOW_HTTP_AUTH, "signature"))
    return gp_webhook_verify (request, flow, error);

  return gp_run_starts_has_role (request, flow, GP_FLOW_ROLES) || gp_record_refuse (request, error);
}

gboolean
gp_handle_flow_http (GpRequest  *request,
                     GError    **error)
{
  GpFlow *flow = find_flow (request, error);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  g_autofree char *path = NULL;
  const char *webhook = NULL;
  GpExprValue *body = NULL;

  if (flow == NULL || !may_start (request, gp_flow_get_element (flow), error)
      || !read_body (request, &body, error))
    return FALSE;
  path = g_strjoinv ("/", request->segments + FIRST_SEGMENT);
  if (gp_element_is (gp_flow_get_element (flow), GP_FLOW_HTTP_AUTH, "signature"))
    webhook = soup_message_headers_get_one (headers, "webhook-id");

  return begin (request, flow, webhook, gp_expr_value_new_object (
    "method", gp_expr_value_new_string (soup_server_message_get_method (request->message), -1),
    "path", gp_expr_value_new_string (path, -1), "query", gp_flow_value_map (request->query),
    "headers", gp_run_http_map_headers (headers), "body", body,
    "user", gp_request_dup_user (request), NULL));
}

gboolean
gp_handle_run_start (GpRequest  *request,
                     GError    **error)
{
  g_autoptr(GpExprValue) body = NULL;
  const char *name;
  GpExprValue *input;
  GpFlow *flow;

  if (!read_body (request, &body, error))
    return FALSE;
  name = gp_flow_value_get_text (body, "flow");
  if (name == NULL)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "flow", "%s",
                           _("The body must hold “flow”, the name of one that is started by "
                             "hand."));
  flow = gp_run_flows_find_name (gp_run_engine_get_flows (request->engine), name);
  if (flow == NULL || !gp_element_is (gp_flow_get_element (flow), GP_FLOW_TRIGGER, "manual")
      || !gp_element_get_bool (gp_flow_get_element (flow), GP_FLOW_ENABLED))
    return gp_record_refuse_unseen (error);
  if (!gp_run_starts_has_role (request, gp_flow_get_element (flow), GP_FLOW_ROLES))
    return gp_record_refuse (request, error);
  input = gp_flow_value_get (body, "input");

  return begin (request, flow, NULL, gp_expr_value_new_object (
    "input", input != NULL ? gp_expr_value_ref (input) : NULL,
    "user", gp_request_dup_user (request), NULL));
}
