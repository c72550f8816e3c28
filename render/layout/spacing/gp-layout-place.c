/* gp-layout-place.c — finds room for what is new
 * SPDX-License-Identifier: Apache-2.0
 *
 * One card after another, the one with the strongest ties to what already stands first. Good places
 * lie beside other cards, flush with a side or a middle: so those are the candidates, around the
 * card's anchors, in a window that grows until one is free. The cheapest is taken: short ways to
 * what it is tied to, inside its own group, outside of all others.
 *
 * What stands is in a grid. New ones go to a short list, which joins the grid when it gets long. */
#define G_LOG_DOMAIN "gp-layout-place"

#include "config.h"

#include "gp-layout-place.h"

#include "gp-layout-graph.h"
#include "gp-layout-grid.h"
#include "gp-layout-private.h"

#include <math.h>

#define FIRST_WINDOW   300.0
#define LARGEST_WINDOW 20000.0
#define MOST_ANCHORS   3
#define MOST_ADDED     64

/* What a place costs, in canvas units of way, that is outside of the own group or in another. */
#define OUTSIDE_COST   1.0
#define FOREIGN_COST   1500.0

typedef struct
{
  const GpLayoutNode *nodes;
  guint               n_nodes;
  guint               n_groups;
  double              gap;
  double              aspect;
  GpLayoutGraph      *graph;
  GpRect             *rects;
  gboolean           *placed;
  double             *pull;         /* of placed neighbours, per node that waits */
  gboolean            wishes;
  GpLayoutGrid       *grid;         /* over what stands */
  GArray             *standing;     /* of GpRect */
  GArray             *added;        /* of GpRect: stands, but is not in the grid yet */
  GpRect             *group_rects;
  gboolean           *group_used;
  GpRect              bounds;       /* around all that is placed */
  GpRect              last_row;     /* where cards without ties go on */
} Place;

