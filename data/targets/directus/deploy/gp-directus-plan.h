/* gp-directus-plan.h — what a deployment to a Directus would do
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-client.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/** gp_directus_plan: (transfer full): reads, compares, and asks how many records are concerned.
 * @name: of the target. Errors as gp_directus_client_send(). */
GpPlan *gp_directus_plan (GpDirectusClient *client, const char *name, GpDesign *design,
                          GError **error);

G_END_DECLS
