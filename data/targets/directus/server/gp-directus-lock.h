/* gp-directus-lock.h — who is deploying to a Directus, as we keep it there
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-client.h"

G_BEGIN_DECLS

/**
 * GpDirectusPending: a deployment that is under way, or was interrupted. A plain struct.
 * @run: of one deployment alone
 * @who: "ada@laptop"; @begun: a time as text; @step: what came last; each may be NULL
 * @host, @pid: where it runs
 * @until: seconds since 1970: then it is taken for interrupted, if it has said nothing more
 * @n_claims: how many have wanted to go on with it
 */
typedef struct
{
  char  *run;
  char  *who;
  char  *begun;
  char  *step;
  char  *host;
  gint64 pid;
  gint64 until;
  guint  n_claims;
} GpDirectusPending;

/** gp_directus_pending_read: (transfer full): @rows: of our collection. NULL where nobody is
 * deploying. */
GpDirectusPending *gp_directus_pending_read    (JsonArray *rows);
void               gp_directus_pending_free    (GpDirectusPending *self);    /* NULL is fine */

/** gp_directus_pending_is_held: whether somebody is at it now. A program on this computer that has
 * ended is not, whatever it had in mind. */
gboolean           gp_directus_pending_is_held (const GpDirectusPending *self);

/** gp_directus_pending_describe: (transfer full): "by ada@laptop, begun 2026-01-01T10:00:00Z, at
 * “Make the relations”": for messages. */
char              *gp_directus_pending_describe (const GpDirectusPending *self);

/** gp_directus_lock_take: (transfer full): the journal of a deployment that begins now, or goes on
 * with @pending (nullable); it is written. NULL with GP_TARGET_ERROR_STALE where somebody else was
 * faster. @plan: its hash */
JsonObject        *gp_directus_lock_take       (GpDirectusClient *client, const char *plan,
                                                const GpDirectusPending *pending, GError **error);

/** gp_directus_lock_keep: writes @step into @journal and there, and holds on for a while more.
 * FALSE with GP_TARGET_ERROR_STALE where somebody has taken over. */
gboolean           gp_directus_lock_keep       (GpDirectusClient *client, JsonObject *journal,
                                                const char *step, GError **error);

/** gp_directus_lock_leave: what is begun stays, and whoever comes may go on with it. */
void               gp_directus_lock_leave      (GpDirectusClient *client, JsonObject *journal);

/** gp_directus_lock_end: nothing is left to be done. */
gboolean           gp_directus_lock_end        (GpDirectusClient *client,
                                                const GpDirectusPending *pending, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusPending, gp_directus_pending_free)
G_END_DECLS
