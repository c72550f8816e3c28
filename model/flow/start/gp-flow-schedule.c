/* gp-flow-schedule.c — when the schedule of a flow starts it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-schedule.h"

#include <glib/gi18n-lib.h>

#include "gp-cron.h"
#include "gp-flow-duration.h"
#include "gp-flow.h"

/* More often than this is no schedule but a loop. */
#define SHORTEST GP_FLOW_SECOND

gboolean
gp_flow_schedule_is (const GpElement *flow)
{
  return gp_element_is (flow, GP_FLOW_TRIGGER, "cron")
         || gp_element_is (flow, GP_FLOW_TRIGGER, "every")
         || gp_element_is (flow, GP_FLOW_TRIGGER, "after");
}

static gboolean
next_of_cron (const char  *schedule,
              gint64       after,
              gint64      *out,
              GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpCron) cron = gp_cron_new (schedule, &cause);

  if (cron == NULL)
    {
      g_set_error_literal (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN, cause->message);
      return FALSE;
    }
  *out = gp_cron_next (cron, after);
  return TRUE;
}

gboolean
gp_flow_schedule_next (const GpElement  *flow,
                       gint64            anchor,
                       gint64            after,
                       gint64           *out,
                       GError          **error)
{
  const char *schedule = gp_element_get_text (flow, GP_FLOW_SCHEDULE);
  gint64 length = 0, first;

  if (gp_element_is (flow, GP_FLOW_TRIGGER, "cron"))
    return next_of_cron (schedule != NULL ? schedule : "", after, out, error);

  if (!gp_flow_duration_parse (schedule, &length)
      || (length < SHORTEST && gp_element_is (flow, GP_FLOW_TRIGGER, "every")))
    {
      g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_BROKEN,
                   _("“%s” is no interval: write 30s, 15m, 2h or 1d."),
                   schedule != NULL ? schedule : "");
      return FALSE;
    }

  first = gp_flow_time_add (anchor, length);
  if (first > after)
    *out = first;
  else if (gp_element_is (flow, GP_FLOW_TRIGGER, "after"))
    *out = GP_FLOW_NEVER;
  else
    *out = gp_flow_time_add (first, ((after - first) / length + 1) * length);
  return TRUE;
}
