/* gp-layout-louvain.c — communities in a weighted graph
 * SPDX-License-Identifier: Apache-2.0
 *
 * V. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, “Fast unfolding of communities in large
 * networks” (2008). A level is a graph; nodes move to the neighbouring community that raises
 * modularity most until none wants to move; then each community becomes one node of the next
 * level, with what was inside as a loop. */
#define G_LOG_DOMAIN "gp-layout-louvain"

#include "config.h"

#include "gp-layout-louvain.h"

#include <string.h>

#define MAX_SWEEPS 30

/* A gain below this is rounding, and would let two nodes follow each other for ever. */
#define LEAST_GAIN 1e-9

typedef struct
{
  guint    n;
  guint   *first;      /* n + 1 */
  guint32 *other;
  double  *weight;
  double  *loop;       /* twice the weight inside the node */
  double  *strength;   /* of all edges at the node, the loop included */
  double   total;      /* sum of strengths */
} Level;

static void
level_free (Level *self)
{
  if (self == NULL)
    return;

  g_free (self->first);
  g_free (self->other);
  g_free (self->weight);
  g_free (self->loop);
  g_free (self->strength);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Level, level_free)

static Level *
level_new (guint                n,
           const GpLouvainEdge *edges,
           guint                n_edges,
           const double        *loops)
{
  Level *self = g_new0 (Level, 1);
  g_autofree guint *next = NULL;

  self->n = n;
  self->first = g_new0 (guint, n + 1);
  self->other = g_new (guint32, MAX (2 * n_edges, 1));
  self->weight = g_new (double, MAX (2 * n_edges, 1));
  self->loop = loops != NULL ? g_memdup2 (loops, n * sizeof (double)) : g_new0 (double, n);
  self->strength = g_new0 (double, n);

  for (guint i = 0; i < n_edges; i++)
    {
      self->first[edges[i].a + 1]++;
      self->first[edges[i].b + 1]++;
    }
  for (guint i = 0; i < n; i++)
    self->first[i + 1] += self->first[i];

  next = g_memdup2 (self->first, (n + 1) * sizeof (guint));
  for (guint i = 0; i < n_edges; i++)
    {
      guint at_a = next[edges[i].a]++;
      guint at_b = next[edges[i].b]++;

      self->other[at_a] = edges[i].b;
      self->other[at_b] = edges[i].a;
      self->weight[at_a] = self->weight[at_b] = edges[i].weight;
      self->strength[edges[i].a] += edges[i].weight;
      self->strength[edges[i].b] += edges[i].weight;
    }
  for (guint i = 0; i < n; i++)
    {
      self->strength[i] += self->loop[i];
      self->total += self->strength[i];
    }

  return self;
}

/* Moves nodes until none gains. Returns: whether any moved. */
static gboolean
move_nodes (const Level *level,
            double       resolution,
            guint32     *community)
{
  g_autofree double *inside = g_new (double, MAX (level->n, 1));    /* strength per community */
  g_autofree double *ties = g_new0 (double, MAX (level->n, 1));     /* from this node to each */
  g_autofree guint32 *touched = g_new (guint32, MAX (level->n, 1));
  gboolean any = FALSE;
  gboolean moved = TRUE;

  for (guint i = 0; i < level->n; i++)
    {
      community[i] = i;
      inside[i] = level->strength[i];
    }

  for (guint sweep = 0; moved && sweep < MAX_SWEEPS; sweep++)
    {
      moved = FALSE;
      for (guint i = 0; i < level->n; i++)
        {
          double share = resolution * level->strength[i] / MAX (level->total, 1e-12);
          guint n_touched = 0;
          guint32 own = community[i];
          guint32 best = own;
          double best_gain;

          for (guint e = level->first[i]; e < level->first[i + 1]; e++)
            {
              guint32 there = community[level->other[e]];

              if (ties[there] == 0)
                touched[n_touched++] = there;
              ties[there] += level->weight[e];
            }

          inside[own] -= level->strength[i];
          best_gain = ties[own] - share * inside[own];
          for (guint t = 0; t < n_touched; t++)
            {
              guint32 there = touched[t];
              double gain = ties[there] - share * inside[there];

              if (gain > best_gain + LEAST_GAIN
                  || (gain > best_gain - LEAST_GAIN && best != own && there < best))
                {
                  best = there;
                  best_gain = gain;
                }
              ties[there] = 0;
            }
          ties[own] = 0;

          inside[best] += level->strength[i];
          if (best != own)
            {
              community[i] = best;
              moved = TRUE;
              any = TRUE;
            }
        }
    }

  return any;
}

/* Numbers them 0, 1, 2… in the order of their first members. */
static guint
renumber (guint32 *community,
          guint    n)
{
  g_autofree guint32 *number = g_new (guint32, MAX (n, 1));
  guint count = 0;

  memset (number, 0xff, n * sizeof (guint32));
  for (guint i = 0; i < n; i++)
    {
      if (number[community[i]] == G_MAXUINT32)
        number[community[i]] = count++;
      community[i] = number[community[i]];
    }

  return count;
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const GpLouvainEdge *left = a;
  const GpLouvainEdge *right = b;

  if (left->a != right->a)
    return left->a < right->a ? -1 : 1;
  if (left->b != right->b)
    return left->b < right->b ? -1 : 1;
  return (left->weight > right->weight) - (left->weight < right->weight);
}

/* The next level: communities as nodes. */
static Level *
aggregate (const Level   *level,
           const guint32 *community,
           guint          n_communities)
{
  g_autoptr(GArray) edges = g_array_new (FALSE, FALSE, sizeof (GpLouvainEdge));
  g_autofree double *loops = g_new0 (double, n_communities);
  guint merged = 0;

  for (guint i = 0; i < level->n; i++)
    {
      loops[community[i]] += level->loop[i];
      for (guint e = level->first[i]; e < level->first[i + 1]; e++)
        {
          guint32 a = community[i];
          guint32 b = community[level->other[e]];
          GpLouvainEdge edge = { .a = a, .b = b, .weight = level->weight[e] };

          if (a == b)
            loops[a] += level->weight[e];
          else if (a < b)
            g_array_append_val (edges, edge);
        }
    }

  if (edges->len > 0)
    {
      GpLouvainEdge *list = (GpLouvainEdge *) edges->data;

      qsort (list, edges->len, sizeof (GpLouvainEdge), compare_edges);
      for (guint i = 1; i < edges->len; i++)
        if (list[i].a == list[merged].a && list[i].b == list[merged].b)
          list[merged].weight += list[i].weight;
        else
          list[++merged] = list[i];
      g_array_set_size (edges, merged + 1);
    }

  return level_new (n_communities, (GpLouvainEdge *) edges->data, edges->len, loops);
}

guint
gp_louvain_find (guint                n_nodes,
                 const GpLouvainEdge *edges,
                 guint                n_edges,
                 double               resolution,
                 guint32             *community)
{
  g_autoptr(Level) level = level_new (n_nodes, edges, n_edges, NULL);
  guint count = n_nodes;

  for (guint i = 0; i < n_nodes; i++)
    community[i] = i;

  while (TRUE)
    {
      g_autofree guint32 *above = g_new (guint32, MAX (level->n, 1));
      g_autoptr(Level) next = NULL;

      if (!move_nodes (level, resolution, above))
        break;
      count = renumber (above, level->n);
      for (guint i = 0; i < n_nodes; i++)
        community[i] = above[community[i]];

      next = aggregate (level, above, count);
      level_free (level);
      level = g_steal_pointer (&next);
    }

  return count;
}
