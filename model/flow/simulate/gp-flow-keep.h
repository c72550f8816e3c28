/* gp-flow-keep.h — simulated runs become tests
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-flow-simulator.h"

G_BEGIN_DECLS

/**
 * gp_flow_keep:
 * @trigger, @mocks: what @simulator was made with, answers that people gave included
 *
 * The changes that make a test of the run as far as it went: it expects the steps that began, and
 * in their order the records that were written, and the mails, requests and events that were sent.
 *
 * Returns: (transfer full)
 */
GpChangeSet *gp_flow_keep (GpDesign *design, const GpFlowSimulator *simulator,
                           const GpExprValue *trigger, const GpExprValue *mocks, GpId *out_test);

G_END_DECLS
