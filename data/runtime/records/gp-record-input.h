/* gp-record-input.h — records on their way in: what a client writes, checked
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/**
 * GpRecordInput: a value for each column of @table that is written. A plain struct.
 * @cells: of GpCell, one for each column; @given: which of them are written
 */
typedef struct
{
  const GpTable *table;
  GArray        *cells;
  gboolean      *given;
} GpRecordInput;

/**
 * gp_record_input_read: @node: an object. All that is wrong is one 400 problem, field by field:
 * what is unknown, cannot be written or has the wrong type.
 */
gboolean gp_record_input_read   (GpRecordInput *self, const GpTable *table,
                                 GpJsonDocument *document, GpJsonNode node, GError **error);
void     gp_record_input_clear  (GpRecordInput *self);

/** gp_record_input_complete: fields of a new record that are not given get their defaults. */
void     gp_record_input_complete (GpRecordInput *self, gint64 now);

/** gp_record_input_find: the value of @column that is written; NULL where none is. */
const GpCell *gp_record_input_find (const GpRecordInput *self, const GpColumn *column);

/** gp_record_input_set: @cell: taken: as if it were given. */
void     gp_record_input_set    (GpRecordInput *self, const GpColumn *column, GpCell cell);

/** gp_record_input_check: one 400 problem for all fields that must have a value and have none. */
gboolean gp_record_input_check  (const GpRecordInput *self, GError **error);

/** gp_record_input_number: within a transaction: numbering goes on after numbers that were given;
 * @is_new: and numbers that were not are taken. */
gboolean gp_record_input_number (GpRecordInput *self, GpBackend *backend, gboolean is_new,
                                 GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpRecordInput, gp_record_input_clear)
G_END_DECLS
