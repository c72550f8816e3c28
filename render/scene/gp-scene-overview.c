/* gp-scene-overview.c — all flows, or those of a domain, and what lies between them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A card for each flow, for each entity and event that one of them touches, and lines for what
 * starts a flow and what it does. Two passes over the design gather facts: what each flow touches,
 * and what each flow is started by. A flow that causes another one is an arc between the two;
 * arcs between flows of the same strongly connected part lie on a circle, and the lines that they
 * are drawn by are marked. */
#define G_LOG_DOMAIN "gp-scene-overview"
#include "config.h"
#include "gp-scene-builder-private.h"

#include "gp-circles.h"
#include "gp-flow-touch.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>

#define WRITES                                                                                    \
  (GP_FLOW_CREATES | GP_FLOW_UPDATES | GP_FLOW_DELETES | GP_FLOW_EMITS | GP_FLOW_RUNS)

typedef struct
{
  guint    flow;       /* index of the flow */
  GpId     target;     /* what is touched; of a start what starts it */
  GpId     by;         /* the first step that does so; of a start the flow */
  guint    verbs;      /* of a start: those that start it */
  gboolean circle;
} Fact;

typedef struct
{
  GpSceneBuilder *builder;
  GPtrArray      *flows;      /* borrowed */
  GArray         *touches;    /* Fact */
  GArray         *starts;     /* Fact of each flow; without a target where nothing starts it */
  GHashTable     *numbers;    /* GpId of a flow → its index + 1 */
} Overview;

static void
add_touch (Overview   *self,
           guint       flow,
           const GpId *target,
           const GpId *step,
           guint       verbs)
{
  Fact fact = { .flow = flow, .by = *step, .verbs = verbs };

  if (target == NULL)
    return;
  fact.target = *target;
  for (guint i = self->touches->len; i > 0; i--)
    {
      Fact *other = &g_array_index (self->touches, Fact, i - 1);

      if (other->flow != flow)
        break;
      if (gp_id_equal (&other->target, target))
        {
          if ((other->verbs & WRITES) == 0)
            other->by = *step;      /* what is written matters more than what is read */
          other->verbs |= verbs;
          return;
        }
    }
  g_array_append_val (self->touches, fact);
}

static void
gather_steps (Overview   *self,
              guint       flow,
              const GpId *parent)
{
  GpDesign *design = self->builder->context.design;
  const GpElement *step;

  for (gsize i = 0; (step = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      g_autoptr(GArray) touches = NULL;

      if (gp_element_get_kind (step) != GP_KIND_STEP)
        continue;
      touches = gp_flow_find_touches (step);
      for (guint k = 0; k < touches->len; k++)
        {
          const GpFlowTouch *touch = &g_array_index (touches, GpFlowTouch, k);

          if ((touch->verbs & (WRITES | GP_FLOW_READS)) != 0)     /* services are not drawn */
            add_touch (self, flow, &touch->target, gp_element_get_id (step), touch->verbs);
        }
      gather_steps (self, flow, gp_element_get_id (step));
    }
}

/* Which changes of a record start @flow: all, where none are named. */
static guint
changes_of (const GpElement *flow)
{
  gsize n;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);
  guint verbs = n == 0 ? GP_FLOW_CREATES | GP_FLOW_UPDATES | GP_FLOW_DELETES : 0;

  for (gsize i = 0; i < n; i++)
    verbs |= g_str_equal (changes[i], "created") ? GP_FLOW_CREATES
             : g_str_equal (changes[i], "updated") ? GP_FLOW_UPDATES
             : g_str_equal (changes[i], "deleted") ? GP_FLOW_DELETES : 0;
  return verbs;
}

static void
gather_start (Overview        *self,
              guint            index,
              const GpElement *flow)
{
  Fact fact = { .flow = index, .by = *gp_element_get_id (flow) };
  const GpId *target = NULL;

  if (gp_element_is (flow, GP_FLOW_TRIGGER, "data"))
    {
      target = gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY);
      fact.verbs = changes_of (flow);
    }
  else if (gp_element_is (flow, GP_FLOW_TRIGGER, "event"))
    {
      target = gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT);
      fact.verbs = GP_FLOW_EMITS;
    }
  fact.target = target != NULL ? *target : gp_id_nil;
  g_array_append_val (self->starts, fact);
}

