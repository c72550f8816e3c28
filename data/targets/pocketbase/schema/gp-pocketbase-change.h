/* gp-pocketbase-change.h — what leads from a live PocketBase to what a design asks for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-schema.h"
#include "gp-pocketbase-state.h"

G_BEGIN_DECLS

/**
 * GpPocketbaseChange: a plain struct. Collections are whole ones, as gp_pocketbase_import() takes
 * them.
 * @wish: how those of ours are going to be, the accounts among them where they are concerned
 * @room: what has a name that another one gets is called otherwise first; without rules
 * @import: what is added and changed, with all that goes later
 * @removed: a set of "collection" and "collection/field", by their ids: they are there, and go
 * @differing: (element-type utf8): of the same: what is not as @wish has it, or not there
 */
typedef struct
{
  JsonArray  *wish;
  JsonArray  *room;
  JsonArray  *import;
  GHashTable *removed;
  GPtrArray  *differing;
} GpPocketbaseChange;

/**
 * gp_pocketbase_change_new:
 * @past: (element-type GpPocketbaseSchema): what was deployed, and what was being deployed: what is
 *   of these and not wanted goes
 */
GpPocketbaseChange *gp_pocketbase_change_new  (const GpPocketbaseState *state,
                                               const GPtrArray *past,
                                               const GpPocketbaseSchema *wanted);
void                gp_pocketbase_change_free (GpPocketbaseChange *self);    /* NULL is fine */

/** gp_pocketbase_change_list_rules: (transfer full): names of collections whose rules are not as
 * @self wishes. */
GPtrArray          *gp_pocketbase_change_list_rules (const GpPocketbaseChange *self,
                                                     const GpPocketbaseState *state);

/**
 * gp_pocketbase_adopt: adds to the ids of @state what is there already under the names of @design
 * and no part of what was deployed before.
 * @past: as above
 */
void                gp_pocketbase_adopt (GpPocketbaseState *state, const GPtrArray *past,
                                         GpDesign *design);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPocketbaseChange, gp_pocketbase_change_free)
G_END_DECLS
