/* gp-flow-check.c — what keeps a flow from running, or makes part of it pointless
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-flow-schedule.h"

/* What a step of a type cannot do without. Where there are several, one of them will do. */
static const struct
{
  GpFlowStepType type;
  GpProperty needs;
  GpProperty or;            /* the same as @needs where nothing else will do */
} needs[] = {
  { GP_FLOW_STEP_FOR, GP_STEP_IN, GP_STEP_WHILE },
  { GP_FLOW_STEP_CALL_HTTP, GP_STEP_CONNECTION, GP_STEP_PATH },
  { GP_FLOW_STEP_DATA_READ, GP_STEP_ENTITY, GP_STEP_ENTITY },
  { GP_FLOW_STEP_DATA_CREATE, GP_STEP_ENTITY, GP_STEP_ENTITY },
  { GP_FLOW_STEP_DATA_UPDATE, GP_STEP_ENTITY, GP_STEP_ENTITY },
  { GP_FLOW_STEP_DATA_DELETE, GP_STEP_ENTITY, GP_STEP_ENTITY },
  { GP_FLOW_STEP_MAIL, GP_STEP_CONNECTION, GP_STEP_CONNECTION },
  { GP_FLOW_STEP_FUNCTION, GP_STEP_PATH, GP_STEP_PATH },
  { GP_FLOW_STEP_RUN_FLOW, GP_STEP_FLOW, GP_STEP_FLOW },
  { GP_FLOW_STEP_EMIT, GP_STEP_EVENT, GP_STEP_EVENT },
  { GP_FLOW_STEP_LISTEN, GP_STEP_LISTEN_EVENTS, GP_STEP_LISTEN_EVENTS },
  { GP_FLOW_STEP_WAIT, GP_STEP_DURATION, GP_STEP_DURATION },
  { GP_FLOW_STEP_CODE, GP_STEP_CODE, GP_STEP_CODE },
};

/* A change that is being stored waits for no one. */
static const GpFlowStepType slow_types[] = {
  GP_FLOW_STEP_CALL_HTTP, GP_FLOW_STEP_MAIL,   GP_FLOW_STEP_FUNCTION, GP_FLOW_STEP_RUN_FLOW,
  GP_FLOW_STEP_LISTEN,    GP_FLOW_STEP_WAIT,   GP_FLOW_STEP_APPROVE,  GP_FLOW_STEP_CODE,
};

static void
check_needs (GpFlow           *self,
             const GpFlowStep *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (needs[i].type == step->type && !gp_element_has (step->element, needs[i].needs)
        && !gp_element_has (step->element, needs[i].or))
      gp_flow_add_problem (self, "FLW613", step->element, needs[i].needs, TRUE,
                           _("“%s” in %s lacks: %s"), step->name,
                           gp_element_get_name (self->element),
                           _(gp_property_get_info (needs[i].needs)->label));
}

static void
check_before (GpFlow           *self,
              const GpFlowStep *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (slow_types); i++)
    if (slow_types[i] == step->type)
      gp_flow_add_problem (self, "FLW606", step->element, GP_N_PROPERTIES, TRUE,
                           _("“%s” would hold up the change that %s runs before: do it in a flow "
                             "that runs after it"),
                           step->name, gp_element_get_name (self->element));
}

/* A call that changes something and may be made twice, with a key of which the service may know
 * nothing. */
static void
check_repeats (GpFlow           *self,
               const GpFlowStep *step)
{
  if (step->type != GP_FLOW_STEP_CALL_HTTP || step->attempts <= 1
      || step->idempotency_key != NULL || gp_element_is (step->element, GP_STEP_METHOD, "GET"))
    return;
  gp_flow_add_problem (self, "FLW603", step->element, GP_STEP_IDEMPOTENCY_KEY, FALSE,
                       _("“%s” in %s is tried again with the same Idempotency-Key: make sure that "
                         "the service heeds it"),
                       step->name, gp_element_get_name (self->element));
}

static void
check_edges (GpFlow           *self,
             const GpFlowStep *step)
{
  guint n_next = 0;

  for (guint i = 0; i < step->edges->len; i++)
    {
      const GpFlowEdge *edge = step->edges->pdata[i];

      n_next += edge->type == GP_FLOW_EDGE_NEXT;
      if (edge->type == GP_FLOW_EDGE_BRANCH && step->type != GP_FLOW_STEP_FORK)
        gp_flow_add_problem (self, "FLW615", edge->element, GP_N_PROPERTIES, TRUE,
                             _("Branches leave “%s” in %s, which is no fork"), step->name,
                             gp_element_get_name (self->element));
    }
  if (n_next > 1)
    gp_flow_add_problem (self, "FLW615", step->element, GP_N_PROPERTIES, TRUE,
                         _("“%s” in %s goes on in several ways at once: use a fork, or conditions"),
                         step->name, gp_element_get_name (self->element));
}

/* The only step that can follow @step; NULL where there is a choice, an end or a pause. */
static const GpFlowStep *
get_only_next (const GpFlowStep *step)
{
  const GpFlowEdge *edge = step->edges->len == 1 ? step->edges->pdata[0] : NULL;

  if (edge == NULL || edge->type != GP_FLOW_EDGE_NEXT || step->type == GP_FLOW_STEP_WAIT ||
      step->type == GP_FLOW_STEP_LISTEN || step->type == GP_FLOW_STEP_APPROVE ||
      step->type == GP_FLOW_STEP_RAISE)
    return NULL;
  return edge->to;
}

/* Whoever goes in here never comes out. Said once, at the first step of the circle. */
static void
check_circle (GpFlow           *self,
              const GpFlowStep *step)
{
  const GpFlowStep *at = get_only_next (step);
  gboolean is_first = TRUE;

  for (guint i = 0; at != NULL && at != step && i < step->block->steps->len; i++)
    {
      is_first &= at->rank > step->rank;
      at = get_only_next (at);
    }
  if (at == step && is_first)
    gp_flow_add_problem (self, "FLW614", step->element, GP_N_PROPERTIES, FALSE,
                         _("From “%s” on %s goes round in a circle without an end"), step->name,
                         gp_element_get_name (self->element));
}

static void
check_block (GpFlow            *self,
             const GpFlowBlock *block)
{
  gboolean before = gp_flow_is_before (self);

  for (guint i = 0; block != NULL && i < block->steps->len; i++)
    {
      const GpFlowStep *step = block->steps->pdata[i];

      check_needs (self, step);
      check_edges (self, step);
      check_circle (self, step);
      check_repeats (self, step);
      if (before)
        check_before (self, step);
      check_block (self, step->body);
    }
}

void
gp_flow_find_problems (GpFlow *self)
{
  g_autoptr(GError) error = NULL;
  gint64 next;

  if (gp_flow_schedule_is (self->element)
      && !gp_flow_schedule_next (self->element, 0, 0, &next, &error))
    {
      g_autofree char *message = g_strdup (error->message);

      if (g_str_has_suffix (message, "."))
        message[strlen (message) - 1] = '\0';
      gp_flow_add_problem (self, "FLW611", self->element, GP_FLOW_SCHEDULE, TRUE,
                           _("The schedule of %s: %s"), gp_element_get_name (self->element),
                           message);
    }
  check_block (self, self->body);
}
