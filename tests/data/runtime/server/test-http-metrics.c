/* test-http-metrics.c — numbers for Prometheus
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-http-metrics.h"

#include "gp-test.h"

static void
test_text (void)
{
  g_autoptr(GpHttpMetrics) metrics = gp_http_metrics_new ();
  const GpRunEngineStats runs = { .started = 9, .completed = 4, .faulted = 2, .cancelled = 1 };
  g_autoptr(GString) out = g_string_new (NULL);

  gp_http_metrics_count (metrics, "GET", "/docs", 200, 0.002);
  gp_http_metrics_count (metrics, "GET", "/docs", 200, 7);
  gp_http_metrics_count (metrics, "other", "other", 404, 0);
  gp_http_metrics_print (metrics, &runs, 5, 3, out);
  g_assert_nonnull (strstr (out->str, "{method=\"GET\",route=\"/docs\",status=\"200\"} 2\n"));
  g_assert_nonnull (strstr (out->str, "_bucket{le=\"0.001\"} 1\n"));
  g_assert_nonnull (strstr (out->str, "_bucket{le=\"5\"} 2\n"));
  g_assert_nonnull (strstr (out->str, "_bucket{le=\"+Inf\"} 3\n"));
  g_assert_nonnull (strstr (out->str, "_sum 7.002000\n"));
  g_assert_nonnull (strstr (out->str, "groundplan_connections 5\n"));
  g_assert_nonnull (strstr (out->str, "groundplan_runs_started_total 9\n"));
  g_assert_nonnull (strstr (out->str, "groundplan_runs_ended_total{status=\"faulted\"} 2\n"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/http-metrics/text", test_text);

  return g_test_run ();
}
