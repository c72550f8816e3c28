/* gp-access-lines.h — an expression that was judged, one line for each of its parts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-decide.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_LINE_TRUE,
  GP_ACCESS_LINE_FALSE,
  GP_ACCESS_LINE_ERROR,
  GP_ACCESS_LINE_UNKNOWN,   /* not judged without a record, or neither true nor false */
} GpAccessLineState;

/**
 * GpAccessLine: a part that is true or false by itself.
 * @depth: 0 for what is tied together at the top, one more for what is inside a part
 * @joiner: what ties it to the line before it at its depth: "&&", "||" or ""; static
 * @text: as it is written; @values: what it compares, "'measured' == 'verified'", what it looks
 *   at, or what is wrong with it, translated; "" where nothing is to be said
 */
typedef struct
{
  guint             depth;
  const char       *joiner;
  char             *text;
  GpAccessLineState state;
  char             *values;
} GpAccessLine;

/** gp_access_list_lines: (transfer full): of GpAccessLine: of what @part asks, top down. A part
 * without an expression, or without a trace, is one line. */
GPtrArray *gp_access_list_lines (const GpAccess *access, const GpAccessPart *part);

G_END_DECLS
