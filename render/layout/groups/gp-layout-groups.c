/* gp-layout-groups.c — which cards belong together
 * SPDX-License-Identifier: Apache-2.0
 *
 * A graph of affinities, and its communities.
 *
 *  - Two cards that refer to each other: 1 / (1 + ln (max (1, degree / 4))), the larger of their
 *    degrees: what everything refers to says little about what belongs together. Lines to hubs
 *    count GP_LAYOUT_HUB_WEIGHT.
 *  - Two cards whose names begin with the same word: 1 / (number of such cards), once for the
 *    first word and once more for the first two: each card shares out the same amount. A word
 *    that most names begin with says nothing.
 *
 * Plain modularity sees larger communities in larger graphs; a resolution that grows with the
 * number of cards keeps a group at a dozen, which is what a domain has in practice.
 *
 * Communities above GP_LAYOUT_GROUP_MOST are taken apart with a rising resolution; those below
 * GP_LAYOUT_GROUP_LEAST join the one they are tied to most. What is tied to nothing at all is
 * gathered at the end. */
#define G_LOG_DOMAIN "gp-layout-groups"

#include "config.h"

#include "gp-layout-groups.h"

#include "gp-layout-graph.h"
#include "gp-layout-louvain.h"
#include "gp-layout-resize.h"
#include "gp-layout-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PREFIX_WORDS         2
#define CARDS_PER_RESOLUTION 200.0

/* The cards of a large class stand in a ring, each tied to so many on either side, not to all. */
#define CLASS_REACH          32

typedef struct
{
  const GpLayoutNode *nodes;
  guint               n_nodes;
  GArray             *ties;       /* of GpLouvainEdge */
} Affinity;

static void
add_tie (Affinity *self,
         guint32   a,
         guint32   b,
         double    weight)
{
  GpLouvainEdge edge = { .a = a, .b = b, .weight = weight };

  g_array_append_val (self->ties, edge);
}

static void
tie_references (Affinity            *self,
                const GpLayoutGraph *graph)
{
  for (guint i = 0; i < graph->n_pairs; i++)
    {
      const GpLayoutPair *pair = &graph->pairs[i];
      guint degree = MAX (gp_layout_graph_degree (graph, pair->from),
                          gp_layout_graph_degree (graph, pair->to));

      add_tie (self, pair->from, pair->to,
               pair->to_hub ? GP_LAYOUT_HUB_WEIGHT : 1 / (1 + log (MAX (1.0, degree / 4.0))));
    }
}

static void
tie_class (Affinity     *self,
           const GArray *members)
{
  const guint32 *nodes = (const guint32 *) members->data;
  guint n = members->len;
  guint reach = MIN (n / 2, CLASS_REACH);
  /* What is not tied directly is made up for by what is. */
  double weight = 1.0 / n * MAX (1, (n - 1.0) / (2 * CLASS_REACH));

  if (n < 2 || (n > 3 && n > self->n_nodes * 0.6))
    return;

  for (guint i = 0; i < n; i++)
    for (guint step = 1; step <= reach; step++)
      if (2 * step < n || i < n / 2)    /* opposite ends of the ring meet once */
        add_tie (self, nodes[i], nodes[(i + step) % n], weight);
}

/* Classes are visited in the order of their first members. */
static void
tie_names (Affinity *self,
           guint     n_words)
{
  g_autoptr(GHashTable) classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) in_order
    = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint32 i = 0; i < self->n_nodes; i++)
    {
      g_autofree char *prefix = gp_layout_words_prefix (self->nodes[i].name, n_words);
      GArray *members;

      if (prefix == NULL)
        continue;
      members = g_hash_table_lookup (classes, prefix);
      if (members == NULL)
        {
          members = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_ptr_array_add (in_order, members);
          g_hash_table_insert (classes, g_steal_pointer (&prefix), members);
        }
      g_array_append_val (members, i);
    }

  for (guint i = 0; i < in_order->len; i++)
    tie_class (self, g_ptr_array_index (in_order, i));
}

