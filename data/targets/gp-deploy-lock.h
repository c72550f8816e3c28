/* gp-deploy-lock.h — who is deploying to a server, as we keep it there
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GpDeployShelf: rows that we keep on a server, each an object with a name. A plain struct.
 * @client: what the functions get
 * @row: the name of that of the lock; claims have other ones, of 15 letters and digits
 * @write: @is_new: FALSE with GP_TARGET_ERROR_FAILED where a row has that name already
 * @read: (transfer full): NULL with GP_TARGET_ERROR_TOKEN or _PROTOCOL where there is none
 */
typedef struct
{
  gpointer     client;
  const char  *row;
  gboolean   (*write)  (gpointer client, const char *row, gboolean is_new, JsonObject *value,
                        GError **error);
  JsonObject *(*read)  (gpointer client, const char *row, GError **error);
  gboolean   (*remove) (gpointer client, const char *row, GError **error);
} GpDeployShelf;

/**
 * GpDeployPending: a deployment that is under way, or was interrupted. A plain struct.
 * @run: of one deployment alone
 * @who: "ada@laptop"; @begun: a time as text; @step: what came last; each may be NULL
 * @host, @pid: where it runs
 * @until: seconds since 1970: then it is taken for interrupted, if it has said nothing more
 * @claims: names of the rows of those who have wanted to go on with one
 * @n_claims: how many of them with this one
 */
typedef struct
{
  char      *run;
  char      *who;
  char      *begun;
  char      *step;
  char      *host;
  gint64     pid;
  gint64     until;
  GPtrArray *claims;
  guint      n_claims;
} GpDeployPending;

/** gp_deploy_pending_new: (transfer full): @value: (nullable): that of the row of the lock; NULL is
 * one that cannot be read. */
GpDeployPending *gp_deploy_pending_new       (JsonObject *value);
void             gp_deploy_pending_free      (GpDeployPending *self);    /* NULL is fine */

/** gp_deploy_pending_take: any other row of the shelf; what is no claim is passed over.
 * @value: (nullable) */
void             gp_deploy_pending_take      (GpDeployPending *self, const char *row,
                                              JsonObject *value);

/** gp_deploy_pending_is_held: whether somebody is at it now. A program on this computer that has
 * ended is not, whatever it had in mind; nor is a deployment of this one that has. */
gboolean         gp_deploy_pending_is_held   (const GpDeployPending *self);

/** gp_deploy_pending_describe: (transfer full): "by ada@laptop, begun 2026-01-01T10:00:00Z, at
 * “Make the relations”": for messages. */
char            *gp_deploy_pending_describe  (const GpDeployPending *self);

/**
 * gp_deploy_lock_take: (transfer full): the journal of a deployment that begins now, or goes on
 * with @pending (nullable); it is written.
 * @plan: its hash
 *
 * NULL with GP_TARGET_ERROR_STALE where somebody else was faster, and that one is named; other
 * errors are those of the shelf. gp_deploy_lock_forget() at the end, whatever it was.
 */
JsonObject      *gp_deploy_lock_take         (const GpDeployShelf *shelf, const char *plan,
                                              const GpDeployPending *pending, GError **error);

/** gp_deploy_lock_keep: writes @step into @journal and there, and holds on for a while more.
 * FALSE with GP_TARGET_ERROR_STALE where somebody has taken over. */
gboolean         gp_deploy_lock_keep         (const GpDeployShelf *shelf, JsonObject *journal,
                                              const char *step, GError **error);

/** gp_deploy_lock_leave: what is begun stays, and whoever comes may go on with it. */
void             gp_deploy_lock_leave        (const GpDeployShelf *shelf, JsonObject *journal);

/** gp_deploy_lock_end: nothing is left to be done: takes away the rows of @journal and of @pending
 * (nullable), on which it went on. FALSE with GP_TARGET_ERROR_STALE, and nothing taken away, where
 * somebody has taken over. */
gboolean         gp_deploy_lock_end          (const GpDeployShelf *shelf, JsonObject *journal,
                                              const GpDeployPending *pending, GError **error);

/** gp_deploy_lock_forget: this program does nothing more for @journal; NULL is fine. */
void             gp_deploy_lock_forget       (JsonObject *journal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDeployPending, gp_deploy_pending_free)
G_END_DECLS
