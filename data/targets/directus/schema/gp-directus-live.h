/* gp-directus-live.h — what a Directus holds now, as a design that shares ids with ours
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-schema.h"
#include "gp-directus-state.h"

G_BEGIN_DECLS

/**
 * gp_directus_live: (transfer full): what was deployed last, with what others have changed since
 * in the parts that came from it. What they have added is theirs and not in it, unless @design has
 * taken it over.
 *
 * Where nothing was deployed yet, what is there already of @wanted: collections and fields of its
 * names, which the deployment takes over.
 * @before: of state->deployed; NULL where that is
 * @design, @wanted: what is going to be deployed
 */
GpDesign *gp_directus_live      (const GpDirectusState *state, const GpDirectusSchema *before,
                                 GpDesign *design, const GpDirectusSchema *wanted, GError **error);

/** gp_directus_live_ours: (transfer full): the same of what was deployed to the end: an empty
 * design where nothing was. */
GpDesign *gp_directus_live_ours  (const GpDirectusState *state, GpDesign *design, GError **error);

/** gp_directus_live_whole: (transfer full): everything: also what others have added. @name: of the
 * design where nothing was deployed. @findings: (nullable): what has no place in it */
GpDesign *gp_directus_live_whole (const GpDirectusState *state, const char *name,
                                  GPtrArray *findings, GError **error);

G_END_DECLS
