/* gp-sql-writer.h — designs as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"
#include "gp-sql-type.h"

G_BEGIN_DECLS

/** GpSqlWriter: what is being written; private to the exporters of SQL. */
typedef struct
{
  GpDesign  *design;
  GString   *out;
  GPtrArray *findings;
} GpSqlWriter;

/** gp_sql_writer_lost: something of @element that should be in the file and cannot be. */
void gp_sql_writer_lost     (GpSqlWriter *self, const GpElement *element, const char *format, ...)
                             G_GNUC_PRINTF (3, 4);

/** gp_sql_writer_note_rest: one finding for each kind and property that SQL has no place for. */
void gp_sql_writer_note_rest (GpSqlWriter *self);

/** gp_sql_writer_table: the table's name with its schema, quoted. */
void gp_sql_writer_table    (GString *out, const GpElement *entity);

/** gp_sql_writer_table_name: the bare name; borrowed. */
const char *gp_sql_writer_table_name (const GpElement *entity);

/** gp_sql_writer_field: the name of a field, quoted; nothing for an id that is none. */
void gp_sql_writer_field    (GpSqlWriter *self, GString *out, const GpId *id);

/** gp_sql_writer_fields: names with commas. FALSE, and nothing is written, where the list is empty
 * or not all of them are fields of the entity @owner. */
gboolean gp_sql_writer_fields (GpSqlWriter *self, GString *out, const GpElement *element,
                               GpProperty property, const GpElement *owner);

/** gp_sql_writer_has_fields: whether gp_sql_writer_fields() would write something. */
gboolean gp_sql_writer_has_fields (GpSqlWriter *self, const GpElement *element,
                                   GpProperty property, const GpElement *owner);

/** gp_sql_writer_key_of: the field of @target that @field, a reference to it, points to, or
 * NULL. */
const GpElement *gp_sql_writer_key_of (GpSqlWriter *self, const GpElement *field,
                                       const GpElement *target);

/** gp_sql_writer_default: (transfer full): the default as SQL, or NULL. Bare words become strings,
 * uuid() what @uuid says, such as "gen_random_uuid()". */
char *gp_sql_writer_default (GpSqlWriter *self, const GpElement *field, const char *uuid);

/** gp_sql_writer_is_table: an entity that is a table of the database: no view, not external. */
gboolean gp_sql_writer_is_table (const GpElement *entity);
gboolean gp_sql_writer_is_view  (const GpElement *entity);

/** gp_sql_writer_views: (transfer container): the views, each after those that its query names. */
GPtrArray *gp_sql_writer_views  (GpSqlWriter *self);

/** gp_sql_writer_action: "ON DELETE CASCADE" for a choice of a reference; nothing for no_action. */
void gp_sql_writer_action   (GString *out, const char *event, const char *choice);

/** gp_sql_words: (transfer full): the words and quoted names in a text. */
GHashTable *gp_sql_words    (const char *text);

/* gp-sql-write-table.c: PostgreSQL's tables, and their parts one by one for what alters them. A
 * part that cannot be written is a finding, and nothing is written. */

/** gp_sql_write_column: without a comma. @in_key: it is part of the primary key */
void gp_sql_write_column      (GpSqlWriter *self, const GpElement *entity, const GpElement *field,
                               gboolean in_key);
void gp_sql_write_primary_key (GpSqlWriter *self, const GpElement *entity);

/** gp_sql_write_constraint: @part: an index or a check of @entity. FALSE where it is no constraint
 * of the table. */
gboolean gp_sql_write_constraint (GpSqlWriter *self, const GpElement *entity,
                                  const GpElement *part);

/** gp_sql_write_index: the statement. gp_sql_write_reference: the statement for a field's own
 * reference, or for a foreign key; nothing for another @part. */
void gp_sql_write_index       (GpSqlWriter *self, const GpElement *entity, const GpElement *index);
void gp_sql_write_reference   (GpSqlWriter *self, const GpElement *entity, const GpElement *part);
void gp_sql_write_table       (GpSqlWriter *self, const GpElement *entity);
void gp_sql_write_partitions  (GpSqlWriter *self, const GpElement *entity);
void gp_sql_write_indexes     (GpSqlWriter *self, const GpElement *entity);
void gp_sql_write_references  (GpSqlWriter *self, const GpElement *entity);

/** gp_sql_write_sequence: CREATE SEQUENCE for a field that is numbered by one of its own name. */
void gp_sql_write_sequences   (GpSqlWriter *self, const GpElement *entity);
void gp_sql_write_owners      (GpSqlWriter *self, const GpElement *entity);

/* gp-export-postgresql.c: the rest of its script */

/** gp_sql_write_head: schemas, extensions, and what old servers lack; each can be run again. */
void gp_sql_write_head        (GpSqlWriter *self);

/** gp_sql_write_called_sequences: for defaults that name one. */
void gp_sql_write_called_sequences (GpSqlWriter *self);

void gp_sql_write_enum        (GpSqlWriter *self, const GpElement *field, const char *type);
void gp_sql_write_view        (GpSqlWriter *self, const GpElement *view);
void gp_sql_write_comments    (GpSqlWriter *self, const GpElement *entity);
void gp_sql_write_security    (GpSqlWriter *self, const GpElement *entity);

/** gp_sql_policy_name: (transfer full): the quoted name in a text of GP_ENTITY_POLICIES; NULL where
 * it is a switch of the table. */
char *gp_sql_policy_name      (const char *text);

G_END_DECLS
