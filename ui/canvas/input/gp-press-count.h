/* gp-press-count.h — whether a press is the second of a double click
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** GpPressCount: what is known of the press before; all 0 to begin with, and after a drag. */
typedef struct
{
  int     n;         /* 0: the next press is a first one */
  guint32 time;      /* ms, as events tell it */
  double  x;         /* view pixels */
  double  y;
} GpPressCount;

/**
 * gp_press_count_add:
 * @n_press: as GtkGestureClick counts it
 * @time: of the event, in ms; may wrap around
 * @most_time: ms between two presses of a double click
 * @most_way: pixels between them
 *
 * Returns: which press in a row this is, from 1; at least @n_press.
 */
int gp_press_count_add (GpPressCount *self, int n_press, guint32 time, double x, double y,
                        int most_time, int most_way);

G_END_DECLS
