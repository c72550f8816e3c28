/* gp-layout-lanes.c — keeps lines apart that would lie on one another
 * SPDX-License-Identifier: Apache-2.0
 *
 * What libavoid calls nudging, in three steps for upright and then for level segments:
 *  1. Segments of one bundle that run near one another become one track.
 *  2. Tracks that would lie on one another form a crowd. A crowd is sorted so that its lines cross
 *     as little as can be, and each gets the first lane beside those before it that it overlaps.
 *  3. What still lies on something fixed looks for the next free place.
 *
 * In here "at" is where a segment is across its direction, "low" and "high" from where to where it
 * runs: x, y, y for upright ones. */
#define G_LOG_DOMAIN "gp-layout-lanes"

#include "config.h"

#include "gp-layout-lanes.h"

#include <math.h>

#define LANE        8.0    /* between two lines */
#define TOGETHER   28.0    /* segments of a bundle this near become one */
#define MOST_SHIFT 44.0
#define MEETING     3      /* crossings that are better than running along another line */
#define CROWD      40      /* larger crowds are sorted by place alone */
#define TRIES       5      /* lanes on either side that the last step looks at */

typedef struct
{
  double   at;
  double   low, high;
  double   least, most;       /* where it may be moved to */
  int      low_side;          /* where the line goes on at its lower end: -1, 1, or 0 */
  int      high_side;
  guint    way;
  guint    index;             /* of its first point */
  guint32  bundle;
  gboolean fixed;
} Segment;

typedef struct
{
  double   at;
  double   low, high;
  double   least, most;
  guint    first, n;          /* its segments */
  guint    crowd;             /* the index of a track that stands for it */
  guint    lane;
  gboolean fixed;
} Track;

typedef struct
{
  GpLayoutRouter *router;
  GpLayoutWay    *ways;
  guint           n_ways;
  gboolean        upright;
  GArray         *segments;   /* Segment, those of a track side by side */
  GArray         *tracks;     /* Track by place */
} Spread;

static double
along (const Spread  *self,
       const GpPoint *point)
{
  return self->upright ? point->y : point->x;
}

static double
across (const Spread  *self,
        const GpPoint *point)
{
  return self->upright ? point->x : point->y;
}

static int
sign_of (double value)
{
  return (value > .01) - (value < -.01);
}

/* Keeps the segment on its side of the one before or after it: the end of the line on a card needs
 * its straight piece, others share the room. */
static void
limit_by (Segment *segment,
          double   neighbour,
          gboolean is_end)
{
  int side = sign_of (segment->at - neighbour);
  double bound = is_end ? neighbour + side * GP_LAYOUT_STRAIGHT : (neighbour + segment->at) / 2;

  if (side > 0)
    segment->least = MAX (segment->least, MIN (bound, segment->at));
  else if (side < 0)
    segment->most = MIN (segment->most, MAX (bound, segment->at));
}

static void
add_segment (Spread *self,
             guint   way_index,
             guint   index)
{
  const GpLayoutWay *way = &self->ways[way_index];
  const GpPoint *points = way->points;
  double from = along (self, &points[index]);
  double to = along (self, &points[index + 1]);
  Segment segment = {
    .at = across (self, &points[index]),
    .low = MIN (from, to),
    .high = MAX (from, to),
    .way = way_index,
    .index = index,
    .bundle = way->bundle,
    .fixed = way->fixed || index == 0 || index + 2 == way->n_points,
  };

  segment.least = segment.at - MOST_SHIFT;
  segment.most = segment.at + MOST_SHIFT;
  if (!segment.fixed)
    {
      double before = across (self, &points[index - 1]);
      double after = across (self, &points[index + 2]);
      int side_before = sign_of (before - segment.at);
      int side_after = sign_of (after - segment.at);

      segment.low_side = from <= to ? side_before : side_after;
      segment.high_side = from <= to ? side_after : side_before;
      segment.fixed = !gp_layout_router_free_span (self->router, self->upright, segment.at,
                                                   segment.low, segment.high, MOST_SHIFT,
                                                   &segment.least, &segment.most);
      limit_by (&segment, before, index == 1);
      limit_by (&segment, after, index + 3 == way->n_points);
    }
  if (segment.fixed)
    segment.least = segment.most = segment.at;
  g_array_append_val (self->segments, segment);
}

static void
collect (Spread *self)
{
  g_array_set_size (self->segments, 0);
  for (guint i = 0; i < self->n_ways; i++)
    {
      const GpLayoutWay *way = &self->ways[i];

      for (guint p = 0; p + 1 < way->n_points; p++)
        {
          gboolean upright = way->points[p].x == way->points[p + 1].x;

          if (upright == self->upright && (upright || way->points[p].y == way->points[p + 1].y))
            add_segment (self, i, p);
        }
    }
}

static int
compare_segments (gconstpointer a,
                  gconstpointer b)
{
  const Segment *one = a;
  const Segment *two = b;

  if (one->bundle != two->bundle)
    return one->bundle < two->bundle ? -1 : 1;
  if (one->fixed != two->fixed)
    return one->fixed ? 1 : -1;
  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  if (one->low != two->low)
    return one->low < two->low ? -1 : 1;
  return one->way != two->way ? (one->way < two->way ? -1 : 1)
                              : (one->index > two->index) - (one->index < two->index);
}

