/* gp-json-document-private.h — the nodes of a parsed text, shared by parser and reader
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-document.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 start;             /* bytes into the text */
  guint32 length;
  guint32 next;
  guint32 key;               /* start of the member's name, behind its quote; 0 for an item */
  guint32 key_length : 28;
  guint32 type : 4;
} GpJsonTapeNode;

struct _GpJsonDocument
{
  const char *text;
  gsize       length;
  GArray     *nodes;
  GString    *scratch;
  gboolean    compact;
};

static inline GpJsonTapeNode *
gp_json_tape_at (const GpJsonDocument *self,
                 GpJsonNode            node)
{
  return &g_array_index (self->nodes, GpJsonTapeNode, node);
}

/** gp_json_read_hex: the four hex digits at @p, or -1. */
int   gp_json_read_hex     (const char *p, const char *end);

/** gp_json_set_error_at: @pointer: a JSON pointer, or NULL. */
void  gp_json_set_error_at (GpJsonDocument *self, const char *at, const char *pointer,
                            GError **error, GpJsonError code, const char *sentence);

G_END_DECLS
