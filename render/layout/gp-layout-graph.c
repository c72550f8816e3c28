/* gp-layout-graph.c — the connections of a request, ready to walk
 * SPDX-License-Identifier: Apache-2.0
 *
 * Edges are made distinct with a hash of the two ends, smaller first, which keeps the order in
 * which pairs first appear; then a counting sort lays the neighbours out one node after another. */
#define G_LOG_DOMAIN "gp-layout-graph"

#include "config.h"

#include "gp-layout-graph.h"

#include <math.h>
#include <string.h>

static GArray *
distinct_pairs (const GpLayoutEdge *edges,
                guint               n_edges)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, NULL);
  g_autofree gint64 *keys = g_new (gint64, MAX (n_edges, 1));
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (GpLayoutPair));

  for (guint i = 0; i < n_edges; i++)
    {
      guint32 low = MIN (edges[i].from, edges[i].to);
      guint32 high = MAX (edges[i].from, edges[i].to);
      GpLayoutPair pair = { .from = edges[i].from, .to = edges[i].to };

      keys[i] = (gint64) (((guint64) low << 32) | high);
      if (low != high && g_hash_table_add (seen, &keys[i]))
        g_array_append_val (pairs, pair);
    }

  return pairs;
}

/* Pairs in, adjacency out. */
static void
take_pairs (GpLayoutGraph *self,
            const GArray  *pairs)
{
  g_autofree guint32 *next = NULL;

  self->n_pairs = pairs->len;
  self->pairs = g_memdup2 (pairs->data, pairs->len * sizeof (GpLayoutPair));
  self->first = g_new0 (guint32, self->n_nodes + 1);
  self->links = g_new0 (guint32, 2 * self->n_pairs);
  self->link_pairs = g_new0 (guint32, 2 * self->n_pairs);

  for (guint i = 0; i < self->n_pairs; i++)
    {
      self->first[self->pairs[i].from + 1]++;
      self->first[self->pairs[i].to + 1]++;
    }
  for (guint i = 0; i < self->n_nodes; i++)
    self->first[i + 1] += self->first[i];

  next = g_memdup2 (self->first, (self->n_nodes + 1) * sizeof (guint32));
  for (guint i = 0; i < self->n_pairs; i++)
    {
      guint32 at_from = next[self->pairs[i].from]++;
      guint32 at_to = next[self->pairs[i].to]++;

      self->links[at_from] = self->pairs[i].to;
      self->links[at_to] = self->pairs[i].from;
      self->link_pairs[at_from] = self->link_pairs[at_to] = i;
    }
}

static void
mark_hubs (GpLayoutGraph *self)
{
  double limit = 2 * sqrt (self->n_nodes);

  for (guint i = 0; i < self->n_nodes; i++)
    self->hub[i] = gp_layout_graph_degree (self, i) > limit;
  for (guint i = 0; i < self->n_pairs; i++)
    self->pairs[i].to_hub = self->hub[self->pairs[i].from] || self->hub[self->pairs[i].to];
}

GpLayoutGraph *
gp_layout_graph_new (const GpLayoutRequest *request)
{
  GpLayoutGraph *self = g_new0 (GpLayoutGraph, 1);
  guint n_edges;
  const GpLayoutEdge *edges = gp_layout_request_get_edges (request, &n_edges);
  g_autoptr(GArray) pairs = distinct_pairs (edges, n_edges);

  gp_layout_request_get_nodes (request, &self->n_nodes);
  self->hub = g_new0 (gboolean, self->n_nodes);
  take_pairs (self, pairs);
  mark_hubs (self);

  return self;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

GpLayoutGraph *
gp_layout_graph_new_part (const GpLayoutGraph *self,
                          const guint32       *nodes,
                          guint                n_nodes,
                          guint32             *local,
                          gboolean             with_hubs)
{
  GpLayoutGraph *part = g_new0 (GpLayoutGraph, 1);
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (GpLayoutPair));

  for (guint i = 0; i < n_nodes; i++)
    local[nodes[i]] = i;
  for (guint i = 0; i < n_nodes; i++)
    for (guint l = self->first[nodes[i]]; l < self->first[nodes[i] + 1]; l++)
      {
        const GpLayoutPair *pair = &self->pairs[self->link_pairs[l]];

        if (pair->from == nodes[i] && local[pair->to] != G_MAXUINT32
            && (with_hubs || !pair->to_hub))
          g_array_append_val (taken, self->link_pairs[l]);
      }
  g_array_sort (taken, compare_numbers);
  for (guint i = 0; i < taken->len; i++)
    {
      const GpLayoutPair *pair = &self->pairs[g_array_index (taken, guint32, i)];
      GpLayoutPair inside = { .from = local[pair->from], .to = local[pair->to] };

      g_array_append_val (pairs, inside);
    }
  for (guint i = 0; i < n_nodes; i++)
    local[nodes[i]] = G_MAXUINT32;

  part->n_nodes = n_nodes;
  part->hub = g_new0 (gboolean, n_nodes);
  take_pairs (part, pairs);

  return part;
}

guint
gp_layout_graph_components (const GpLayoutGraph *self,
                            guint32             *component)
{
  g_autofree guint32 *stack = g_new (guint32, MAX (self->n_nodes, 1));
  guint count = 0;

  memset (component, 0xff, self->n_nodes * sizeof (guint32));
  for (guint32 i = 0; i < self->n_nodes; i++)
    {
      guint depth = 0;

      if (component[i] != G_MAXUINT32)
        continue;
      component[i] = count;
      stack[depth++] = i;
      while (depth > 0)
        {
          guint32 node = stack[--depth];

          for (guint l = self->first[node]; l < self->first[node + 1]; l++)
            if (component[self->links[l]] == G_MAXUINT32)
              {
                component[self->links[l]] = count;
                stack[depth++] = self->links[l];
              }
        }
      count++;
    }

  return count;
}

void
gp_layout_graph_free (GpLayoutGraph *self)
{
  if (self == NULL)
    return;

  g_free (self->pairs);
  g_free (self->first);
  g_free (self->links);
  g_free (self->link_pairs);
  g_free (self->hub);
  g_free (self);
}
