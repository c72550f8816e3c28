/* gp-find-index.h — finds elements by what they are called and by what is said of them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_FIND_NAME,
  GP_FIND_TYPE,           /* of a field or step, or what starts a flow */
  GP_FIND_TEXT,           /* a description, a title, a note, a comment, enum values */
  GP_FIND_EXPRESSION,     /* a condition, a computed value, code */
} GpFindWhat;

/** GpFindResult: @property: whose value fits; its type says how it was looked at. */
typedef struct
{
  GpId       id;
  GpKind     kind;
  GpFindWhat what;
  GpProperty property;
  int        score;       /* more is better; to be compared within one search */
} GpFindResult;

/**
 * GpFindIndex: follows one design. Plain struct for one thread.
 *
 * All words of a query must fit: the name of the element or, for all but one of them, that of its
 * parent ("patient email"); or a text or an expression, in one piece.
 */
typedef struct _GpFindIndex GpFindIndex;

/** gp_find_index_new: still empty. @design: a reference is taken. */
GpFindIndex *gp_find_index_new    (GpDesign *design) G_GNUC_WARN_UNUSED_RESULT;
void         gp_find_index_free   (GpFindIndex *self);   /* NULL is fine */

/** gp_find_index_fill: reads up to @n more elements of the design; FALSE once all are read. What
 * was read is found before that. About 1 µs an element. */
gboolean     gp_find_index_fill   (GpFindIndex *self, guint n);

/** gp_find_index_update: after @changes were applied to the design. O(changes). */
void         gp_find_index_update (GpFindIndex *self, const GpChangeSet *changes);

/** gp_find_index_touch: somebody has just gone to @id: it is found sooner for a while. */
void         gp_find_index_touch  (GpFindIndex *self, const GpId *id);

/** gp_find_index_list_recent: (transfer full): array of GpId, the last one touched first; some may
 * have gone. */
GArray      *gp_find_index_list_recent (GpFindIndex *self);

/**
 * gp_find_index_search:
 * @query: words with white space between them; nothing else means anything
 * @kinds: mask of GP_KIND_MASK(): which kinds are wanted
 *
 * Returns: (transfer full): array of GpFindResult, best first, each element once; at most @limit.
 */
GArray      *gp_find_index_search (GpFindIndex *self, const char *query, guint64 kinds,
                                   guint limit);

/** gp_find_mark: (transfer full): array of guint: which characters of @text the words of @query
 * stand for, ascending. @whole: only in one piece, as in texts and expressions. */
GArray      *gp_find_mark         (const char *query, const char *text, gboolean whole);

/** gp_find_dup_text: (transfer full): the value that @result fits, on one line; NULL where the
 * element has gone. */
char        *gp_find_dup_text     (GpDesign *design, const GpFindResult *result);

/** gp_find_dup_path: (transfer full): what @id is in, from the domain down: "booking › patient"; ""
 * where it is in nothing. */
char        *gp_find_dup_path     (GpDesign *design, const GpId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFindIndex, gp_find_index_free)
G_END_DECLS
