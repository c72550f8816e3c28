/* gp-record-trail.h — who changed which record, when, and what it was before
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-request.h"

G_BEGIN_DECLS

/* For entities whose audit trail is kept, and for those who listen to changes; others cost a look
 * at the tables. All is done within the transaction of the change, so that there is neither a
 * change without its line nor the other way round. Values of hidden fields are left out: a line
 * tells that they differ, with null. */

/** GpRecordTrail: what is about to change: one record, and those that the database changes or
 * deletes with it. */
typedef struct _GpRecordTrail GpRecordTrail;

/**
 * gp_record_trail_look: before @record is changed or deleted.
 * @after: (nullable): what it will be; NULL where it is deleted
 * @out: (transfer full): NULL where nobody wants to know of anything that changes
 */
gboolean gp_record_trail_look    (GpRequest *request, const GpTable *table,
                                  const GpAccessRecord *record, const GpAccessRecord *after,
                                  GpRecordTrail **out, GError **error);
void     gp_record_trail_free    (GpRecordTrail *self);    /* NULL is fine */

/** gp_record_trail_keep: after it. @self: (nullable). @key: of the record as it is now; NULL of one
 * that was deleted. */
gboolean gp_record_trail_keep    (GpRecordTrail *self, GpRequest *request, const GArray *key,
                                  GError **error);

/** gp_record_trail_created: @record: what was written, for a table without a key. */
gboolean gp_record_trail_created (GpRequest *request, const GpTable *table, const GArray *key,
                                  const GpAccessRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecordTrail, gp_record_trail_free)
G_END_DECLS
