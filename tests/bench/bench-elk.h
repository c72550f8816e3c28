/* bench-elk.h — elk layered, as a peer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-layout-request.h"

G_BEGIN_DECLS

/**
 * bench_elk:
 * @out_crossings: (out): between straight lines from centre to centre
 *
 * Lays the same cards and edges out with elkjs, in a process of its own.
 *
 * Returns: the seconds of the layout alone, without starting that process; 0 where GP_ELK_SCRIPT
 *   names no script, since elkjs is not on this machine
 */
double bench_elk (const GpLayoutRequest *request, guint *out_crossings);

G_END_DECLS
