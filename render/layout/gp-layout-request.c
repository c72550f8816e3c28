/* gp-layout-request.c — what is to be laid out
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two growing arrays and the names they point to. Names live in one string chunk, so that a
 * request of ten thousand cards is a handful of allocations. Indices are checked when they come
 * in; everything behind the request relies on them. */
#define G_LOG_DOMAIN "gp-layout-request"

#include "config.h"

#include "gp-layout-request.h"

#include <math.h>

#define SMALLEST_SIZE     1.0
#define LARGEST_SIZE      100000.0
#define FARTHEST_POSITION 1e9
#define HEAVIEST          100
#define USUAL             6

struct _GpLayoutRequest
{
  gatomicrefcount refs;
  GArray         *nodes;    /* of GpLayoutNode */
  GArray         *edges;    /* of GpLayoutEdge */
  GPtrArray      *groups;   /* of borrowed names */
  GStringChunk   *names;
  GpLayoutMode    mode;
  double          aspect;
  double          gap;
  double          padding_top;
  double          padding_sides;
};

G_DEFINE_BOXED_TYPE (GpLayoutRequest, gp_layout_request,
                     gp_layout_request_ref, gp_layout_request_unref)

/* Sizes come from measured text: a broken font may say anything. */
static double
sane (double value,
      double lowest,
      double highest)
{
  return isnan (value) ? lowest : CLAMP (value, lowest, highest);
}

GpLayoutRequest *
gp_layout_request_new (void)
{
  GpLayoutRequest *self = g_new0 (GpLayoutRequest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (GpLayoutNode));
  self->edges = g_array_new (FALSE, FALSE, sizeof (GpLayoutEdge));
  self->groups = g_ptr_array_new ();
  self->names = g_string_chunk_new (4096);
  self->mode = GP_LAYOUT_MODE_CARDS;
  self->aspect = 1.4;
  self->gap = 48;
  self->padding_top = 40;
  self->padding_sides = 24;

  return self;
}

GpLayoutRequest *
gp_layout_request_ref (GpLayoutRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
gp_layout_request_unref (GpLayoutRequest *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_ptr_array_unref (self->groups);
  g_string_chunk_free (self->names);
  g_free (self);
}

guint
gp_layout_request_add_node (GpLayoutRequest *self,
                            const char      *name,
                            double           width,
                            double           height)
{
  GpLayoutNode node;

  g_return_val_if_fail (self != NULL, 0);

  node = (GpLayoutNode) {
    .name = g_string_chunk_insert (self->names, name != NULL ? name : ""),
    .width = sane (width, SMALLEST_SIZE, LARGEST_SIZE),
    .height = sane (height, SMALLEST_SIZE, LARGEST_SIZE),
    .group = GP_LAYOUT_NO_GROUP,
    .frame = GP_LAYOUT_NO_FRAME,
    .hold = GP_LAYOUT_HOLD_NONE,
  };
  g_array_append_val (self->nodes, node);

  return self->nodes->len - 1;
}

guint
gp_layout_request_add_group (GpLayoutRequest *self,
                             const char      *name)
{
  g_return_val_if_fail (self != NULL, 0);

  g_ptr_array_add (self->groups, g_string_chunk_insert (self->names, name != NULL ? name : ""));
  return self->groups->len - 1;
}

void
gp_layout_request_add_edge (GpLayoutRequest *self,
                            guint            from,
                            guint            to)
{
  gp_layout_request_add_edge_of_weight (self, from, to, USUAL);
}

void
gp_layout_request_add_edge_of_weight (GpLayoutRequest *self,
                                      guint            from,
                                      guint            to,
                                      guint            weight)
{
  GpLayoutEdge edge = { .from = from, .to = to, .weight = CLAMP (weight, 1, HEAVIEST) };

  g_return_if_fail (self != NULL);
  g_return_if_fail (from < self->nodes->len && to < self->nodes->len);

  g_array_append_val (self->edges, edge);
}

gboolean
gp_layout_request_set_frame (GpLayoutRequest *self,
                             guint            node,
                             guint            frame)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (node < self->nodes->len && frame < self->nodes->len, FALSE);

  for (guint32 outer = frame; outer != GP_LAYOUT_NO_FRAME;
       outer = g_array_index (self->nodes, GpLayoutNode, outer).frame)
    if (outer == node)
      return FALSE;
  g_array_index (self->nodes, GpLayoutNode, node).frame = frame;
  return TRUE;
}

