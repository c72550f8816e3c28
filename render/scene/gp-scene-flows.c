/* gp-scene-flows.c — flows as graphs from left to right
 * SPDX-License-Identifier: Apache-2.0
 *
 * A flow's trigger is the node with the flow's own key; its area, drawn where several flows are
 * shown, has a derived one. Nodes without a place stand in layers: each right of all that lead to
 * it, branches below one another. */
#define G_LOG_DOMAIN "gp-scene-flows"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-node.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LAYER_GAP   64.0
#define NODE_GAP    44.0
#define FLOW_GAP    48.0
#define MAX_LAYERS 400

typedef struct
{
  GPtrArray *nodes;         /* the flow and its steps, borrowed */
  GPtrArray *transitions;   /* borrowed */
} FlowParts;

static void
collect_parts (GpDesign  *design,
               const GpId *parent,
               FlowParts *parts)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      if (gp_element_get_kind (child) == GP_KIND_STEP)
        {
          g_ptr_array_add (parts->nodes, (gpointer) child);
          collect_parts (design, gp_element_get_id (child), parts);
        }
      else if (gp_element_get_kind (child) == GP_KIND_TRANSITION)
        g_ptr_array_add (parts->transitions, (gpointer) child);
    }
}

/* Where a transition begins: its step, else the trigger or the group that it is in. */
static const GpId *
source_of (const GpElement *transition)
{
  const GpId *from = gp_element_get_ref (transition, GP_TRANSITION_FROM);

  return from != NULL ? from : gp_element_get_parent (transition);
}

static guint
layer_of (GHashTable *layers,
          const GpId *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (layers, id));
}

/* The longest way from the trigger, by going over all transitions until nothing changes; circles
 * end at the number of nodes. */
static GHashTable *
find_layers (const FlowParts *parts)
{
  GHashTable *layers = g_hash_table_new (gp_id_hash, gp_id_equal);
  guint most = MIN (parts->nodes->len, MAX_LAYERS);
  gboolean changed = TRUE;

  for (guint i = 0; i < parts->nodes->len; i++)
    g_hash_table_insert (layers, (gpointer) gp_element_get_id (g_ptr_array_index (parts->nodes, i)),
                         GUINT_TO_POINTER (i == 0 ? 0 : 1));
  for (guint round = 0; changed && round < most; round++)
    {
      changed = FALSE;
      for (guint i = 0; i < parts->transitions->len; i++)
        {
          const GpElement *transition = g_ptr_array_index (parts->transitions, i);
          const GpId *to = gp_element_get_ref (transition, GP_TRANSITION_TO);
          guint wanted;

          if (to == NULL || !g_hash_table_contains (layers, to))
            continue;
          wanted = MIN (layer_of (layers, source_of (transition)) + 1, most);
          if (wanted > layer_of (layers, to))
            {
              g_hash_table_replace (layers, (gpointer) to, GUINT_TO_POINTER (wanted));
              changed = TRUE;
            }
        }
    }
  return layers;
}

/* Where the middle of a node would like to be: level with the first step that leads to it. A way
 * that skips layers runs below the cards in them, so @out_first is the layer it begins in. */
static double
wish_of (GpSceneBuilder  *self,
         const FlowParts *parts,
         GHashTable      *layers,
         const GpId      *id,
         guint           *out_first)
{
  double wish = NAN;

  *out_first = layer_of (layers, id);
  for (guint i = 0; i < parts->transitions->len; i++)
    {
      const GpElement *transition = g_ptr_array_index (parts->transitions, i);
      const GpId *to = gp_element_get_ref (transition, GP_TRANSITION_TO);
      const GpSceneItem *from = gp_scene_find (self->scene, source_of (transition));

      if (to == NULL || from == NULL || !gp_id_equal (to, id)
          || layer_of (layers, &from->key) >= layer_of (layers, id))
        continue;
      if (isnan (wish) && !isnan (from->rect.y))
        wish = gp_rect_center_y (&from->rect);
      *out_first = MIN (*out_first, layer_of (layers, &from->key) + 1);
    }
  return wish;
}

static void
place_node (GpSceneBuilder    *self,
            const FlowParts   *parts,
            GHashTable        *layers,
            GArray            *below,
            const GpSceneItem *item,
            double             top)
{
  guint layer = layer_of (layers, &item->key);
  guint first;
  double wish = wish_of (self, parts, layers, &item->key, &first);
  GpRect rect = item->rect;

  if (below->len <= layer)
    g_array_set_size (below, layer + 1);
  rect.x = layer * (GP_NODE_WIDTH + LAYER_GAP);
  rect.y = isnan (wish) ? top : MAX (top, wish - rect.height / 2);
  for (guint i = first; i <= layer; i++)
    rect.y = MAX (rect.y, top + g_array_index (below, double, i));
  for (guint i = first; i <= layer; i++)
    g_array_index (below, double, i) = rect.y - top + rect.height + NODE_GAP;
  gp_scene_set_rect (self->scene, item->slot, &rect);
}

static void
place_flow (GpSceneBuilder  *self,
            const FlowParts *parts,
            double          *top)
{
  g_autoptr(GHashTable) layers = find_layers (parts);
  g_autoptr(GArray) below = g_array_new (FALSE, TRUE, sizeof (double));
  double lowest = *top;

  for (guint layer = 0; layer <= parts->nodes->len; layer++)
    for (guint i = 0; i < parts->nodes->len; i++)
      {
        const GpId *id = gp_element_get_id (g_ptr_array_index (parts->nodes, i));
        const GpSceneItem *item = gp_scene_find (self->scene, id);

        if (item == NULL || layer_of (layers, id) != layer)
          continue;
        if (isnan (item->rect.x))
          place_node (self, parts, layers, below, item, *top);
        lowest = MAX (lowest, item->rect.y + item->rect.height);
      }
  *top = lowest + FLOW_GAP + GP_AREA_PADDING + GP_AREA_HEADER;
}

