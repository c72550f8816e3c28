/* gp-find-words.h — the words that are looked for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-fuzzy.h"

G_BEGIN_DECLS

#define GP_FIND_MAX_WORDS 6     /* what is more is passed over */

/** GpFindWords: a query, ready to be asked of many texts. A plain value. */
typedef struct
{
  GpFuzzy words[GP_FIND_MAX_WORDS];
  guint   n;
  guint64 mask;       /* of all words */
} GpFindWords;

void  gp_find_words_init   (GpFindWords *self, const char *query);

/** gp_find_words_match: every word fits @name or @above, at least one of them @name. Both with
 * their masks; @above may be NULL. Returns 0 where they do not, else the more the better. */
int   gp_find_words_match  (const GpFindWords *self,
                            const char *name, gsize length, guint64 mask,
                            const char *above, gsize above_length, guint64 above_mask);

/** gp_find_words_search: every word is in @text in one piece. */
int   gp_find_words_search (const GpFindWords *self, const char *text, gsize length);

G_END_DECLS
