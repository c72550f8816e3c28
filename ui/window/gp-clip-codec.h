/* gp-clip-codec.h — the text forms of what is copied
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpClipCodec: what a program knows of text; a table that lives for ever and belongs to no session,
 * so that what was copied can be pasted after its design was closed. Main thread.
 * @encode: (transfer full): our own text of what gp_edit_copy() gave
 * @encode_sql: (transfer full): @design as SQL
 * @decode: (transfer full): from our own text or from SQL; @length: bytes; @out_left: (out)
 *   (transfer full): array of GpFinding: what of it has no place in a design, or cannot be read
 */
typedef struct
{
  GBytes      *(*encode)     (GpChangeSet *copied, GError **error);
  GBytes      *(*encode_sql) (GpDesign *design, GError **error);
  GpChangeSet *(*decode) (const char *text, gsize length, GPtrArray **out_left, GError **error);
} GpClipCodec;

G_END_DECLS
