/* gp-record-checks.h — what the design asks of every record, whoever writes it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_record_meets_checks: within the transaction that wrote the record: a 400 problem that names
 * the check which the record breaks. @key: of the record; empty for the one inserted last in a
 * table without a key. */
gboolean gp_record_meets_checks (GpRequest *request, const GpTable *table, const GArray *key,
                                 GError **error);

G_END_DECLS
