/* gp-sql-parse.h — statements as PostgreSQL's parser sees them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-arena.h"
#include "gp-sql-script.h"

#include <pg_query/pg_query.pb-c.h>

G_BEGIN_DECLS

/** GpSqlTree: one statement that was parsed. */
typedef struct
{
  PgQuery__Node *node;      /* the statement, or NULL */
  const char    *message;   /* what the parser objects to, where it does; PostgreSQL's English */
  gsize          at;        /* where, as an offset into the statement */
} GpSqlTree;

/** gp_sql_parse_text: one statement in the calling thread; all memory comes from @arena. The
 * caller has made sure that it is not nested too deeply for its stack. */
void gp_sql_parse_text (const char *text, gsize length, GpArena *arena, GpSqlTree *out);

/**
 * GpSqlParser: parses a batch of statements at a time on threads of its own, whose stacks are large
 * enough for any statement that it accepts.
 */
typedef struct _GpSqlParser GpSqlParser;

/** gp_sql_parser_new: @n_threads: 1 to 8. */
GpSqlParser *gp_sql_parser_new  (guint n_threads) G_GNUC_WARN_UNUSED_RESULT;
void         gp_sql_parser_free (GpSqlParser *self);

/**
 * gp_sql_parser_run: parses the @n statements of @script from the @first on.
 * @trees: (array length=n): filled in the same order; valid until the next call. Statements that
 *   are not plain get neither a node nor a message.
 */
void         gp_sql_parser_run  (GpSqlParser *self, const GpSqlScript *script, gsize first, gsize n,
                                 GpSqlTree *trees);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqlParser, gp_sql_parser_free)
G_END_DECLS
