/* gp-record-explain.h — why the database refused to write a record
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-record-input.h"

G_BEGIN_DECLS

/** gp_record_explain: right after a statement of the request failed with @failure, which is taken:
 * a 409 problem that names the field where a constraint refused, as far as the caller may know it;
 * else @failure itself. @input: what was written; NULL for a deletion. Returns FALSE. */
gboolean gp_record_explain (GpRequest *request, const GpRecordInput *input, GError *failure,
                            GError **error);

G_END_DECLS
