/* gp-postgresql-unread.h — what a database holds that no design can, and that is not even read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_postgresql_unread_query: a SELECT of one text, what gp_postgresql_unread_note() takes; it
 * goes behind gp_postgresql_catalog_parts. */
extern const char gp_postgresql_unread_query[];

/** gp_postgresql_unread_note: adds a finding for each object to @findings.
 * @names: (nullable): what the query gave; nonsense and NULL add none */
void gp_postgresql_unread_note (const char *names, GPtrArray *findings);

G_END_DECLS
