/* gp-test-random-flow.h — random flows that run, and what their calls are answered with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpTestRandomFlow: texts, so that one that is found wanting can be kept as a case. */
typedef struct
{
  char *script;       /* for gp_test_flow_design(), with the flow "main"; SERVICE: an address */
  char *trigger;      /* JSON */
  char *mocks;        /* JSON, as GpFlowSimulator has them */
  char *records;      /* JSON: a list of records; each entity of the script has them as examples */
} GpTestRandomFlow;

/**
 * gp_test_random_flow: flows of all types of steps but mail, which a thread sends in its own time,
 * with loops, branches, retries, time limits, errors and what catches them. Calls of services have
 * the name of their step as the path. Code has no answer. The same @seed makes the same flow.
 */
GpTestRandomFlow *gp_test_random_flow      (guint32 seed);

/** gp_test_random_flow_plain: those that PostgreSQL can do, too: steps inside others have the tries
 * and time limits, nothing is done at the same time, and no limit of time is on the whole. */
GpTestRandomFlow *gp_test_random_flow_plain (guint32 seed);

/** gp_test_random_flow_design: (transfer full): with the examples; @service: an address. */
GpDesign         *gp_test_random_flow_design (const GpTestRandomFlow *self, const char *service);
void              gp_test_random_flow_free (GpTestRandomFlow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestRandomFlow, gp_test_random_flow_free)
G_END_DECLS
