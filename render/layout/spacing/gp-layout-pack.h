/* gp-layout-pack.h — puts boxes on paper
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

G_BEGIN_DECLS

/**
 * gp_layout_pack:
 * @boxes: (inout): sizes are read; x and y are written, from 0
 * @gap: between boxes
 * @aspect: width / height to aim at
 * @bounds: (out) (optional): around all
 *
 * Packs with a skyline: high boxes first, each where it fits lowest; tries several paper widths.
 * O(widths × n²) at worst, nearly linear in practice. Keeps no relation between boxes.
 */
void   gp_layout_pack      (GpRect *boxes,
                            guint   n_boxes,
                            double  gap,
                            double  aspect,
                            GpRect *bounds);

/* What a drawing of this size costs: its area, more if it is longer than @aspect or its inverse
 * asks for. The measure by which drawings are compared everywhere. */
double gp_layout_pack_cost (double  width,
                            double  height,
                            double  aspect);

G_END_DECLS
