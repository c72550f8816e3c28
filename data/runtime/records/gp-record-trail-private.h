/* gp-record-trail-private.h — one line of the audit trail
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-record-trail.h"

G_BEGIN_DECLS

/** gp_record_trail_is_same: an unset field is NULL or null. */
gboolean gp_record_trail_is_same (const GpExprValue *a, const GpExprValue *b);

/** gp_record_trail_line: writes it, where anything differs. @key: (nullable); @change: "created"…;
 * @old, @record: (nullable): as it was and is */
gboolean gp_record_trail_line    (GpRequest *request, const GpTable *table, const GArray *key,
                                  const char *change, const GpAccessRecord *old,
                                  const GpAccessRecord *record, GError **error);

G_END_DECLS
