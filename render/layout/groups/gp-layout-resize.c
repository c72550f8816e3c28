/* gp-layout-resize.c — brings communities to a size people can read
 * SPDX-License-Identifier: Apache-2.0
 *
 * Splitting asks for communities inside the community, with a resolution that rises until they are
 * small enough; where there is no structure left to find, it cuts in the order of the nodes.
 * Merging goes by the sum of ties. The members of a group are kept as a ring, so that two groups
 * become one by swapping two links. */
#define G_LOG_DOMAIN "gp-layout-resize"

#include "config.h"

#include "gp-layout-resize.h"

#include <math.h>
#include <string.h>

#define FIRST_RESOLUTION  1.0
#define RESOLUTION_GROWTH 1.2
#define LAST_RESOLUTION   64.0

typedef struct
{
  guint                n_nodes;
  const GpLouvainEdge *ties;
  guint                n_ties;
  guint                most;
  guint32             *group_of;
  GArray              *sizes;      /* of guint, per group */
  guint32             *local;      /* scratch: index inside the group under the knife */
} Resize;

#define SIZE_OF(self, group) g_array_index ((self)->sizes, guint, group)

/* The ties inside one group, in terms of self->local. */
static GArray *
ties_inside (Resize  *self,
             guint32  group)
{
  GArray *inside = g_array_new (FALSE, FALSE, sizeof (GpLouvainEdge));

  for (guint i = 0; i < self->n_ties; i++)
    {
      GpLouvainEdge tie = self->ties[i];

      if (self->group_of[tie.a] != group || self->group_of[tie.b] != group)
        continue;
      tie.a = self->local[tie.a];
      tie.b = self->local[tie.b];
      g_array_append_val (inside, tie);
    }

  return inside;
}

/* Returns: the number of groups that came of it, the first of which keeps the number; the others
 * are the last ones. */
static guint
split_once (Resize  *self,
            guint32  group,
            double   resolution)
{
  guint n_members = SIZE_OF (self, group);
  guint first_new = self->sizes->len - 1;
  g_autofree guint32 *part = g_new (guint32, n_members);
  g_autoptr(GArray) inside = NULL;
  guint n_parts;
  guint32 at = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    if (self->group_of[i] == group)
      self->local[i] = at++;

  if (resolution <= LAST_RESOLUTION)
    {
      inside = ties_inside (self, group);
      n_parts = gp_louvain_find (n_members, (GpLouvainEdge *) inside->data, inside->len,
                                 resolution, part);
    }
  else
    {
      n_parts = (n_members + self->most - 1) / self->most;
      for (guint64 i = 0; i < n_members; i++)
        part[i] = i * n_parts / n_members;
    }

  g_array_set_size (self->sizes, self->sizes->len + n_parts - 1);
  SIZE_OF (self, group) = 0;
  memset (&SIZE_OF (self, first_new + 1), 0, (n_parts - 1) * sizeof (guint));
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->group_of[i] == group)
      {
        guint32 piece = part[self->local[i]];
        guint32 number = piece == 0 ? group : first_new + piece;

        /* Pieces have higher numbers than @group, so none is met twice. */
        self->group_of[i] = number;
        SIZE_OF (self, number)++;
      }

  return n_parts;
}

static void
split (Resize  *self,
       guint32  group,
       double   resolution)
{
  guint first_new = self->sizes->len;
  guint n_parts;

  if (SIZE_OF (self, group) <= self->most)
    return;

  n_parts = split_once (self, group, resolution);
  split (self, group, resolution * RESOLUTION_GROWTH);
  for (guint i = 1; i < n_parts; i++)
    split (self, first_new + i - 1, resolution * RESOLUTION_GROWTH);
}

/* Which ties meet at each node: those of node i are list[first[i]] up to list[first[i + 1]]. */
static guint *
index_ties (const Resize  *self,
            guint        **first)
{
  guint *list = g_new (guint, MAX (2 * self->n_ties, 1));
  guint *at = g_new0 (guint, self->n_nodes + 2);

  for (guint i = 0; i < self->n_ties; i++)
    {
      at[self->ties[i].a + 2]++;
      at[self->ties[i].b + 2]++;
    }
  for (guint i = 2; i < self->n_nodes + 2; i++)
    at[i] += at[i - 1];
  for (guint i = 0; i < self->n_ties; i++)
    {
      list[at[self->ties[i].a + 1]++] = i;
      list[at[self->ties[i].b + 1]++] = i;
    }

  *first = at;
  return list;
}

