/* gp-layout-anneal.h — arranges boxes so that what is tied lies close
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpAnnealWire: a bundle of lines between two boxes.
 * @weight: how many they are, or how much they count
 * @ax, @ay: where they begin on average, from the top left corner of box @a; the same for @b
 */
typedef struct
{
  guint32 a;
  guint32 b;
  double  weight;
  double  ax, ay;
  double  bx, by;
} GpAnnealWire;

/**
 * gp_layout_anneal:
 * @boxes: (inout): x and y say where to begin, overlapping or not, and are written
 * @gap: kept between boxes
 * @aspect: width / height to aim at
 * @moves: how many to try; a move costs about n log n + wires
 * @seed: the same seed gives the same arrangement
 *
 * Returns: the cost of the arrangement: area, more if the aspect is missed, and wire length. Two
 *   arrangements of the same boxes can be compared by it. When cancelled, what has been found so
 *   far is written.
 */
double gp_layout_anneal (GpRect             *boxes,
                         guint               n_boxes,
                         const GpAnnealWire *wires,
                         guint               n_wires,
                         double              gap,
                         double              aspect,
                         guint               moves,
                         guint32             seed,
                         GCancellable       *cancellable);

G_END_DECLS
