/* gp-directus-change.h — what a deployment does that Directus has no request for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-schema.h"
#include "gp-directus-state.h"

G_BEGIN_DECLS

/**
 * GpDirectusChange: a plain struct of sets and maps of the keys of gp_directus_index().
 * @collections: new name → old name: rows are copied over
 * @fields: new key → old key, in a collection that keeps its name: values are copied over
 * @retyped: a set: values cannot be turned into those of the new type and go
 * @removed: a set: goes at the end; relations with ">" before the key
 * @retargeted: a set of relations, with ">", that point elsewhere now
 * @moved: key of a reference → key of the field that keeps its values while it is made anew: on
 *   SQLite no reference can be turned to the new name of what it refers to
 * @late: a set of keys of relations that can be made only once rows are copied
 * @adopted: of keys in the order in which they are taken over: what was made past Directus
 */
typedef struct
{
  GHashTable *collections;
  GHashTable *fields;
  GHashTable *retyped;
  GHashTable *removed;
  GHashTable *retargeted;
  GHashTable *moved;
  GHashTable *late;
  GPtrArray  *adopted;
} GpDirectusChange;

/** gp_directus_change_new: @before: (nullable): what was deployed last */
GpDirectusChange *gp_directus_change_new  (const GpDirectusState *state,
                                           const GpDirectusSchema *before,
                                           const GpDirectusSchema *wanted);
void              gp_directus_change_free (GpDirectusChange *self);    /* NULL is fine */

/** gp_directus_change_early: (transfer full): what of @wanted is made first: nothing that waits for
 * rows, and what is filled by copying without its constraints. */
JsonObject       *gp_directus_change_early (const GpDirectusChange *self,
                                            const GpDirectusState *state,
                                            const GpDirectusSchema *wanted);

/** gp_directus_change_settled: (transfer full): all of @wanted but the types that take the values
 * away. */
JsonObject       *gp_directus_change_settled (const GpDirectusChange *self,
                                              const GpDirectusState *state,
                                              const GpDirectusSchema *wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusChange, gp_directus_change_free)
G_END_DECLS
