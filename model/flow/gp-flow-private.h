/* gp-flow-private.h — what the parts of a flow say about one another's problems
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-graph.h"

G_BEGIN_DECLS

/** gp_flow_add_problem: @code: static. @property: of @element, or GP_N_PROPERTIES. */
void              gp_flow_add_problem    (GpFlow *self, const char *code, const GpElement *element,
                                          GpProperty property, gboolean fatal,
                                          const char *format, ...) G_GNUC_PRINTF (6, 7);

/** gp_flow_find_problems: what can be said once all steps and edges are there. */
void              gp_flow_find_problems  (GpFlow *self);

G_END_DECLS
