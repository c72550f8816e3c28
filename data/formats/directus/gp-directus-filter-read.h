/* gp-directus-filter-read.h — filters of Directus as conditions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <json-glib/json-glib.h>

#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_directus_filter_read: (transfer full): a condition that is true on exactly the records that
 * @filter finds. NULL where there is none: it names what is no field, or compares in a way that
 * expressions do not have.
 * @entity: that the filter is about, with its fields
 * @root: "record", or "new" for a validation
 */
char *gp_directus_filter_read       (GpDesign *design, const GpId *entity, JsonObject *filter,
                                     const char *root);

/** gp_directus_filter_read_value: (transfer full): what a preset of @field sets; NULL as above. */
char *gp_directus_filter_read_value (GpDesign *design, const GpElement *field, JsonNode *value);

G_END_DECLS
