/* gp-layout-cards.c — lays out a whole drawing of cards
 * SPDX-License-Identifier: Apache-2.0
 *
 *     request → groups → each group drawn → groups arranged ─┐
 *        └────→ the whole drawn as one (up to some hundred) ─┴→ the better one → polished
 *
 * Groups are the request's domains where it has them. A domain too large to be drawn as one group
 * is made of found groups, which are arranged among themselves first. */
#define G_LOG_DOMAIN "gp-layout-cards"

#include "config.h"

#include "gp-layout-cards.h"

#include "gp-layout-arrange.h"
#include "gp-layout-groups.h"
#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-layout-place.h"
#include "gp-layout-polish.h"
#include "gp-layout-private.h"
#include "gp-layout-scale.h"

#include <math.h>
#include <string.h>

/* Up to here a person follows each line: none is left out of the reckoning. */
#define SMALL_DRAWING 60

/* The same drawing is laid out the same way each time. */
#define FIRST_SEED 1

/* Groups lie farther apart than cards: there must be room for their names. */
#define GROUP_GAPS    1.8

/* What is polished at a time: a row of groups on paper, canvas units, and so many of them. */
#define REGION_HEIGHT 6000.0
#define REGION_GROUPS 80

#define CLUSTER(clusters, i) (&g_array_index ((clusters), GpLayoutCluster, (i)))

typedef struct
{
  GpLayoutJob        *job;
  const GpLayoutNode *nodes;
  guint               n_domains;
  GpLayoutGraph      *graph;
  GpLayoutGrouping   *grouping;
  GpRect             *rects;
  guint32            *local;      /* scratch for parts of the graph */
  guint32            *unit_of;    /* per node: domain, or n_domains + found group */
  guint               n_units;
} Cards;

static void
cards_clear (Cards *self)
{
  gp_layout_graph_free (self->graph);
  gp_layout_grouping_free (self->grouping);
  g_free (self->rects);
  g_free (self->local);
  g_free (self->unit_of);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cards, cards_clear)

static void
cards_init (Cards                 *self,
            GpLayoutJob           *job,
            const GpLayoutRequest *request)
{
  guint n;

  self->job = job;
  self->nodes = gp_layout_request_get_nodes (request, &n);
  self->n_domains = gp_layout_request_get_n_groups (request);
  self->graph = gp_layout_graph_new (request);
  self->grouping = gp_layout_groups_find (request);
  self->rects = g_new (GpRect, MAX (n, 1));
  self->local = g_new (guint32, MAX (n, 1));
  self->unit_of = g_new (guint32, MAX (n, 1));
  self->n_units = self->n_domains + self->grouping->n_groups;

  memset (self->local, 0xff, n * sizeof (guint32));
  for (guint i = 0; i < n; i++)
    {
      self->rects[i] = (GpRect) { .width = self->nodes[i].width, .height = self->nodes[i].height };
      self->unit_of[i] = self->nodes[i].group != GP_LAYOUT_NO_GROUP
                           ? self->nodes[i].group
                           : self->n_domains + self->grouping->group_of[i];
    }

  job->gap = gp_layout_request_get_gap (request) + GP_LAYOUT_ROUNDING;
  job->aspect = gp_layout_request_get_aspect (request);
  job->seed = FIRST_SEED;
  job->with_hubs = job->crossings_first = n <= SMALL_DRAWING;
}

/* One empty cluster per value in 0 … n_keys - 1, filled by @key_of; those left empty are gone. */
static GArray *
clusters_by_key (const guint32 *cards,
                 guint          n_cards,
                 const guint32 *key_of,
                 guint          n_keys)
{
  GArray *clusters = g_array_new (FALSE, TRUE, sizeof (GpLayoutCluster));
  g_autofree guint32 *index = g_new (guint32, MAX (n_keys, 1));

  g_array_set_clear_func (clusters, gp_layout_cluster_clear);
  memset (index, 0xff, n_keys * sizeof (guint32));
  for (guint i = 0; i < n_cards; i++)
    {
      guint32 key = key_of[cards[i]];

      if (index[key] == G_MAXUINT32)
        {
          GpLayoutCluster cluster = { .cards = g_array_new (FALSE, FALSE, sizeof (guint32)) };

          index[key] = clusters->len;
          g_array_append_val (clusters, cluster);
        }
      g_array_append_val (CLUSTER (clusters, index[key])->cards, cards[i]);
    }

  return clusters;
}

