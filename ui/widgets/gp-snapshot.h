/* gp-snapshot.h — a design as it is now, for workers
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_snapshot_take: (transfer full): a copy of @design that nobody may change. As long as somebody
 * has it and @design does not change, everybody gets the same one; any thread may read it.
 *
 * Main thread only. O(design) for a new one.
 */
GpDesign *gp_snapshot_take (GpDesign *design);

G_END_DECLS
