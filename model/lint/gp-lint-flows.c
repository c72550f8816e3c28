/* gp-lint-flows.c — flows and events, their expressions apart
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-lint-private.h"

#include <glib/gi18n-lib.h>

#include "gp-flow.h"

static void
check_limits (GpLintRun       *run,
              const GpElement *flow,
              const GpElement *step)
{
  const char *name = gp_element_get_name (step);

  if (gp_element_is (step, GP_STEP_TYPE, "call_http") && !gp_element_has (step, GP_STEP_TIMEOUT))
    gp_lint_report_at (run, "FLW601", step, GP_STEP_TIMEOUT,
                       _("The call “%s” in %s has no time limit"), name,
                       gp_element_get_name (flow));

  if (gp_element_is (step, GP_STEP_TYPE, "approve") && !gp_element_has (step, GP_STEP_DURATION))
    gp_lint_report_at (run, "FLW608", step, GP_STEP_DURATION,
                       _("The approval “%s” in %s is never due"), name,
                       gp_element_get_name (flow));
}

/* Adds the steps that transitions lead to from @from (nil: the trigger) until nothing is new. */
static void
follow (GPtrArray  *transitions,
        const GpId *from,
        GHashTable *reached)
{
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (GpId));

  g_array_append_vals (queue, from, 1);
  for (guint at = 0; at < queue->len; at++)
    for (guint i = 0; i < transitions->len; i++)
      {
        const GpId *start = gp_element_get_ref (transitions->pdata[i], GP_TRANSITION_FROM);
        const GpId *to = gp_element_get_ref (transitions->pdata[i], GP_TRANSITION_TO);

        if (to != NULL && gp_id_equal (start != NULL ? start : &gp_id_nil,
                                       &g_array_index (queue, GpId, at))
            && g_hash_table_add (reached, (gpointer) to))
          g_array_append_vals (queue, to, 1);
      }
}

/* @holder: a flow, or a step with steps inside. Without any transition the steps are one list that
 * is run from the first to the last. */
static void
check_reached (GpLintRun       *run,
               const GpElement *flow,
               const GpElement *holder)
{
  const GpId *id = gp_element_get_id (holder);
  g_autoptr(GPtrArray) steps = gp_design_list_children (run->design, id, GP_KIND_STEP);
  g_autoptr(GPtrArray) transitions = gp_design_list_children (run->design, id, GP_KIND_TRANSITION);
  g_autoptr(GHashTable) reached = g_hash_table_new (gp_id_hash, gp_id_equal);

  follow (transitions, &gp_id_nil, reached);
  for (guint i = 0; i < steps->len; i++)
    {
      const GpElement *step = steps->pdata[i];

      check_limits (run, flow, step);
      check_reached (run, flow, step);
      if (transitions->len > 0 && !g_hash_table_contains (reached, gp_element_get_id (step)))
        gp_lint_report (run, "FLW605", step, NULL, _("Nothing leads to the step “%s” in %s"),
                        gp_element_get_name (step), gp_element_get_name (flow));
    }
}

static void
check_event (GpLintRun       *run,
             const GpElement *event)
{
  gsize n = 0;
  const GpReferrer *referrers = gp_design_peek_referrers (run->design, gp_element_get_id (event),
                                                          &n);
  gboolean sent = FALSE, heard = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      sent |= referrers[i].property == GP_STEP_EVENT;
      heard |= referrers[i].property == GP_FLOW_TRIGGER_EVENT
               || referrers[i].property == GP_STEP_LISTEN_EVENTS;
    }

  if (!sent)
    gp_lint_report (run, "EVT703", event, NULL, _("No flow sends the event %s"),
                    gp_element_get_name (event));
  else if (!heard)
    gp_lint_report (run, "EVT703", event, NULL, _("No flow listens to the event %s"),
                    gp_element_get_name (event));
}

/* What its making said. Expressions are looked at with their types by a family of their own, and
 * what a step lacks is not wrong while it is drawn. */
static void
check_running (GpLintRun       *run,
               const GpElement *element)
{
  g_autoptr(GpFlow) flow = gp_flow_new (run->design, gp_element_get_id (element), NULL);
  GPtrArray *problems = gp_flow_get_problems (flow);

  for (guint i = 0; i < problems->len; i++)
    {
      const GpFlowProblem *problem = problems->pdata[i];
      const GpElement *about = gp_design_lookup (run->design, &problem->element);

      if (g_str_has_prefix (problem->code, "EXP"))
        continue;
      if (g_str_equal (problem->code, "FLW613"))
        gp_lint_advise (run, problem->code, about, problem->property, problem->message);
      else
        gp_lint_report_at (run, problem->code, about, problem->property, "%s", problem->message);
    }
}

void
gp_lint_flows (GpLintRun *run)
{
  g_autoptr(GPtrArray) flows = gp_design_list (run->design, GP_KIND_FLOW);
  g_autoptr(GPtrArray) events = gp_design_list (run->design, GP_KIND_EVENT);

  for (guint i = 0; i < flows->len; i++)
    {
      check_reached (run, flows->pdata[i], flows->pdata[i]);
      check_running (run, flows->pdata[i]);
    }
  for (guint i = 0; i < events->len; i++)
    check_event (run, events->pdata[i]);
}
