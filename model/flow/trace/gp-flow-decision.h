/* gp-flow-decision.h — what somebody decided, in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"

G_BEGIN_DECLS

/* A decision is what a step that asks for approval gives: a MAP of `decision`, `by` and
 * `comment`. */

/** gp_flow_decision_dup_comment: (transfer full): in one line, whatever it is made of; "" where
 * there is none. */
char *gp_flow_decision_dup_comment (const GpExprValue *decision);

/** gp_flow_decision_to_words: (transfer full): "rejected: too dear", translated; NULL where
 * @value (nullable) is no decision. */
char *gp_flow_decision_to_words    (const GpExprValue *value);

G_END_DECLS
