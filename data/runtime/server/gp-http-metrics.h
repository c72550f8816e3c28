/* gp-http-metrics.h — what happened, as numbers
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-engine.h"

G_BEGIN_DECLS

/** GpHttpMetrics: counters since the start. Belongs to the server's thread. */
typedef struct _GpHttpMetrics GpHttpMetrics;

GpHttpMetrics *gp_http_metrics_new   (void);
void       gp_http_metrics_free  (GpHttpMetrics *self);

/** gp_http_metrics_count: one answered request. @method, @route: of a route, or "other"; never what
 * a client made up, since each pair is kept. @seconds: from the first byte to the answer. */
void       gp_http_metrics_count (GpHttpMetrics *self, const char *method, const char *route,
                                  guint status,
                             double seconds);

/** gp_http_metrics_print: in the text format of Prometheus. @runs: of flows. @connections: open
 * now. @tables: deployed. */
void       gp_http_metrics_print (GpHttpMetrics *self, const GpRunEngineStats *runs,
                                  guint connections, gsize tables,
                                  GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpHttpMetrics, gp_http_metrics_free)
G_END_DECLS
