/* gp-directus-rows.h — the records of a Directus: counting and copying them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-client.h"

G_BEGIN_DECLS

/**
 * gp_directus_rows_count: records of @collection; -1 with @error.
 * @filter: (nullable): as JSON: only those
 */
gint64   gp_directus_rows_count       (GpDirectusClient *client, const char *collection,
                                       const char *filter, GError **error);

/** gp_directus_rows_count_where: the same, of the records whose @field passes @operator, as "_in",
 * with @value, which is JSON. */
gint64   gp_directus_rows_count_where (GpDirectusClient *client, const char *collection,
                                       const char *field, const char *operator, const char *value,
                                       GError **error);

/** gp_directus_rows_has_twins: whether two records have the same value in @field, other than none.
 * -1 with @error. */
int      gp_directus_rows_has_twins   (GpDirectusClient *client, const char *collection,
                                       const char *field, GError **error);

/** gp_directus_rows_longest: characters of the longest text in @field; -1 with @error. */
gint64   gp_directus_rows_longest     (GpDirectusClient *client, const char *collection,
                                       const char *field, GError **error);

/** gp_directus_rows_copy_field: the values of @from into @to, in the records where they differ;
 * so it can be done again. @key: of the collection. */
gboolean gp_directus_rows_copy_field  (GpDirectusClient *client, const char *collection,
                                       const char *key, const char *from, const char *to,
                                       GError **error);

/**
 * gp_directus_rows_copy: the records of @from into @to, those that are not there yet.
 * @names: field in @from → field in @to; @key: in @from
 */
gboolean gp_directus_rows_copy        (GpDirectusClient *client, const char *from, const char *to,
                                       GHashTable *names, const char *key, GError **error);

G_END_DECLS
