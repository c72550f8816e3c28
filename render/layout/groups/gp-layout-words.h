/* gp-layout-words.h — what names begin with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_layout_words_prefix:
 * @name: a table's name in any of the usual ways to write one: merge_request_diffs, OrderLine,
 *   sales.SalesOrderHeader
 * @n_words: how many words, from 1
 *
 * Returns: (transfer full) (nullable): the first words, in lower case and the singular, joined by
 *   “_”; NULL where there are not so many. What stands before the last dot is left out.
 */
char *gp_layout_words_prefix (const char *name,
                              guint       n_words);

G_END_DECLS
