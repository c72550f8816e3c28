/* gp-pocketbase-plan.h — what a deployment to a PocketBase would do
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-plan.h"
#include "gp-pocketbase-client.h"

G_BEGIN_DECLS

/** gp_pocketbase_plan: (transfer full): reads, compares, and asks how many records are concerned.
 * @name: of the target. Errors as gp_pocketbase_client_send(). */
GpPlan *gp_pocketbase_plan (GpPocketbaseClient *client, const char *name, GpDesign *design,
                            GError **error);

/** gp_pocketbase_count: records of @collection, or those with a value of @field, which may be NULL;
 * -1 with @error. */
gint64  gp_pocketbase_count (GpPocketbaseClient *client, const char *collection, JsonObject *field,
                             gboolean with_value, GError **error);

G_END_DECLS
