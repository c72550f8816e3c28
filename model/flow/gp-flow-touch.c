/* gp-flow-touch.c — what the steps of flows read, write, send and call
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-touch.h"

static const struct
{
  const char *type;
  GpProperty  property;
  GpFlowVerb  verb;
} rows[] = {
  { "data_read", GP_STEP_ENTITY, GP_FLOW_READS },
  { "data_create", GP_STEP_ENTITY, GP_FLOW_CREATES },
  { "data_update", GP_STEP_ENTITY, GP_FLOW_UPDATES },
  { "data_delete", GP_STEP_ENTITY, GP_FLOW_DELETES },
  { "emit", GP_STEP_EVENT, GP_FLOW_EMITS },
  { "run_flow", GP_STEP_FLOW, GP_FLOW_RUNS },
  { "call_http", GP_STEP_CONNECTION, GP_FLOW_CALLS },
  { "mail", GP_STEP_CONNECTION, GP_FLOW_CALLS },
  { "function", GP_STEP_CONNECTION, GP_FLOW_CALLS },
};

static void
add_touch (GArray     *touches,
           const GpId *target,
           guint       verbs)
{
  GpFlowTouch touch = { .verbs = verbs };

  if (target == NULL)
    return;
  for (guint i = 0; i < touches->len; i++)
    {
      GpFlowTouch *other = &g_array_index (touches, GpFlowTouch, i);

      if (gp_id_equal (&other->target, target))
        {
          other->verbs |= verbs;
          return;
        }
    }
  touch.target = *target;
  g_array_append_val (touches, touch);
}

static void
add_own (GArray          *touches,
         const GpElement *step)
{
  const GpId *events;
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gp_element_is (step, GP_STEP_TYPE, rows[i].type))
      add_touch (touches, gp_element_get_ref (step, rows[i].property), rows[i].verb);
  events = gp_element_get_refs (step, GP_STEP_LISTEN_EVENTS, &n);
  for (gsize i = 0; i < n && gp_element_is (step, GP_STEP_TYPE, "listen"); i++)
    add_touch (touches, &events[i], GP_FLOW_READS);
}

GArray *
gp_flow_find_touches (const GpElement *step)
{
  GArray *touches = g_array_new (FALSE, FALSE, sizeof (GpFlowTouch));

  add_own (touches, step);
  return touches;
}

static void
add_all (GpDesign   *design,
         GArray     *touches,
         const GpId *parent)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      if (gp_element_get_kind (child) != GP_KIND_STEP)
        continue;
      add_own (touches, child);
      add_all (design, touches, gp_element_get_id (child));
    }
}

GArray *
gp_flow_list_touches (GpDesign        *design,
                      const GpElement *holder)
{
  GArray *touches = g_array_new (FALSE, FALSE, sizeof (GpFlowTouch));

  if (gp_element_get_kind (holder) == GP_KIND_STEP)
    add_own (touches, holder);
  add_all (design, touches, gp_element_get_id (holder));
  return touches;
}
