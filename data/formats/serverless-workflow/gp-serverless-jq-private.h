/* gp-serverless-jq-private.h — what the parts of the translation of jq share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-serverless-jq.h"

G_BEGIN_DECLS

/* Bytes of a part: some operators write what is left of them twice or three times, so that a short
 * text could become one that no memory holds. */
#define GP_JQ_MAX_TEXT 65536

/** GpJqKind: what is known of a value. @GP_JQ_VALUE: a number or text: not null, not false */
typedef enum
{
  GP_JQ_ANY,
  GP_JQ_BOOL,
  GP_JQ_NULL,
  GP_JQ_VALUE,
  GP_JQ_LIST,
  GP_JQ_OBJECT,
} GpJqKind;

/** GpJqPart: a translation. @guard: of a path: has(a.b) && …, what must hold before it can be read;
 * else NULL */
typedef struct
{
  char    *text;
  char    *guard;
  GpJqKind kind;
} GpJqPart;

/** GpJqParser: @p: the rest of the text */
typedef struct
{
  const char              *p;
  const GpServerlessNames *names;
  guint                    depth;
} GpJqParser;

/** gp_jq_part_new: @text: taken. NULL where it is longer than GP_JQ_MAX_TEXT. */
GpJqPart *gp_jq_part_new   (char *text, GpJqKind kind);
void      gp_jq_part_free  (GpJqPart *self);    /* NULL is fine */

void      gp_jq_skip       (GpJqParser *self);

/** gp_jq_take: whether @token comes next; it is behind the parser then. */
gboolean  gp_jq_take       (GpJqParser *self, const char *token);

/** gp_jq_read_term: a literal, a list, an object, a path or a variable; NULL where it is none. */
GpJqPart *gp_jq_read_term  (GpJqParser *self);

/** gp_jq_read_pipe: a whole expression; NULL where it cannot be said. */
GpJqPart *gp_jq_read_pipe  (GpJqParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpJqPart, gp_jq_part_free)
G_END_DECLS
