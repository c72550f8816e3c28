/* gp-pocketbase-apply.h — deploying to a PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-plan.h"
#include "gp-pocketbase-state.h"
#include "gp-worker-target.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_apply: does what @plan says, and reads again whether it is so.
 *
 * A backup is made first. What is added and changed is one import, all or nothing; what goes is
 * taken away after that. A failure then restores the backup: PocketBase starts anew, and what was
 * written since is lost, which the message says. A lost connection is finished by planning and
 * deploying again.
 *
 * GP_TARGET_ERROR_STALE where the backend is no longer what @plan was made against.
 */
gboolean   gp_pocketbase_apply     (GpPocketbaseClient *client, GpDesign *design, GpPlan *plan,
                                    GpWorkerSay say, gpointer say_data, GError **error);

/** gp_pocketbase_list_left: (transfer full): what of @design is not in @state, by the names that
 * PocketBase knows; empty after a deployment that did what it should. */
GPtrArray *gp_pocketbase_list_left (const GpPocketbaseState *state, GpDesign *design);

G_END_DECLS
