/* gp-run-address.h — the address that a call of a flow goes to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_run_address_join: (transfer full): @path below @base; the query of @base stays, before that
 * of @path. A @path that is an address by itself is that address. */
char *gp_run_address_join (const char *base, const char *path);

G_END_DECLS
