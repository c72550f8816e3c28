/* gp-directus-apply-private.h — a deployment that is under way
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-access.h"
#include "gp-directus-apply.h"
#include "gp-directus-change.h"

G_BEGIN_DECLS

/**
 * GpDirectusDeploy: a plain struct.
 * @state: as it was before
 * @journal: what the journal's row says
 * @dropped: something has gone that cannot be put back
 * @schema_failed: the last change of the schema was refused: on SQLite nothing more may be done
 */
typedef struct
{
  GpDirectusClient   *client;
  GpDirectusState    *state;
  GpDirectusSchema   *before;    /* NULL: nothing was deployed yet */
  GpDirectusSchema   *wanted;
  GpDirectusChange   *change;
  JsonObject         *journal;
  GpDirectusProgress  progress;
  gpointer            progress_data;
  gboolean            dropped;
  gboolean            schema_failed;
} GpDirectusDeploy;

/** gp_directus_deploy_say: writes into the journal what comes next, and tells whoever waits. */
gboolean gp_directus_deploy_say    (GpDirectusDeploy *self, const char *sentence, GError **error);

/** gp_directus_deploy_send: all of @requests (GpDirectusRequest), each after its word in the
 * journal. */
gboolean gp_directus_deploy_send   (GpDirectusDeploy *self, GPtrArray *requests, GError **error);

/**
 * gp_directus_deploy_schema: makes the live schema what @managed says.
 * @removed: (nullable): keys of what is dropped, and nothing else is; see
 *   gp_directus_remove_keys()
 */
gboolean gp_directus_deploy_schema (GpDirectusDeploy *self, const char *sentence,
                                    JsonObject *managed, GHashTable *removed, GError **error);

/** gp_directus_deploy_adopt: takes over what was made past Directus. */
gboolean gp_directus_deploy_adopt  (GpDirectusDeploy *self, GError **error);

/** gp_directus_deploy_copy: fills what has a new name from what has the old one. */
gboolean gp_directus_deploy_copy   (GpDirectusDeploy *self, GError **error);

/** gp_directus_deploy_move: makes references anew that refer to what has another name now, where
 * they cannot be turned: their values are kept in a field beside them, which stays until the end.
 * It can be done again at any point. */
gboolean gp_directus_deploy_move  (GpDirectusDeploy *self, GError **error);

/** gp_directus_deploy_flows: makes the live flows those of @flows: written first, then started.
 * @now: the state after which nothing of them was changed */
gboolean gp_directus_deploy_flows (GpDirectusDeploy *self, const GpDirectusState *now,
                                   JsonArray *flows, GError **error);

/** gp_directus_deploy_undo: puts back what was there; not what was dropped. Where that was a
 * deployment half done, the journal stays: it is still to be finished. */
gboolean gp_directus_deploy_undo   (GpDirectusDeploy *self, GError **error);

G_END_DECLS
