/* gp-layout-polish.c — small moves that take crossings away
 * SPDX-License-Identifier: Apache-2.0
 *
 * A hill climb on the very thing that is counted in the end. Only the lines at the cards that move
 * change, so a move is judged by the crossings of those few lines with all others, before and
 * after. Lines are kept as an array of plain floats: that loop is where the time goes. */
#define G_LOG_DOMAIN "gp-layout-polish"

#include "config.h"

#include "gp-layout-polish.h"

#include <math.h>
#include <string.h>

typedef struct
{
  float   x1, y1;
  float   x2, y2;
  float   left, right;
  float   top, bottom;
  guint32 a, b;
} Line;

typedef struct
{
  const GpLayoutJob *job;
  GpRect            *rects;
  Line              *lines;
  guint              n_lines;
  guint             *first;      /* the lines at card i: at[first[i]] up to at[first[i + 1]] */
  guint32           *at;
  guint             *mark;       /* per line: the move that last picked it */
  guint              move;
  guint32           *picked;     /* the lines that the move changes */
  guint              n_picked;
  GpRect            *saved;      /* scratch: the cards of a group before they are mirrored */
} Polish;

/* What lines cost: crossings first, then length. */
typedef struct
{
  guint  crossings;
  double length;
} Cost;

static gboolean
is_less (const Cost *a,
         const Cost *b)
{
  return a->crossings < b->crossings
         || (a->crossings == b->crossings && a->length < b->length - 1);
}

static void
place_line (Polish *self,
            guint   index)
{
  Line *line = &self->lines[index];

  line->x1 = gp_rect_center_x (&self->rects[line->a]);
  line->y1 = gp_rect_center_y (&self->rects[line->a]);
  line->x2 = gp_rect_center_x (&self->rects[line->b]);
  line->y2 = gp_rect_center_y (&self->rects[line->b]);
  line->left = MIN (line->x1, line->x2);
  line->right = MAX (line->x1, line->x2);
  line->top = MIN (line->y1, line->y2);
  line->bottom = MAX (line->y1, line->y2);
}

/* Takes the lines that begin or end in the clusters. */
static void
polish_init (Polish              *self,
             const GpLayoutGraph *graph,
             const GArray        *clusters)
{
  g_autofree guint *next = NULL;
  g_autofree gboolean *inside = g_new0 (gboolean, MAX (graph->n_nodes, 1));

  for (guint i = 0; i < clusters->len; i++)
    {
      const GArray *cards = g_array_index (clusters, GpLayoutCluster, i).cards;

      for (guint c = 0; c < cards->len; c++)
        inside[g_array_index (cards, guint32, c)] = TRUE;
    }

  self->lines = g_new0 (Line, MAX (graph->n_pairs, 1));
  self->first = g_new0 (guint, graph->n_nodes + 1);
  self->saved = g_new (GpRect, MAX (graph->n_nodes, 1));

  for (guint i = 0; i < graph->n_pairs; i++)
    {
      const GpLayoutPair *pair = &graph->pairs[i];

      if ((pair->to_hub && !self->job->with_hubs) || !(inside[pair->from] || inside[pair->to]))
        continue;
      self->lines[self->n_lines].a = pair->from;
      self->lines[self->n_lines].b = pair->to;
      place_line (self, self->n_lines++);
      self->first[pair->from + 1]++;
      self->first[pair->to + 1]++;
    }
  for (guint i = 0; i < graph->n_nodes; i++)
    self->first[i + 1] += self->first[i];

  next = g_memdup2 (self->first, (graph->n_nodes + 1) * sizeof (guint));
  self->at = g_new (guint32, MAX (2 * self->n_lines, 1));
  self->mark = g_new0 (guint, MAX (self->n_lines, 1));
  self->picked = g_new (guint32, MAX (self->n_lines, 1));
  for (guint i = 0; i < self->n_lines; i++)
    {
      self->at[next[self->lines[i].a]++] = i;
      self->at[next[self->lines[i].b]++] = i;
    }
}

