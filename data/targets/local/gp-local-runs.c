/* gp-local-runs.c — the runs of flows of a local backend over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each question is one request; what is answered becomes values, and those what was asked for. */
#define G_LOG_DOMAIN "gp-local-target"
#include "config.h"
#include "gp-local-target-private.h"

#include "gp-expr-json.h"
#include "gp-json-writer.h"

#include <glib/gi18n-lib.h>

#define READ_SECONDS 30

/* An older backend does not have the path, or not what is asked of it. */
static void
explain (GpLocalTarget  *self,
         guint           status,
         GError        **error)
{
  if (status != SOUP_STATUS_NOT_FOUND && status != SOUP_STATUS_METHOD_NOT_ALLOWED
      && status != SOUP_STATUS_BAD_REQUEST)
    return;
  g_clear_error (error);
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
               _("%s does not tell of the runs of this: it is an older backend, or the design was "
                 "not deployed there yet."), gp_target_get_name (GP_TARGET (self)));
}

/* (transfer full): the answer; NULL after the task was ended with an error. */
static GpExprValue *
finish (GTask        *task,
        GAsyncResult *result,
        gboolean      explained)
{
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GpExprValue *value = NULL;
  GError *error = NULL;

  body = gp_local_target_finish_send (self, result, work->message, &error);
  if (body != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      value = gp_expr_value_from_json (text, (gssize) length, &error);
    }
  else if (explained && error->domain == GP_TARGET_ERROR)
    explain (self, soup_message_get_status (work->message), &error);
  if (value == NULL)
    g_task_return_error (task, error);

  return value;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GpExprValue) answer = finish (task, result, TRUE);
  GpRunCounts *counts = NULL;
  GError *error = NULL;

  if (answer == NULL)
    return;
  counts = gp_run_counts_new (answer, &error);
  if (counts != NULL)
    g_task_return_pointer (task, counts, (GDestroyNotify) gp_run_counts_unref);
  else
    g_task_return_error (task, error);
}

static void
count_async (GpRunSource         *source,
             const GpId          *flow,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  char buffer[GP_ID_STRING_SIZE];
  g_autofree char *path = flow == NULL
                            ? g_strdup ("/admin/flows")
                            : g_strconcat ("/admin/flows?flow=", gp_id_format (flow, buffer), NULL);

  gp_local_target_send (gp_local_target_new_task (source, NULL, count_async, "count", cancellable,
                                                  callback, user_data),
                        path, NULL, READ_SECONDS, counted_cb);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GpExprValue) answer = finish (task, result, TRUE);
  GpRunPage *page = NULL;
  GError *error = NULL;

  if (answer == NULL)
    return;
  page = gp_run_page_new (answer, &error);
  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) gp_run_page_free);
  else
    g_task_return_error (task, error);
}

static void
list_async (GpRunSource         *source,
            const GpRunFilter   *filter,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GString) path = g_string_new (NULL);
  char buffer[GP_ID_STRING_SIZE];

  g_string_append_printf (path, "/admin/runs?limit=%u", filter->limit);
  if (!gp_id_is_nil (&filter->flow))
    g_string_append_printf (path, "&flow=%s", gp_id_format (&filter->flow, buffer));
  if (filter->status != NULL)
    {
      g_string_append (path, "&status=");
      g_string_append_uri_escaped (path, filter->status, NULL, FALSE);
    }
  if (filter->before > 0)
    g_string_append_printf (path, "&before=%" G_GINT64_FORMAT, filter->before);
  gp_local_target_send (gp_local_target_new_task (source, NULL, list_async, "list", cancellable,
                                                  callback, user_data),
                        path->str, NULL, READ_SECONDS, listed_cb);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GpExprValue) answer = finish (task, result, FALSE);
  GpRunDetail *detail = NULL;
  GError *error = NULL;

  if (answer == NULL)
    return;
  detail = gp_run_detail_new (answer, &error);
  if (detail != NULL)
    g_task_return_pointer (task, detail, (GDestroyNotify) gp_run_detail_unref);
  else
    g_task_return_error (task, error);
}

static void
read_async (GpRunSource         *source,
            const char          *run,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autofree char *id = g_uri_escape_string (run, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/admin/runs/", id, "?trace=1", NULL);

  gp_local_target_send (gp_local_target_new_task (source, NULL, read_async, "run", cancellable,
                                                  callback, user_data),
                        path, NULL, READ_SECONDS, read_cb);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;

  body = gp_local_target_finish_send (self, result, work->message, &error);
  if (body != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @text: JSON. NULL with @error where it is none: nothing is sent then. */
static GString *
begin_input (const char  *text,
             GError     **error)
{
  GString *body;
  g_autoptr(GpExprValue) value = NULL;

  if (text == NULL)
    return g_string_new ("{}");
  value = gp_expr_value_from_json (text, -1, error);
  if (value == NULL)
    return NULL;
  body = g_string_new ("{\"input\":");
  g_string_append (body, text);
  g_string_append_c (body, '}');

  return body;
}

static GString *
write_text (const char *decision,
            const char *key,
            const char *text)
{
  GString *body = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, body, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  if (decision != NULL)
    gp_json_writer_member (&writer, "decision", decision);
  if (text != NULL)
    gp_json_writer_member (&writer, key, text);
  gp_json_writer_end_object (&writer);

  return body;
}

static void
do_async (GpRunSource         *source,
          const GpRunDeed     *deed,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = gp_local_target_new_task (source, NULL, do_async, "deed", cancellable, callback,
                                          user_data);
  g_autofree char *run = g_uri_escape_string (deed->run, NULL, FALSE);
  g_autofree char *path = NULL;
  GString *body = NULL;
  GError *error = NULL;

  switch (deed->kind)
    {
    case GP_RUN_RETRY:
      path = g_strdup_printf ("/admin/runs/%s/retry", run);
      body = begin_input (deed->text, &error);
      break;
    case GP_RUN_CANCEL:
      path = g_strdup_printf ("/admin/runs/%s/cancel", run);
      body = g_string_new ("{}");
      break;
    case GP_RUN_DISCARD:
      path = g_strdup_printf ("/admin/runs/%s/discard", run);
      body = write_text (NULL, "note", deed->text);
      break;
    case GP_RUN_APPROVE:
    case GP_RUN_REJECT:
    default:
      path = g_strdup_printf ("/api/approvals/%s.%" G_GINT64_FORMAT, run, deed->effect);
      body = write_text (deed->kind == GP_RUN_APPROVE ? "approve" : "reject", "comment",
                         deed->text);
      break;
    }
  if (body != NULL)
    {
      gp_local_target_send (task, path, body, READ_SECONDS, done_cb);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

void
gp_local_runs_iface_init (GpRunSourceInterface *iface)
{
  iface->count_async = count_async;
  iface->list_async = list_async;
  iface->read_async = read_async;
  iface->do_async = do_async;
}