static void
place_clear (Place *self)
{
  gp_layout_graph_free (self->graph);
  gp_layout_grid_free (self->grid);
  g_free (self->placed);
  g_free (self->pull);
  g_free (self->group_rects);
  g_free (self->group_used);
  g_clear_pointer (&self->standing, g_array_unref);
  g_clear_pointer (&self->added, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static double
tie_weight (const Place *self,
            guint32      a,
            guint32      b)
{
  return self->graph->hub[a] || self->graph->hub[b] ? GP_LAYOUT_HUB_WEIGHT : 1;
}

/* From now on @node stands where its rectangle is. */
static void
note_placed (Place   *self,
             guint32  node,
             gboolean first)
{
  const GpRect *rect = &self->rects[node];
  guint32 group = self->nodes[node].group;

  self->placed[node] = TRUE;
  self->bounds = first ? *rect : gp_rect_union (&self->bounds, rect);
  for (guint i = self->graph->first[node]; i < self->graph->first[node + 1]; i++)
    self->pull[self->graph->links[i]] += tie_weight (self, node, self->graph->links[i]);

  if (group == GP_LAYOUT_NO_GROUP)
    return;
  self->group_rects[group] = self->group_used[group]
                               ? gp_rect_union (&self->group_rects[group], rect) : *rect;
  self->group_used[group] = TRUE;
}

static void
place_init (Place                 *self,
            const GpLayoutRequest *request,
            GpRect                *rects,
            const gboolean        *kept,
            gboolean               wishes)
{
  self->nodes = gp_layout_request_get_nodes (request, &self->n_nodes);
  self->n_groups = gp_layout_request_get_n_groups (request);
  self->gap = gp_layout_request_get_gap (request);
  self->aspect = gp_layout_request_get_aspect (request);
  self->graph = gp_layout_graph_new (request);
  self->rects = rects;
  self->wishes = wishes;
  self->placed = g_new0 (gboolean, MAX (self->n_nodes, 1));
  self->pull = g_new0 (double, MAX (self->n_nodes, 1));
  self->standing = g_array_new (FALSE, FALSE, sizeof (GpRect));
  self->added = g_array_new (FALSE, FALSE, sizeof (GpRect));
  self->group_rects = g_new0 (GpRect, MAX (self->n_groups, 1));
  self->group_used = g_new0 (gboolean, MAX (self->n_groups, 1));

  for (guint32 i = 0; i < self->n_nodes; i++)
    if (kept[i])
      {
        note_placed (self, i, self->standing->len == 0);
        g_array_append_val (self->standing, rects[i]);
      }
  self->grid = gp_layout_grid_new ((GpRect *) self->standing->data, self->standing->len);
}

static gboolean
is_free (Place        *self,
         const GpRect *rect)
{
  /* A hair less than the gap, or a place flush with another card would be taken. */
  GpRect area = gp_rect_grown (rect, self->gap - 1e-6);
  guint n_found;

  gp_layout_grid_query (self->grid, &area, &n_found);
  if (n_found > 0)
    return FALSE;
  for (guint i = 0; i < self->added->len; i++)
    if (gp_rect_overlaps (&g_array_index (self->added, GpRect, i), &area))
      return FALSE;

  return TRUE;
}

static double
distance (const GpRect *a,
          double        x,
          double        y)
{
  return hypot (gp_rect_center_x (a) - x, gp_rect_center_y (a) - y);
}

/* What it costs to put @node at @rect. */
static double
cost_of (const Place  *self,
         guint32       node,
         const GpRect *rect,
         const GpRect *anchor)
{
  guint32 group = self->nodes[node].group;
  double cost = 0.1 * distance (rect, gp_rect_center_x (anchor), gp_rect_center_y (anchor));

  for (guint i = self->graph->first[node];
       !self->wishes && i < self->graph->first[node + 1]; i++)
    {
      guint32 other = self->graph->links[i];

      if (self->placed[other])
        cost += tie_weight (self, node, other)
                * distance (rect, gp_rect_center_x (&self->rects[other]),
                            gp_rect_center_y (&self->rects[other]));
    }

  for (guint g = 0; g < self->n_groups; g++)
    {
      if (!self->group_used[g])
        continue;
      if (g == group)
        cost += OUTSIDE_COST * MAX (0, gp_rect_gap (rect, &self->group_rects[g]));
      else if (gp_rect_overlaps (rect, &self->group_rects[g]))
        cost += FOREIGN_COST;
    }

  return cost;
}

typedef struct
{
  guint32  node;
  GpRect   anchor;
  GpRect   best;
  double   best_cost;     /* INFINITY while there is none */
} Search;

static void
consider (Place  *self,
          Search *search,
          double  x,
          double  y)
{
  GpRect rect = self->rects[search->node];
  double cost;

  rect.x = round (x);
  rect.y = round (y);
  cost = cost_of (self, search->node, &rect, &search->anchor);
  if (cost < search->best_cost && is_free (self, &rect))
    {
      search->best = rect;
      search->best_cost = cost;
    }
}

/* Left, right, above and below, flush with the near side or with the middle. Rounding goes away
 * from the other card. */
static void
consider_beside (Place        *self,
                 Search       *search,
                 const GpRect *other)
{
  const GpRect *own = &self->rects[search->node];
  double left = floor (other->x - self->gap - own->width);
  double right = ceil (other->x + other->width + self->gap);
  double above = floor (other->y - self->gap - own->height);
  double below = ceil (other->y + other->height + self->gap);
  double middle_x = gp_rect_center_x (other) - own->width / 2;
  double middle_y = gp_rect_center_y (other) - own->height / 2;

  consider (self, search, left, other->y);
  consider (self, search, right, other->y);
  consider (self, search, left, middle_y);
  consider (self, search, right, middle_y);
  consider (self, search, other->x, above);
  consider (self, search, other->x, below);
  consider (self, search, middle_x, above);
  consider (self, search, middle_x, below);
}

/* Around one anchor, in a window that grows until something is free. */
static void
search_around (Place  *self,
               Search *search)
{
  if (self->wishes)
    consider (self, search, self->rects[search->node].x, self->rects[search->node].y);

  for (double window = FIRST_WINDOW;
       isinf (search->best_cost) && window <= LARGEST_WINDOW; window *= 2)
    {
      GpRect area = gp_rect_grown (&search->anchor, window);
      guint n_found;
      const guint32 *found = gp_layout_grid_query (self->grid, &area, &n_found);
      g_autofree guint32 *near = g_memdup2 (found, n_found * sizeof (guint32));

      for (guint i = 0; i < n_found; i++)
        consider_beside (self, search, &g_array_index (self->standing, GpRect, near[i]));
      for (guint i = 0; i < self->added->len; i++)
        {
          GpRect other = g_array_index (self->added, GpRect, i);

          if (gp_rect_overlaps (&other, &area))
            consider_beside (self, search, &other);
        }
    }
}

/* The placed neighbours to search around: the first few that are no hubs, else hubs. */
static guint
find_anchors (const Place *self,
              guint32      node,
              GpRect      *anchors)
{
  guint32 group = self->nodes[node].group;
  guint n = 0;

  if (self->wishes)
    {
      anchors[0] = self->rects[node];
      return 1;
    }

  for (guint hubs = 0; hubs < 2 && n == 0; hubs++)
    for (guint i = self->graph->first[node];
         n < MOST_ANCHORS && i < self->graph->first[node + 1]; i++)
      {
        guint32 other = self->graph->links[i];

        if (self->placed[other] && self->graph->hub[other] == (hubs == 1))
          anchors[n++] = self->rects[other];
      }
  if (group != GP_LAYOUT_NO_GROUP && self->group_used[group])
    anchors[n++] = self->group_rects[group];

  return n;
}

/* Rows below everything, about as wide as the drawing is. */
static void
append_to_rows (Place   *self,
                guint32  node,
                gboolean first)
{
  GpRect *rect = &self->rects[node];
  double paper = MAX (self->bounds.width, sqrt (self->n_nodes * self->aspect) * 300);

  if (first)
    rect->x = rect->y = 0;
  else if (self->last_row.width > 0
           && self->last_row.x + self->last_row.width + self->gap + rect->width
                <= self->bounds.x + paper)
    {
      rect->x = ceil (self->last_row.x + self->last_row.width + self->gap);
      rect->y = self->last_row.y;
    }
  else
    {
      rect->x = self->bounds.x;
      rect->y = ceil (self->bounds.y + self->bounds.height + self->gap);
    }

  /* A card with ties may have come to stand there. */
  while (!is_free (self, rect))
    rect->y = ceil (self->bounds.y + self->bounds.height + self->gap);
  self->last_row = *rect;
}

static void
place_node (Place   *self,
            guint32  node,
            gboolean first)
{
  GpRect anchors[MOST_ANCHORS + 1];
  guint n_anchors = find_anchors (self, node, anchors);
  Search search = { .node = node, .best_cost = INFINITY };
  Search found = search;

  for (guint i = 0; i < n_anchors; i++)
    {
      search.anchor = anchors[i];
      search.best_cost = INFINITY;
      search_around (self, &search);
      if (search.best_cost < found.best_cost)
        found = search;
    }

  if (isinf (found.best_cost))
    append_to_rows (self, node, first);
  else
    self->rects[node] = found.best;
  note_placed (self, node, first);

  g_array_append_val (self->added, self->rects[node]);
  if (self->added->len < MOST_ADDED)
    return;
  g_clear_pointer (&self->grid, gp_layout_grid_free);
  g_array_append_vals (self->standing, self->added->data, self->added->len);
  g_array_set_size (self->added, 0);
  self->grid = gp_layout_grid_new ((GpRect *) self->standing->data, self->standing->len);
}

/* The strongest ties first; the order of the request decides between equals. */
static guint32
next_node (const Place *self)
{
  guint32 best = G_MAXUINT32;

  for (guint32 i = 0; i < self->n_nodes; i++)
    if (!self->placed[i] && (best == G_MAXUINT32 || self->pull[i] > self->pull[best]))
      best = i;

  return best;
}

void
gp_layout_place_free (const GpLayoutRequest *request,
                      GpRect                *rects,
                      const gboolean        *kept,
                      gboolean               wishes)
{
  g_auto(Place) self = { 0 };
  gboolean first;

  place_init (&self, request, rects, kept, wishes);
  first = self.bounds.width == 0;
  for (guint32 node = next_node (&self); node != G_MAXUINT32; node = next_node (&self))
    {
      place_node (&self, node, first);
      first = FALSE;
    }
}

void
gp_layout_place_pins (const GpLayoutRequest *request,
                      GpRect                *rects,
                      double                 gap)
{
  guint n;
  const GpLayoutNode *nodes = gp_layout_request_get_nodes (request, &n);
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (n, 1));
  g_autoptr(GArray) pinned = g_array_new (FALSE, FALSE, sizeof (GpRect));
  g_autoptr(GpLayoutGrid) grid = NULL;
  double dx = 0;
  double dy = 0;

  for (guint i = 0; i < n; i++)
    if (nodes[i].hold == GP_LAYOUT_HOLD_PINNED)
      {
        GpRect rect = { nodes[i].x, nodes[i].y, rects[i].width, rects[i].height };

        dx += rect.x - rects[i].x;
        dy += rect.y - rects[i].y;
        g_array_append_val (pinned, rect);
      }
  if (pinned->len == 0)
    return;

  dx = round (dx / pinned->len);
  dy = round (dy / pinned->len);
  grid = gp_layout_grid_new ((GpRect *) pinned->data, pinned->len);
  for (guint i = 0; i < n; i++)
    {
      gboolean stays = nodes[i].hold == GP_LAYOUT_HOLD_PINNED;
      GpRect area;
      guint in_the_way;

      rects[i].x = stays ? nodes[i].x : rects[i].x + dx;
      rects[i].y = stays ? nodes[i].y : rects[i].y + dy;
      area = gp_rect_grown (&rects[i], gap);
      gp_layout_grid_query (grid, &area, &in_the_way);
      kept[i] = stays || in_the_way == 0;
    }
  gp_layout_place_free (request, rects, kept, TRUE);
}

GpLayout *
gp_layout_place_new (const GpLayoutRequest *request)
{
  guint n_nodes;
  guint n_groups = gp_layout_request_get_n_groups (request);
  const GpLayoutNode *nodes = gp_layout_request_get_nodes (request, &n_nodes);
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (n_nodes, 1));
  GpRect *rects = g_new (GpRect, MAX (n_nodes, 1));
  guint32 *node_groups = NULL;
  GArray *groups = NULL;

  for (guint i = 0; i < n_nodes; i++)
    {
      rects[i] = (GpRect) { nodes[i].x, nodes[i].y, nodes[i].width, nodes[i].height };
      kept[i] = nodes[i].hold != GP_LAYOUT_HOLD_NONE;
    }
  gp_layout_place_free (request, rects, kept, FALSE);

  if (n_groups > 0)
    {
      groups = g_array_new (FALSE, FALSE, sizeof (GpLayoutGroup));
      node_groups = g_new (guint32, MAX (n_nodes, 1));
      for (guint i = 0; i < n_groups; i++)
        {
          GpLayoutGroup group = {
            .request_group = i, .name = gp_layout_request_get_group_name (request, i),
          };

          g_array_append_val (groups, group);
        }
      for (guint i = 0; i < n_nodes; i++)
        node_groups[i] = nodes[i].group;
    }

  return gp_layout_new (gp_layout_graph_new (request), rects, node_groups, groups);
}
