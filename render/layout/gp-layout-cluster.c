/* gp-layout-cluster.c — draws one group
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-layout-cluster"

#include "config.h"

#include "gp-layout-cluster.h"

#include "gp-layout-pack.h"
#include "gp-layout-part.h"

#include <math.h>

void
gp_layout_cluster_clear (gpointer cluster)
{
  g_clear_pointer (&((GpLayoutCluster *) cluster)->cards, g_array_unref);
}

void
gp_layout_cluster_move (GpLayoutCluster *self,
                        GpRect          *rects,
                        double           x,
                        double           y)
{
  double dx = x - self->bounds.x;
  double dy = y - self->bounds.y;

  for (guint i = 0; i < self->cards->len; i++)
    {
      guint32 card = g_array_index (self->cards, guint32, i);

      rects[card].x += dx;
      rects[card].y += dy;
    }
  self->bounds.x = x;
  self->bounds.y = y;
}

/* The members of each connected part; single cards are parts of one. */
static GPtrArray *
collect_parts (const GpLayoutGraph *graph)
{
  g_autofree guint32 *component = g_new (guint32, MAX (graph->n_nodes, 1));
  guint n_parts = gp_layout_graph_components (graph, component);
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_parts; i++)
    g_ptr_array_add (parts, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint32 i = 0; i < graph->n_nodes; i++)
    g_array_append_val ((GArray *) g_ptr_array_index (parts, component[i]), i);

  return parts;
}

/* Places the members of one part from 0; @box gets its size. */
static gboolean
draw_part (const GpLayoutJob    *job,
           const GpLayoutGraph  *graph,
           const GArray         *members,
           GpRect               *rects,
           guint32              *local,
           GpRect               *box,
           GError              **error)
{
  const guint32 *nodes = (const guint32 *) members->data;
  g_autofree GpRect *own = g_new (GpRect, members->len);
  g_autoptr(GpLayoutGraph) part = NULL;

  for (guint i = 0; i < members->len; i++)
    own[i] = rects[nodes[i]];
  if (members->len > 1)
    {
      part = gp_layout_graph_new_part (graph, nodes, members->len, local, TRUE);
      if (!gp_layout_part_draw (job, part, own, error))
        return FALSE;
    }
  else
    own[0].x = own[0].y = 0;

  *box = own[0];
  for (guint i = 0; i < members->len; i++)
    {
      rects[nodes[i]] = own[i];
      *box = gp_rect_union (box, &own[i]);
    }
  if (job->crossings_first)
    {
      /* What is on whole units stays so beside others. */
      box->width = ceil (box->width);
      box->height = ceil (box->height);
    }

  return TRUE;
}

gboolean
gp_layout_cluster_draw (const GpLayoutJob    *job,
                        const GpLayoutGraph  *graph,
                        GpLayoutCluster      *self,
                        GpRect               *rects,
                        guint32              *local,
                        GError              **error)
{
  const guint32 *cards = (const guint32 *) self->cards->data;
  guint n = self->cards->len;
  g_autoptr(GpLayoutGraph) own_graph = gp_layout_graph_new_part (graph, cards, n, local,
                                                                job->with_hubs);
  g_autoptr(GPtrArray) parts = collect_parts (own_graph);
  g_autofree GpRect *own = g_new (GpRect, MAX (n, 1));
  g_autofree GpRect *boxes = g_new0 (GpRect, MAX (parts->len, 1));

  for (guint i = 0; i < n; i++)
    own[i] = rects[cards[i]];
  for (guint i = 0; i < parts->len; i++)
    if (!draw_part (job, own_graph, g_ptr_array_index (parts, i), own, local, &boxes[i], error))
      return FALSE;

  gp_layout_pack (boxes, parts->len, job->gap, job->aspect, &self->bounds);
  for (guint i = 0; i < parts->len; i++)
    {
      const GArray *members = g_ptr_array_index (parts, i);

      for (guint m = 0; m < members->len; m++)
        {
          guint32 node = g_array_index (members, guint32, m);

          rects[cards[node]] = own[node];
          rects[cards[node]].x += boxes[i].x;
          rects[cards[node]].y += boxes[i].y;
        }
    }

  return TRUE;
}
