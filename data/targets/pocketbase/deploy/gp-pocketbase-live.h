/* gp-pocketbase-live.h — what a PocketBase holds now, as a design that shares ids with ours
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-change.h"

G_BEGIN_DECLS

/** gp_pocketbase_past_new: (transfer full): of GpPocketbaseSchema: what was deployed last, and what
 * was being deployed when it was interrupted. */
GPtrArray *gp_pocketbase_past_new   (const GpPocketbaseState *state);

/**
 * gp_pocketbase_live: (transfer full): what was deployed last, with what others have changed since
 * in the parts that came from it, and what they have added and @design has taken over. Where
 * nothing was deployed yet, what is there already of @wanted.
 * @design, @wanted: what is going to be deployed
 */
GpDesign  *gp_pocketbase_live       (const GpPocketbaseState *state, GpDesign *design,
                                     const GpPocketbaseSchema *wanted, GError **error);

/** gp_pocketbase_live_ours: (transfer full): the same of what was deployed to the end: an empty
 * design where nothing was. The ids of @state grow by what @design has taken over. */
GpDesign  *gp_pocketbase_live_ours  (GpPocketbaseState *state, GpDesign *design, GError **error);

/** gp_pocketbase_live_whole: (transfer full): all of it, with what others have added.
 * @findings: (nullable): of GpFinding: what has no place in a design */
GpDesign  *gp_pocketbase_live_whole (const GpPocketbaseState *state, const char *name,
                                     GPtrArray *findings, GError **error);

G_END_DECLS
