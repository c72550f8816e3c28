/* gp-pocketbase-state.h — what a PocketBase holds now, and what we keep there
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deploy-lock.h"
#include "gp-design.h"
#include "gp-pocketbase-client.h"

G_BEGIN_DECLS

/* The rows of our collection. */
#define GP_POCKETBASE_KEEP_DESIGN  "groundplan00000"    /* deployed last */
#define GP_POCKETBASE_KEEP_JOURNAL "groundplan00001"    /* what is being done */
#define GP_POCKETBASE_KEEP_LOCK    "groundplan00002"    /* who is doing it */

/**
 * GpPocketbaseState: a plain struct, read-only once it was read.
 * @collections: all but our own, as 0.22 has them, without what changes by itself
 * @has_own: our collection is there
 * @deployed: (nullable): what was deployed last
 * @pending: (nullable): what was being deployed when it was interrupted
 * @journal: (nullable): of that
 * @lock: (nullable): who is deploying, or was when it was interrupted
 * @backup: (nullable): the key of the backup that the last deployment made
 * @ids: ids as they follow from the design → those of what was there before us
 * @fingerprint: of all that a deployment could touch
 */
typedef struct
{
  JsonArray  *collections;
  gboolean    has_own;
  GpDesign   *deployed;
  GpDesign   *pending;
  JsonObject *journal;
  GpDeployPending *lock;
  char       *backup;
  GHashTable *ids;
  char       *fingerprint;
} GpPocketbaseState;

/** gp_pocketbase_state_read: refuses anything but a PocketBase and its administrator. Errors as
 * gp_pocketbase_client_send(). */
GpPocketbaseState *gp_pocketbase_state_read (GpPocketbaseClient *client, GError **error);
void               gp_pocketbase_state_free (GpPocketbaseState *self);     /* NULL is fine */

/** gp_pocketbase_state_find: a collection by id or, in any case of letters, by name; NULL. */
JsonObject *gp_pocketbase_state_find         (const GpPocketbaseState *self, const char *id);
JsonObject *gp_pocketbase_state_find_by_name (const GpPocketbaseState *self, const char *name);

/** gp_pocketbase_import: @collections: whole ones, all or none of which are taken; what they do not
 * have stays. */
gboolean    gp_pocketbase_import      (GpPocketbaseClient *client, JsonArray *collections,
                                       GError **error);

/** gp_pocketbase_keep_make: makes our collection, which only administrators see. */
gboolean    gp_pocketbase_keep_make   (GpPocketbaseClient *client, GError **error);
/** gp_pocketbase_keep_write: @is_new: the row is not there; one that is, is then an error: somebody
 * else was faster. */
gboolean    gp_pocketbase_keep_write  (GpPocketbaseClient *client, const char *row,
                                       gboolean is_new, JsonObject *value, GError **error);
gboolean    gp_pocketbase_keep_remove (GpPocketbaseClient *client, const char *row,
                                       GError **error);

/** gp_pocketbase_keep_shelf: for gp_deploy_lock_take() and the like; borrows @client. */
GpDeployShelf gp_pocketbase_keep_shelf (GpPocketbaseClient *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPocketbaseState, gp_pocketbase_state_free)
G_END_DECLS
