/* gp-circles.c — which nodes of a graph can be reached from one another
 * SPDX-License-Identifier: Apache-2.0
 *
 * Tarjan's walk, with a stack of its own: a long chain must not end the program. */
#define G_LOG_DOMAIN "gp-circles"
#include "config.h"
#include "gp-circles.h"

typedef struct
{
  guint *first;     /* node → its arcs in @list, up to first[node + 1] */
  guint *list;      /* where arcs lead to */
  guint *next;      /* the arc that is looked at next */
  guint *order;     /* when a node was first seen, from 1 */
  guint *low;       /* the earliest node on the stack that can be reached */
  guint *part;
  GArray *walk;     /* nodes on the way */
  GArray *open;     /* nodes whose part is not known yet */
  guint   n_seen;
  guint   n_parts;
} Walk;

static void
index_arcs (Walk               *self,
            const GpCirclesArc *arcs,
            guint               n_arcs,
            guint               n_nodes)
{
  for (guint i = 0; i < n_arcs; i++)
    self->first[arcs[i].from + 1]++;
  for (guint i = 0; i < n_nodes; i++)
    self->first[i + 1] += self->first[i];
  for (guint i = 0; i < n_nodes; i++)
    self->next[i] = self->first[i];
  for (guint i = 0; i < n_arcs; i++)
    self->list[self->next[arcs[i].from]++] = arcs[i].to;
  for (guint i = 0; i < n_nodes; i++)
    self->next[i] = self->first[i];
}

static void
enter (Walk  *self,
       guint  node)
{
  self->order[node] = self->low[node] = ++self->n_seen;
  g_array_append_val (self->walk, node);
  g_array_append_val (self->open, node);
}

/* All that was seen after @node and is still open is a part with it. */
static void
leave (Walk  *self,
       guint  node)
{
  guint last;

  g_array_set_size (self->walk, self->walk->len - 1);
  if (self->walk->len > 0)
    {
      guint before = g_array_index (self->walk, guint, self->walk->len - 1);

      self->low[before] = MIN (self->low[before], self->low[node]);
    }
  if (self->low[node] != self->order[node])
    return;
  self->n_parts++;
  do
    {
      last = g_array_index (self->open, guint, self->open->len - 1);
      g_array_set_size (self->open, self->open->len - 1);
      self->part[last] = self->n_parts;
    }
  while (last != node);
}

guint *
gp_circles_find (const GpCirclesArc *arcs,
                 guint               n_arcs,
                 guint               n_nodes)
{
  g_autofree guint *first = g_new0 (guint, n_nodes + 1);
  g_autofree guint *list = g_new0 (guint, MAX (n_arcs, 1));
  g_autofree guint *next = g_new0 (guint, MAX (n_nodes, 1));
  g_autofree guint *order = g_new0 (guint, MAX (n_nodes, 1));
  g_autofree guint *low = g_new0 (guint, MAX (n_nodes, 1));
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  Walk walk = { first, list, next, order, low, g_new0 (guint, MAX (n_nodes, 1)), path, open, 0, 0 };

  index_arcs (&walk, arcs, n_arcs, n_nodes);
  for (guint root = 0; root < n_nodes; root++)
    {
      if (order[root] == 0)
        enter (&walk, root);
      while (path->len > 0)
        {
          guint node = g_array_index (path, guint, path->len - 1);
          guint to;

          if (next[node] == first[node + 1])
            {
              leave (&walk, node);
              continue;
            }
          to = list[next[node]++];
          if (order[to] == 0)
            enter (&walk, to);
          else if (walk.part[to] == 0)
            low[node] = MIN (low[node], order[to]);
        }
    }
  return walk.part;
}
