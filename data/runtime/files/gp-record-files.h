/* gp-record-files.h — the files that records hold
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-record-input.h"

G_BEGIN_DECLS

/** gp_record_files_get_limit: how large a body to this path may be: more than @usual only for a
 * form of files that the caller, who is known by now, might be let send. @path: as it was sent. */
gsize    gp_record_files_get_limit (GpRequest *request, const char *method, const char *path,
                                    gsize usual);

/** gp_record_files_read: (transfer full): the body of a request that writes a record: JSON, or a
 * form whose files are kept with the request until they are taken. A 413 problem where the form's
 * record is larger than a body of JSON may be. */
GpJsonDocument *gp_record_files_read (GpRequest *request, guint max_depth, GError **error);

/** gp_record_files_take: the files that came along become values of @input, as if their ids were
 * given. A problem where there is no such field, or it does not take the file. */
gboolean gp_record_files_take      (GpRequest *request, GpRecordInput *input, GError **error);

/** gp_record_files_keep: stores them; in the transaction that has written @input. */
gboolean gp_record_files_keep      (GpRequest *request, const GpRecordInput *input,
                                    GError **error);

/** gp_record_files_write: what is known of the file that @cell, of the column, names; a text of the
 * id alone where it is not there. */
gboolean gp_record_files_write     (GpRequest *request, const GpColumn *column,
                                    const GpCell *cell, GpJsonWriter *writer, GError **error);

G_END_DECLS
