/* gp-layout-part.c — draws what hangs together
 * SPDX-License-Identifier: Apache-2.0
 *
 * Layers suit what flows in one direction, springs what is meshed, and nobody knows beforehand:
 * so draw it in every way the budget allows, and let the area, the crossings and the lines through
 * cards decide. Springs know nothing of sizes; their answer is pulled apart afterwards, from the
 * smallest paper that could hold the cards, and squeezed. */
#define G_LOG_DOMAIN "gp-layout-part"

#include "config.h"

#include "gp-layout-part.h"

#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-layout-separate.h"

#include <math.h>
#include <string.h>

#define CROSSING_COST 0.02
#define PIERCED_COST  0.03

/* Fewer cards than this need no springs. */
#define SPRINGS_FROM  5

static const GpGraphvizMethod methods[] = {
  GP_GRAPHVIZ_DOT_RIGHT,
  GP_GRAPHVIZ_DOT_DOWN,
  GP_GRAPHVIZ_NEATO,
  GP_GRAPHVIZ_SFDP,
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

static double
score_of (const GpLayoutJob   *job,
          const GpLayoutGraph *graph,
          const GpRect        *rects)
{
  GpRect bounds = gp_layout_measure_bounds (rects, graph->n_nodes);
  double ugly = CROSSING_COST * gp_layout_measure_crossings (graph, rects, TRUE)
                + PIERCED_COST * gp_layout_measure_pierced (graph, rects, TRUE);

  return gp_layout_pack_cost (bounds.width + job->gap, bounds.height + job->gap, job->aspect)
         * (1 + ugly);
}

/* Shrinks or stretches the centres onto paper that the cards would just fill. */
static void
fit_paper (const GpLayoutJob *job,
           GpRect            *rects,
           guint              n_rects)
{
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;
  double area = 0;
  double scale;

  for (guint i = 0; i < n_rects; i++)
    {
      left = MIN (left, gp_rect_center_x (&rects[i]));
      right = MAX (right, gp_rect_center_x (&rects[i]));
      top = MIN (top, gp_rect_center_y (&rects[i]));
      bottom = MAX (bottom, gp_rect_center_y (&rects[i]));
      area += (rects[i].width + job->gap) * (rects[i].height + job->gap);
    }

  scale = sqrt (area / MAX ((right - left) * (bottom - top), 1));
  for (guint i = 0; i < n_rects; i++)
    {
      rects[i].x = (gp_rect_center_x (&rects[i]) - left) * scale - rects[i].width / 2;
      rects[i].y = (gp_rect_center_y (&rects[i]) - top) * scale - rects[i].height / 2;
    }
}

/* Keeps @candidate in @best where it is better. */
static void
consider (const GpLayoutJob   *job,
          const GpLayoutGraph *graph,
          GpRect              *candidate,
          GpRect              *best,
          double              *best_score)
{
  double score = score_of (job, graph, candidate);

  if (score < *best_score)
    {
      memcpy (best, candidate, graph->n_nodes * sizeof (GpRect));
      *best_score = score;
    }
}

static gboolean
draw_by (const GpLayoutJob     *job,
         GpGraphvizMethod       method,
         const GpLayoutGraph   *graph,
         const GpGraphvizEdge  *edges,
         GpRect                *candidate,
         GpRect                *best,
         double                *best_score,
         GError               **error)
{
  guint n = graph->n_nodes;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (!gp_graphviz_place (job->graphviz, method, candidate, n, edges, graph->n_pairs, job->gap,
                          error))
    return FALSE;

  if (method == GP_GRAPHVIZ_SFDP || method == GP_GRAPHVIZ_NEATO)
    fit_paper (job, candidate, n);
  if (gp_layout_measure_overlaps (candidate, n, job->gap) > 0)
    gp_layout_separate (candidate, n, job->gap);
  consider (job, graph, candidate, best, best_score);
  gp_layout_squeeze (candidate, n, job->gap);
  consider (job, graph, candidate, best, best_score);

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

gboolean
gp_layout_part_draw (const GpLayoutJob    *job,
                     const GpLayoutGraph  *graph,
                     GpRect               *rects,
                     double               *score,
                     GError              **error)
{
  guint n = graph->n_nodes;
  g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, MAX (graph->n_pairs, 1));
  g_autofree GpRect *candidate = g_memdup2 (rects, n * sizeof (GpRect));
  double best_score = INFINITY;

  for (guint i = 0; i < graph->n_pairs; i++)
    edges[i] = (GpGraphvizEdge) { .from = graph->pairs[i].from, .to = graph->pairs[i].to };

  if (n == 1)
    rects[0].x = rects[0].y = 0;
  else if (n == 2)
    draw_two (job, rects);

  for (guint i = 0; n > 2 && i < MIN (job->budget.methods, G_N_ELEMENTS (methods)); i++)
    {
      if (n < SPRINGS_FROM && methods[i] != GP_GRAPHVIZ_DOT_RIGHT
          && methods[i] != GP_GRAPHVIZ_DOT_DOWN)
        continue;
      if (!draw_by (job, methods[i], graph, edges, candidate, rects, &best_score, error))
        return FALSE;
    }

  move_to_origin (rects, n);
  if (score != NULL)
    *score = n > 2 ? best_score : score_of (job, graph, rects);

  return TRUE;
}