/* What starts a flow, by what it is: target → GArray of indices of starts. */
static GHashTable *
index_starts (const Overview *self)
{
  GHashTable *index = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL,
                                             (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->starts->len; i++)
    {
      Fact *start = &g_array_index (self->starts, Fact, i);
      GArray *list = g_hash_table_lookup (index, &start->target);

      if (gp_id_is_nil (&start->target))
        continue;
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (index, &start->target, list);
        }
      g_array_append_val (list, i);
    }
  return index;
}

typedef struct
{
  guint touch;
  guint start;     /* G_MAXUINT: the flow is run by name */
} Cause;

/* Marks what lies on a circle of flows that cause one another. */
static void
mark_circles (Overview *self)
{
  g_autoptr(GHashTable) index = index_starts (self);
  g_autoptr(GArray) arcs = g_array_new (FALSE, FALSE, sizeof (GpCirclesArc));
  g_autoptr(GArray) causes = g_array_new (FALSE, FALSE, sizeof (Cause));
  g_autofree guint *parts = NULL;

  for (guint i = 0; i < self->touches->len; i++)
    {
      const Fact *touch = &g_array_index (self->touches, Fact, i);
      GArray *starts = g_hash_table_lookup (index, &touch->target);
      guint run = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, &touch->target));

      for (guint s = 0; starts != NULL && s < starts->len; s++)
        {
          Cause cause = { i, g_array_index (starts, guint, s) };
          const Fact *start = &g_array_index (self->starts, Fact, cause.start);
          GpCirclesArc arc = { touch->flow, start->flow };

          if ((start->verbs & touch->verbs) == 0)
            continue;
          g_array_append_val (causes, cause);
          g_array_append_val (arcs, arc);
        }
      if (run != 0)
        {
          Cause cause = { i, G_MAXUINT };
          GpCirclesArc arc = { touch->flow, run - 1 };

          g_array_append_val (causes, cause);
          g_array_append_val (arcs, arc);
        }
    }
  parts = gp_circles_find ((const GpCirclesArc *) (gconstpointer) arcs->data, arcs->len,
                           self->flows->len);
  for (guint i = 0; i < arcs->len; i++)
    {
      const GpCirclesArc *arc = &g_array_index (arcs, GpCirclesArc, i);
      const Cause *cause = &g_array_index (causes, Cause, i);

      if (parts[arc->from] != parts[arc->to])
        continue;
      g_array_index (self->touches, Fact, cause->touch).circle = TRUE;
      if (cause->start != G_MAXUINT)
        g_array_index (self->starts, Fact, cause->start).circle = TRUE;
    }
}

static void
take_card (GpSceneBuilder *self,
           const GpId     *id)
{
  const GpElement *element = gp_design_lookup (self->context.design, id);
  const GpElement *placement = gp_scene_builder_placement (self, id);
  GpSceneItem item = { .key = *id };

  if (element == NULL || gp_scene_find (self->scene, id) != NULL
      || (placement != NULL && gp_element_get_bool (placement, GP_PLACEMENT_HIDDEN))
      || (self->only != NULL && !g_hash_table_contains (self->only, id)))
    return;
  gp_node_measure (&self->context, element, &item);
  gp_scene_builder_place (self, &item);
  gp_scene_take_item (self->scene, &item);
}

static const char *
say_verb (guint verbs)
{
  switch (verbs & (GP_FLOW_CREATES | GP_FLOW_UPDATES | GP_FLOW_DELETES))
    {
    case GP_FLOW_CREATES:
      return C_("a flow does to records", "creates");
    case GP_FLOW_UPDATES:
      return C_("a flow does to records", "updates");
    case GP_FLOW_DELETES:
      return C_("a flow does to records", "deletes");
    case 0:
      return NULL;
    default:
      return C_("a flow does to records", "writes");
    }
}