/* A unit is drawn at once if it is small, else by its found groups. */
static gboolean
draw_unit (Cards            *self,
           GpLayoutCluster  *unit,
           GError          **error)
{
  g_autoptr(GArray) groups = NULL;

  if (unit->cards->len <= GP_LAYOUT_GROUP_MOST)
    return gp_layout_cluster_draw (self->job, self->graph, unit, self->rects, self->local, error);

  groups = clusters_by_key ((guint32 *) unit->cards->data, unit->cards->len,
                            self->grouping->group_of, self->grouping->n_groups);
  for (guint i = 0; i < groups->len; i++)
    if (!gp_layout_cluster_draw (self->job, self->graph, CLUSTER (groups, i), self->rects,
                                 self->local, error))
      return FALSE;

  return gp_layout_arrange (self->job, self->graph, groups, self->rects, self->job->gap,
                            &unit->bounds, error);
}

static GArray *
all_cards (const Cards *self)
{
  GArray *cards = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->graph->n_nodes);

  for (guint32 i = 0; i < self->graph->n_nodes; i++)
    g_array_append_val (cards, i);

  return cards;
}

/* A drawing is better if fewer lines cross and run through cards, and if it takes less paper. In a
 * small one, it must have no more crossings. */
static gboolean
is_better (const Cards  *self,
           const GpRect *candidate,
           const GpRect *than)
{
  const GpRect *both[] = { candidate, than };
  guint crossings[2];
  double costs[2];

  for (guint i = 0; i < 2; i++)
    {
      GpRect bounds = gp_layout_measure_bounds (both[i], self->graph->n_nodes);
      guint pierced = gp_layout_measure_pierced (self->graph, both[i], self->job->with_hubs);

      crossings[i] = gp_layout_measure_crossings (self->graph, both[i], self->job->with_hubs);
      costs[i] = gp_layout_pack_cost (bounds.width, bounds.height, self->job->aspect)
                 * (1 + 0.02 * crossings[i] + 0.03 * pierced);
    }

  return costs[0] < costs[1] && (!self->job->crossings_first || crossings[0] <= crossings[1]);
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const GpLayoutCluster *left = a;
  const GpLayoutCluster *right = b;
  double row_left = floor (left->bounds.y / REGION_HEIGHT);
  double row_right = floor (right->bounds.y / REGION_HEIGHT);

  if (row_left != row_right)
    return row_left < row_right ? -1 : 1;
  return (left->bounds.x > right->bounds.x) - (left->bounds.x < right->bounds.x);
}

/* Region by region: row by row, from left to right, so many groups at a time. */
static gboolean
polish_units (Cards         *self,
              const GArray  *units,
              GError       **error)
{
  g_autoptr(GArray) region = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));

  g_array_append_vals (sorted, units->data, units->len);
  g_array_sort (sorted, compare_places);
  for (guint i = 0; i < sorted->len; i++)
    {
      g_array_append_val (region, *CLUSTER (sorted, i));
      if (region->len < REGION_GROUPS && i + 1 < sorted->len)
        continue;
      if (!gp_layout_polish (self->job, self->graph, region, self->rects,
                             self->job->budget.polish_rounds, error))
        return FALSE;
      g_array_set_size (region, 0);
    }

  return TRUE;
}

/* Arranges the drawn groups from several starts and keeps the best. */
static gboolean
arrange_units (Cards   *self,
               GArray  *units,
               GError **error)
{
  guint n = self->graph->n_nodes;
  double gap = self->job->gap * GROUP_GAPS;
  g_autofree GpRect *best = NULL;

  for (guint i = 0; i < self->job->budget.starts; i++)
    {
      GpRect bounds;

      if (!gp_layout_arrange (self->job, self->graph, units, self->rects, gap, &bounds, error)
          || !polish_units (self, units, error))
        return FALSE;
      if (best == NULL || is_better (self, self->rects, best))
        {
          g_free (best);
          best = g_memdup2 (self->rects, n * sizeof (GpRect));
        }
      self->job->seed++;
      gp_layout_job_report (self->job, 0.5 + 0.5 * (i + 1) / self->job->budget.starts);
    }
  if (n > 0)
    memcpy (self->rects, best, n * sizeof (GpRect));

  return TRUE;
}

