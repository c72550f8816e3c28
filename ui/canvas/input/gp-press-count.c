/* gp-press-count.c — whether a press is the second of a double click
 * SPDX-License-Identifier: Apache-2.0
 *
 * GtkGestureClick counts with a timeout of the main loop. Where what the first press shows keeps
 * the loop busy for longer than a double click takes, the timeout runs out before the second press
 * is read, and a double click would be lost on a slow machine. Events say when they were made. */
#define G_LOG_DOMAIN "gp-press-count"
#include "config.h"
#include "gp-press-count.h"

#include <math.h>

int
gp_press_count_add (GpPressCount *self,
                    int           n_press,
                    guint32       time,
                    double        x,
                    double        y,
                    int           most_time,
                    int           most_way)
{
  gboolean in_time = time - self->time <= (guint32) most_time;
  gboolean near = fabs (x - self->x) <= most_way && fabs (y - self->y) <= most_way;

  g_return_val_if_fail (most_time >= 0, n_press);

  if (n_press == 1 && self->n > 0 && in_time && near)
    n_press = self->n + 1;
  *self = (GpPressCount) { n_press, time, x, y };
  return n_press;
}
