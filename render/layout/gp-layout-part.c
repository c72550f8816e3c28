/* gp-layout-part.c — draws what hangs together
 * SPDX-License-Identifier: Apache-2.0
 *
 * Layers suit what flows in one direction, springs what is meshed, and nobody knows beforehand:
 * so draw it in every way the budget allows, and let the area, the crossings and the lines through
 * cards decide. Where there is time, the best ways are polished first. In a small drawing every
 * line is followed by eye: it may have no more crossings than the best plain answer of Graphviz.
 *
 * Springs know nothing of sizes: their answer is pulled apart afterwards, from the smallest paper
 * that could hold the cards, and squeezed. That may bring in crossings, so larger papers are tried
 * where there is time; the last one is so large that nothing has to be pulled apart. */
#define G_LOG_DOMAIN "gp-layout-part"

#include "config.h"

#include "gp-layout-part.h"

#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-layout-polish.h"
#include "gp-layout-separate.h"

#include <math.h>
#include <string.h>

#define CROSSING_COST 0.02
#define PIERCED_COST  0.03

/* More than any drawing costs: for each crossing that plain Graphviz does without. */
#define EXCESS_COST   1e15

/* Fewer cards than this need no springs. */
#define SPRINGS_FROM  5

#define N_METHODS 4

/* What is tried first. In a small drawing nothing crosses less than sfdp; among the many groups of
 * a large one, neato leaves them the better shapes. */
static const GpGraphvizMethod large_methods[N_METHODS] = {
  GP_GRAPHVIZ_DOT_RIGHT, GP_GRAPHVIZ_DOT_DOWN, GP_GRAPHVIZ_NEATO, GP_GRAPHVIZ_SFDP,
};
static const GpGraphvizMethod small_methods[N_METHODS] = {
  GP_GRAPHVIZ_DOT_RIGHT, GP_GRAPHVIZ_DOT_DOWN, GP_GRAPHVIZ_SFDP, GP_GRAPHVIZ_NEATO,
};

static void
move_to_origin (GpRect *rects,
                guint   n_rects)
{
  GpRect bounds = gp_layout_measure_bounds (rects, n_rects);

  for (guint i = 0; i < n_rects; i++)
    {
      rects[i].x -= bounds.x;
      rects[i].y -= bounds.y;
    }
}

/* By what factor the distances between centres must grow until no two cards are too near. */
static double
room_needed (const GpLayoutJob *job,
             const GpRect      *rects,
             guint              n_rects)
{
  double most = 0;

  for (guint i = 0; i < n_rects; i++)
    for (guint j = i + 1; j < n_rects; j++)
      {
        const GpRect *a = &rects[i];
        const GpRect *b = &rects[j];
        double dx = fabs (gp_rect_center_x (a) - gp_rect_center_x (b));
        double dy = fabs (gp_rect_center_y (a) - gp_rect_center_y (b));
        double across = ((a->width + b->width) / 2 + job->gap) / MAX (dx, 1e-6);
        double down = ((a->height + b->height) / 2 + job->gap) / MAX (dy, 1e-6);

        most = MAX (most, MIN (across, down));
      }

  return most * 1.0001;
}

/* By what factor they must grow, or shrink, for paper that the cards would just fill. */
static double
paper_needed (const GpLayoutJob *job,
              const GpRect      *rects,
              guint              n_rects)
{
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
  double area = 0;

  for (guint i = 0; i < n_rects; i++)
    {
      left = MIN (left, gp_rect_center_x (&rects[i]));
      right = MAX (right, gp_rect_center_x (&rects[i]));
      top = MIN (top, gp_rect_center_y (&rects[i]));
      bottom = MAX (bottom, gp_rect_center_y (&rects[i]));
      area += (rects[i].width + job->gap) * (rects[i].height + job->gap);
    }

  return sqrt (area / MAX ((right - left) * (bottom - top), 1));
}

static void
scale (const GpRect *from,
       double        factor,
       GpRect       *rects,
       guint         n_rects)
{
  for (guint i = 0; i < n_rects; i++)
    rects[i] = (GpRect) {
      .x = gp_rect_center_x (&from[i]) * factor - from[i].width / 2,
      .y = gp_rect_center_y (&from[i]) * factor - from[i].height / 2,
      .width = from[i].width,
      .height = from[i].height,
    };
}

typedef struct
{
  GpRect  *rects;
  guint    crossings;
  double   cost;          /* area, more for what is ugly */
  gboolean polished;
} Candidate;

