/* gp-flow-sheet-check.c — whether a flow can be tried with what stands on its sheet
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-simulation"
#include "config.h"

#include "gp-flow-sheet-check.h"

#include "gp-access-fixtures.h"
#include "gp-expr-json.h"
#include "gp-flow-start.h"

#include <glib/gi18n-lib.h>

void
gp_flow_verdict_clear (GpFlowVerdict *self)
{
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->hint, g_free);
  self->problem_at = G_MAXSIZE;
}

GpExprValue *
gp_flow_sheet_read_input (const GpFlowSheet *self,
                          GpFlowVerdict     *verdict)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExprValue) input = gp_expr_value_from_json (self->input, -1, &error);

  if (input == NULL)
    {
      verdict->problem = g_strdup (error->message);
      if (!gp_expr_error_get_position (error, &verdict->problem_at, NULL))
        verdict->problem_at = G_MAXSIZE;
      return NULL;
    }
  if (gp_expr_value_get_kind (input) != GP_EXPR_VALUE_MAP)
    {
      verdict->problem = g_strdup (_("The input must be an object: { … }."));
      verdict->problem_at = 0;
      return NULL;
    }
  return g_steal_pointer (&input);
}

/* Says why the backend would not start the flow. It is run all the same: somebody may want to see
 * what comes of it. */
static char *
check_start (GpFlow           *flow,
             GpAccessFixtures *fixtures,
             GpExprValue      *trigger)
{
  const GpFlowStart start = { .id = "simulation", .trigger = trigger,
                              .now = g_get_real_time () };
  g_auto(GpFlowAdmission) admission = { 0 };
  g_autoptr(GError) error = NULL;

  if (!gp_flow_admit (flow, gp_access_fixtures_get_world (fixtures), &start, &admission, &error))
    return g_strdup (error->message);
  if (!admission.wanted)
    return g_strdup (_("Outside of here this would not start the flow: its condition does not "
                       "hold."));
  return NULL;
}

void
gp_flow_sheet_check (const GpFlowSheet *self,
                     GpDesign          *design,
                     const GpElement   *element,
                     GpFlowVerdict     *out)
{
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpExprValue) trigger = gp_flow_sheet_read_input (self, out);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlow) flow = NULL;

  if (trigger == NULL)
    return;
  flow = gp_flow_new (design, gp_element_get_id (element), &error);
  if (flow == NULL || !gp_flow_check (flow, &error))
    {
      out->problem = g_strdup (error->message);
      return;
    }
  fixtures = gp_access_fixtures_new (design);
  out->hint = check_start (flow, fixtures, trigger);
}
