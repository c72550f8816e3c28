/* gp-record-tally.h — how many records a sweep removed, and how many it had to leave
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-table.h"

G_BEGIN_DECLS

/** GpRecordTally: of each table. One thread. */
typedef struct _GpRecordTally GpRecordTally;

GpRecordTally *gp_record_tally_new         (void);
void           gp_record_tally_free        (GpRecordTally *self);

/** gp_record_tally_add_removed: @n more records of @table are gone. */
void           gp_record_tally_add_removed (GpRecordTally *self, const GpTable *table, guint64 n);

/** gp_record_tally_set_kept: a walk through all of @table left @n records that are too old. It is
 * said in the log once, and again only after a walk that left none. @reason: (nullable): why the
 * first of them stays. */
void           gp_record_tally_set_kept    (GpRecordTally *self, const GpTable *table, gint64 n,
                                            const char *reason);

/** gp_record_tally_forget_kept: what stays has to be found anew, and said anew. */
void           gp_record_tally_forget_kept (GpRecordTally *self);

/** gp_record_tally_print: appends both numbers as Prometheus reads them, of all tables together:
 * whoever reads them need not be told which there are. */
void           gp_record_tally_print       (const GpRecordTally *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecordTally, gp_record_tally_free)
G_END_DECLS