/* Groups first. */
static gboolean
draw_grouped (Cards   *self,
              GError **error)
{
  g_autoptr(GArray) cards = all_cards (self);
  g_autoptr(GArray) units = clusters_by_key ((guint32 *) cards->data, cards->len, self->unit_of,
                                             self->n_units);

  for (guint i = 0; i < units->len; i++)
    {
      if (!draw_unit (self, CLUSTER (units, i), error))
        return FALSE;
      gp_layout_job_report (self->job, 0.2 + 0.3 * i / units->len);
    }

  return arrange_units (self, units, error);
}

/* Draws the whole as one group. */
static gboolean
draw_whole (Cards   *self,
            GError **error)
{
  g_autoptr(GArray) clusters = g_array_new (FALSE, FALSE, sizeof (GpLayoutCluster));
  GpLayoutCluster whole = { .cards = all_cards (self) };

  g_array_set_clear_func (clusters, gp_layout_cluster_clear);
  g_array_append_val (clusters, whole);

  if (!gp_layout_cluster_draw (self->job, self->graph, CLUSTER (clusters, 0), self->rects,
                               self->local, error))
    return FALSE;

  /* In a small drawing the parts have been polished one by one. */
  return self->job->crossings_first
         || gp_layout_polish (self->job, self->graph, clusters, self->rects,
                              self->job->budget.polish_rounds, error);
}

/* Draws it in the ways the budget allows and keeps the better one. Rounded before they are
 * compared: half a unit may make two lines cross. */
static gboolean
draw_best (Cards     *self,
           gboolean  *grouped,
           GError   **error)
{
  guint n = self->graph->n_nodes;
  gboolean by_group = self->n_domains > 0 || self->job->budget.grouped;
  gboolean as_one = self->n_domains == 0 && self->job->budget.whole;
  g_autofree GpRect *whole = NULL;

  if (as_one)
    {
      if (!draw_whole (self, error))
        return FALSE;
      gp_layout_scale_round (self->rects, n);
      whole = g_memdup2 (self->rects, n * sizeof (GpRect));
    }
  gp_layout_job_report (self->job, 0.2);
  if (by_group)
    {
      if (!draw_grouped (self, error))
        return FALSE;
      gp_layout_scale_round (self->rects, n);
    }

  *grouped = by_group && (!as_one || is_better (self, self->rects, whole));
  if (!*grouped)
    memcpy (self->rects, whole, n * sizeof (GpRect));

  return TRUE;
}

/* Domains keep their number; found groups follow. Cards without a domain, where there are domains,
 * are in no group. */
static GArray *
describe_groups (const Cards            *self,
                 const GpLayoutRequest  *request,
                 guint32               **node_groups)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (GpLayoutGroup));
  guint32 *group_of = g_new (guint32, MAX (self->graph->n_nodes, 1));

  for (guint i = 0; i < self->n_domains; i++)
    {
      GpLayoutGroup group = {
        .request_group = i, .name = gp_layout_request_get_group_name (request, i),
      };

      g_array_append_val (groups, group);
    }
  for (guint i = 0; self->n_domains == 0 && i < self->grouping->n_groups; i++)
    {
      GpLayoutGroup group = {
        .request_group = GP_LAYOUT_NO_GROUP, .name = self->grouping->names[i],
      };

      g_array_append_val (groups, group);
    }
  for (guint i = 0; i < self->graph->n_nodes; i++)
    group_of[i] = self->n_domains == 0 ? self->grouping->group_of[i] : self->nodes[i].group;

  *node_groups = group_of;
  return groups;
}

GpLayout *
gp_layout_cards_run (GpLayoutJob            *job,
                     const GpLayoutRequest  *request,
                     GError                **error)
{
  g_auto(Cards) self = { 0 };
  guint32 *node_groups = NULL;
  GArray *groups = NULL;
  gboolean grouped = FALSE;

  cards_init (&self, job, request);
  gp_layout_job_report (job, 0.1);
  if (!draw_best (&self, &grouped, error))
    return NULL;

  gp_layout_place_pins (request, self.rects, self.job->gap);
  if (grouped)
    groups = describe_groups (&self, request, &node_groups);

  return gp_layout_new (g_steal_pointer (&self.graph), g_steal_pointer (&self.rects), node_groups,
                        groups);
}