static GpLineType
line_type (const GpElement *transition)
{
  const char *type = gp_element_get_text (transition, GP_TRANSITION_TYPE);

  if (g_strcmp0 (type, "case") == 0)
    return GP_LINE_TRUE;
  if (g_strcmp0 (type, "else") == 0)
    return GP_LINE_ELSE;
  return g_strcmp0 (type, "error") == 0 ? GP_LINE_ERROR : GP_LINE_NEXT;
}

static char *
line_label (const GpElement *transition,
            GpLineType       type)
{
  const char *name = gp_element_get_name (transition);

  if (name[0] != '\0')
    return g_strdup (name);
  switch (type)
    {
    case GP_LINE_TRUE:
      return g_strdup (C_("branch of a condition", "true"));
    case GP_LINE_ELSE:
      return g_strdup (C_("branch of a condition", "else"));
    case GP_LINE_ERROR:
      return g_strdup (C_("branch of a step", "on error"));
    default:
      return NULL;
    }
}

static void
add_transition (GpSceneBuilder  *self,
                const GpElement *transition)
{
  const GpSceneItem *from = gp_scene_find (self->scene, source_of (transition));
  const GpSceneItem *to = gp_scene_find (self->scene,
                                         gp_element_get_ref (transition, GP_TRANSITION_TO));
  GpSceneLine line = { 0 };

  if (from == NULL || to == NULL || from == to)
    return;
  line.id = *gp_element_get_id (transition);
  line.from = from->slot;
  line.to = to->slot;
  line.from_row = -1;
  line.to_row = -1;
  line.type = line_type (transition);
  line.to_mark = GP_MARK_ARROW;
  line.label = line_label (transition, line.type);
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

static void
take_nodes (GpSceneBuilder  *self,
            const FlowParts *parts,
            const GpId      *area)
{
  for (guint i = 0; i < parts->nodes->len; i++)
    {
      const GpElement *element = g_ptr_array_index (parts->nodes, i);
      GpSceneItem item = { .key = *gp_element_get_id (element), .area = *area };

      gp_node_measure (&self->context, element, &item);
      gp_scene_builder_place (self, &item);
      gp_scene_take_item (self->scene, &item);
    }
}

static void
build_flow (GpSceneBuilder  *self,
            const GpElement *flow,
            guint            number,
            gboolean         alone,
            double          *top)
{
  FlowParts parts = { g_ptr_array_new (), g_ptr_array_new () };
  GpId area = gp_id_nil;

  g_ptr_array_add (parts.nodes, (gpointer) flow);
  collect_parts (self->context.design, gp_element_get_id (flow), &parts);
  if (!alone)
    {
      GpSceneItem item = { .key = gp_id_derive (gp_element_get_id (flow),
                                                gp_element_get_id (flow)) };

      area = item.key;
      gp_area_measure (&self->context, flow, &item);
      g_free (item.title);
      item.title = gp_node_dup_title (flow);
      item.accent = gp_theme_get_palette (number);
      item.placed = TRUE;
      gp_scene_take_item (self->scene, &item);
    }
  take_nodes (self, &parts, &area);
  place_flow (self, &parts, top);
  for (guint i = 0; i < parts.transitions->len; i++)
    add_transition (self, g_ptr_array_index (parts.transitions, i));
  g_ptr_array_unref (parts.nodes);
  g_ptr_array_unref (parts.transitions);
}

static gboolean
wants_flow (GpSceneBuilder  *self,
            const GpElement *flow)
{
  const GpId *domain = gp_element_get_ref (flow, GP_FLOW_DOMAIN);

  if (!gp_id_is_nil (&self->subject))
    return gp_id_equal (gp_element_get_id (flow), &self->subject)
           || (domain != NULL && gp_id_equal (domain, &self->subject));
  return gp_scene_builder_is_shown (self, flow);
}

void
gp_scene_builder_build_flows (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) flows = gp_design_list (self->context.design, GP_KIND_FLOW);
  g_autoptr(GPtrArray) notes = gp_design_list (self->context.design, GP_KIND_NOTE);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new ();
  double top = 0;

  for (guint i = 0; i < flows->len; i++)
    if (wants_flow (self, g_ptr_array_index (flows, i)))
      g_ptr_array_add (wanted, g_ptr_array_index (flows, i));
  for (guint i = 0; i < wanted->len; i++)
    build_flow (self, g_ptr_array_index (wanted, i), i, wanted->len == 1, &top);

  /* Notes are shown where they were put, and only there. */
  for (guint i = 0; i < notes->len; i++)
    {
      const GpElement *note = g_ptr_array_index (notes, i);
      const GpElement *placement = gp_scene_builder_placement (self, gp_element_get_id (note));
      GpSceneItem item = { .key = *gp_element_get_id (note) };

      if (placement == NULL)
        continue;
      gp_note_measure (&self->context, note, gp_element_get_point (placement, GP_PLACEMENT_SIZE),
                       &item);
      gp_scene_builder_place (self, &item);
      gp_scene_take_item (self->scene, &item);
    }
  gp_scene_builder_place_rest (self);
  gp_scene_builder_fit_areas (self);
}
