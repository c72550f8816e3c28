/* gp-flow-types.h — what the steps of a flow give and see, as far as the design tells
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-type.h"

G_BEGIN_DECLS

/**
 * GpFlowFacet: tells records apart that are no records of an entity: of a GpExprType of kind RECORD
 * whose element is the step. They lie above the facets of gp-expr-design-scope.c.
 */
typedef enum
{
  GP_FLOW_FACET_RESPONSE = 100,   /* of a call over HTTP: status, headers, body */
  GP_FLOW_FACET_DECISION,         /* of an approval: decision, by, comment */
  GP_FLOW_FACET_ENVELOPE,         /* of an event that was sent: id, source, type, time, data… */
  GP_FLOW_FACET_VALUES,           /* of a set: its values */
} GpFlowFacet;

/* Types follow from expressions, which name other steps, whose types follow from expressions…
 * @depth counts how far it went; beyond GP_FLOW_MAX_TYPE_DEPTH everything is ANY. */
#define GP_FLOW_MAX_TYPE_DEPTH 6

/** gp_flow_get_output_type: what `steps.NAME.output` is. */
GpExprType gp_flow_get_output_type  (GpDesign *design, const GpElement *step, guint depth);

/** gp_flow_get_item_type: what the item of a loop is. */
GpExprType gp_flow_get_item_type    (GpDesign *design, const GpElement *step, guint depth);

/** gp_flow_find_variable: a variable that only parts of flows have: input, output, event, index,
 * and the items of loops. @holder, @property: of the expression. FALSE where there is none. */
gboolean   gp_flow_find_variable    (GpDesign *design, const GpElement *holder,
                                     GpProperty property, const char *name, guint depth,
                                     GpExprType *out);

/** gp_flow_list_variables: adds (transfer full) the names that gp_flow_find_variable() may know. */
void       gp_flow_list_variables   (GpDesign *design, const GpElement *holder, GPtrArray *names);

/** gp_flow_list_steps: adds (transfer full) the names of the steps of @flow: first those that lie
 * on a way to @holder, a step or a transition, as they follow one another; then the others. */
void       gp_flow_list_steps       (GpDesign *design, const GpId *flow, const GpElement *holder,
                                     GPtrArray *names);

/** gp_flow_find_member: a member of a record of one of the facets above. */
gboolean   gp_flow_find_member      (GpDesign *design, const GpExprType *target, const char *name,
                                     guint depth, GpExprType *out);
void       gp_flow_list_members     (GpDesign *design, const GpExprType *target,
                                     GPtrArray *names);

G_END_DECLS
