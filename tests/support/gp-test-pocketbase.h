/* gp-test-pocketbase.h — a server that answers as a PocketBase would
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-client.h"
#include "gp-pocketbase-state.h"
#include "gp-test-directus.h"

G_BEGIN_DECLS

/** gp_test_pocketbase_new: (transfer full): the server of gp-test-directus.h, which takes
 * everything, with a healthy PocketBase that has no collection. Its design is that one's, too. */
GpTestDirectus     *gp_test_pocketbase_new  (void);

/** gp_test_pocketbase_open: (transfer full): a client for it. */
GpPocketbaseClient *gp_test_pocketbase_open (GpTestDirectus *server);

/** gp_test_pocketbase_hold: from now on it holds @design as a deployment leaves it. */
void                gp_test_pocketbase_hold (GpTestDirectus *server, GpDesign *design);

/** gp_test_pocketbase_state: (transfer full): of @items, JSON of an array of collections. */
GpPocketbaseState  *gp_test_pocketbase_state (const char *items);

/** gp_test_pocketbase_wish: (transfer full): the collections of @design on an empty server. */
JsonArray          *gp_test_pocketbase_wish (GpDesign *design);

G_END_DECLS
