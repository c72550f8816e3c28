/* gp-flow-mocks.h — what the effects of a simulated run are answered with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-fixtures.h"
#include "gp-flow-run.h"

G_BEGIN_DECLS

/** GpFlowMockEvent: an event for the run, and what it points to. */
typedef struct
{
  GpFlowEvent  event;
  char        *name;
  GpExprValue *value;
} GpFlowMockEvent;

/** gp_flow_mocks_find: (nullable): the mock of this try of @effect's step; borrowed. */
GpExprValue *gp_flow_mocks_find            (const GpExprValue *mocks, GpFlow *flow,
                                            const GpFlowEffect *effect);

/**
 * gp_flow_mocks_answer:
 * @mocks: a MAP, as in gp-flow-simulator.h
 * @fixtures: (nullable)
 * @now: when records are made that have the time in them
 *
 * (transfer full): the mock that answers @effect, or what such effects are answered with where
 * there is none; NULL where the effect stays open.
 */
GpExprValue *gp_flow_mocks_answer          (const GpExprValue *mocks, GpAccessFixtures *fixtures,
                                            GpFlow *flow, const GpFlowEffect *effect,
                                            gint64 now);

/** gp_flow_mock_events_new: (transfer full): an array that owns the GpFlowMockEvent in it. */
GPtrArray   *gp_flow_mock_events_new       (void);

/** gp_flow_mocks_to_events: (transfer full): of GpFlowMockEvent: what the run hears when @effect is
 * answered with @answer. */
GPtrArray   *gp_flow_mocks_to_events       (const GpFlowEffect *effect, GpExprValue *answer);

/** gp_flow_mocks_complete_record: (transfer full): @record with the values of the example record
 * of the same key for those that it lacks; @record itself where there is none. */
GpExprValue *gp_flow_mocks_complete_record (GpDesign *design, GpAccessFixtures *fixtures,
                                            const GpId *entity, GpExprValue *record);

G_END_DECLS
