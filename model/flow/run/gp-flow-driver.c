/* gp-flow-driver.c — carries a run on with effects that are answered at once
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-driver.h"

#include <glib/gi18n-lib.h>

#include "gp-flow-run-private.h"

/* Tells the run what came of @effect; what it does then is added to @outcome. */
static void
answer (GpFlowRun           *run,
        const GpFlowEffects *effects,
        gpointer             user_data,
        const GpFlowEffect  *effect,
        gint64               now,
        GpFlowOutcome       *outcome)
{
  GpExprValue *fault = NULL;
  g_autoptr(GpExprValue) result = effects->perform[effect->kind] (effect, user_data, &fault);
  g_autoptr(GpExprValue) owned = fault;
  const GpFlowEvent event = {
    .kind = result != NULL ? GP_FLOW_EVENT_RESULT : GP_FLOW_EVENT_FAILURE,
    .effect = effect->number,
    .value = result != NULL ? result : fault,
  };

  gp_flow_run_advance (run, &event, now, outcome);
}

gboolean
gp_flow_drive (GpFlowRun           *run,
               const GpFlowEffects *effects,
               gpointer             user_data,
               gint64               now,
               GpFlowOutcome       *outcome)
{
  guint at = outcome->effects != NULL ? outcome->effects->len : 0;

  g_return_val_if_fail (run != NULL && effects != NULL && outcome != NULL, FALSE);

  gp_flow_run_advance (run, NULL, now, outcome);
  while (outcome->effects != NULL && at < outcome->effects->len)
    {
      GpFlowEffect *effect = outcome->effects->pdata[at];

      if (effects->perform[effect->kind] == NULL)
        {
          at++;
          continue;
        }
      g_ptr_array_steal_index (outcome->effects, at);
      answer (run, effects, user_data, effect, now, outcome);
      gp_flow_effect_free (effect);
    }
  return gp_flow_run_has_ended (run);
}

gboolean
gp_flow_drive_to_end (GpFlowRun            *run,
                      const GpFlowEffects  *effects,
                      gpointer              user_data,
                      gint64                now,
                      GpFlowOutcome        *outcome,
                      GError              **error)
{
  const GpFlowEvent cancel = { .kind = GP_FLOW_EVENT_CANCEL };
  const GpFlowFrame *last;

  if (gp_flow_drive (run, effects, user_data, now, outcome))
    return TRUE;

  /* The innermost is the newest: what is around it waits for it. */
  last = run->frames->pdata[run->frames->len - 1];
  g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN,
               _("“%s” would hold up the change that %s runs before: do it in a flow that runs "
                 "after it"),
               last->step != NULL ? last->step->name : "",
               gp_element_get_name (run->flow->element));
  gp_flow_run_take (run, &cancel, now, outcome);
  return FALSE;
}
