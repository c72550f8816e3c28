/* gp-way.c — the way of a line from card to card
 * SPDX-License-Identifier: Apache-2.0
 *
 * At most three segments between two cards, chosen by where the cards are: across where there is
 * room between them sideways, straight down where one stands above the other, else around one
 * side. Lines that would lie on one another are kept apart by their lane. */
#define G_LOG_DOMAIN "gp-way"
#include "config.h"
#include "gp-way.h"

#include <math.h>

#define LANE          9.0    /* between neighbouring lanes */
#define SIDE_ROOM    36.0    /* the least room for a way between two sides */
#define AROUND       26.0    /* how far a way around a side stays away from it */
#define LEVEL        14.0    /* ends that differ less are joined by a straight line */
#define OVERLAP      40.0    /* the least common width for a way straight down */

static double
right_of (const GpRect *rect)
{
  return rect->x + rect->width;
}

static double
bottom_of (const GpRect *rect)
{
  return rect->y + rect->height;
}

static double
limit (double value,
       double low,
       double high)
{
  return low > high ? (low + high) / 2 : CLAMP (value, low, high);
}

static guint
across (double   from_x,
        double   from_y,
        double   to_x,
        double   to_y,
        int      lane,
        GpPoint *out)
{
  double low = MIN (from_x, to_x) + 16;
  double high = MAX (from_x, to_x) - 16;
  double middle = limit ((from_x + to_x) / 2 + lane * LANE, low, high);

  out[0] = (GpPoint) { from_x, from_y };
  if (fabs (from_y - to_y) < .5)
    {
      out[1] = (GpPoint) { to_x, from_y };
      return 2;
    }
  out[1] = (GpPoint) { middle, from_y };
  out[2] = (GpPoint) { middle, to_y };
  out[3] = (GpPoint) { to_x, to_y };
  return 4;
}

static guint
around (const GpRect *from,
        double        from_y,
        const GpRect *to,
        double        to_y,
        int           lane,
        GpPoint      *out)
{
  gboolean right = fabs (right_of (from) - right_of (to)) <= fabs (from->x - to->x);
  double out_by = AROUND + (lane + 3) * LANE / 2;
  double x = right ? MAX (right_of (from), right_of (to)) + out_by : MIN (from->x, to->x) - out_by;

  out[0] = (GpPoint) { right ? right_of (from) : from->x, from_y };
  out[1] = (GpPoint) { x, from_y };
  out[2] = (GpPoint) { x, to_y };
  out[3] = (GpPoint) { right ? right_of (to) : to->x, to_y };
  return 4;
}

guint
gp_way_relation (const GpRect *from,
                   double        from_y,
                   const GpRect *to,
                   double        to_y,
                   int           lane,
                   GpPoint       out[static GP_WAY_MAX_POINTS])
{
  double left = MAX (from->x, to->x);
  double right = MIN (right_of (from), right_of (to));

  if (to->x - right_of (from) >= SIDE_ROOM)
    return across (right_of (from), from_y, to->x, to_y, lane, out);
  if (from->x - right_of (to) >= SIDE_ROOM)
    return across (from->x, from_y, right_of (to), to_y, lane, out);

  if (right - left >= OVERLAP
      && (from->y >= bottom_of (to) + 16 || to->y >= bottom_of (from) + 16))
    {
      double x = limit ((left + right) / 2 + lane * LANE, left + 12, right - 12);
      gboolean down = to->y > from->y;

      out[0] = (GpPoint) { x, down ? bottom_of (from) : from->y };
      out[1] = (GpPoint) { x, down ? to->y : bottom_of (to) };
      return 2;
    }
  return around (from, from_y, to, to_y, lane, out);
}

