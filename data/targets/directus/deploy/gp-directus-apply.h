/* gp-directus-apply.h — deploying to a Directus, one request after the other
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-state.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/** GpDirectusProgress: in the thread of gp_directus_apply(). @sentence: borrowed */
typedef void (*GpDirectusProgress) (const char *sentence, gpointer user_data);

/**
 * gp_directus_apply: does what @plan says, and reads again whether it is so.
 *
 * Every request is written into the journal there before it is sent. What narrows comes before the
 * schema, what widens after it, what drops at the very end. A failure before that puts everything
 * back as it was; one that cannot be put back, and a lost connection, is finished by planning and
 * deploying again: the message says so.
 *
 * GP_TARGET_ERROR_STALE where the backend is no longer what @plan was made against.
 */
gboolean gp_directus_apply (GpDirectusClient *client, GpDesign *design, GpPlan *plan,
                            GpDirectusProgress progress, gpointer user_data, GError **error);

/** gp_directus_list_left: (transfer full): what of @design is not in @state, by the names that
 * Directus knows; empty after a deployment that did what it should. */
GPtrArray *gp_directus_list_left (const GpDirectusState *state, GpDesign *design);

G_END_DECLS