static void
polish_clear (Polish *self)
{
  g_free (self->lines);
  g_free (self->first);
  g_free (self->at);
  g_free (self->mark);
  g_free (self->picked);
  g_free (self->saved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Polish, polish_clear)

static void
begin_move (Polish *self)
{
  self->move++;
  self->n_picked = 0;
}

static void
pick_lines_of (Polish  *self,
               guint32  card)
{
  for (guint i = self->first[card]; i < self->first[card + 1]; i++)
    {
      guint32 line = self->at[i];

      if (self->mark[line] != self->move)
        {
          self->mark[line] = self->move;
          self->picked[self->n_picked++] = line;
        }
    }
}

static inline float
side_of (const Line *line,
         float       x,
         float       y)
{
  return (line->x2 - line->x1) * (y - line->y1) - (line->y2 - line->y1) * (x - line->x1);
}

/* Crossings of the picked lines with all lines, and their length. Gives up above @enough. */
static Cost
cost_of_picked (const Polish *self,
                guint         enough)
{
  Cost cost = { 0 };

  for (guint p = 0; p < self->n_picked && cost.crossings <= enough; p++)
    {
      guint32 index = self->picked[p];
      const Line line = self->lines[index];

      cost.length += hypotf (line.x2 - line.x1, line.y2 - line.y1);
      for (guint i = 0; i < self->n_lines; i++)
        {
          const Line *other = &self->lines[i];

          if (other->left > line.right || other->right < line.left
              || other->top > line.bottom || other->bottom < line.top)
            continue;
          if (side_of (&line, other->x1, other->y1) * side_of (&line, other->x2, other->y2) > 0
              || side_of (other, line.x1, line.y1) * side_of (other, line.x2, line.y2) > 0)
            continue;
          if (other->a == line.a || other->a == line.b || other->b == line.a
              || other->b == line.b)
            continue;
          /* Two picked lines meet each other twice in these loops. */
          if (self->mark[i] != self->move || i > index)
            cost.crossings++;
        }
    }

  return cost;
}

static void
place_picked (Polish *self)
{
  for (guint p = 0; p < self->n_picked; p++)
    place_line (self, self->picked[p]);
}

static void
mirror (Polish                *self,
        const GpLayoutCluster *cluster,
        gboolean               across,
        gboolean               down)
{
  const GpRect *bounds = &cluster->bounds;

  for (guint i = 0; i < cluster->cards->len; i++)
    {
      GpRect *rect = &self->rects[g_array_index (cluster->cards, guint32, i)];

      if (across)
        rect->x = 2 * bounds->x + bounds->width - rect->x - rect->width;
      if (down)
        rect->y = 2 * bounds->y + bounds->height - rect->y - rect->height;
    }
  place_picked (self);
}

/* Returns: whether the group looks better now, turned over in one of three ways. */
static gboolean
try_mirrors (Polish                *self,
             const GpLayoutCluster *cluster)
{
  Cost cost;
  guint best = 0;

  begin_move (self);
  for (guint i = 0; i < cluster->cards->len; i++)
    {
      guint32 card = g_array_index (cluster->cards, guint32, i);

      self->saved[i] = self->rects[card];
      pick_lines_of (self, card);
    }
  if (self->n_picked == 0)
    return FALSE;

  cost = cost_of_picked (self, G_MAXUINT);
  for (guint way = 1; way < 4; way++)
    {
      Cost changed;

      mirror (self, cluster, way & 1, way & 2);
      changed = cost_of_picked (self, cost.crossings);
      if (is_less (&changed, &cost))
        {
          cost = changed;
          best = way;
        }
      for (guint i = 0; i < cluster->cards->len; i++)
        self->rects[g_array_index (cluster->cards, guint32, i)] = self->saved[i];
    }
  mirror (self, cluster, best & 1, best & 2);

  return best != 0;
}

/* Whether the card keeps its distance to the others of the group and stays in its bounds. */
static gboolean
fits (const Polish          *self,
      const GpLayoutCluster *cluster,
      guint32                card)
{
  const GpRect *rect = &self->rects[card];
  const GpRect *bounds = &cluster->bounds;

  if (rect->x + rect->width > bounds->x + bounds->width + 0.01
      || rect->y + rect->height > bounds->y + bounds->height + 0.01)
    return FALSE;

  for (guint i = 0; i < cluster->cards->len; i++)
    {
      guint32 other = g_array_index (cluster->cards, guint32, i);

      if (other != card && gp_rect_gap (rect, &self->rects[other]) < self->job->gap - 0.01)
        return FALSE;
    }

  return TRUE;
}

static void
exchange (GpRect *a,
          GpRect *b)
{
  GpRect kept = *a;

  a->x = b->x;
  a->y = b->y;
  b->x = kept.x;
  b->y = kept.y;
}

/* Returns: whether the two stand better in each other's place. */
static gboolean
try_exchange (Polish                *self,
              const GpLayoutCluster *cluster,
              guint32                a,
              guint32                b)
{
  GpRect *rect_a = &self->rects[a];
  GpRect *rect_b = &self->rects[b];
  Cost before;
  Cost after;

  exchange (rect_a, rect_b);
  if (!fits (self, cluster, a) || !fits (self, cluster, b))
    {
      exchange (rect_a, rect_b);
      return FALSE;
    }

  begin_move (self);
  pick_lines_of (self, a);
  pick_lines_of (self, b);
  before = cost_of_picked (self, G_MAXUINT);
  place_picked (self);
  after = cost_of_picked (self, before.crossings);
  if (is_less (&after, &before))
    return TRUE;

  exchange (rect_a, rect_b);
  place_picked (self);
  return FALSE;
}

static gboolean
exchange_cards (Polish                *self,
                const GpLayoutCluster *cluster)
{
  const guint32 *cards = (const guint32 *) cluster->cards->data;
  gboolean better = FALSE;

  for (guint i = 0; i < cluster->cards->len; i++)
    for (guint j = i + 1; j < cluster->cards->len; j++)
      {
        guint32 a = cards[i];
        guint32 b = cards[j];

        if (self->first[a] == self->first[a + 1] && self->first[b] == self->first[b + 1])
          continue;
        better |= try_exchange (self, cluster, a, b);
      }

  return better;
}

gboolean
gp_layout_polish (const GpLayoutJob    *job,
                  const GpLayoutGraph  *graph,
                  const GArray         *clusters,
                  GpRect               *rects,
                  guint                 rounds,
                  GError              **error)
{
  g_auto(Polish) self = { .job = job, .rects = rects };
  gboolean better = rounds > 0;

  polish_init (&self, graph, clusters);
  for (guint round = 0; better && round < rounds; round++)
    {
      better = FALSE;
      for (guint i = 0; i < clusters->len; i++)
        {
          const GpLayoutCluster *cluster = &g_array_index (clusters, GpLayoutCluster, i);

          if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
            return FALSE;
          better |= try_mirrors (&self, cluster);
          better |= exchange_cards (&self, cluster);
        }
    }

  return TRUE;
}
