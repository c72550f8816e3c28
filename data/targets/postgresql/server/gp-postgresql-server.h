/* gp-postgresql-server.h — PostgreSQL that takes SQL over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpPostgresqlServer: one database, behind postgres-meta's /query or Supabase's Management API.
 *
 * Immutable after it was made: any thread may ask, and waits for the answer.
 */
typedef struct _GpPostgresqlServer GpPostgresqlServer;

/**
 * gp_postgresql_server_new:
 * @type: "postgresql" or "supabase"
 * @url: of postgres-meta; or of a project of Supabase, as https://api.supabase.com/v1/projects/REF
 *   or https://REF.supabase.co
 * @token: (nullable)
 *
 * NULL with GP_TARGET_ERROR_ADDRESS.
 */
GpPostgresqlServer *gp_postgresql_server_new  (const char *type, const char *url,
                                               const char *token, GError **error);
GpPostgresqlServer *gp_postgresql_server_ref  (GpPostgresqlServer *self);
void                gp_postgresql_server_unref (GpPostgresqlServer *self);

/** gp_postgresql_server_get_name: as "postgresql:http://127.0.0.1:8080"; holds no secret. */
const char         *gp_postgresql_server_get_name (const GpPostgresqlServer *self);

/** gp_postgresql_server_get_path: of the request, below the server, for people to read. */
const char         *gp_postgresql_server_get_path (const GpPostgresqlServer *self);

/** What the assertions of our scripts raise. */
#define GP_POSTGRESQL_STALE "GP001"

/**
 * gp_postgresql_server_query:
 *
 * Sends @sql, one statement or a script, and waits. Errors of the database are
 * GP_TARGET_ERROR_FAILED, and GP_TARGET_ERROR_STALE for GP_POSTGRESQL_STALE; then nothing was
 * changed by a script in one transaction. After GP_TARGET_ERROR_CONNECT that is not known.
 *
 * Returns: (transfer full): the rows as a JSON array of objects
 */
char               *gp_postgresql_server_query (GpPostgresqlServer *self, const char *sql,
                                                guint seconds, GCancellable *cancellable,
                                                GError **error);

/** gp_postgresql_server_query_state: @out_state: (out) (optional) (nullable): the SQLSTATE of an
 * error of the database; untouched where there is no error. */
char               *gp_postgresql_server_query_state (GpPostgresqlServer *self, const char *sql,
                                                      guint seconds, char **out_state,
                                                      GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlServer, gp_postgresql_server_unref)
G_END_DECLS