guint
gp_way_self (const GpRect *card,
               double        from_y,
               double        to_y,
               int           lane,
               GpPoint       out[static GP_WAY_MAX_POINTS])
{
  double x = right_of (card) + GP_WAY_AROUND + lane * LANE;

  if (fabs (from_y - to_y) < 1)
    to_y = from_y - 12;
  out[0] = (GpPoint) { right_of (card), from_y };
  out[1] = (GpPoint) { x, from_y };
  out[2] = (GpPoint) { x, to_y };
  out[3] = (GpPoint) { right_of (card), to_y };
  return 4;
}

guint
gp_way_stub (const GpRect *from,
               double        from_y,
               const GpRect *to,
               GpPoint       out[static GP_WAY_MAX_POINTS])
{
  gboolean right = gp_rect_center_x (to) >= gp_rect_center_x (from);
  double x = right ? right_of (from) : from->x;

  out[0] = (GpPoint) { x, from_y };
  out[1] = (GpPoint) { right ? x + GP_WAY_STUB : x - GP_WAY_STUB, from_y };
  return 2;
}

/* From the lower or upper side to the upper or lower one, with a bend half-way. */
static guint
down_or_up (const GpRect *from,
            const GpRect *to,
            int           lane,
            GpPoint      *out)
{
  gboolean down = gp_rect_center_y (to) > gp_rect_center_y (from);
  double from_y = down ? bottom_of (from) : from->y;
  double to_y = down ? to->y : bottom_of (to);
  double from_x = gp_rect_center_x (from) + lane * LANE;
  double to_x = gp_rect_center_x (to);
  double middle = (from_y + to_y) / 2 + lane * LANE / 2;

  out[0] = (GpPoint) { from_x, from_y };
  if (fabs (from_x - to_x) < 24)
    {
      out[0].x = to_x;
      out[1] = (GpPoint) { to_x, to_y };
      return 2;
    }
  out[1] = (GpPoint) { from_x, middle };
  out[2] = (GpPoint) { to_x, middle };
  out[3] = (GpPoint) { to_x, to_y };
  return 4;
}

guint
gp_way_flow (const GpRect *from,
               const GpRect *to,
               double        shift,
               int           lane,
               GpPoint       out[static GP_WAY_MAX_POINTS])
{
  double gap_y = MAX (to->y - bottom_of (from), from->y - bottom_of (to));
  double low;

  if (to->x - right_of (from) >= SIDE_ROOM)
    {
      double from_y = gp_rect_center_y (from) + shift;

      double to_y = gp_rect_center_y (to);
      guint n;

      if (fabs (from_y - to_y) < LEVEL)
        from_y = to_y;
      n = across (right_of (from), from_y, to->x, to_y, lane, out);
      /* The bend comes soon, so that a long way does not run under the steps beside its source. */
      if (n == 4)
        out[1].x = out[2].x = MIN (out[1].x, right_of (from) + SIDE_ROOM + lane * LANE);
      return n;
    }
  if (gap_y >= 24)
    return down_or_up (from, to, lane, out);

  /* Back to something before it: below both. */
  low = MAX (bottom_of (from), bottom_of (to)) + AROUND + (lane + 3) * LANE / 2;
  out[0] = (GpPoint) { gp_rect_center_x (from), bottom_of (from) };
  out[1] = (GpPoint) { gp_rect_center_x (from), low };
  out[2] = (GpPoint) { gp_rect_center_x (to), low };
  out[3] = (GpPoint) { gp_rect_center_x (to), bottom_of (to) };
  return 4;
}

double
gp_way_distance (const GpPoint *points,
                   guint          n,
                   double         x,
                   double         y)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 1; i < n; i++)
    {
      double left = MIN (points[i - 1].x, points[i].x);
      double right = MAX (points[i - 1].x, points[i].x);
      double top = MIN (points[i - 1].y, points[i].y);
      double bottom = MAX (points[i - 1].y, points[i].y);

      nearest = MIN (nearest, hypot (x - CLAMP (x, left, right), y - CLAMP (y, top, bottom)));
    }
  return nearest;
}
