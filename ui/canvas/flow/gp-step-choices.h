/* gp-step-choices.h — what steps there are, in groups, with a sentence for each
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-entry-list.h"

G_BEGIN_DECLS

/** gp_step_choices_fill: sets the rows of @list, whose keys are choices of the metamodel: those
 * whose name, type or sentence has what is @typed, best first; all, below headings, where that is
 * "". */
void        gp_step_choices_fill         (GpEntryList *list, const char *typed);

/** gp_step_choices_get_sentence: what steps of @type do, translated. */
const char *gp_step_choices_get_sentence (const char *type);

G_END_DECLS
