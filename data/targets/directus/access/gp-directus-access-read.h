/* gp-directus-access-read.h — roles, policies and permissions of a Directus as roles and rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-schema.h"
#include "gp-directus-state.h"

G_BEGIN_DECLS

/**
 * gp_directus_access_read: adds to @design what @state says of who may do what.
 * @design: with the entities of @state
 * @ours: (nullable): what came from a design, and is in @design already: it is passed over
 * @findings: (nullable): of GpFinding: what has no place in a design. A rule whose filter cannot
 *   be said is there and grants nothing
 *
 * Roles keep their ids. A policy that several roles have becomes a role that these inherit; that
 * of administrators is left out.
 */
gboolean gp_directus_access_read (GpDesign *design, const GpDirectusState *state,
                                  const GpDirectusSchema *ours, GPtrArray *findings,
                                  GError **error);

G_END_DECLS
