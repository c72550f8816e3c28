/* gp-run-data.h — what flows do with the records of a backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-flow-effect.h"
#include "gp-run-touch.h"

G_BEGIN_DECLS

/* What one step may read or change at once. */
#define GP_RUN_DATA_MAX_RECORDS 10000

/**
 * gp_run_data_perform:
 * @request: one of gp_request_new_for_flow()
 * @effect: of a kind that is about records
 * @until: monotonic time after which it is given up with a TIMEOUT fault, looked at while records
 *   are sought and before each that is changed; 0: gp_backend_limit() holds as it is
 * @touch: (out) (optional) (transfer full): the records, where it was done; borrows @request
 * @result, @fault: (out) (transfer full): one of both
 *
 * Within a transaction of the caller: all of it, or nothing. Flows that run before a change can
 * refuse it, others are told of it by the outbox.
 *
 * FALSE where the database fails and the transaction must be given up.
 */
gboolean     gp_run_data_perform     (GpRequest *request, const GpFlowEffect *effect, gint64 until,
                                      GpRunTouch **touch, GpExprValue **result,
                                      GpExprValue **fault, GError **error);

/** gp_run_data_present: (transfer full): @record as runs keep it: JSON, without secrets. */
GpExprValue *gp_run_data_present     (const GpTable *table, const GpAccessRecord *record);

/** gp_run_data_to_fault: (transfer full): a problem or an error of the database as an error of a
 * run. */
GpExprValue *gp_run_data_to_fault    (const GError *error);

G_END_DECLS