void
gp_layout_request_set_room (GpLayoutRequest *self,
                            guint            node,
                            double           room)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (node < self->nodes->len);

  g_array_index (self->nodes, GpLayoutNode, node).room = sane (room, 0, 1000);
}

void
gp_layout_request_set_padding (GpLayoutRequest *self,
                               double           top,
                               double           sides)
{
  g_return_if_fail (self != NULL);

  self->padding_top = sane (top, 0, 1000);
  self->padding_sides = sane (sides, 0, 1000);
}

double
gp_layout_request_get_padding (const GpLayoutRequest *self,
                               double                *out_sides)
{
  g_return_val_if_fail (self != NULL, 0);

  *out_sides = self->padding_sides;
  return self->padding_top;
}

void
gp_layout_request_set_group (GpLayoutRequest *self,
                             guint            node,
                             guint            group)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (node < self->nodes->len);
  g_return_if_fail (group == GP_LAYOUT_NO_GROUP || group < self->groups->len);

  g_array_index (self->nodes, GpLayoutNode, node).group = group;
}

void
gp_layout_request_set_position (GpLayoutRequest *self,
                                guint            node,
                                double           x,
                                double           y,
                                GpLayoutHold     hold)
{
  GpLayoutNode *changed;

  g_return_if_fail (self != NULL);
  g_return_if_fail (node < self->nodes->len);
  g_return_if_fail (hold != GP_LAYOUT_HOLD_NONE);

  changed = &g_array_index (self->nodes, GpLayoutNode, node);
  changed->x = isnan (x) ? 0 : CLAMP (x, -FARTHEST_POSITION, FARTHEST_POSITION);
  changed->y = isnan (y) ? 0 : CLAMP (y, -FARTHEST_POSITION, FARTHEST_POSITION);
  changed->hold = hold;
}

void
gp_layout_request_set_mode (GpLayoutRequest *self,
                            GpLayoutMode     mode)
{
  g_return_if_fail (self != NULL);

  self->mode = mode;
}

void
gp_layout_request_set_aspect (GpLayoutRequest *self,
                              double           aspect)
{
  g_return_if_fail (self != NULL);

  self->aspect = sane (aspect, 0.2, 5);
}

void
gp_layout_request_set_gap (GpLayoutRequest *self,
                           double           gap)
{
  g_return_if_fail (self != NULL);

  self->gap = sane (gap, 0, 1000);
}

const GpLayoutNode *
gp_layout_request_get_nodes (const GpLayoutRequest *self,
                             guint                 *n_nodes)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_nodes != NULL, NULL);

  *n_nodes = self->nodes->len;
  return (const GpLayoutNode *) self->nodes->data;
}

const GpLayoutEdge *
gp_layout_request_get_edges (const GpLayoutRequest *self,
                             guint                 *n_edges)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_edges != NULL, NULL);

  *n_edges = self->edges->len;
  return (const GpLayoutEdge *) self->edges->data;
}

guint
gp_layout_request_get_n_groups (const GpLayoutRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->groups->len;
}

const char *
gp_layout_request_get_group_name (const GpLayoutRequest *self,
                                  guint                  group)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group < self->groups->len, NULL);

  return g_ptr_array_index (self->groups, group);
}

GpLayoutMode
gp_layout_request_get_mode (const GpLayoutRequest *self)
{
  g_return_val_if_fail (self != NULL, GP_LAYOUT_MODE_CARDS);

  return self->mode;
}

double
gp_layout_request_get_aspect (const GpLayoutRequest *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->aspect;
}

double
gp_layout_request_get_gap (const GpLayoutRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->gap;
}
