/* gp-layout.c — where everything goes
 * SPDX-License-Identifier: Apache-2.0
 *
 * Counting crossings takes longer than placing one card: a layout is measured when somebody asks
 * for the first time, whichever thread that is. */
#define G_LOG_DOMAIN "gp-layout"

#include "config.h"

#include "gp-layout.h"

#include "gp-layout-measure.h"
#include "gp-layout-private.h"

struct _GpLayout
{
  gatomicrefcount refs;
  guint           n_nodes;
  GpLayoutGraph  *graph;
  GpRect         *rects;
  guint32        *node_groups;
  GArray         *groups;        /* of GpLayoutGroup, names owned */
  GpRect          bounds;
  GpLayoutStats   stats;
  gsize           measured;      /* guards stats, with g_once_init_enter() */
  guint64         generation;
};

G_DEFINE_BOXED_TYPE (GpLayout, gp_layout, gp_layout_ref, gp_layout_unref)

static void
clear_group (gpointer data)
{
  GpLayoutGroup *group = data;

  g_free ((char *) group->name);
}

static void
adopt_groups (GpLayout *self,
              GArray   *groups)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (groups->len, 1));

  for (guint i = 0; i < groups->len; i++)
    {
      GpLayoutGroup *group = &g_array_index (groups, GpLayoutGroup, i);

      group->name = g_strdup (group->name);
      group->rect = (GpRect) { 0 };
    }
  g_array_set_clear_func (groups, clear_group);
  self->groups = groups;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint32 index = self->node_groups[i];
      GpLayoutGroup *group;

      if (index == GP_LAYOUT_NO_GROUP)
        continue;
      group = &g_array_index (groups, GpLayoutGroup, index);
      group->rect = seen[index] ? gp_rect_union (&group->rect, &self->rects[i]) : self->rects[i];
      seen[index] = TRUE;
    }
}

GpLayout *
gp_layout_new (GpLayoutGraph *graph,
               GpRect        *rects,
               guint32       *node_groups,
               GArray        *groups)
{
  GpLayout *self = g_new0 (GpLayout, 1);

  g_atomic_ref_count_init (&self->refs);
  self->graph = graph;
  self->n_nodes = graph->n_nodes;
  self->rects = rects;
  self->node_groups = node_groups;
  if (node_groups != NULL)
    adopt_groups (self, groups);
  self->bounds = gp_layout_measure_bounds (rects, graph->n_nodes);

  return self;
}

void
gp_layout_set_generation (GpLayout *self,
                          guint64   generation)
{
  self->generation = generation;
}

GpLayout *
gp_layout_ref (GpLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
gp_layout_unref (GpLayout *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->rects);
  gp_layout_graph_free (self->graph);
  g_free (self->node_groups);
  g_clear_pointer (&self->groups, g_array_unref);
  g_free (self);
}

guint
gp_layout_get_n_nodes (const GpLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_nodes;
}

const GpRect *
gp_layout_get_rects (const GpLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rects;
}

void
gp_layout_get_position (const GpLayout *self,
                        guint           node,
                        double         *x,
                        double         *y)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (node < self->n_nodes);

  *x = self->rects[node].x;
  *y = self->rects[node].y;
}

GpRect
gp_layout_get_bounds (const GpLayout *self)
{
  g_return_val_if_fail (self != NULL, (GpRect) { 0 });

  return self->bounds;
}

gboolean
gp_layout_is_hub (const GpLayout *self,
                  guint           node)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (node < self->n_nodes, FALSE);

  return self->graph->hub[node];
}

const GpLayoutGroup *
gp_layout_get_groups (const GpLayout *self,
                      guint          *n_groups)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_groups != NULL, NULL);

  *n_groups = self->groups != NULL ? self->groups->len : 0;
  return self->groups != NULL ? (const GpLayoutGroup *) self->groups->data : NULL;
}

guint32
gp_layout_get_node_group (const GpLayout *self,
                          guint           node)
{
  g_return_val_if_fail (self != NULL, GP_LAYOUT_NO_GROUP);
  g_return_val_if_fail (node < self->n_nodes, GP_LAYOUT_NO_GROUP);

  return self->node_groups != NULL ? self->node_groups[node] : GP_LAYOUT_NO_GROUP;
}

const GpLayoutStats *
gp_layout_get_stats (GpLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (g_once_init_enter (&self->measured))
    {
      gp_layout_measure_stats (self->graph, self->rects, &self->stats);
      g_once_init_leave (&self->measured, 1);
    }

  return &self->stats;
}

guint64
gp_layout_get_generation (const GpLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}
