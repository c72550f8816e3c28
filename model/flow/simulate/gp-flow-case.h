/* gp-flow-case.h — the tests of flows that a design keeps
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-code-runner.h"
#include "gp-flow-simulator.h"

G_BEGIN_DECLS

typedef enum
{
  GP_FLOW_TEST_PASSED,
  GP_FLOW_TEST_FAILED,      /* @problem says what was otherwise */
  GP_FLOW_TEST_BROKEN,      /* cannot be tried: @problem says why */
} GpFlowTestStatus;

/** GpFlowTestResult: @simulator: NULL for a broken one. */
typedef struct
{
  GpId             test;
  GpFlowTestStatus status;
  char            *problem;
  GpFlowSimulator *simulator;
} GpFlowTestResult;

/**
 * gp_flow_run_test:
 * @test: of type flow. Its input is what `trigger` is, its mocks are those of a GpFlowSimulator,
 *   its path the steps that begin, in order, tries and retries counted once. Each of its expected
 *   effects, {"create": "report", "values": {…}} say, must be met by an effect of that kind and
 *   subject whose arguments have those members, one after the other. Path and effects that are
 *   not given are not looked at.
 * @fixtures: outlives the result
 * @runner: (nullable): of code that no mock answers, which is waited for. A test that runs code
 *   without end fails after some hundred times.
 * @now: where the clock begins, microseconds since 1970
 *
 * Returns: (transfer full)
 */
GpFlowTestResult *gp_flow_run_test  (GpDesign *design, GpAccessFixtures *fixtures,
                                     const GpElement *test, const GpCodeRunner *runner,
                                     gint64 now);
void              gp_flow_test_result_free (GpFlowTestResult *self);    /* NULL is fine */

/** gp_flow_run_tests: (transfer full): of GpFlowTestResult: all tests of flows, in order. */
GPtrArray        *gp_flow_run_tests (GpDesign *design, GpAccessFixtures *fixtures,
                                     const GpCodeRunner *runner, gint64 now);

/** GpFlowCoverage: a way that is not always taken: a case, an else, a branch or an error edge. */
typedef struct
{
  GpId  transition;
  guint taken;              /* in how many of the tests */
} GpFlowCoverage;

/** gp_flow_find_coverage: (transfer full): of GpFlowCoverage: all such ways of the flows that have
 * a test, in the design's order. */
GArray           *gp_flow_find_coverage (GpDesign *design, GPtrArray *results);

G_END_DECLS
