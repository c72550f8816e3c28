/* gp-directus-field.h — one field of a design as Directus keeps it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-json.h"
#include "gp-table.h"

G_BEGIN_DECLS

/** gp_directus_field_describe: fills @out with "type", "schema" and "meta" of @column.
 * Returns: a translated sentence with one %s for the field's name where it is less there; or NULL.
 * Static. */
const char *gp_directus_field_describe (const GpColumn *column, gboolean is_sqlite,
                                        JsonObject *out);

/** gp_directus_field_same_type: whether values of the type @wanted are kept just so by a live
 * field of type @live whose "schema" is @schema. */
gboolean    gp_directus_field_same_type (const char *wanted, const char *live, JsonObject *schema,
                                         gboolean is_sqlite);

/** gp_directus_field_converts: whether every value of the one type is one of the other, and the
 * database rewrites it. */
gboolean    gp_directus_field_converts  (const char *from, const char *to);

G_END_DECLS