/* What most of the members' names begin with; NULL where they have nothing in common. */
static char *
common_prefix (const GpLayoutNode *nodes,
               const GArray       *members,
               guint               n_words)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *best = NULL;
  guint best_count = 1;

  for (guint i = 0; i < members->len; i++)
    {
      g_autofree char *prefix
        = gp_layout_words_prefix (nodes[g_array_index (members, guint32, i)].name, n_words);
      gpointer key;
      gpointer count;

      if (prefix == NULL)
        continue;
      if (!g_hash_table_steal_extended (counts, prefix, &key, &count))
        {
          key = g_steal_pointer (&prefix);
          count = NULL;
        }

      count = GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1);
      g_hash_table_insert (counts, key, count);
      if (GPOINTER_TO_UINT (count) > best_count)
        {
          best = key;
          best_count = GPOINTER_TO_UINT (count);
        }
    }

  return best_count * 2 > members->len ? g_strdup (best) : NULL;
}

/* Two words where they hold for most, else one, else the name of the card with most neighbours. */
static char *
name_group (const GpLayoutNode  *nodes,
            const GpLayoutGraph *graph,
            const GArray        *members)
{
  char *name = common_prefix (nodes, members, 2);
  guint32 first = g_array_index (members, guint32, 0);

  if (name == NULL)
    name = common_prefix (nodes, members, 1);
  if (name != NULL)
    return name;

  for (guint i = 1; i < members->len; i++)
    {
      guint32 node = g_array_index (members, guint32, i);

      if (gp_layout_graph_degree (graph, node) > gp_layout_graph_degree (graph, first))
        first = node;
    }

  return nodes[first].name[0] != '\0' ? g_strdup (nodes[first].name) : g_strdup (_("Group"));
}

static void
name_groups (GpLayoutGrouping    *self,
             const GpLayoutNode  *nodes,
             const GpLayoutGraph *graph)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) members
    = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->n_groups; i++)
    g_ptr_array_add (members, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint32 i = 0; i < self->n_nodes; i++)
    g_array_append_val ((GArray *) g_ptr_array_index (members, self->group_of[i]), i);

  self->names = g_new0 (char *, self->n_groups + 1);
  for (guint i = 0; i < self->n_groups; i++)
    {
      g_autofree char *base = name_group (nodes, graph, g_ptr_array_index (members, i));
      char *name = g_strdup (base);

      for (guint number = 2; g_hash_table_contains (taken, name); number++)
        {
          g_free (name);
          name = g_strdup_printf ("%s %u", base, number);
        }
      g_hash_table_add (taken, name);
      self->names[i] = name;
    }
}

GpLayoutGrouping *
gp_layout_groups_find (const GpLayoutRequest *request)
{
  GpLayoutGrouping *self = g_new0 (GpLayoutGrouping, 1);
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
  g_autoptr(GArray) ties = g_array_new (FALSE, FALSE, sizeof (GpLouvainEdge));
  Affinity affinity = { .ties = ties };

  affinity.nodes = gp_layout_request_get_nodes (request, &affinity.n_nodes);
  tie_references (&affinity, graph);
  for (guint words = 1; words <= PREFIX_WORDS; words++)
    tie_names (&affinity, words);

  self->n_nodes = affinity.n_nodes;
  self->group_of = g_new0 (guint32, MAX (self->n_nodes, 1));
  gp_louvain_find (self->n_nodes, (GpLouvainEdge *) ties->data, ties->len,
                   1 + self->n_nodes / CARDS_PER_RESOLUTION, self->group_of);
  self->n_groups = gp_layout_resize_groups (self->n_nodes, (GpLouvainEdge *) ties->data, ties->len,
                                            GP_LAYOUT_GROUP_LEAST, GP_LAYOUT_GROUP_MOST,
                                            self->group_of);
  name_groups (self, affinity.nodes, graph);

  return self;
}

void
gp_layout_grouping_free (GpLayoutGrouping *self)
{
  if (self == NULL)
    return;

  g_free (self->group_of);
  g_strfreev (self->names);
  g_free (self);
}
