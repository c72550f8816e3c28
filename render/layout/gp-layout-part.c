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
#include "gp-layout-scale.h"
#include "gp-layout-separate.h"

#include <string.h>

#define CROSSING_COST 0.02
#define PIERCED_COST  0.03

/* More than any drawing costs: for each crossing that plain Graphviz does without. */
#define EXCESS_COST   1e15

/* Lines between fewer cards cannot cross: they need no springs. */
#define SPRINGS_FROM  4

/* How many times larger than needed paper may become. */
#define MOST_ROOM     100.0

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
  GpRect              *plain;           /* the answer of Graphviz with the fewest crossings */
  guint                fewest;          /* its crossings; both only in a small drawing */
} Part;

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->candidates, g_array_unref);
  g_clear_pointer (&self->plain, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

static void
candidate_clear (gpointer data)
{
  g_clear_pointer (&((Candidate *) data)->rects, g_free);
}

/* Where crossings come first, of what will be seen in the end: half a unit may make two cross. */
static void
judge (const Part *self,
       Candidate  *candidate)
{
  GpRect bounds;
  guint pierced;

  if (self->job->crossings_first)
    gp_layout_scale_round (candidate->rects, self->graph->n_nodes);
  bounds = gp_layout_measure_bounds (candidate->rects, self->graph->n_nodes);
  pierced = gp_layout_measure_pierced (self->graph, candidate->rects, TRUE);
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

/* Improves those that keep within the crossings and the small ones, by turns. */
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
  double least = gp_layout_scale_for_paper (springs, n, self->job->gap);
  double most = gp_layout_scale_for_room (springs, n, self->job->gap);

  for (guint i = 0; i < (self->job->budget.polished_parts > 0 ? G_N_ELEMENTS (papers) : 1); i++)
    {
      gp_layout_scale (springs, MIN (least * papers[i], most), candidate, n);
      if (gp_layout_measure_overlaps (candidate, n, self->job->gap) > 0)
        gp_layout_separate (candidate, n, self->job->gap);
      consider_both (self, candidate);
    }
  if (self->job->budget.polished_parts == 0)
    return;

  gp_layout_scale (springs, most, candidate, n);
  consider_both (self, candidate);
}

/* Remembers the answer of Graphviz that nothing may be worse than. */
static void
remember_plain (Part         *self,
                const GpRect *answer)
{
  guint crossings = gp_layout_measure_crossings (self->graph, answer, TRUE);

  if (crossings >= self->fewest)
    return;

  self->fewest = crossings;
  g_free (self->plain);
  self->plain = g_memdup2 (answer, self->graph->n_nodes * sizeof (GpRect));
}

/* A small drawing is asked for as anybody would ask, and gets the room that rounding takes
 * afterwards. */
static gboolean
draw_by (Part                  *self,
         GpGraphvizMethod       method,
         const GpGraphvizEdge  *edges,
         GpRect                *candidate,
         GError               **error)
{
  const GpLayoutJob *job = self->job;
  guint n = self->graph->n_nodes;
  double gap = job->crossings_first ? MAX (job->gap - GP_LAYOUT_ROUNDING, 0) : job->gap;
  g_autofree GpRect *springs = NULL;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (!gp_graphviz_place (job->graphviz, method, candidate, n, edges, self->graph->n_pairs, gap,
                          error))
    return FALSE;
  if (job->crossings_first)
    remember_plain (self, candidate);
  if (method == GP_GRAPHVIZ_DOT_RIGHT || method == GP_GRAPHVIZ_DOT_DOWN)
    {
      if (gp_layout_measure_overlaps (candidate, n, job->gap) > 0)
        gp_layout_scale (candidate, gp_layout_scale_for_room (candidate, n, job->gap), candidate,
                         n);
      consider_both (self, candidate);
      return TRUE;
    }

  springs = g_memdup2 (candidate, n * sizeof (GpRect));
  consider_papers (self, springs, candidate);
  return TRUE;
}

/* The plain answer, on paper so large that rounding changes nothing. Lines that touch count as
 * crossing, therefore there is such a paper; nearly always it is the first one. */
static void
fall_back_to_plain (Part   *self,
                    GpRect *rects)
{
  guint n = self->graph->n_nodes;
  double factor = MAX (gp_layout_scale_for_room (self->plain, n, self->job->gap), 1);
  guint crossings;

  do
    {
      gp_layout_scale (self->plain, factor, rects, n);
      gp_layout_scale_round (rects, n);
      crossings = gp_layout_measure_crossings (self->graph, rects, TRUE);
      factor *= 1.1;
    }
  while (crossings > self->fewest && factor < MOST_ROOM);
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
  const GpGraphvizMethod *methods = job->crossings_first ? small_methods : large_methods;
  g_auto(Part) self = {
    .job = job,
    .graph = graph,
    .candidates = g_array_new (FALSE, FALSE, sizeof (Candidate)),
    .fewest = G_MAXUINT,
  };
  const Candidate *best;

  g_array_set_clear_func (self.candidates, candidate_clear);
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

  best = cheapest (&self, cost_with_excess, TRUE);
  if (best->crossings > self.fewest)
    fall_back_to_plain (&self, rects);
  else
    memcpy (rects, best->rects, n * sizeof (GpRect));

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
