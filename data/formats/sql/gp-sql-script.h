/* gp-sql-script.h — an SQL file as tokens and statements
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GP_SQL_TOKEN_END,        /* nothing is left */
  GP_SQL_TOKEN_WORD,       /* a keyword or a name without quotes */
  GP_SQL_TOKEN_NAME,       /* a name in double quotes */
  GP_SQL_TOKEN_STRING,     /* any kind of string, dollar quotes among them */
  GP_SQL_TOKEN_NUMBER,
  GP_SQL_TOKEN_SYMBOL,     /* one byte of punctuation or of an operator */
  GP_SQL_TOKEN_OPEN,       /* a string, name or comment that is never closed: reaches to the end */
} GpSqlTokenType;

/** GpSqlToken: @start and @end are byte offsets into the text. */
typedef struct
{
  GpSqlTokenType type;
  gsize          start;
  gsize          end;
} GpSqlToken;

/** gp_sql_token_next: the first token of @text[@at … @end), past blanks and comments. PostgreSQL's
 * lexical rules. Returns @token->type. */
GpSqlTokenType gp_sql_token_next (const char *text, gsize at, gsize end, GpSqlToken *token);

/** gp_sql_token_is: whether it is the word @word (upper case) without regard to case. */
gboolean       gp_sql_token_is   (const char *text, const GpSqlToken *token, const char *word);

/** gp_sql_skip_group: @at is at an opening parenthesis: the offset past its partner, or @end. */
gsize          gp_sql_skip_group (const char *text, gsize at, gsize end);

typedef enum
{
  GP_SQL_STATEMENT_PLAIN,
  GP_SQL_STATEMENT_DATA,   /* an INSERT */
  GP_SQL_STATEMENT_PSQL,   /* a line of psql: \connect */
  GP_SQL_STATEMENT_COPY,   /* COPY … FROM stdin, with the lines of data that follow it */
  GP_SQL_STATEMENT_OPEN,   /* ends in a string or comment that is never closed */
} GpSqlStatementType;

/** GpSqlStatement: @start is its first token, @end its last byte, without the semicolon. */
typedef struct
{
  GpSqlStatementType type;
  gsize              start;
  gsize              end;
  guint              n_tokens;
  guint              n_rows;     /* lines of data of a COPY */
} GpSqlStatement;

/**
 * GpSqlScript: a text cut into statements. psql's lines and COPY's data are recognised, so that
 * they
 * never reach a parser; nothing is copied, so that offsets are those of the file.
 */
typedef struct _GpSqlScript GpSqlScript;

/** gp_sql_script_new: @text: borrowed, must live as long; valid UTF-8. @length in bytes. */
GpSqlScript *gp_sql_script_new (const char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;
void                  gp_sql_script_free      (GpSqlScript *self);
const char           *gp_sql_script_get_text  (const GpSqlScript *self, gsize *length);
gsize                 gp_sql_script_get_size  (const GpSqlScript *self);
const GpSqlStatement *gp_sql_script_get       (const GpSqlScript *self, gsize i);

/** gp_sql_script_locate: line and column, both from 1, the column in characters. */
void                  gp_sql_script_locate    (const GpSqlScript *self, gsize offset, guint *line,
                                               guint *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSqlScript, gp_sql_script_free)
G_END_DECLS
