/* gp-test-flow.h — flows in a few lines of text, and what their runs did in one
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-flow-simulator.h"

G_BEGIN_DECLS

/**
 * gp_test_flow_design: (transfer full): a design from lines such as
 *
 *   entity order total:integer at:timestamp      (with a uuid key "id")
 *   event paid order_id:uuid
 *   role manager
 *   connection shop
 *   flow main trigger=data trigger_entity=order
 *   step a set with.x=1+1 if=vars.y
 *   step each for in=[1,2] each=n
 *     step inside set with.last=n
 *   edge a b case when=input.x>1
 *   edge - a
 *   edge a - error error_status=503
 *
 * Blanks part words: values have none, and a tilde stands for one. Indentation nests steps; an edge
 * stands behind the steps it names, in their block; "-" is the trigger or the end. References are
 * names.
 */
GpDesign *gp_test_flow_design (const char *script);

GpId      gp_test_flow_find   (GpDesign *design, GpKind kind, const char *name);

/** gp_test_flow_new: (transfer full): the flow @name; fails the test where it cannot run. */
GpFlow   *gp_test_flow_new    (GpDesign *design, const char *name);

/** gp_test_value: (transfer full): from JSON, in which ' stands for ". */
GpExprValue *gp_test_value    (const char *json);

/**
 * gp_test_flow_trace: (transfer full): lines as words: "a>" started, "a=" completed, "a!503" failed
 * with the status, "a~" is tried again, "a?" skipped, "a#" cancelled; transitions are left out; in
 * the end "= OUTPUT", "! word-of-type status" or "#".
 */
char     *gp_test_flow_trace  (GpDesign *design, GPtrArray *trace);

/** gp_test_flow_run: (transfer full): the trace of the flow "main", simulated until it stops. */
char     *gp_test_flow_run    (const char *script, const char *trigger, const char *mocks);

/** GpTestFlowCase: a flow and what its run does. */
typedef struct
{
  const char *script;
  const char *trigger;      /* JSON or NULL */
  const char *mocks;        /* JSON or NULL */
  const char *expected;
} GpTestFlowCase;

void      gp_test_flow_cases  (const GpTestFlowCase *cases, gsize n);

G_END_DECLS
