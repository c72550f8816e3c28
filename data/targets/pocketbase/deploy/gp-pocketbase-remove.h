/* gp-pocketbase-remove.h — what goes from a PocketBase, at the end of a deployment
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-change.h"

G_BEGIN_DECLS

/** gp_pocketbase_remove: fields first, then what refers, then what is referred to. What is gone
 * already is passed over. Errors as gp_pocketbase_client_send(). */
gboolean gp_pocketbase_remove (GpPocketbaseClient *client, const GpPocketbaseChange *change,
                               GError **error);

G_END_DECLS
