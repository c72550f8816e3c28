/* gp-postgresql-deployed.h — what a database remembers of deployments, and what it holds now
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-postgresql-catalog.h"
#include "gp-postgresql-server.h"

G_BEGIN_DECLS

/** GpPostgresqlAbilities: what a database can do that another cannot.
 * @cron: pg_cron is installed in it; @cron_in_utc: and its clock shows UTC
 * @net: pg_net is: it calls services
 * @vault: it keeps secrets, as Supabase does */
typedef struct
{
  gboolean cron;
  gboolean cron_in_utc;
  gboolean net;
  gboolean vault;
} GpPostgresqlAbilities;

/** GpPostgresqlLive: read in one go. All belongs to it. */
typedef struct
{
  char                *fingerprint;   /* of what is there now */
  GpPostgresqlCatalog *catalog;       /* what is there now; NULL where it is what was deployed */
  GpPostgresqlAbilities abilities;
  char                *unread;        /* for gp_postgresql_unread_note(), before a deployment */
  char                *flows;         /* the hash of the flows that are there; "" for none */
  gint64               number;        /* of the last deployment; 0: none yet */
  GpDesign            *deployed;      /* the design of the last deployment, or NULL */
  gboolean             interrupted;   /* a deployment has begun and not ended */
  char                *after;         /* the fingerprint that it left, or NULL */
  GpPostgresqlCatalog *before;        /* what was there after it, where that has changed */
} GpPostgresqlLive;

/** gp_postgresql_live_read: asks @server and waits. GP_TARGET_ERROR, or G_IO_ERROR_CANCELLED.
 * @whole: the catalog also where nobody has changed it since the last deployment */
GpPostgresqlLive *gp_postgresql_live_read (GpPostgresqlServer *server, gboolean whole,
                                           GCancellable *cancellable, GError **error);
void              gp_postgresql_live_free (GpPostgresqlLive *self);      /* NULL is fine */

/** gp_postgresql_live_has_drifted: somebody else changed the database since the last deployment. */
gboolean          gp_postgresql_live_has_drifted (const GpPostgresqlLive *self);

/**
 * gp_postgresql_live_to_design: (transfer full): the database as a design that shares ids with
 * @wanted, whose root it has.
 *
 * What was deployed and not touched since is the deployed design, with all that a database cannot
 * hold. What others have changed since is changed in it. Before the first deployment it is what was
 * read; what is called alike is the same thing.
 *
 * @wanted: (nullable): NULL: the deployed design's ids, or new ones
 * @findings: (nullable): what others have changed is added, a warning for each; before the first
 *   deployment, and without @wanted, what is there and has no place in a design
 */
GpDesign         *gp_postgresql_live_to_design   (const GpPostgresqlLive *self, GpDesign *wanted,
                                                  GPtrArray *findings, GCancellable *cancellable,
                                                  GError **error);

/** gp_postgresql_deployed_schema: statements that make the schema of our own; can be run again. */
extern const char gp_postgresql_deployed_schema[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlLive, gp_postgresql_live_free)
G_END_DECLS
