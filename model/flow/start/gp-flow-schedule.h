/* gp-flow-schedule.h — when the schedule of a flow starts it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"

G_BEGIN_DECLS

/** gp_flow_schedule_is: whether time starts @flow: its trigger is cron, every or after. */
gboolean gp_flow_schedule_is   (const GpElement *flow);

/**
 * gp_flow_schedule_next:
 * @anchor: when the flow was deployed or switched on; intervals are counted from here, so that a
 *   restart does not move them
 * @after: the newest start, or the time that has been looked after so far
 * @out: (out): the first start after @after; GP_FLOW_NEVER where there is none
 *
 * FALSE, and @error in GP_FLOW_ERROR_BROKEN, where the schedule is none.
 */
gboolean gp_flow_schedule_next (const GpElement *flow, gint64 anchor, gint64 after, gint64 *out,
                                GError **error);

G_END_DECLS
