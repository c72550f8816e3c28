/* gp-directus-state.h — what a Directus holds now
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deploy-lock.h"
#include "gp-design.h"
#include "gp-directus-client.h"

G_BEGIN_DECLS

/** The collection in which we keep what was deployed; never part of a design. */
#define GP_DIRECTUS_OWN "groundplan"

/**
 * GpDirectusState: a plain struct, read-only once it was read.
 * @snapshot: of GET /schema/snapshot, without our own collection
 * @untracked: a set of "collection" and "collection.field": in the database, but without an entry
 *   in Directus; a snapshot does not show them
 * @policies: with their "permissions", but not their numbers; @roles, @access: as Directus has them
 * @flows: with their "operations"; all that there are
 * @has_own: our collection is there
 * @deployed: (nullable): what was deployed last
 * @pending: (nullable): a deployment that has not ended
 * @fingerprint: of all that a deployment could touch
 */
typedef struct
{
  JsonObject *snapshot;
  GHashTable *untracked;
  JsonArray  *policies;
  JsonArray  *roles;
  JsonArray  *access;
  JsonArray  *flows;
  gboolean    has_own;
  GpDesign   *deployed;
  GpDeployPending *pending;
  char       *fingerprint;
} GpDirectusState;

/** gp_directus_state_read: also asks who we are, and refuses anything but the administrator of a
 * Directus 11 or newer on SQLite or PostgreSQL. Errors as gp_directus_client_send(). */
GpDirectusState *gp_directus_state_read (GpDirectusClient *client, GError **error);
void             gp_directus_state_free (GpDirectusState *self);     /* NULL is fine */

/** gp_directus_state_is_sqlite: types are kept differently there. */
gboolean         gp_directus_state_is_sqlite (const GpDirectusState *self);

/** gp_directus_find_policy: (nullable): borrowed: the object in @array with this "id". */
JsonObject      *gp_directus_find_by_id (JsonArray *array, const char *id);

/** gp_directus_index: (transfer full): the objects of @array by "collection", or by
 * "collection.field" where they have a field; borrowed. */
GHashTable      *gp_directus_index (JsonArray *array);

/** gp_directus_key: (transfer full): the key of gp_directus_index() for @object. */
char            *gp_directus_key (JsonObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusState, gp_directus_state_free)
G_END_DECLS
