/* gp-flow-types.h — what the steps of a flow give, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-type.h"

G_BEGIN_DECLS

/**
 * GpFlowFacet: tells records apart that are no records of an entity: a GpExprType of kind RECORD
 * whose element is the step, and whose facet is one of these. They lie above the facets of
 * gp-expr-design-scope.c.
 */
typedef enum
{
  GP_FLOW_FACET_RESPONSE = 100,   /* of a call over HTTP: status, headers, body */
  GP_FLOW_FACET_DECISION,         /* of an approval: decision, by, comment */
  GP_FLOW_FACET_ENVELOPE,         /* of an event that was sent: id, source, type, time, data… */
  GP_FLOW_FACET_VALUES,           /* of a set: its values */
  GP_FLOW_FACET_VARS,             /* `vars`: what set steps and exports of the flow keep; the
                                   * element is the flow */
} GpFlowFacet;

/** gp_flow_get_output_type: what `steps.NAME.output` is. */
GpExprType gp_flow_get_output_type (GpDesign *design, const GpElement *step);

/** gp_flow_get_item_type: what the item of a loop is. */
GpExprType gp_flow_get_item_type   (GpDesign *design, const GpElement *step);

G_END_DECLS
