/* gp-verdict.h — what the checker thinks of an expression
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpVerdict: @sentence: the type of a sound expression, or what is wrong first. @offset and
 * @length: bytes of the text that are wrong; 0 for a sound one. */
typedef struct
{
  gboolean  good;
  char     *sentence;
  gsize     offset;
  gsize     length;
} GpVerdict;

/** gp_verdict_new: @holder has @text in its @property. NULL where there is nothing to say: an empty
 * text, or one in another language. */
GpVerdict *gp_verdict_new  (GpDesign *design, const GpElement *holder, GpProperty property,
                            const char *text);
void       gp_verdict_free (GpVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpVerdict, gp_verdict_free)
G_END_DECLS