/* The group that the ring at @node is tied to most and may join, or its own. */
static guint32
strongest_neighbour (const Resize  *self,
                     const guint   *first,
                     const guint   *list,
                     const guint32 *ring,
                     guint32        node,
                     double        *pull)
{
  guint32 own = self->group_of[node];
  guint32 best = own;
  double best_pull = 0;
  guint32 member = node;

  /* Twice over the same ties: once to sum, once to choose and to leave @pull as it was. */
  for (guint pass = 0; pass < 2; pass++)
    do
      {
        for (guint e = first[member]; e < first[member + 1]; e++)
          {
            const GpLouvainEdge *tie = &self->ties[list[e]];
            guint32 there = self->group_of[tie->a == member ? tie->b : tie->a];

            if (pass == 0)
              {
                pull[there] += tie->weight;
                continue;
              }
            if (there != own && SIZE_OF (self, there) + SIZE_OF (self, own) <= self->most
                && pull[there] > best_pull)
              {
                best = there;
                best_pull = pull[there];
              }
            pull[there] = 0;
          }
        member = ring[member];
      }
    while (member != node);

  return best;
}

static guint32 *
make_rings (const Resize *self,
            guint32      *any_member)
{
  guint32 *ring = g_new (guint32, MAX (self->n_nodes, 1));

  memset (any_member, 0xff, self->sizes->len * sizeof (guint32));
  for (guint32 i = 0; i < self->n_nodes; i++)
    {
      guint32 group = self->group_of[i];

      if (any_member[group] == G_MAXUINT32)
        {
          any_member[group] = i;
          ring[i] = i;
        }
      else
        {
          ring[i] = ring[any_member[group]];
          ring[any_member[group]] = i;
        }
    }

  return ring;
}

static void
join (Resize  *self,
      guint32 *ring,
      guint32  node,
      guint32  into,
      guint32  host)
{
  guint32 own = self->group_of[node];
  guint32 member = node;
  guint32 swap;

  do
    {
      self->group_of[member] = into;
      member = ring[member];
    }
  while (member != node);

  swap = ring[node];
  ring[node] = ring[host];
  ring[host] = swap;
  SIZE_OF (self, into) += SIZE_OF (self, own);
  SIZE_OF (self, own) = 0;
}

static void
merge (Resize *self,
       guint   least)
{
  g_autofree guint *first = NULL;
  g_autofree guint *list = index_ties (self, &first);
  g_autofree guint32 *any_member = g_new (guint32, self->sizes->len + 1);
  g_autofree guint32 *ring = make_rings (self, any_member);
  g_autofree double *pull = g_new0 (double, self->sizes->len + 1);
  guint32 rest = G_MAXUINT32;
  gboolean merged = TRUE;

  while (merged)
    {
      merged = FALSE;
      for (guint32 node = 0; node < self->n_nodes; node++)
        {
          guint32 into;

          if (SIZE_OF (self, self->group_of[node]) >= least)
            continue;
          into = strongest_neighbour (self, first, list, ring, node, pull);
          if (into == self->group_of[node])
            continue;
          join (self, ring, node, into, any_member[into]);
          merged = TRUE;
        }
    }

  for (guint32 node = 0; node < self->n_nodes; node++)
    {
      guint32 own = self->group_of[node];

      if (own == rest || SIZE_OF (self, own) >= least)
        continue;
      if (rest != G_MAXUINT32 && SIZE_OF (self, rest) + SIZE_OF (self, own) <= self->most)
        join (self, ring, node, rest, any_member[rest]);
      else
        rest = own;
    }
}

static guint
renumber (Resize *self)
{
  g_autofree guint32 *number = g_new (guint32, self->sizes->len + 1);
  guint count = 0;

  memset (number, 0xff, self->sizes->len * sizeof (guint32));
  for (guint i = 0; i < self->n_nodes; i++)
    {
      if (number[self->group_of[i]] == G_MAXUINT32)
        number[self->group_of[i]] = count++;
      self->group_of[i] = number[self->group_of[i]];
    }

  return count;
}

guint
gp_layout_resize_groups (guint                n_nodes,
                         const GpLouvainEdge *ties,
                         guint                n_ties,
                         guint                least,
                         guint                most,
                         guint32             *group_of)
{
  g_autoptr(GArray) sizes = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autofree guint32 *local = g_new (guint32, MAX (n_nodes, 1));
  Resize self = {
    .n_nodes = n_nodes, .ties = ties, .n_ties = n_ties, .most = most, .group_of = group_of,
    .sizes = sizes, .local = local,
  };
  guint found;

  for (guint i = 0; i < n_nodes; i++)
    {
      if (group_of[i] >= sizes->len)
        g_array_set_size (sizes, group_of[i] + 1);
      SIZE_OF (&self, group_of[i])++;
    }

  found = sizes->len;
  for (guint group = 0; group < found; group++)
    split (&self, group, FIRST_RESOLUTION);
  merge (&self, least);

  return renumber (&self);
}
