/* gp-flow-watch.h — tests flows, and asks where they run, in the background after every change
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-case.h"
#include "gp-flow-lights.h"
#include "gp-session.h"

G_BEGIN_DECLS

/** GpFlowView: what came of the tests at one moment; all of it is of one snapshot. @results: of
 * GpFlowTestResult; @coverage: of GpFlowCoverage; @n_failed: failed or broken. */
typedef struct
{
  GpDesign         *design;
  GpAccessFixtures *fixtures;
  GPtrArray        *results;
  GArray           *coverage;
  GpFlowLights     *lights;
  guint             n_failed;
} GpFlowView;

/**
 * GpFlowWatch: keeps a view up to date. A run works on a copy in a worker thread; the answer to a
 * design that has changed meanwhile is dropped.
 *
 * GpFlowWatch::changed (GpFlowWatch *self): there is a new view.
 */
#define GP_TYPE_FLOW_WATCH (gp_flow_watch_get_type ())
G_DECLARE_FINAL_TYPE (GpFlowWatch, gp_flow_watch, GP, FLOW_WATCH, GObject)

GpFlowWatch      *gp_flow_watch_new (GpSession *session);

/** gp_flow_watch_get: (nullable): borrowed until the next ::changed; NULL before the first run. */
const GpFlowView *gp_flow_watch_get (GpFlowWatch *self);

/* Of a view, in words; (transfer full). */

/** gp_flow_view_name_test: its name, or that of its flow. */
char             *gp_flow_view_name_test (const GpFlowView *self, const GpFlowTestResult *result);

/** gp_flow_view_name_way: "A result is verified: Is it critical? → Page the doctor". */
char             *gp_flow_view_name_way  (const GpFlowView *self, const GpFlowCoverage *way);

G_END_DECLS
