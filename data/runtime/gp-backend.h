/* gp-backend.h — the file of a local backend: its design, its tables, its accounts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"
#include "gp-plan.h"
#include "gp-table.h"

G_BEGIN_DECLS

/**
 * GpBackend: owns the connection and what was made of the deployed design. Belongs to one thread.
 * What it hands out is borrowed until the next gp_backend_apply() or gp_backend_refresh().
 */
typedef struct _GpBackend  GpBackend;
typedef struct _GpEventLog GpEventLog;

/** gp_backend_open: @path is made where it is missing. GP_RUNTIME_ERROR_DATA for another file. */
GpBackend      *gp_backend_open         (const char *path, GError **error);
void            gp_backend_free         (GpBackend *self);

/** gp_backend_refresh: takes over what another program has deployed to the same file. */
gboolean        gp_backend_refresh      (GpBackend *self, GError **error);

GpSqlite       *gp_backend_get_sqlite   (GpBackend *self);
GpSchema       *gp_backend_get_schema   (GpBackend *self);    /* empty before any deployment */
const GpAccess *gp_backend_get_access   (GpBackend *self);
GpDesign       *gp_backend_get_design   (GpBackend *self);    /* NULL before the first deployment */

/** gp_backend_get_revision: grows with every deployment since the start; for caches. */
guint           gp_backend_get_revision (GpBackend *self);

/** gp_backend_dup_live: the fingerprint of the deployed design and of the tables as they are.
 * @out_drifted: (optional): the tables are no longer what the last deployment left. */
char           *gp_backend_dup_live     (GpBackend *self, gboolean *out_drifted, GError **error);

/** gp_backend_get_events: (nullable): where what happens is noted down. gp_backend_set_events:
 * @log: outlives the backend, or NULL is set before its end. */
GpEventLog     *gp_backend_get_events   (GpBackend *self);
void            gp_backend_set_events   (GpBackend *self, GpEventLog *log);

/** gp_backend_limit: statements that are still at work after @milliseconds are ended; 0: no
 * limit. */
void            gp_backend_limit        (GpBackend *self, guint milliseconds);

/** gp_backend_plan: @target: what the plan says about where it goes. */
GpPlan         *gp_backend_plan         (GpBackend *self, GpDesign *wanted, const char *target,
                                         GError **error);

/**
 * gp_backend_apply: one transaction.
 * @live: the fingerprint that was planned against; another one is a 409 "stale" problem
 * @allowed: ids of destructive operations; one that is missing is a 409 "consent" problem, an
 *   error among the findings a 422 "blocked" problem; tables that do not become what is wanted,
 *   since somebody else has changed them, a 409 "drift" problem
 *
 * Returns (transfer full): the plan that was carried out
 */
GpPlan         *gp_backend_apply        (GpBackend *self, GpDesign *wanted, const char *target,
                                         const char *live, const char *const *allowed,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpBackend, gp_backend_free)
G_END_DECLS
