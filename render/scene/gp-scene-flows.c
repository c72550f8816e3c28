/* gp-scene-flows.c — one flow as a graph from left to right
 * SPDX-License-Identifier: Apache-2.0
 *
 * The node with the flow's own key is its trigger. A step that has steps of its own is a frame
 * around them, or, folded, one card that stands for them. A branch that ends the flow leads to a
 * small ring; where the flow just ends after a step there is nothing to be seen of it. Places come
 * from the view that is of this flow, see gp_scene_builder_rebuild(). */
#define G_LOG_DOMAIN "gp-scene-flows"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-frame.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define END_SIZE      20.0
#define LABEL_MOST   168.0    /* canvas units of a condition on a line */
#define DEEPEST       16      /* frames in frames; what lies deeper is not in one of its own */

typedef struct
{
  GpSceneBuilder *builder;
  GPtrArray      *transitions;   /* borrowed */
  GHashTable     *stand_ins;     /* GpId of a step inside a folded one → GpId of that, borrowed */
} Flow;

static gboolean
has_steps (GpDesign   *design,
           const GpId *step)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, step, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_STEP)
      return TRUE;
  return FALSE;
}

static gboolean
is_folded (GpSceneBuilder *self,
           const GpId     *step)
{
  const GpElement *placement = gp_scene_builder_placement (self, step);

  return placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_COLLAPSED);
}

static void
take_node (GpSceneBuilder  *self,
           const GpElement *element,
           const GpId      *area,
           gboolean         folded)
{
  GpSceneItem item = { .key = *gp_element_get_id (element), .area = *area, .folded = folded };

  gp_node_measure (&self->context, element, &item);
  gp_scene_builder_place (self, &item);
  gp_scene_take_item (self->scene, &item);
}

static void
take_frame (GpSceneBuilder  *self,
            const GpElement *step,
            const GpId      *area)
{
  GpSceneItem item = { .key = *gp_element_get_id (step), .area = *area, .placed = TRUE };

  gp_frame_measure (&self->context, step, &item);
  gp_scene_take_item (self->scene, &item);
}

/* All below @parent. @area: the frame that it is drawn in. @folded: what stands for it, or NULL. */
static void
take_children (Flow       *flow,
               const GpId *parent,
               const GpId *area,
               const GpId *folded,
               guint       depth)
{
  GpSceneBuilder *self = flow->builder;
  GpDesign *design = self->context.design;
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      const GpId *id = gp_element_get_id (child);
      gboolean frame;

      if (gp_element_get_kind (child) == GP_KIND_TRANSITION)
        g_ptr_array_add (flow->transitions, (gpointer) child);
      if (gp_element_get_kind (child) != GP_KIND_STEP)
        continue;
      frame = has_steps (design, id);
      if (folded != NULL)
        {
          g_hash_table_insert (flow->stand_ins, (gpointer) id, (gpointer) folded);
          take_children (flow, id, area, folded, depth + 1);
        }
      else if (!frame || depth >= DEEPEST || is_folded (self, id))
        {
          take_node (self, child, area, frame);
          take_children (flow, id, area, id, depth + 1);
        }
      else
        {
          take_frame (self, child, area);
          take_children (flow, id, id, NULL, depth + 1);
        }
    }
}

/* What is drawn for the end of a transition: the step, or what it is folded into. */
static const GpSceneItem *
find_end (const Flow *flow,
          const GpId *step)
{
  const GpId *stand_in = step != NULL ? g_hash_table_lookup (flow->stand_ins, step) : NULL;

  return gp_scene_find (flow->builder->scene, stand_in != NULL ? stand_in : step);
}

