/* gp-record.h — records on their way out: which parts of them, and as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/**
 * GpRecordShape: what a client wants of each record: `fields` and `expand`.
 */
typedef struct _GpRecordShape GpRecordShape;

/**
 * gp_record_shape_new: @fields, @expand: lists with commas, or NULL: all fields that the caller
 * sees in any record, nothing expanded.
 *
 * A 400 problem for a field that is not there (or that the caller never sees), and for what is no
 * reference.
 */
GpRecordShape *gp_record_shape_new  (GpRequest *request, const GpTable *table, const char *fields,
                                     const char *expand, GError **error);
void           gp_record_shape_free (GpRecordShape *self);

/** gp_record_column_index: where @column is in the list of all that may be given out, which
 * gp_record_access_append_columns() writes; -1 for one that is never. */
int            gp_record_column_index   (const GpTable *table, const GpColumn *column);

/** gp_record_n_columns: the length of that list. */
guint          gp_record_n_columns      (const GpTable *table);

/** gp_record_write: the current row of @statement as a JSON object. */
gboolean       gp_record_write          (GpRequest *request, const GpTable *table,
                                         const GpRecordShape *shape, GpSqliteStatement *statement,
                                         GpJsonWriter *writer, GError **error);

/** gp_record_write_one: the record with this key; a 404 problem where there is none that is
 * seen. */
gboolean       gp_record_write_one      (GpRequest *request, const GpTable *table,
                                         const GpRecordShape *shape, const GArray *key,
                                         GpJsonWriter *writer, GError **error);

/** gp_record_write_key_only: its key alone, for a caller who may not read it. */
void           gp_record_write_key_only (const GpTable *table, const GArray *key,
                                         GpJsonWriter *writer);

/** gp_record_bind: binds an array of GpCell, which the statement borrows, to the parameters from 1
 * on. gp_record_bind_copies: the same, for an array that does not live as long. */
void           gp_record_bind           (GpSqliteStatement *statement, const GArray *values);
void           gp_record_bind_copies    (GpSqliteStatement *statement, const GArray *values);

/** gp_record_find_table: a 404 problem where there is no table of this name in the API. */
GpTable       *gp_record_find_table     (GpRequest *request, const char *name, GError **error);

/** gp_record_read_cell: the value of @column, which is no secret, in the record with this key; null
 * where it is hidden there. A 404 problem where the record is not seen. */
gboolean       gp_record_read_cell      (GpRequest *request, const GpTable *table,
                                         const GArray *key, const GpColumn *column, GpCell *out,
                                         GError **error);

/** gp_record_is_seen: whether the caller sees the record with this key; FALSE with @error only
 * where the database fails. */
gboolean       gp_record_is_seen        (GpRequest *request, const GpTable *table,
                                         const GArray *key, GError **error);

/** gp_record_refuse: a 403 problem, 401 for a caller whom nobody knows. gp_record_refuse_unseen:
 * 404. */
gboolean       gp_record_refuse         (GpRequest *request, GError **error);
gboolean       gp_record_refuse_unseen  (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecordShape, gp_record_shape_free)
G_END_DECLS
