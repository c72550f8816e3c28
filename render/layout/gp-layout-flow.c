/* gp-layout-flow.c — lays out a flow, left to right
 * SPDX-License-Identifier: Apache-2.0
 *
 * What lies in no frame is one level, and so is what lies in the same frame. Levels are drawn from
 * the innermost out: a frame, once its inside is drawn, is a node of its level like any other, and
 * a line that leads into it leads to it. Each connected part of a level is drawn in layers by dot,
 * in the direction of its edges, and the parts are put one below the other in the order of their
 * first steps: a flow is read like text. Many parts are packed to the shape of the paper. */
#define G_LOG_DOMAIN "gp-layout-flow"

#include "config.h"

#include "gp-layout-flow.h"

#include "gp-layout-measure.h"
#include "gp-layout-pack.h"
#include "gp-layout-place.h"
#include "gp-layout-private.h"
#include "gp-layout-separate.h"

#include <math.h>

/* Layers lie farther apart than steps in a layer: their edges carry labels. */
#define PART_GAPS  2.0

/* More parts than these are no text any more that is read from top to bottom. */
#define FEW_PARTS  3

/* Lines of this weight and more are the usual way. */
#define STRAIGHT   6

typedef struct
{
  GpLayoutJob           *job;
  const GpLayoutRequest *request;
  const GpLayoutNode    *nodes;
  const GpLayoutEdge    *edges;
  guint                  n_nodes;
  guint                  n_edges;
  GpRect                *rects;     /* by node; inside a frame from its upper left corner */
  guint32               *local;     /* by node: its index in the level that is drawn */
} Flow;

/* The node of the level of @frame that @node is, or that it lies inside of. */
static guint32
lift (const Flow *self,
      guint32     node,
      guint32     frame)
{
  while (node != GP_LAYOUT_NO_FRAME && self->nodes[node].frame != frame)
    node = self->nodes[node].frame;
  return node;
}

/* The lines of a level, between indices of @members. */
static GArray *
list_edges (const Flow *self,
            guint32     frame)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (GpGraphvizEdge));

  for (guint i = 0; i < self->n_edges; i++)
    {
      guint32 from = lift (self, self->edges[i].from, frame);
      guint32 to = lift (self, self->edges[i].to, frame);
      GpGraphvizEdge edge;

      if (from == GP_LAYOUT_NO_FRAME || to == GP_LAYOUT_NO_FRAME || from == to)
        continue;
      edge = (GpGraphvizEdge) { self->local[from], self->local[to], self->edges[i].weight };
      g_array_append_val (edges, edge);
    }
  return edges;
}

static guint32
find_root (guint32 *roots,
           guint32  i)
{
  while (roots[i] != i)
    i = roots[i] = roots[roots[i]];
  return i;
}

/* Which part each member of a level belongs to: the first member of that part. */
static guint32 *
find_parts (const GArray *edges,
            guint         n)
{
  guint32 *roots = g_new (guint32, MAX (n, 1));

  for (guint32 i = 0; i < n; i++)
    roots[i] = i;
  for (guint i = 0; i < edges->len; i++)
    {
      const GpGraphvizEdge *edge = &g_array_index (edges, GpGraphvizEdge, i);
      guint32 from = find_root (roots, edge->from);
      guint32 to = find_root (roots, edge->to);

      roots[MAX (from, to)] = MIN (from, to);
    }
  for (guint32 i = 0; i < n; i++)
    roots[i] = find_root (roots, i);
  return roots;
}

/* What leads aside alone would go on straight, as if it were the usual way: something that is not
 * seen takes that place. Appends to @rects and @edges. */
static void
add_straight_ways (GArray *rects,
                   GArray *edges)
{
  guint n = rects->len;
  guint n_edges = edges->len;
  g_autofree gboolean *aside = g_new0 (gboolean, MAX (n, 1));
  g_autofree gboolean *straight = g_new0 (gboolean, MAX (n, 1));
  GpRect point = { 0, 0, 1, 1 };

  for (guint i = 0; i < n_edges; i++)
    {
      const GpGraphvizEdge *edge = &g_array_index (edges, GpGraphvizEdge, i);

      if (edge->weight == GP_LAYOUT_ASIDE)
        aside[edge->from] = TRUE;
      else
        straight[edge->from] = TRUE;
    }
  for (guint i = 0; i < n; i++)
    if (aside[i] && !straight[i])
      {
        GpGraphvizEdge edge = { i, rects->len, STRAIGHT };

        g_array_append_val (rects, point);
        g_array_append_val (edges, edge);
      }
}

/* What leads aside leads down, and the heavier of two lines lies above the other: dot draws the
 * mirror image as gladly. */
