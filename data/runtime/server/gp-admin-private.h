/* gp-admin-private.h — what the administrator's handlers share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_admin_read_roles: (transfer full): of GpId: the roles of the body's list “roles”, by name or
 * id; a 400 problem for one that cannot be assigned, or without a list. */
GArray  *gp_admin_read_roles (GpRequest *request, GpJsonDocument *document, GError **error);

/** gp_admin_set_roles: within a transaction. A 404 problem where there is no such account. */
gboolean gp_admin_set_roles  (GpSqlite *sqlite, const char *user, GArray *roles, GError **error);

/** gp_admin_set_facts: within a transaction: what the rules know as user.tenant and user.claims:
 * the body's “tenant”, a text or null, and “claims”, an object or null; each as it is where the
 * body does not name it. */
gboolean gp_admin_set_facts  (GpSqlite *sqlite, const char *user, GpJsonDocument *document,
                              GError **error);

/** gp_admin_reply_user: answers with the account as JSON. */
gboolean gp_admin_reply_user (GpRequest *request, guint status, const char *user, GError **error);

G_END_DECLS
