/* gp-run-touch.h — which records a step of a run read or changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-flow-effect.h"
#include "gp-json-writer.h"
#include "gp-request.h"

G_BEGIN_DECLS

/* Records that are kept by their keys; the others are only counted. */
#define GP_RUN_TOUCH_MAX_RECORDS 20

/**
 * GpRunTouch: collects what one step does with the records of one entity, and what the rules would
 * have said, had whoever started the run done it by hand: flows act with all rights. The type is
 * that of a member of GpRequest.
 */

/** gp_run_touch_new: @request: one of gp_request_new_for_flow(), borrowed; @action: "read"…
 * @values: (nullable): by the names of fields: what is written */
GpRunTouch *gp_run_touch_new   (GpRequest *request, const GpTable *table, const char *action,
                                const GpExprValue *values);
void        gp_run_touch_free  (GpRunTouch *self);    /* NULL is fine */

/** gp_run_touch_take: one record. @record: as it is stored before; NULL for a new one.
 * @new_record: (nullable): as it is going to be. */
void        gp_run_touch_take  (GpRunTouch *self, const GpAccessRecord *record,
                                const GpAccessRecord *new_record);

/** gp_run_touch_store: within the transaction of @effect. */
gboolean    gp_run_touch_store (GpRunTouch *self, gint64 run, const GpFlowEffect *effect,
                                GError **error);

/** gp_run_touch_write: what @run touched, as a JSON list in the order of time. */
gboolean    gp_run_touch_write (GpSqlite *sqlite, gint64 run, GpJsonWriter *writer,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunTouch, gp_run_touch_free)
G_END_DECLS