static void
turn_over (GpRect       *rects,
           guint         n,
           const GArray *edges)
{
  GpRect bounds = gp_layout_measure_bounds (rects, n);
  double down = 0;

  for (guint i = 0; i < edges->len; i++)
    {
      const GpGraphvizEdge *edge = &g_array_index (edges, GpGraphvizEdge, i);

      if (edge->from < n && edge->to < n && edge->weight < STRAIGHT)
        down += (gp_rect_center_y (&rects[edge->to]) - gp_rect_center_y (&rects[edge->from]))
                / edge->weight;
    }
  for (guint i = 0; down < 0 && i < n; i++)
    rects[i].y = 2 * bounds.y + bounds.height - rects[i].y - rects[i].height;
}

/* Draws the part of the level that begins with @first; its corner comes to 0, 0. */
static gboolean
draw_part (Flow           *self,
           const GArray   *members,
           const GArray   *edges,
           const guint32  *parts,
           guint32         first,
           GpRect         *out_bounds,
           GError        **error)
{
  g_autoptr(GArray) rects = g_array_new (FALSE, FALSE, sizeof (GpRect));
  g_autoptr(GArray) own = g_array_new (FALSE, FALSE, sizeof (GpGraphvizEdge));
  g_autofree guint32 *index = g_new (guint32, members->len);
  GpRect bounds;
  guint n;

  for (guint i = first; i < members->len; i++)
    if (parts[i] == first)
      {
        index[i] = rects->len;
        g_array_append_val (rects, self->rects[g_array_index (members, guint32, i)]);
      }
  for (guint i = 0; i < edges->len; i++)
    {
      GpGraphvizEdge edge = g_array_index (edges, GpGraphvizEdge, i);

      if (parts[edge.from] != first)
        continue;
      edge.from = index[edge.from];
      edge.to = index[edge.to];
      g_array_append_val (own, edge);
    }

  n = rects->len;
  add_straight_ways (rects, own);

  if (g_cancellable_set_error_if_cancelled (self->job->cancellable, error)
      || !gp_graphviz_place (self->job->graphviz, GP_GRAPHVIZ_DOT_RIGHT,
                             (GpRect *) (gpointer) rects->data, rects->len,
                             (const GpGraphvizEdge *) (gconstpointer) own->data, own->len,
                             self->job->gap, error))
    return FALSE;

  g_array_set_size (rects, n);
  if (gp_layout_measure_overlaps ((const GpRect *) (gconstpointer) rects->data, n,
                                  self->job->gap) > 0)
    gp_layout_separate ((GpRect *) (gpointer) rects->data, n, self->job->gap);
  turn_over ((GpRect *) (gpointer) rects->data, n, own);
  bounds = gp_layout_measure_bounds ((const GpRect *) (gconstpointer) rects->data, n);
  for (guint i = first; i < members->len; i++)
    if (parts[i] == first)
      {
        GpRect *rect = &self->rects[g_array_index (members, guint32, i)];

        rect->x = round (g_array_index (rects, GpRect, index[i]).x - bounds.x);
        rect->y = round (g_array_index (rects, GpRect, index[i]).y - bounds.y);
      }
  *out_bounds = (GpRect) { 0, 0, ceil (bounds.width), ceil (bounds.height) };
  return TRUE;
}

/* Where the parts of a level come to stand. @boxes: in: their sizes. */
static void
place_parts (const Flow *self,
             GArray     *boxes)
{
  GpRect *boxes_data = (GpRect *) (gpointer) boxes->data;
  double gap = PART_GAPS * self->job->gap;
  double top = 0;

  if (boxes->len > FEW_PARTS)
    {
      gp_layout_pack (boxes_data, boxes->len, gap, gp_layout_request_get_aspect (self->request),
                      NULL);
      return;
    }
  for (guint i = 0; i < boxes->len; i++)
    {
      boxes_data[i].y = top;
      top += boxes_data[i].height + gap;
    }
}

/* Draws what lies in @frame, and all that lies deeper. @out_size: what it takes. */
static gboolean
draw_level (Flow     *self,
            guint32   frame,
            GpRect   *out_size,
            GError  **error)
{
  g_autoptr(GArray) members = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GArray) boxes = g_array_new (FALSE, FALSE, sizeof (GpRect));
  g_autoptr(GArray) edges = NULL;
  g_autofree guint32 *parts = NULL;
  guint box = 0;

  for (guint32 i = 0; i < self->n_nodes; i++)
    if (self->nodes[i].frame == frame)
      g_array_append_val (members, i);
  for (guint i = 0; i < members->len; i++)
    self->local[g_array_index (members, guint32, i)] = i;
  edges = list_edges (self, frame);
  parts = find_parts (edges, members->len);

  for (guint32 i = 0; i < members->len; i++)
    {
      GpRect bounds;

      if (parts[i] != i)
        continue;
      if (!draw_part (self, members, edges, parts, i, &bounds, error))
        return FALSE;
      g_array_append_val (boxes, bounds);
    }
  place_parts (self, boxes);
  for (guint32 first = 0; first < members->len; first++)
    {
      const GpRect *at = &g_array_index (boxes, GpRect, box);

      if (parts[first] != first)
        continue;
      for (guint i = first; i < members->len; i++)
        if (parts[i] == first)
          {
            GpRect *rect = &self->rects[g_array_index (members, guint32, i)];

            rect->x += round (at->x);
            rect->y += round (at->y);
          }
      box++;
    }
  *out_size = (GpRect) { 0 };
  for (guint i = 0; i < members->len; i++)
    *out_size = gp_rect_union (out_size, &self->rects[g_array_index (members, guint32, i)]);
  return TRUE;
}

