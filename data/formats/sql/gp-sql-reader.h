/* gp-sql-reader.h — reads PostgreSQL's statements into a catalogue
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-sql-catalog.h"
#include "gp-sql-parse.h"

G_BEGIN_DECLS

/* Private to the importer. One function for each kind of statement, in files by concern. Whatever
 * such a function does not take over it reports with gp_sql_reader_note(). */

/** GpSqlReader: the statement that is being read. */
typedef struct
{
  GpSqlCatalog *catalog;
  const char   *text;        /* the whole file */
  gsize         start;       /* of the statement; places in its tree count from here */
  gsize         end;         /* of the part that is read */
  gsize         from;        /* where that part begins: later than start within CREATE SCHEMA */
  guint         statement;   /* its number */
  gboolean      used;        /* something of it is in the catalogue */
  gboolean      noted;       /* something of it has become a finding */
} GpSqlReader;

/* A part of the statement that has no place in the design. @location: an offset into the
 * statement. */
void        gp_sql_reader_note  (GpSqlReader *self, int location, const char *format, ...)
                                 G_GNUC_PRINTF (3, 4);

/* Texts. All are copies in the catalogue's arena. */

/** gp_sql_squeeze: @text[@start … @end) without comments and needless blanks. The same for every
 * way to lay out the same tokens, but strings stay as they are. */
const char *gp_sql_squeeze      (GpArena *arena, const char *text, gsize start, gsize end);

/** gp_sql_squeeze_inner: the same, without parentheses around the whole. */
const char *gp_sql_squeeze_inner (GpArena *arena, const char *text, gsize start, gsize end);

/** gp_sql_reader_find: the offset (in the file) of @word outside of parentheses, from the file
 * offset
 * @from up to @to; @to where there is none. @after: set to the offset past it; may be NULL. */
gsize       gp_sql_reader_find  (const GpSqlReader *self, gsize from, gsize to, const char *word,
                                 gsize *after);

/** gp_sql_reader_find_group: the first parenthesis at depth 0 from @from on, or the end. */
gsize       gp_sql_reader_find_group (const GpSqlReader *self, gsize from);

/** gp_sql_reader_group: what stands in the parentheses after @word, squeezed. NULL if there are
 * none. */
const char *gp_sql_reader_group (GpSqlReader *self, gsize from, const char *word);

/** gp_sql_reader_default: the expression from the file offset @from on that ends where the column's
 * next constraint begins. */
const char *gp_sql_reader_default (GpSqlReader *self, gsize from);

const char *gp_sql_reader_dup   (GpSqlReader *self, const char *text);    /* NULL for NULL and "" */

/* Nodes. */
const char *gp_sql_node_text    (const PgQuery__Node *node);   /* of a string node, or NULL */

/** gp_sql_node_names: the last name of a qualified one; *schema is the one before it, or NULL. */
const char *gp_sql_node_names   (size_t n, PgQuery__Node **nodes, const char **schema);

/** gp_sql_node_list: the texts of string nodes, NULL-terminated, in the catalogue's arena. */
const char **gp_sql_node_list   (GpSqlReader *self, size_t n, PgQuery__Node **nodes);

/** gp_sql_node_number: FALSE, and @out untouched, where it is no integer constant. */
gboolean    gp_sql_node_number  (const PgQuery__Node *node, gint64 *out);

/** gp_sql_reader_type: @serial (optional): set for serial and its kin. */
void        gp_sql_reader_type  (GpSqlReader *self, const PgQuery__TypeName *name, GpSqlType *out,
                                 gboolean *serial);

/** gp_sql_reader_table: the table that @relation names; a note, and NULL, where there is none. */
GpSqlTable *gp_sql_reader_table (GpSqlReader *self, const PgQuery__RangeVar *relation);

/** gp_sql_reader_options: WITH (…) as text from DefElem nodes, or NULL. */
const char *gp_sql_reader_options (GpSqlReader *self, size_t n, PgQuery__Node **nodes);

/** gp_sql_reader_name: splits 'schema."Name"' as it stands in a string. */
void        gp_sql_reader_name  (GpSqlReader *self, const char *text, const char **schema,
                                 const char **name);

/* gp-sql-table.c */
void gp_sql_read_create_table (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_column (GpSqlReader *self,
                         GpSqlTable *table,
                         const PgQuery__ColumnDef *definition);
void gp_sql_read_constraint   (GpSqlReader *self, GpSqlTable *table, GpSqlColumn *column,
                               const PgQuery__Constraint *constraint);
void gp_sql_read_identity     (GpSqlReader *self, GpSqlColumn *column,
                               const PgQuery__Constraint *constraint);

/** gp_sql_read_default: @expression: the node; @text: its text. Knows nextval and needless
 * casts. */
void gp_sql_read_default      (GpSqlReader *self, GpSqlColumn *column,
                               const PgQuery__Node *expression, const char *text);

/** gp_sql_retry_create_table: a CREATE TABLE that the parser refuses, item by item; what cannot be
 * read is noted. FALSE where it is no CREATE TABLE. */
gboolean gp_sql_retry_create_table (GpSqlReader *self);

/* gp-sql-alter.c */
void gp_sql_read_alter_table  (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_rename       (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_move         (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_drop         (GpSqlReader *self, const PgQuery__Node *node);

/* gp-sql-index.c */
void gp_sql_read_index        (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_key (GpSqlReader *self,
                      GpSqlTable *table,
                      const PgQuery__Constraint *constraint,
                      const char *column);
void gp_sql_read_foreign_key  (GpSqlReader *self, GpSqlTable *table,
                               const PgQuery__Constraint *constraint, const char *column);

/* gp-sql-view.c */
void gp_sql_read_view         (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_table_as     (GpSqlReader *self, const PgQuery__Node *node);

/* gp-sql-do.c */
void gp_sql_read_do           (GpSqlReader *self, const PgQuery__Node *node);

/* gp-sql-object.c: all that is no table */
void gp_sql_read_enum         (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_alter_enum   (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_domain       (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_alter_domain (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_sequence     (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_alter_sequence (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_schema       (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_extension    (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_comment      (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_policy       (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_routine      (GpSqlReader *self, const PgQuery__Node *node);
void gp_sql_read_set          (GpSqlReader *self, const PgQuery__Node *node);

/** gp_sql_read_numbering: the options of a sequence that are not the usual ones, into @options. */
void gp_sql_read_numbering (
  GpSqlReader *self, size_t n, PgQuery__Node **nodes, GHashTable *options, GpSqlSequence *sequence);

/** gp_sql_numbering_text: such options as text, or NULL where there are none. */
const char *gp_sql_numbering_text (GpArena *arena, GHashTable *options, const char *sequence_name);

/** gp_sql_read_statement: any of them; the table in gp-import-postgresql.c. */
void gp_sql_read_statement    (GpSqlReader *self, const PgQuery__Node *node);

G_END_DECLS
