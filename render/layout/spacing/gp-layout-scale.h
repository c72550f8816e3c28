/* gp-layout-scale.h — the same drawing on larger paper, and on whole units
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

G_BEGIN_DECLS

/* By what factor the distances between centres must grow, or may shrink, so that no two
 * rectangles are nearer than @gap, and two touch. O(n²). */
double gp_layout_scale_for_room  (const GpRect *rects,
                                  guint         n_rects,
                                  double        gap);

/* By what factor they must grow, or shrink, for paper that the rectangles and their gaps would
 * just fill. There must be at least one. */
double gp_layout_scale_for_paper (const GpRect *rects,
                                  guint         n_rects,
                                  double        gap);

/**
 * gp_layout_scale:
 * @rects: (out caller-allocates): gets @from with the distances between centres times @factor;
 *   may be @from itself
 *
 * Sizes stay, and so does every crossing of lines between centres.
 */
void   gp_layout_scale           (const GpRect *from,
                                  double        factor,
                                  GpRect       *rects,
                                  guint         n_rects);

/* Moves the drawing to where its bounds begin at 0 and rounds each position. What is rounded
 * already stays as it is. */
void   gp_layout_scale_round     (GpRect       *rects,
                                  guint         n_rects);

G_END_DECLS
