/* gp-merge-texts.h — two people's changes to the same list of texts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-value.h"

G_BEGIN_DECLS

/**
 * gp_merge_texts: what both made of @base, element by element: what one added is there, what one
 * removed is not, in the order of the one who changed it. Where both added something in the same
 * place, ours comes first.
 * @out: (out): untouched where FALSE is returned
 *
 * FALSE where people must decide: both gave another order, or put something else in the place of
 * the same element.
 */
gboolean gp_merge_texts (const GpValue *base, const GpValue *ours, const GpValue *theirs,
                         GpValue *out);

G_END_DECLS
