/* gp-layout-gather.h — cards that stand too far apart are pulled together
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-rect.h"

G_BEGIN_DECLS

/**
 * gp_layout_gather:
 * @rects: (inout): x and y are written
 * @gap: that is left between any two that did not overlap
 *
 * For cards that became smaller where they stand. Unlike gp_layout_squeeze() it leaves rows and
 * columns what they are: what began on one line still does, and nothing comes above or left of what
 * it stood below or right of. The upper left corner of all stays. O(n · log n).
 */
void gp_layout_gather (GpRect *rects, guint n, double gap);

G_END_DECLS
