/* gp-way.h — the way of a line from card to card
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-rect.h"
#include "gp-value.h"

G_BEGIN_DECLS

/* The most points that a way has. */
#define GP_WAY_MAX_POINTS 6

/* How far a way around a side stays away from it, and from the next one around the same side. */
#define GP_WAY_AROUND 30.0

/* How far a line reaches that is shown by its beginning alone, canvas units. */
#define GP_WAY_STUB 16.0

/* Each writes the corners of an axis-parallel way into @out and returns their number, at least 2.
 * All coordinates are canvas units. The way depends on nothing but its arguments. */

/**
 * gp_way_relation: from the row at @from_y of the card @from to the row at @to_y of the card @to.
 * @lane: a small number that keeps lines between the same cards apart
 */
guint  gp_way_relation (const GpRect *from, double from_y, const GpRect *to, double to_y, int lane,
                          GpPoint out[static GP_WAY_MAX_POINTS]);

/** gp_way_self: from a row of a card to another row of it, around its right side. @lane: the first
 * one is 0. */
guint  gp_way_self     (const GpRect *card, double from_y, double to_y, int lane,
                          GpPoint out[static GP_WAY_MAX_POINTS]);

/** gp_way_stub: the beginning of a relation to something far away. */
guint  gp_way_stub     (const GpRect *from, double from_y, const GpRect *to,
                          GpPoint out[static GP_WAY_MAX_POINTS]);

/** gp_way_flow: from step to step, left to right where that can be. @shift: how far below the
 * middle of its side the way leaves. */
guint  gp_way_flow     (const GpRect *from, const GpRect *to, double shift, int lane,
                          GpPoint out[static GP_WAY_MAX_POINTS]);

/** gp_way_distance: how far @x, @y is from the way. */
double gp_way_distance (const GpPoint *points, guint n, double x, double y);

G_END_DECLS
