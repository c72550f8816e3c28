/* gp-runtime.h — the local backend: one process, or one thread of it, and one file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-runtime-error.h"
#include "gp-server.h"

G_BEGIN_DECLS

/**
 * GpRuntimeOptions: copied by gp_runtime_new(). Begin with GP_RUNTIME_OPTIONS_INIT.
 * @data: the SQLite file, made where it is missing
 * @address: an IP address or "localhost"; @port: 0 for any that is free
 * @admin_token: of at least 32 characters; NULL to take it from @admin_token_file
 * @admin_token_file: NULL for "DATA.admin-token", where a new one is kept (mode 0600) where there
 * is
 *   none. A file that is named must be there.
 * @server: limits; its token and names are filled in here
 */
typedef struct
{
  const char        *data;
  const char        *address;
  guint              port;
  const char        *admin_token;
  const char        *admin_token_file;
  GpServerOptions    server;
} GpRuntimeOptions;

#define GP_RUNTIME_DEFAULT_PORT 8090
#define GP_RUNTIME_OPTIONS_INIT \
  { .address = "127.0.0.1", .port = GP_RUNTIME_DEFAULT_PORT, .server = GP_SERVER_OPTIONS_INIT }

/**
 * GpRuntime: a local backend in a thread of its own. Its functions are for one thread.
 */
typedef struct _GpRuntime GpRuntime;

GpRuntime  *gp_runtime_new             (const GpRuntimeOptions *options);

/** gp_runtime_free: stops it first. NULL is fine. */
void        gp_runtime_free            (GpRuntime *self);

/** gp_runtime_start: opens the file and listens; returns when requests are answered. */
gboolean    gp_runtime_start           (GpRuntime *self, GError **error);

/** gp_runtime_stop: ends all connections and closes the file; returns when that is done. */
void        gp_runtime_stop            (GpRuntime *self);

gboolean    gp_runtime_is_running      (GpRuntime *self);

/* While it runs. */
guint       gp_runtime_get_port        (GpRuntime *self);
const char *gp_runtime_get_url         (GpRuntime *self);    /* "http://127.0.0.1:8090" */
const char *gp_runtime_get_admin_token (GpRuntime *self);

/** gp_runtime_is_token_new: the admin token was made by this start, and nobody has seen it yet. */
gboolean    gp_runtime_is_token_new    (GpRuntime *self);

/** gp_runtime_get_token_file: where the admin token is kept; NULL where it was given. */
const char *gp_runtime_get_token_file  (GpRuntime *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRuntime, gp_runtime_free)
G_END_DECLS