static guint
depth_of (const Flow *self,
          guint32     node)
{
  guint depth = 0;

  for (guint32 i = self->nodes[node].frame; i != GP_LAYOUT_NO_FRAME; i = self->nodes[i].frame)
    depth++;
  return depth;
}

typedef struct
{
  guint32 node;
  guint   depth;
} Frame;

static int
compare_depths (gconstpointer a,
                gconstpointer b)
{
  const Frame *one = a;
  const Frame *two = b;

  return one->depth != two->depth ? (one->depth < two->depth ? 1 : -1)
                                  : (one->node > two->node) - (one->node < two->node);
}

/* The frames that something lies in, the deepest first. */
static GArray *
list_frames (const Flow *self)
{
  GArray *frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (self->n_nodes, 1));

  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 node = self->nodes[i].frame;
      Frame frame;

      if (node == GP_LAYOUT_NO_FRAME || seen[node])
        continue;
      seen[node] = TRUE;
      frame = (Frame) { node, depth_of (self, node) };
      g_array_append_val (frames, frame);
    }
  g_array_sort (frames, compare_depths);
  return frames;
}

static gboolean
draw (Flow    *self,
      GError **error)
{
  g_autoptr(GArray) frames = list_frames (self);
  double sides;
  double top = gp_layout_request_get_padding (self->request, &sides);
  GpRect size;

  for (guint i = 0; i < frames->len; i++)
    {
      guint32 frame = g_array_index (frames, Frame, i).node;

      if (!draw_level (self, frame, &size, error))
        return FALSE;
      self->rects[frame].width = MAX (self->rects[frame].width,
                                      size.width + 2 * sides + self->nodes[frame].room);
      self->rects[frame].height = MAX (self->rects[frame].height, size.height + top + sides);
    }
  if (!draw_level (self, GP_LAYOUT_NO_FRAME, &size, error))
    return FALSE;

  /* From the outermost in, places become those on the paper. */
  for (guint i = frames->len; i > 0; i--)
    {
      guint32 frame = g_array_index (frames, Frame, i - 1).node;

      for (guint n = 0; n < self->n_nodes; n++)
        if (self->nodes[n].frame == frame)
          {
            self->rects[n].x += self->rects[frame].x + sides;
            self->rects[n].y += self->rects[frame].y + top;
          }
    }
  return TRUE;
}

/* Frames hold what is inside of them: pins are for drawings that have none. */
static gboolean
has_frames (const Flow *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->nodes[i].frame != GP_LAYOUT_NO_FRAME)
      return TRUE;
  return FALSE;
}

/* In a drawing with frames what is pinned stays, and the rest moves along as one. */
static void
keep_pins (Flow *self)
{
  double dx = 0;
  double dy = 0;
  guint n = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    if (self->nodes[i].hold == GP_LAYOUT_HOLD_PINNED)
      {
        dx += self->nodes[i].x - self->rects[i].x;
        dy += self->nodes[i].y - self->rects[i].y;
        n++;
      }
  for (guint i = 0; n > 0 && i < self->n_nodes; i++)
    {
      gboolean stays = self->nodes[i].hold == GP_LAYOUT_HOLD_PINNED;

      self->rects[i].x = stays ? self->nodes[i].x : self->rects[i].x + round (dx / n);
      self->rects[i].y = stays ? self->nodes[i].y : self->rects[i].y + round (dy / n);
    }
}

GpLayout *
gp_layout_flow_run (GpLayoutJob            *job,
                    const GpLayoutRequest  *request,
                    GError                **error)
{
  g_autoptr(GpLayoutGraph) graph = gp_layout_graph_new (request);
  g_autofree GpRect *rects = g_new0 (GpRect, MAX (graph->n_nodes, 1));
  g_autofree guint32 *local = g_new0 (guint32, MAX (graph->n_nodes, 1));
  Flow flow = { .job = job, .request = request, .rects = rects, .local = local };

  flow.nodes = gp_layout_request_get_nodes (request, &flow.n_nodes);
  flow.edges = gp_layout_request_get_edges (request, &flow.n_edges);
  job->gap = gp_layout_request_get_gap (request) + 1;
  for (guint i = 0; i < flow.n_nodes; i++)
    rects[i] = (GpRect) { .width = flow.nodes[i].width + flow.nodes[i].room,
                          .height = flow.nodes[i].height };

  if (!draw (&flow, error))
    return NULL;
  for (guint i = 0; i < flow.n_nodes; i++)
    rects[i].width -= flow.nodes[i].room;
  if (has_frames (&flow))
    keep_pins (&flow);
  else
    gp_layout_place_pins (request, rects, job->gap);

  return gp_layout_new (g_steal_pointer (&graph), g_steal_pointer (&rects), NULL, NULL);
}
