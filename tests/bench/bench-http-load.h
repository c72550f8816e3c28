/* bench-http-load.h — callers that send one small request after the other
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * bench_http_load: @n_callers threads POST {"n":3} to @path at @port of this computer until there
 * were @n_requests, each on a connection of its own. One that is not answered with 200 ends the
 * program.
 *
 * Returns: the seconds that a request takes, seen from outside: all of them by their number
 */
double bench_http_load (guint16 port, const char *path, guint n_callers, guint n_requests);

G_END_DECLS
