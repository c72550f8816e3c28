/* gp-server.h — the HTTP side of a local backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-backend.h"
#include "gp-http-metrics.h"
#include "gp-password.h"
#include "gp-rate-limit.h"
#include "gp-run-engine.h"

G_BEGIN_DECLS

typedef struct _GpEventStream GpEventStream;
typedef struct _GpRecordSweep GpRecordSweep;

/**
 * GpServerOptions: a plain struct; copied by gp_server_new().
 * @names: host names that requests may ask for beside addresses and localhost; NULL-terminated or
 * NULL
 * @auth_burst, @auth_seconds: how often one client may try to sign in
 * @rate_per_second: how many requests of any kind one client may send, twice as many in a burst; 0:
 *   no limit
 */
typedef struct
{
  const char        *admin_token;
  const char *const *names;
  guint              max_connections;
  guint              max_body_bytes;
  guint              query_milliseconds;
  guint              connection_seconds;   /* how long a request may take to arrive */
  double             auth_burst;
  double             auth_seconds;
  double             rate_per_second;
  guint              event_lines;          /* how much is kept for those who listen */
  guint              event_beat_milliseconds;
  GpPasswordStrength password_strength;
} GpServerOptions;

#define GP_SERVER_OPTIONS_INIT                                                                  \
  { .max_connections = 200, .max_body_bytes = 1024 * 1024, .query_milliseconds = 5000,          \
    .connection_seconds = 30, .auth_burst = 10, .auth_seconds = 1.5,                            \
    .event_lines = 10000, .event_beat_milliseconds = 15000,                                     \
    .password_strength = GP_PASSWORD_STRONG }

/** GpServer: lives in one thread, in that thread's default main context. @backend: borrowed. */
typedef struct _GpServer GpServer;

GpServer    *gp_server_new               (GpBackend *backend, const GpServerOptions *options);
void         gp_server_free              (GpServer *self);    /* closes all connections */

/** gp_server_listen: @port: 0 for any that is free. GP_RUNTIME_ERROR_LISTEN. */
gboolean     gp_server_listen            (GpServer *self, const char *address, guint port,
                                          guint *out_port, GError **error);

GpBackend   *gp_server_get_backend       (GpServer *self);
GpRunEngine *gp_server_get_engine        (GpServer *self);
GpEventStream *gp_server_get_stream      (GpServer *self);
GpRecordSweep *gp_server_get_sweep       (GpServer *self);
GpHttpMetrics   *gp_server_get_metrics       (GpServer *self);
GpRateLimit *gp_server_get_account_limit (GpServer *self);    /* failed log-ins, by e-mail */
GpPasswords *gp_server_get_passwords     (GpServer *self);
guint        gp_server_get_n_connections (GpServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpServer, gp_server_free)
G_END_DECLS
