/* gp-access-probe-pocketbase.h — the access tests of a design, as a PocketBase can be asked them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-probe-private.h"

G_BEGIN_DECLS

/**
 * gp_access_probe_pocketbase_design: (transfer full): a copy of @design whose example records,
 * personas and tests have the ids that records have in PocketBase, and all values that it does not
 * set by itself.
 */
GpDesign *gp_access_probe_pocketbase_design (GpDesign *design);

/** gp_access_probe_pocketbase: asks about all of @answers (UNTRIED without a problem) and sets
 * them. @token: of an administrator, or "e-mail:password" of one. */
gboolean  gp_access_probe_pocketbase (GpDesign *design, const char *url, const char *token,
                                      GPtrArray *answers, GPtrArray *warnings, GError **error);

const GpAccessServer *gp_access_server_pocketbase (void);

G_END_DECLS
