/* gp-run-triggers.h — flows that changes of records start
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-record-input.h"

G_BEGIN_DECLS

/* Both are called within the transaction of the change. @change: "created", "updated" or "deleted".
 * @old: NULL for a new record. @record: as it is going to be, or was stored; NULL of one that is
 * deleted. A request without an engine starts nothing. */

/**
 * gp_run_triggers_before:
 * @record, @input: (nullable): get the values that flows set
 *
 * Runs the flows that run before such a change, one after the other, to their end. A problem where
 * one of them refuses it, has no end, or fails.
 */
gboolean gp_run_triggers_before (GpRequest *request, const GpTable *table, const char *change,
                                 const GpAccessRecord *old, GpAccessRecord *record,
                                 GpRecordInput *input, GError **error);

/** gp_run_triggers_after: puts the change into the outbox, where it may start a flow. @key: (of
 * GpCell) (nullable): of the record as it was stored, which is read from there where it has one. */
gboolean gp_run_triggers_after  (GpRequest *request, const GpTable *table, const char *change,
                                 const GpAccessRecord *old, const GpAccessRecord *record,
                                 const GArray *key, GError **error);

G_END_DECLS
