/* gp-layout-separate.h — pulls overlapping cards apart
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

G_BEGIN_DECLS

/**
 * gp_layout_separate:
 * @rects: (inout): x and y are written
 * @gap: the distance that is kept afterwards, on one of the axes, between any two
 *
 * Removes all overlaps and keeps who is beside whom. Deterministic; O(rounds × n²), meant for some
 * hundreds.
 */
void gp_layout_separate (GpRect *rects,
                         guint   n_rects,
                         double  gap);

/**
 * gp_layout_squeeze:
 *
 * Takes empty space away, first across, then down, then again while it helps: each card moves
 * towards the top left until it is @gap from what it must not pass. The order along each axis
 * stays as it is; there must be no two cards closer than @gap.
 */
void gp_layout_squeeze  (GpRect *rects,
                         guint   n_rects,
                         double  gap);

G_END_DECLS
