/* gp-find-private.h — the parts of the index to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-find-index.h"

G_BEGIN_DECLS

#define GP_FIND_NONE   G_MAXUINT32
#define GP_FIND_RECENT 20         /* so many elements are remembered as gone to */

typedef struct
{
  GpId    id;
  guint64 mask;
  guint32 at;             /* of the text in the bytes */
  guint32 length;         /* bytes */
  guint32 parent;         /* slot of the parent's name, or GP_FIND_NONE */
  guint32 next;           /* of the element's next text, or of the next free entry */
  guint32 touched;        /* the number of the visit; 0: never */
  guint16 property;
  guint8  kind;           /* GP_N_KINDS: free */
  guint8  what;
  guint8  type;           /* which of self->types; 0: none */
} GpFindEntry;

typedef struct
{
  GpId  parent;
  gsize child;
} GpFindStep;

struct _GpFindIndex
{
  GpDesign   *design;
  GArray     *entries;    /* GpFindEntry */
  GString    *bytes;
  gsize       wasted;     /* bytes that no entry uses */
  GHashTable *places;     /* GpId → slot of its name */
  guint32     free;       /* the first free entry, or GP_FIND_NONE */
  GPtrArray  *types;      /* const char *: nicks of types; the first is "" */
  GArray     *way;        /* GpFindStep: how far the design was read; empty: to its end */
  guint32     visits;
};

static inline GpFindEntry *
gp_find_entry (const GpFindIndex *self,
                     guint32            slot)
{
  return &g_array_index (self->entries, GpFindEntry, slot);
}

/* The text of an entry; not terminated by a zero. */
static inline const char *
gp_find_entry_text (const GpFindIndex *self,
                    const GpFindEntry *entry)
{
  return self->bytes->str + entry->at;
}

/* gp-find-index.c: whether it is among those gone to last. */
gboolean  gp_find_is_recent     (const GpFindIndex *self, const GpFindEntry *entry);

/* The property that says of which type elements of @kind are, or -1. */
int       gp_find_type_property (GpKind kind);

/* gp-find-text.c: (transfer full): a text, or several with a comma between them. */
char     *gp_find_dup_value           (GpProperty property, const GpValue *value);

G_END_DECLS