/* Whether @segment runs beside @track, so near that they can become one. */
static gboolean
belongs (const Track   *track,
         const Segment *segment)
{
  return !segment->fixed && !track->fixed && fabs (segment->at - track->at) <= TOGETHER
         && segment->low <= track->high && track->low <= segment->high
         && MAX (segment->least, track->least) <= MIN (segment->most, track->most);
}

static void
make_tracks (Spread *self)
{
  guint32 bundle = 0;

  g_array_set_size (self->tracks, 0);
  g_array_sort (self->segments, compare_segments);
  for (guint i = 0; i < self->segments->len; i++)
    {
      const Segment *segment = &g_array_index (self->segments, Segment, i);
      Track *last = self->tracks->len > 0
                      ? &g_array_index (self->tracks, Track, self->tracks->len - 1) : NULL;

      if (last != NULL && bundle == segment->bundle && belongs (last, segment))
        {
          last->low = MIN (last->low, segment->low);
          last->high = MAX (last->high, segment->high);
          last->least = MAX (last->least, segment->least);
          last->most = MIN (last->most, segment->most);
          last->n++;
          last->at = CLAMP (last->at, last->least, last->most);
        }
      else
        {
          Track track = {
            .at = segment->at, .low = segment->low, .high = segment->high,
            .least = segment->least, .most = segment->most,
            .first = i, .n = 1, .fixed = segment->fixed,
          };

          g_array_append_val (self->tracks, track);
        }
      bundle = segment->bundle;
    }
}

static int
compare_tracks (gconstpointer a,
                gconstpointer b)
{
  const Track *one = a;
  const Track *two = b;

  if (one->at != two->at)
    return one->at < two->at ? -1 : 1;
  return (one->first > two->first) - (one->first < two->first);
}

static gboolean
overlap (const Track *a,
         const Track *b)
{
  return a->low < b->high + LANE / 2 && b->low < a->high + LANE / 2;
}

static guint
crowd_of (Spread *self,
          guint   track)
{
  Track *tracks = (Track *) (gpointer) self->tracks->data;

  while (tracks[track].crowd != track)
    track = tracks[track].crowd = tracks[tracks[track].crowd].crowd;
  return track;
}

static void
form_crowds (Spread *self)
{
  Track *tracks = (Track *) (gpointer) self->tracks->data;
  guint n = self->tracks->len;

  for (guint i = 0; i < n; i++)
    tracks[i].crowd = i;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n && tracks[j].at - tracks[i].at < LANE; j++)
      if (!tracks[i].fixed && !tracks[j].fixed && overlap (&tracks[i], &tracks[j]))
        {
          guint one = crowd_of (self, i);
          guint two = crowd_of (self, j);

          tracks[MAX (one, two)].crowd = MIN (one, two);
        }
}

/* Whether two lines would run along one another between @left and @right: worse than a crossing. */
static guint
count_meetings (const Segment *left,
                const Segment *right)
{
  const struct { double at; int side; } ends[][2] = {
    { { left->low, left->low_side }, { left->high, left->high_side } },
    { { right->low, right->low_side }, { right->high, right->high_side } },
  };
  guint count = 0;

  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      if (ends[0][i].side > 0 && ends[1][j].side < 0
          && fabs (ends[0][i].at - ends[1][j].at) < LANE / 2)
        count += MEETING;
  return count;
}

/* How many crossings it makes that @left lies left of, or above, @right. */
static guint
count_crossings (const Spread *self,
                 const Track  *left,
                 const Track  *right)
{
  guint count = 0;

  for (guint i = left->first; i < left->first + left->n; i++)
    {
      const Segment *segment = &g_array_index (self->segments, Segment, i);

      count += segment->low_side > 0 && right->low < segment->low && segment->low < right->high;
      count += segment->high_side > 0 && right->low < segment->high && segment->high < right->high;
    }
  for (guint i = right->first; i < right->first + right->n; i++)
    {
      const Segment *segment = &g_array_index (self->segments, Segment, i);

      count += segment->low_side < 0 && left->low < segment->low && segment->low < left->high;
      count += segment->high_side < 0 && left->low < segment->high && segment->high < left->high;
    }
  for (guint i = left->first; i < left->first + left->n; i++)
    for (guint j = right->first; j < right->first + right->n; j++)
      count += count_meetings (&g_array_index (self->segments, Segment, i),
                               &g_array_index (self->segments, Segment, j));
  return count;
}

/* Insertion: the order need not be total, and a crowd is small. */
static void
sort_crowd (const Spread *self,
            GArray       *crowd)
{
  guint *order = (guint *) (gpointer) crowd->data;

  if (crowd->len > CROWD)
    return;
  for (guint i = 1; i < crowd->len; i++)
    for (guint j = i; j > 0; j--)
      {
        const Track *left = &g_array_index (self->tracks, Track, order[j - 1]);
        const Track *right = &g_array_index (self->tracks, Track, order[j]);
        guint kept = order[j];

        if (count_crossings (self, left, right) <= count_crossings (self, right, left))
          break;
        order[j] = order[j - 1];
        order[j - 1] = kept;
      }
}

