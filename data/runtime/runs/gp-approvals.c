/* gp-approvals.c — decisions that runs of flows wait for
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whoever has one of the roles that the step names may decide, and the administrator. Where
 * somebody of a tenant has started the run, nobody of another one sees it. */
#define G_LOG_DOMAIN "gp-approvals"
#include "config.h"
#include "gp-route.h"

#include "gp-cell-time.h"
#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-problem.h"
#include "gp-record.h"
#include "gp-run-effects.h"
#include "gp-run-engine.h"
#include "gp-run-starts.h"
#include "gp-run-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BODY_DEPTH  4
#define MAX_COMMENT 2000

static gboolean
may_decide (GpRequest         *request,
            const GpRunRow    *row,
            const GpRunEffect *one)
{
  const GpElement *step = gp_design_lookup (gp_backend_get_design (request->backend),
                                            &one->effect->step);

  if (row->has_ended || step == NULL)
    return FALSE;
  if (request->caller.is_admin)
    return TRUE;

  return gp_run_starts_has_role (request, step, GP_STEP_ASSIGNEES)
         && (row->tenant == NULL || g_strcmp0 (row->tenant, request->caller.tenant) == 0);
}

static void
write_value (GpJsonWriter       *writer,
             const char         *key,
             const GpFlowEffect *effect)
{
  GpExprValue *value = gp_flow_effect_get (effect, key);
  g_autofree char *json = value != NULL ? gp_expr_value_to_json (value) : g_strdup ("null");

  gp_json_writer_key (writer, key);
  gp_json_writer_raw (writer, json);
}

static void
write_one (GpJsonWriter      *writer,
           const GpRunRow    *row,
           const GpRunEffect *one)
{
  g_autofree char *id = g_strdup_printf ("%s.%" G_GUINT64_FORMAT, row->id, one->effect->number);
  g_autofree char *since = gp_cell_print_timestamp (one->since);

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", id);
  gp_json_writer_member (writer, "run", row->id);
  gp_json_writer_member (writer, "flow", row->name);
  gp_json_writer_member (writer, "place", one->effect->place);
  gp_json_writer_member (writer, "since", since);
  write_value (writer, "title", one->effect);
  write_value (writer, "assignees", one->effect);
  write_value (writer, "level", one->effect);
  write_value (writer, "form", one->effect);
  gp_json_writer_end_object (writer);
}

gboolean
gp_handle_approvals (GpRequest  *request,
                     GError    **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (!request->caller.is_admin && !request->caller.is_signed_in)
    return gp_record_refuse (request, error);
  all = gp_run_effects_list (sqlite, GP_FLOW_EFFECT_APPROVAL, error);
  if (all == NULL)
    return FALSE;
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "items");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < all->len; i++)
    {
      const GpRunEffect *one = all->pdata[i];
      g_auto(GpRunRow) row = { .id = NULL };

      if (gp_run_store_load (sqlite, one->run, &row, NULL) && may_decide (request, &row, one))
        write_one (&writer, &row, one);
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

/* @row: filled in. (transfer full): NULL without @error where the caller sees no such approval. */
static GpRunEffect *
find (GpRequest  *request,
      GpRunRow   *row,
      GError    **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  g_auto(GStrv) parts = g_strsplit (request->values[0], ".", 2);
  g_autoptr(GpRunEffect) one = NULL;
  guint64 effect;
  gint64 number;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, &effect, NULL)
      || !gp_run_store_find (sqlite, parts[0], &number, error) || number == 0
      || !gp_run_store_load (sqlite, number, row, error))
    return NULL;
  one = gp_run_effects_find (sqlite, number, effect, error);
  if (one == NULL || one->effect->kind != GP_FLOW_EFFECT_APPROVAL
      || !may_decide (request, row, one))
    return NULL;

  return g_steal_pointer (&one);
}

/* @out: (transfer full): what the step gives. */
static gboolean
read_decision (GpRequest    *request,
               GpExprValue **out,
               GError      **error)
{
  g_autoptr(GpJsonDocument) document = gp_request_parse_body (request, BODY_DEPTH, error);
  g_autoptr(GpExprValue) body = NULL;
  const char *decision, *comment;
  const char *by = request->caller.is_admin ? "admin" : request->caller.user;

  if (document == NULL)
    return FALSE;
  body = gp_expr_value_from_json (request->body->str, (gssize) request->body->len, error);
  if (body == NULL)
    return FALSE;
  decision = gp_flow_value_get_text (body, "decision");
  comment = gp_flow_value_get_text (body, "comment");
  if (decision == NULL
      || (!g_str_equal (decision, "approve") && !g_str_equal (decision, "reject")))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "decision", "%s",
                           _("A decision is “approve” or “reject”."));
  if (comment != NULL && strlen (comment) > MAX_COMMENT)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "comment",
                           _("A comment has at most %d bytes."), MAX_COMMENT);
  *out = gp_expr_value_new_object (
    "decision", gp_expr_value_new_string (decision, -1),
    "by", gp_expr_value_new_string (by != NULL ? by : "", -1),
    "comment", gp_expr_value_new_string (comment != NULL ? comment : "", -1), NULL);

  return TRUE;
}

gboolean
gp_handle_approval (GpRequest  *request,
                    GError    **error)
{
  g_auto(GpRunRow) row = { .id = NULL };
  g_autoptr(GError) failure = NULL;
  g_autoptr(GpRunEffect) one = find (request, &row, &failure);
  g_autoptr(GpExprValue) decision = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (one == NULL)
    return gp_record_refuse_unseen (error);
  if (!read_decision (request, &decision, error)
      || !gp_run_engine_decide (request->engine, row.number, one->effect->number, decision, error))
    return FALSE;
  gp_request_reply (request, SOUP_STATUS_NO_CONTENT, NULL, NULL);

  return TRUE;
}
