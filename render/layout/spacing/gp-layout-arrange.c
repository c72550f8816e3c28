/* gp-layout-arrange.c — says where each group goes
 * SPDX-License-Identifier: Apache-2.0
 *
 * Springs between the groups give a first idea of who belongs beside whom; annealing makes a tight
 * arrangement of it. The lines between two groups are one wire, fixed where they begin and end on
 * average inside the groups. */
#define G_LOG_DOMAIN "gp-layout-arrange"

#include "config.h"

#include "gp-layout-arrange.h"

#include "gp-layout-anneal.h"
#include "gp-layout-louvain.h"
#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-layout-resize.h"

#include <string.h>

#define MOST_AT_ONCE    100
#define MOST_GATHERED   90
#define LEAST_GATHERED  3

#define CLUSTER(clusters, i) (&g_array_index ((clusters), GpLayoutCluster, (i)))

/* Per card, the cluster it is in, or G_MAXUINT32. */
static guint32 *
map_cards (const GpLayoutGraph *graph,
           const GArray        *clusters)
{
  guint32 *cluster_of = g_new (guint32, MAX (graph->n_nodes, 1));

  memset (cluster_of, 0xff, graph->n_nodes * sizeof (guint32));
  for (guint i = 0; i < clusters->len; i++)
    {
      const GArray *cards = CLUSTER (clusters, i)->cards;

      for (guint c = 0; c < cards->len; c++)
        cluster_of[g_array_index (cards, guint32, c)] = i;
    }

  return cluster_of;
}

/* One wire for each line between clusters, not yet bundled. Lines to hubs lead everywhere and do
 * not say where a group belongs. */
static GArray *
collect_wires (const GpLayoutJob   *job,
               const GpLayoutGraph *graph,
               const GArray        *clusters,
               const GpRect        *rects)
{
  g_autofree guint32 *cluster_of = map_cards (graph, clusters);
  GArray *wires = g_array_new (FALSE, FALSE, sizeof (GpAnnealWire));

  for (guint i = 0; i < graph->n_pairs; i++)
    {
      const GpLayoutPair *pair = &graph->pairs[i];
      guint32 a = pair->from;
      guint32 b = pair->to;
      GpAnnealWire wire = { .weight = 1 };

      if (cluster_of[a] > cluster_of[b])
        {
          a = pair->to;
          b = pair->from;
        }
      wire.a = cluster_of[a];
      wire.b = cluster_of[b];
      if (wire.a == wire.b || wire.b == G_MAXUINT32 || (pair->to_hub && !job->with_hubs))
        continue;

      wire.ax = gp_rect_center_x (&rects[a]) - CLUSTER (clusters, wire.a)->bounds.x;
      wire.ay = gp_rect_center_y (&rects[a]) - CLUSTER (clusters, wire.a)->bounds.y;
      wire.bx = gp_rect_center_x (&rects[b]) - CLUSTER (clusters, wire.b)->bounds.x;
      wire.by = gp_rect_center_y (&rects[b]) - CLUSTER (clusters, wire.b)->bounds.y;
      g_array_append_val (wires, wire);
    }

  return wires;
}

/* Makes one of all wires between the same two clusters. */
static void
bundle_wires (GArray *wires,
              guint   n_clusters)
{
  g_autofree guint32 *bundle = g_new (guint32, MAX (n_clusters * n_clusters, 1));
  guint count = 0;

  memset (bundle, 0xff, n_clusters * n_clusters * sizeof (guint32));
  for (guint i = 0; i < wires->len; i++)
    {
      GpAnnealWire wire = g_array_index (wires, GpAnnealWire, i);
      guint32 *at = &bundle[wire.a * n_clusters + wire.b];
      GpAnnealWire *sum;
      double share;

      if (*at == G_MAXUINT32)
        {
          *at = count;
          g_array_index (wires, GpAnnealWire, count++) = wire;
          continue;
        }
      sum = &g_array_index (wires, GpAnnealWire, *at);
      sum->weight += wire.weight;
      share = wire.weight / sum->weight;
      sum->ax += (wire.ax - sum->ax) * share;
      sum->ay += (wire.ay - sum->ay) * share;
      sum->bx += (wire.bx - sum->bx) * share;
      sum->by += (wire.by - sum->by) * share;
    }
  g_array_set_size (wires, count);
}

/* Where to begin: springs between the clusters, on paper of about the right size. */
static gboolean
first_idea (const GpLayoutJob  *job,
            GpRect             *boxes,
            guint               n_boxes,
            const GArray       *wires,
            double              gap,
            GError            **error)
{
  g_autofree GpGraphvizEdge *edges = g_new (GpGraphvizEdge, MAX (wires->len, 1));

  if (wires->len == 0)
    {
      gp_layout_pack (boxes, n_boxes, gap, job->aspect, NULL);
      return TRUE;
    }

  for (guint i = 0; i < wires->len; i++)
    edges[i] = (GpGraphvizEdge) {
      .from = g_array_index (wires, GpAnnealWire, i).a,
      .to = g_array_index (wires, GpAnnealWire, i).b,
    };

  return gp_graphviz_place (job->graphviz, GP_GRAPHVIZ_SFDP, boxes, n_boxes, edges, wires->len,
                            gap, error);
}

