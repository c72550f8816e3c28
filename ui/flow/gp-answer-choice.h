/* gp-answer-choice.h — the ways in which a simulated step is answered
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-value.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ANSWER_USUAL,          /* no mock: see gp-flow-simulator.h */
  GP_ANSWER_GIVES,          /* what its JSON says */
  GP_ANSWER_APPROVED,
  GP_ANSWER_REJECTED,
  GP_ANSWER_FAILS,
  GP_ANSWER_FAILS_FIRST,    /* then goes well */
  GP_ANSWER_NEVER,
  GP_N_ANSWERS
} GpAnswerChoice;

/** gp_answer_choice_has_step: whether the step wants something done that can be answered. */
gboolean        gp_answer_choice_has_step  (const GpElement *step);

/** gp_answer_choice_is_for: whether @self makes sense for @step. */
gboolean        gp_answer_choice_is_for    (GpAnswerChoice self, const GpElement *step);

/** gp_answer_choice_get_words: translated: "Fails". */
const char     *gp_answer_choice_get_words (GpAnswerChoice self, const GpElement *step);

/** gp_answer_choice_of: what @mock (NULL: none) is. */
GpAnswerChoice  gp_answer_choice_of        (const GpExprValue *mock);

/** gp_answer_choice_make: (transfer full): a mock to begin with; NULL for GP_ANSWER_USUAL. */
GpExprValue    *gp_answer_choice_make      (GpAnswerChoice self, GpDesign *design,
                                            const GpElement *step);

G_END_DECLS