static void
add_line (Overview   *self,
          const Fact *fact,
          const GpId *from,
          const GpId *to,
          GpLineType  type,
          const char *label)
{
  GpSceneBuilder *builder = self->builder;
  const GpSceneItem *source = gp_scene_find (builder->scene, from);
  const GpSceneItem *target = gp_scene_find (builder->scene, to);
  GpSceneLine line = { .from_row = -1, .to_row = -1, .to_mark = GP_MARK_ARROW };

  if (source == NULL || target == NULL)
    return;
  line.id = fact->by;
  /* One step may touch several events. */
  if (gp_scene_find_line (builder->scene, &line.id) != NULL)
    line.id = gp_id_derive (&fact->by, &fact->target);
  line.from = source->slot;
  line.to = target->slot;
  line.type = fact->circle ? GP_LINE_CIRCLE : type;
  line.label = g_strdup (label);
  gp_scene_builder_mark_line (builder, gp_scene_take_line (builder->scene, &line));
}

/* Whether a flow is started by @target: that it also reads it then goes without saying. */
static gboolean
is_started_by (const Overview *self,
               guint           flow,
               const GpId     *target)
{
  return gp_id_equal (&g_array_index (self->starts, Fact, flow).target, target);
}

static void
add_lines (Overview *self)
{
  for (guint i = 0; i < self->starts->len; i++)
    {
      const Fact *start = &g_array_index (self->starts, Fact, i);

      add_line (self, start, &start->target, &start->by, GP_LINE_NEXT, NULL);
    }
  for (guint i = 0; i < self->touches->len; i++)
    {
      const Fact *touch = &g_array_index (self->touches, Fact, i);
      const GpId *flow = gp_element_get_id (self->flows->pdata[touch->flow]);

      if ((touch->verbs & WRITES) != 0)
        add_line (self, touch, flow, &touch->target, GP_LINE_NEXT, say_verb (touch->verbs));
      else if (!is_started_by (self, touch->flow, &touch->target))
        add_line (self, touch, &touch->target, flow, GP_LINE_READS, NULL);
    }
}

static gboolean
wants_flow (GpSceneBuilder  *self,
            const GpElement *flow)
{
  const GpId *domain = gp_element_get_ref (flow, GP_FLOW_DOMAIN);

  if (!gp_id_is_nil (&self->subject) && (domain == NULL || !gp_id_equal (domain, &self->subject)))
    return FALSE;
  return gp_scene_builder_is_shown (self, flow);
}

void
gp_scene_builder_build_overview (GpSceneBuilder *self)
{
  Overview overview = {
    .builder = self,
    .flows = gp_design_list (self->context.design, GP_KIND_FLOW),
    .touches = g_array_new (FALSE, FALSE, sizeof (Fact)),
    .starts = g_array_new (FALSE, FALSE, sizeof (Fact)),
    .numbers = g_hash_table_new (gp_id_hash, gp_id_equal),
  };

  for (guint i = overview.flows->len; i > 0; i--)
    if (!wants_flow (self, overview.flows->pdata[i - 1]))
      g_ptr_array_remove_index (overview.flows, i - 1);
  for (guint i = 0; i < overview.flows->len; i++)
    {
      g_hash_table_insert (overview.numbers,
                           (gpointer) gp_element_get_id (overview.flows->pdata[i]),
                           GUINT_TO_POINTER (i + 1));
      take_card (self, gp_element_get_id (overview.flows->pdata[i]));
      gather_start (&overview, i, overview.flows->pdata[i]);
      gather_steps (&overview, i, gp_element_get_id (overview.flows->pdata[i]));
    }
  for (guint i = 0; i < overview.starts->len; i++)
    take_card (self, &g_array_index (overview.starts, Fact, i).target);
  for (guint i = 0; i < overview.touches->len; i++)
    take_card (self, &g_array_index (overview.touches, Fact, i).target);
  mark_circles (&overview);
  add_lines (&overview);
  g_ptr_array_unref (overview.flows);
  g_array_unref (overview.touches);
  g_array_unref (overview.starts);
  g_hash_table_unref (overview.numbers);
}