/* Where a transition begins: its step, else the trigger or the frame that it is in. */
static const GpId *
source_of (const GpElement *transition)
{
  const GpId *from = gp_element_get_ref (transition, GP_TRANSITION_FROM);

  return from != NULL ? from : gp_element_get_parent (transition);
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

/* An error's type is an address, whose last part says which one it is. */
static char *
error_label (const GpElement *transition)
{
  const char *type = gp_element_get_text (transition, GP_TRANSITION_ERROR_TYPE);
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;
  gint64 status = gp_element_get_int (transition, GP_TRANSITION_ERROR_STATUS);

  if (slash != NULL && slash[1] != '\0')
    return g_strdup (slash + 1);
  if (type != NULL && type[0] != '\0')
    return g_strdup (type);
  return status > 0 ? g_strdup_printf (C_("branch of a step", "error %d"), (int) status)
                    : g_strdup (C_("branch of a step", "on error"));
}

static char *
line_label (GpSceneBuilder  *self,
            const GpElement *transition,
            GpLineType       type)
{
  const char *name = gp_element_get_name (transition);
  const char *when = gp_element_get_text (transition, GP_TRANSITION_WHEN);
  g_autofree char *line = NULL;

  if (name[0] != '\0')
    return gp_metrics_ellipsize (self->context.metrics, GP_TEXT_LABEL, name, LABEL_MOST);
  switch (type)
    {
    case GP_LINE_TRUE:
      if (when == NULL || when[0] == '\0')
        return g_strdup (C_("branch of a condition", "true"));
      line = g_strdelimit (g_strdup (when), "\n\t", ' ');
      return gp_metrics_ellipsize (self->context.metrics, GP_TEXT_LABEL, line, LABEL_MOST);
    case GP_LINE_ELSE:
      return g_strdup (C_("branch of a condition", "else"));
    case GP_LINE_ERROR:
      return error_label (transition);
    default:
      return NULL;
    }
}

/* A branch that ends the flow needs something to lead to. */
static const GpSceneItem *
take_end (Flow              *flow,
          const GpElement   *transition,
          const GpSceneItem *from)
{
  GpSceneBuilder *self = flow->builder;
  GpSceneItem item = { .key = *gp_element_get_id (transition), .area = from->area };

  item.id = item.key;
  item.kind = GP_KIND_TRANSITION;
  item.type = GP_ITEM_NODE;
  item.title = g_strdup (_("End"));
  item.accent = (GdkRGBA) { .55f, .58f, .63f, 1 };
  item.rect.width = END_SIZE;
  item.rect.height = END_SIZE;
  gp_scene_builder_place (self, &item);
  return gp_scene_get_item (self->scene, gp_scene_take_item (self->scene, &item));
}

static void
add_transition (Flow            *flow,
                const GpElement *transition)
{
  GpSceneBuilder *self = flow->builder;
  const GpSceneItem *from = find_end (flow, source_of (transition));
  const GpId *target = gp_element_get_ref (transition, GP_TRANSITION_TO);
  GpSceneLine line = { .from_row = -1, .to_row = -1, .to_mark = GP_MARK_ARROW };
  const GpSceneItem *to;

  line.type = line_type (transition);
  if (from == NULL || (target == NULL && line.type == GP_LINE_NEXT))
    return;
  /* What is folded into its source is not seen to lead anywhere. */
  if (g_hash_table_contains (flow->stand_ins, source_of (transition))
      && (target == NULL || find_end (flow, target) == from))
    return;
  to = target != NULL ? find_end (flow, target) : take_end (flow, transition, from);
  if (to == NULL || (from == to && from->folded))
    return;
  line.id = *gp_element_get_id (transition);
  line.from = from->slot;
  line.to = to->slot;
  line.label = line_label (self, transition, line.type);
  gp_scene_builder_mark_line (self, gp_scene_take_line (self->scene, &line));
}

/* Notes are shown where they were put, and only there. */
static void
take_notes (GpSceneBuilder *self)
{
  g_autoptr(GPtrArray) notes = gp_design_list (self->context.design, GP_KIND_NOTE);

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
}

static void
build_flow (GpSceneBuilder  *self,
            const GpElement *element)
{
  Flow flow = {
    .builder = self,
    .transitions = g_ptr_array_new (),
    .stand_ins = g_hash_table_new (gp_id_hash, gp_id_equal),
  };

  take_node (self, element, &gp_id_nil, FALSE);
  take_children (&flow, gp_element_get_id (element), &gp_id_nil, NULL, 0);
  for (guint i = 0; i < flow.transitions->len; i++)
    add_transition (&flow, g_ptr_array_index (flow.transitions, i));
  g_ptr_array_unref (flow.transitions);
  g_hash_table_unref (flow.stand_ins);
}

void
gp_scene_builder_build_flows (GpSceneBuilder *self)
{
  const GpElement *flow = gp_design_lookup_kind (self->context.design, &self->subject,
                                                 GP_KIND_FLOW);

  if (flow != NULL)
    build_flow (self, flow);
  else
    gp_scene_builder_build_overview (self);
  take_notes (self);
  gp_scene_builder_place_rest (self);
  gp_scene_builder_fit_areas (self);
}

/* The view with the places of the drawing: that of the one flow, where there is one. */
const GpElement *
gp_scene_builder_find_flow_view (GpSceneBuilder *self)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (self->context.design, &self->subject, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *view = gp_design_lookup_kind (self->context.design, &referrers[i].holder,
                                                     GP_KIND_VIEW);

      if (referrers[i].property == GP_VIEW_SUBJECT && view != NULL
          && gp_element_is (view, GP_VIEW_LENS, "flows"))
        return view;
    }
  return NULL;
}
