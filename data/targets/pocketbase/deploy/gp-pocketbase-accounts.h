/* gp-pocketbase-accounts.h — accounts keep their roles when those get other names
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-pocketbase-client.h"

G_BEGIN_DECLS

/**
 * gp_pocketbase_accounts_rename: gives accounts the new names of their roles.
 * @before: (nullable): what was deployed last
 *
 * Can be done again, as no role has the name that another one had. Errors as
 * gp_pocketbase_client_send().
 */
gboolean gp_pocketbase_accounts_rename (GpPocketbaseClient *client, GpDesign *before,
                                        GpDesign *design, GError **error);

G_END_DECLS