typedef struct
{
  const GpLayoutJob   *job;
  const GpLayoutGraph *graph;
  GArray              *candidates;      /* of Candidate: only the best one where none is polished */
  guint                fewest;          /* crossings of the best plain answer of Graphviz */
} Part;

static void
candidate_clear (gpointer data)
{
  g_clear_pointer (&((Candidate *) data)->rects, g_free);
}

static void
judge (const Part *self,
       Candidate  *candidate)
{
  GpRect bounds = gp_layout_measure_bounds (candidate->rects, self->graph->n_nodes);
  guint pierced = gp_layout_measure_pierced (self->graph, candidate->rects, TRUE);

  candidate->crossings = gp_layout_measure_crossings (self->graph, candidate->rects, TRUE);
  candidate->cost = gp_layout_pack_cost (bounds.width + self->job->gap,
                                         bounds.height + self->job->gap, self->job->aspect)
                    * (1 + CROSSING_COST * candidate->crossings + PIERCED_COST * pierced);
}

static double
cost_with_excess (const Part      *self,
                  const Candidate *candidate)
{
  guint excess = candidate->crossings > self->fewest ? candidate->crossings - self->fewest : 0;

  return candidate->cost + EXCESS_COST * excess;
}

static double
plain_cost (const Part      *self,
            const Candidate *candidate)
{
  return candidate->cost;
}

typedef double (*CostFunc) (const Part *self, const Candidate *candidate);

/* The cheapest that has not been polished, or of all. NULL where there is none. */
static Candidate *
cheapest (const Part *self,
          CostFunc    cost_of,
          gboolean    polished_too)
{
  Candidate *best = NULL;

  for (guint i = 0; i < self->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i);

      if ((polished_too || !candidate->polished)
          && (best == NULL || cost_of (self, candidate) < cost_of (self, best)))
        best = candidate;
    }

  return best;
}

static gboolean
polish (Part    *self,
        GpRect  *rects,
        GError **error)
{
  g_autoptr(GArray) clusters = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));
  GpLayoutCluster whole = {
    .cards = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .bounds = gp_layout_measure_bounds (rects, self->graph->n_nodes),
  };

  g_array_set_clear_func (clusters, gp_layout_cluster_clear);
  for (guint32 i = 0; i < self->graph->n_nodes; i++)
    g_array_append_val (whole.cards, i);
  g_array_append_val (clusters, whole);

  return gp_layout_polish (self->job, self->graph, clusters, rects,
                           self->job->budget.polish_rounds, error);
}

static void
consider (Part         *self,
          const GpRect *rects)
{
  Candidate candidate = {
    .rects = g_memdup2 (rects, self->graph->n_nodes * sizeof (GpRect)),
  };

  judge (self, &candidate);
  if (self->job->budget.polished_parts == 0 && self->candidates->len > 0)
    {
      if (candidate.cost >= g_array_index (self->candidates, Candidate, 0).cost)
        {
          candidate_clear (&candidate);
          return;
        }
      g_array_set_size (self->candidates, 0);
    }
  g_array_append_val (self->candidates, candidate);
}

/* Polishes it, then squeezes it unless that costs more than it gains. */
static gboolean
improve (Part       *self,
         Candidate  *candidate,
         GError    **error)
{
  guint n = self->graph->n_nodes;
  Candidate squeezed = { .polished = TRUE };

  if (!polish (self, candidate->rects, error))
    return FALSE;

  candidate->polished = TRUE;
  judge (self, candidate);
  squeezed.rects = g_memdup2 (candidate->rects, n * sizeof (GpRect));
  gp_layout_squeeze (squeezed.rects, n, self->job->gap);
  judge (self, &squeezed);
  g_array_append_val (self->candidates, squeezed);

  return TRUE;
}

/* Improves those that keep within the crossings and the small ones, by turns. Polishing never adds
 * a crossing, so one that keeps within them is there in the end. */
static gboolean
improve_best (Part    *self,
              GError **error)
{
  static const CostFunc orders[] = { cost_with_excess, plain_cost };

  for (guint i = 0; i < self->job->budget.polished_parts; i++)
    {
      Candidate *candidate = cheapest (self, orders[i % G_N_ELEMENTS (orders)], FALSE);

      if (candidate == NULL)
        break;
      if (!improve (self, candidate, error))
        return FALSE;
    }

  return TRUE;
}

