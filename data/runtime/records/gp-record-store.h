/* gp-record-store.h — creating, changing and deleting one record
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-record-input.h"

G_BEGIN_DECLS

/* Each is done within the caller's transaction, for the request's caller: what the rules do not
 * allow is a 403 or 401 problem, or 404 where the record cannot be seen; what a constraint refuses
 * a 400 or 409 that names the field. */

/** gp_record_store_create: @out_key: (transfer full): of GpCell; empty where the table has no
 * key. */
gboolean gp_record_store_create (GpRequest *request, const GpTable *table, GpJsonDocument *document,
                                 GpJsonNode node, GArray **out_key, GError **error);

/** gp_record_store_update: @out_key: (transfer full): the key afterwards. */
gboolean gp_record_store_update (GpRequest *request, const GpTable *table, const GArray *key,
                                 GpJsonDocument *document, GpJsonNode node, GArray **out_key,
                                 GError **error);

gboolean gp_record_store_delete (GpRequest *request, const GpTable *table, const GArray *key,
                                 GError **error);

/** gp_record_store_act: whether the caller may do @action, one of the design's own, with the record
 * with this key, which it changes in nothing. */
gboolean gp_record_store_act    (GpRequest *request, const GpTable *table, const GArray *key,
                                 const char *action, GError **error);

/** gp_record_store_settle: within a transaction: a 409 problem where references that are checked at
 * its end would refuse it, as they are now. */
gboolean gp_record_store_settle (GpSqlite *sqlite, GError **error);

/** gp_record_store_commit: (transfer full) @transaction: references that are checked at its end may
 * still refuse. */
gboolean gp_record_store_commit (GpSqliteTransaction *transaction, GError **error);

G_END_DECLS
