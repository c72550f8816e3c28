/* gp-http-metrics.c — what happened, as numbers
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-http-metrics"
#include "config.h"
#include "gp-http-metrics.h"

#include "gp-backend-drift.h"
#include "gp-record-sweep.h"
#include "gp-route.h"
#include "gp-server.h"

/* Upper ends in seconds; the last bucket has none. */
static const double bounds[] = { 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5 };


struct _GpHttpMetrics
{
  gint64      started;      /* microseconds since 1970 */
  GHashTable *requests;     /* labels → guint64 */
  guint64     buckets[G_N_ELEMENTS (bounds) + 1];
  double      seconds;
};

GpHttpMetrics *
gp_http_metrics_new (void)
{
  GpHttpMetrics *self = g_new0 (GpHttpMetrics, 1);

  self->started = g_get_real_time ();
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
gp_http_metrics_free (GpHttpMetrics *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->requests);
  g_free (self);
}

void
gp_http_metrics_count (GpHttpMetrics  *self,
                  const char *method,
                  const char *route,
                  guint       status,
                  double      seconds)
{
  g_autofree char *labels = g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"", method,
                                             route, status);
  guint64 *n = g_hash_table_lookup (self->requests, labels);
  gsize i = 0;

  if (n == NULL)
    {
      n = g_new0 (guint64, 1);
      g_hash_table_insert (self->requests, g_steal_pointer (&labels), n);
    }
  (*n)++;

  while (i < G_N_ELEMENTS (bounds) && seconds > bounds[i])
    i++;
  self->buckets[i]++;
  self->seconds += seconds;
}

static void
print_requests (GpHttpMetrics *self,
                GString   *out)
{
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (self->requests),
                                       (GCompareFunc) strcmp);

  g_string_append (out, "# HELP groundplan_http_requests_total Answered requests.\n"
                        "# TYPE groundplan_http_requests_total counter\n");
  for (GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (out, "groundplan_http_requests_total{%s} %" G_GUINT64_FORMAT "\n",
                            (char *) l->data,
                            *(guint64 *) g_hash_table_lookup (self->requests, l->data));
}

static void
print_durations (GpHttpMetrics *self,
                 GString   *out)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 sum = 0;

  g_string_append (out, "# HELP groundplan_http_request_seconds Time to the answer.\n"
                        "# TYPE groundplan_http_request_seconds histogram\n");
  for (gsize i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      sum += self->buckets[i];
      g_string_append_printf (out, "groundplan_http_request_seconds_bucket{le=\"%s\"} %"
                                   G_GUINT64_FORMAT "\n",
                              g_ascii_formatd (number, sizeof number, "%g", bounds[i]), sum);
    }
  sum += self->buckets[G_N_ELEMENTS (bounds)];
  g_string_append_printf (out, "groundplan_http_request_seconds_bucket{le=\"+Inf\"} %"
                               G_GUINT64_FORMAT "\n"
                               "groundplan_http_request_seconds_sum %s\n"
                               "groundplan_http_request_seconds_count %" G_GUINT64_FORMAT "\n",
                          sum, g_ascii_formatd (number, sizeof number, "%.6f", self->seconds), sum);
}

static void
print_runs (const GpRunEngineStats *runs,
            GString                *out)
{
  g_string_append_printf (out,
                          "# HELP groundplan_runs_started_total Runs of flows that began.\n"
                          "# TYPE groundplan_runs_started_total counter\n"
                          "groundplan_runs_started_total %" G_GUINT64_FORMAT "\n"
                          "# HELP groundplan_runs_ended_total Runs of flows that ended.\n"
                          "# TYPE groundplan_runs_ended_total counter\n"
                          "groundplan_runs_ended_total{status=\"completed\"} %" G_GUINT64_FORMAT "\n"
                          "groundplan_runs_ended_total{status=\"faulted\"} %" G_GUINT64_FORMAT "\n"
                          "groundplan_runs_ended_total{status=\"cancelled\"} %" G_GUINT64_FORMAT "\n",
                          runs->started, runs->completed, runs->faulted, runs->cancelled);
}

void
gp_http_metrics_print (GpHttpMetrics          *self,
                       const GpRunEngineStats *runs,
                       guint                   connections,
                       gsize                   tables,
                       GString                *out)
{
  print_requests (self, out);
  print_durations (self, out);
  print_runs (runs, out);
  g_string_append_printf (out,
                          "# HELP groundplan_connections Open connections.\n"
                          "# TYPE groundplan_connections gauge\n"
                          "groundplan_connections %u\n"
                          "# HELP groundplan_tables Deployed tables.\n"
                          "# TYPE groundplan_tables gauge\n"
                          "groundplan_tables %" G_GSIZE_FORMAT "\n"
                          "# HELP groundplan_start_time_seconds When the backend started.\n"
                          "# TYPE groundplan_start_time_seconds gauge\n"
                          "groundplan_start_time_seconds %" G_GINT64_FORMAT "\n",
                          connections, tables, self->started / G_USEC_PER_SEC);
}

gboolean
gp_handle_metrics (GpRequest *request,
                   GError   **error)
{
  GString *out = g_string_new (NULL);

  gp_http_metrics_print (gp_server_get_metrics (request->server),
                         gp_run_engine_get_stats (gp_server_get_engine (request->server)),
                         gp_server_get_n_connections (request->server),
                         gp_schema_get_size (gp_backend_get_schema (request->backend)), out);
  gp_record_sweep_print (gp_server_get_sweep (request->server), out);
  gp_request_reply (request, SOUP_STATUS_OK, "text/plain; version=0.0.4; charset=utf-8", out);

  return TRUE;
}

gboolean
gp_handle_health (GpRequest *request,
                  GError   **error)
{
  gint64 ready;
  GString *out;

  if (!gp_sqlite_query_int (gp_backend_get_sqlite (request->backend),
                            "SELECT count (*) FROM _gp_state", &ready, error)
      || !gp_backend_check_tables (request->backend, error))
    return FALSE;

  out = g_string_new (NULL);
  g_string_append_printf (out, "{\"status\":\"ready\",\"deployed\":%s}",
                          gp_backend_get_design (request->backend) != NULL ? "true" : "false");

  return gp_request_reply_json (request, SOUP_STATUS_OK, out);
}