/* @candidate as it is, and squeezed. */
static void
consider_both (Part   *self,
               GpRect *candidate)
{
  guint n = self->graph->n_nodes;

  if (gp_layout_measure_overlaps (candidate, n, self->job->gap) > 0)
    gp_layout_separate (candidate, n, self->job->gap);
  consider (self, candidate);
  gp_layout_squeeze (candidate, n, self->job->gap);
  consider (self, candidate);
}

/* The same springs on one or more papers. */
static void
consider_papers (Part         *self,
                 const GpRect *springs,
                 GpRect       *candidate)
{
  static const double papers[] = { 1, 1.3, 1.7 };
  guint n = self->graph->n_nodes;
  double least = paper_needed (self->job, springs, n);
  double most = room_needed (self->job, springs, n);

  for (guint i = 0; i < (self->job->budget.polished_parts > 0 ? G_N_ELEMENTS (papers) : 1); i++)
    {
      scale (springs, MIN (least * papers[i], most), candidate, n);
      consider_both (self, candidate);
    }
  if (self->job->budget.polished_parts == 0)
    return;

  scale (springs, most, candidate, n);
  consider_both (self, candidate);
}

static gboolean
draw_by (Part                  *self,
         GpGraphvizMethod       method,
         const GpGraphvizEdge  *edges,
         GpRect                *candidate,
         GError               **error)
{
  const GpLayoutJob *job = self->job;
  guint n = self->graph->n_nodes;
  g_autofree GpRect *springs = NULL;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (!gp_graphviz_place (job->graphviz, method, candidate, n, edges, self->graph->n_pairs,
                          job->gap, error))
    return FALSE;
  if (job->crossings_first)
    self->fewest = MIN (self->fewest, gp_layout_measure_crossings (self->graph, candidate, TRUE));
  if (method == GP_GRAPHVIZ_DOT_RIGHT || method == GP_GRAPHVIZ_DOT_DOWN)
    {
      consider_both (self, candidate);
      return TRUE;
    }

  springs = g_memdup2 (candidate, n * sizeof (GpRect));
  consider_papers (self, springs, candidate);
  return TRUE;
}

/* Two cards: side by side or one above the other. */
static void
draw_two (const GpLayoutJob *job,
          GpRect            *rects)
{
  double wide = gp_layout_pack_cost (rects[0].width + job->gap + rects[1].width,
                                     MAX (rects[0].height, rects[1].height), job->aspect);
  double high = gp_layout_pack_cost (MAX (rects[0].width, rects[1].width),
                                     rects[0].height + job->gap + rects[1].height, job->aspect);

  rects[0].x = rects[0].y = rects[1].x = rects[1].y = 0;
  if (wide <= high)
    rects[1].x = rects[0].width + job->gap;
  else
    rects[1].y = rects[0].height + job->gap;
}

static gboolean
draw_many (const GpLayoutJob    *job,
           const GpLayoutGraph  *graph,
           GpRect               *rects,
           GError              **error)
{
  guint n = graph->n_nodes;
  g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, MAX (graph->n_pairs, 1));
  g_autofree GpRect *scratch = g_memdup2 (rects, n * sizeof (GpRect));
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  const GpGraphvizMethod *methods = job->crossings_first ? small_methods : large_methods;
  Part self = { .job = job, .graph = graph, .candidates = candidates, .fewest = G_MAXUINT };

  g_array_set_clear_func (candidates, candidate_clear);
  for (guint i = 0; i < graph->n_pairs; i++)
    edges[i] = (GpGraphvizEdge) { .from = graph->pairs[i].from, .to = graph->pairs[i].to };

  for (guint i = 0; i < MIN (job->budget.methods, N_METHODS); i++)
    {
      if (n < SPRINGS_FROM && methods[i] != GP_GRAPHVIZ_DOT_RIGHT
          && methods[i] != GP_GRAPHVIZ_DOT_DOWN)
        continue;
      if (!draw_by (&self, methods[i], edges, scratch, error))
        return FALSE;
    }
  if (!improve_best (&self, error))
    return FALSE;

  memcpy (rects, cheapest (&self, cost_with_excess, TRUE)->rects, n * sizeof (GpRect));
  return TRUE;
}

gboolean
gp_layout_part_draw (const GpLayoutJob    *job,
                     const GpLayoutGraph  *graph,
                     GpRect               *rects,
                     GError              **error)
{
  if (graph->n_nodes == 1)
    rects[0].x = rects[0].y = 0;
  else if (graph->n_nodes == 2)
    draw_two (job, rects);
  else if (!draw_many (job, graph, rects, error))
    return FALSE;

  move_to_origin (rects, graph->n_nodes);
  return TRUE;
}