static gboolean
arrange_flat (const GpLayoutJob    *job,
              const GpLayoutGraph  *graph,
              GArray               *clusters,
              GpRect               *rects,
              double                gap,
              GError              **error)
{
  guint n = clusters->len;
  g_autoptr(GArray) wires = collect_wires (job, graph, clusters, rects);
  g_autofree GpRect *boxes = g_new (GpRect, MAX (n, 1));

  bundle_wires (wires, n);
  for (guint i = 0; i < n; i++)
    boxes[i] = CLUSTER (clusters, i)->bounds;
  if (!first_idea (job, boxes, n, wires, gap, error))
    return FALSE;

  gp_layout_anneal (boxes, n, (GpAnnealWire *) wires->data, wires->len, gap, job->aspect,
                    job->budget.anneal_moves, job->seed, job->cancellable);
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    gp_layout_cluster_move (CLUSTER (clusters, i), rects, boxes[i].x, boxes[i].y);

  return TRUE;
}

/* Clusters of clusters: (element-type GArray) of GpLayoutCluster, which share their cards. */
static GPtrArray *
gather (const GpLayoutJob   *job,
        const GpLayoutGraph *graph,
        const GArray        *clusters,
        const GpRect        *rects)
{
  g_autoptr(GArray) wires = collect_wires (job, graph, clusters, rects);
  g_autofree GpLouvainEdge *ties = g_new (GpLouvainEdge, MAX (wires->len, 1));
  g_autofree guint32 *group_of = g_new (guint32, clusters->len);
  GPtrArray *gathered = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n_groups;

  for (guint i = 0; i < wires->len; i++)
    {
      const GpAnnealWire *wire = &g_array_index (wires, GpAnnealWire, i);

      ties[i] = (GpLouvainEdge) { .a = wire->a, .b = wire->b, .weight = wire->weight };
    }
  /* Without any resolution: what is connected stays together as far as the size allows. */
  gp_louvain_find (clusters->len, ties, wires->len, 0, group_of);
  n_groups = gp_layout_resize_groups (clusters->len, ties, wires->len, LEAST_GATHERED,
                                      MOST_GATHERED, group_of);

  for (guint i = 0; i < n_groups; i++)
    {
      GArray *members = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));

      g_array_set_clear_func (members, gp_layout_cluster_clear);
      g_ptr_array_add (gathered, members);
    }
  for (guint i = 0; i < clusters->len; i++)
    {
      GpLayoutCluster member = *CLUSTER (clusters, i);

      g_array_ref (member.cards);
      g_array_append_val ((GArray *) g_ptr_array_index (gathered, group_of[i]), member);
    }

  return gathered;
}

static gboolean
arrange_gathered (const GpLayoutJob    *job,
                  const GpLayoutGraph  *graph,
                  GArray               *clusters,
                  GpRect               *rects,
                  double                gap,
                  GpRect               *bounds,
                  GError              **error)
{
  g_autoptr(GPtrArray) gathered = gather (job, graph, clusters, rects);
  g_autoptr(GArray) above = g_array_new (FALSE, TRUE, sizeof (GpLayoutCluster));

  g_array_set_clear_func (above, gp_layout_cluster_clear);
  for (guint i = 0; i < gathered->len; i++)
    {
      GArray *members = g_ptr_array_index (gathered, i);
      GpLayoutCluster whole = { .cards = g_array_new (FALSE, FALSE, sizeof (guint32)) };

      for (guint m = 0; m < members->len; m++)
        g_array_append_vals (whole.cards, CLUSTER (members, m)->cards->data,
                             CLUSTER (members, m)->cards->len);
      g_array_append_val (above, whole);
      if (!gp_layout_arrange (job, graph, members, rects, gap, &CLUSTER (above, i)->bounds, error))
        return FALSE;
    }

  return gp_layout_arrange (job, graph, above, rects, gap, bounds, error);
}

gboolean
gp_layout_arrange (const GpLayoutJob    *job,
                   const GpLayoutGraph  *graph,
                   GArray               *clusters,
                   GpRect               *rects,
                   double                gap,
                   GpRect               *bounds,
                   GError              **error)
{
  if (clusters->len > MOST_AT_ONCE)
    {
      if (!arrange_gathered (job, graph, clusters, rects, gap, bounds, error))
        return FALSE;
    }
  else if (!arrange_flat (job, graph, clusters, rects, gap, error))
    return FALSE;

  *bounds = (GpRect) { 0 };
  for (guint i = 0; i < clusters->len; i++)
    {
      GpLayoutCluster *cluster = CLUSTER (clusters, i);

      for (guint c = 0; c < cluster->cards->len; c++)
        {
          const GpRect *rect = &rects[g_array_index (cluster->cards, guint32, c)];

          cluster->bounds = c == 0 ? *rect : gp_rect_union (&cluster->bounds, rect);
        }
      *bounds = i == 0 ? cluster->bounds : gp_rect_union (bounds, &cluster->bounds);
    }

  return TRUE;
}
