/* gp-flow-touch.h — what the steps of flows read, write, send and call
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

typedef enum
{
  GP_FLOW_READS   = 1 << 0,      /* listens to, of an event */
  GP_FLOW_CREATES = 1 << 1,
  GP_FLOW_UPDATES = 1 << 2,
  GP_FLOW_DELETES = 1 << 3,
  GP_FLOW_EMITS   = 1 << 4,
  GP_FLOW_RUNS    = 1 << 5,
  GP_FLOW_CALLS   = 1 << 6,
} GpFlowVerb;

/** GpFlowTouch: an entity, event, flow or connection, and the GpFlowVerbs that are done to it. */
typedef struct
{
  GpId  target;
  guint verbs;
} GpFlowTouch;

/** gp_flow_find_touches: (transfer full): of GpFlowTouch: what @step itself touches. */
GArray *gp_flow_find_touches (const GpElement *step);

/** gp_flow_list_touches: (transfer full): of GpFlowTouch: what a step, or all steps of a flow, and
 * those inside of them touch: each once, in the order of the steps. */
GArray *gp_flow_list_touches (GpDesign *design, const GpElement *holder);

G_END_DECLS
