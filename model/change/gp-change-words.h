/* gp-change-words.h — changes in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_change_to_words: (transfer full): one translated line without a full stop, such as
 * "Renamed field patient.fax to fax_number" or "Changed “Optional” of patient.email from no to
 * yes".
 * @before, @after: the design on either side; paths and the names of what is referred to are read
 * there
 */
char *gp_change_to_words (GpDesign *before, GpDesign *after, const GpChange *change);

/** gp_value_to_words: (transfer full): @value for people; "nothing" where it is none. References by
 * path in @design; long texts are cut to about 60 characters. */
char *gp_value_to_words  (GpDesign *design, GpProperty property, const GpValue *value);

G_END_DECLS