/* Gives each track of the crowd its place; they share the narrowest room that all of them have. */
static void
place_crowd (const Spread *self,
             const GArray *crowd)
{
  Track *tracks = (Track *) (gpointer) self->tracks->data;
  const guint *order = (const guint *) (gconstpointer) crowd->data;
  double least = -INFINITY;
  double most = INFINITY;
  double middle = 0;
  guint last = 0;
  double gap;

  for (guint i = 0; i < crowd->len; i++)
    {
      Track *track = &tracks[order[i]];

      track->lane = 0;
      for (guint j = 0; j < i; j++)
        if (overlap (track, &tracks[order[j]]))
          track->lane = MAX (track->lane, tracks[order[j]].lane + 1);
      last = MAX (last, track->lane);
      least = MAX (least, track->least);
      most = MIN (most, track->most);
      middle += track->at / crowd->len;
    }
  if (last == 0)
    return;
  gap = least < most ? MIN (LANE, (most - least) / last) : LANE;
  if (least < most)
    middle = CLAMP (middle, least + gap * last / 2, most - gap * last / 2);
  for (guint i = 0; i < crowd->len; i++)
    {
      Track *track = &tracks[order[i]];
      double wish = middle + gap * (track->lane - last / 2.0);

      track->at = CLAMP (wish, track->least, track->most);
    }
}

static void
place_crowds (Spread *self)
{
  guint n = self->tracks->len;
  g_autofree guint *next = g_new (guint, n);     /* track → the next one of its crowd, or n */
  g_autofree guint *last = g_new (guint, n);     /* crowd → its last track */
  g_autoptr(GArray) crowd = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      guint of = crowd_of (self, i);

      next[i] = n;
      if (of != i)
        next[last[of]] = i;
      last[of] = i;
    }
  for (guint i = 0; i < n; i++)
    {
      if (crowd_of (self, i) != i || next[i] == n)
        continue;
      g_array_set_size (crowd, 0);
      for (guint member = i; member < n; member = next[member])
        g_array_append_val (crowd, member);
      sort_crowd (self, crowd);
      place_crowd (self, crowd);
    }
}

static gboolean
is_free (const Spread *self,
         guint         index,
         double        at)
{
  const Track *tracks = (const Track *) (gconstpointer) self->tracks->data;
  const Track *track = &tracks[index];
  const double reach = 2 * MOST_SHIFT;      /* how far the order by place may be off by now */
  guint32 bundle = g_array_index (self->segments, Segment, track->first).bundle;

  for (int step = -1; step <= 1; step += 2)
    for (guint i = index + (guint) step; i < self->tracks->len; i += (guint) step)
      {
        if (fabs (tracks[i].at - track->at) > reach + MOST_SHIFT)
          break;
        if (fabs (tracks[i].at - at) < LANE - 1.5 && overlap (&tracks[i], track)
            && g_array_index (self->segments, Segment, tracks[i].first).bundle != bundle)
          return FALSE;
      }
  return TRUE;
}

/* What lies on a line that stays goes to the next free place. */
static void
leave_fixed (Spread *self)
{
  Track *tracks = (Track *) (gpointer) self->tracks->data;

  for (guint i = 0; i < self->tracks->len; i++)
    {
      Track *track = &tracks[i];

      if (track->fixed || track->least >= track->most || is_free (self, i, track->at))
        continue;
      for (int try = 2; try <= 2 * TRIES + 1; try++)
        {
          double at = track->at + (try % 2 == 0 ? LANE : -LANE) * (try / 2);

          if (at >= track->least && at <= track->most && is_free (self, i, at))
            {
              track->at = at;
              break;
            }
        }
    }
}

static void
write_back (const Spread *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      const Track *track = &g_array_index (self->tracks, Track, i);

      for (guint s = track->first; !track->fixed && s < track->first + track->n; s++)
        {
          const Segment *segment = &g_array_index (self->segments, Segment, s);
          GpPoint *points = &self->ways[segment->way].points[segment->index];

          if (self->upright)
            points[0].x = points[1].x = track->at;
          else
            points[0].y = points[1].y = track->at;
        }
    }
}

void
gp_layout_lanes_spread (GpLayoutRouter *router,
                        GpLayoutWay    *ways,
                        guint           n_ways)
{
  g_autoptr(GArray) segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  g_autoptr(GArray) tracks = g_array_new (FALSE, FALSE, sizeof (Track));
  Spread self = { router, ways, n_ways, TRUE, segments, tracks };

  for (int pass = 0; pass < 2; pass++)
    {
      self.upright = pass == 0;
      collect (&self);
      make_tracks (&self);
      g_array_sort (tracks, compare_tracks);
      form_crowds (&self);
      place_crowds (&self);
      leave_fixed (&self);
      write_back (&self);
    }
}
