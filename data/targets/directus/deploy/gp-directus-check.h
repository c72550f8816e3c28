/* gp-directus-check.h — what stands in the records against a change of the schema
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-change.h"

G_BEGIN_DECLS

/**
 * gp_directus_check: asks the live records what Directus would not, or only half-way through.
 * @findings: of GpFinding: errors for what would fail or leave data damaged; warnings for records
 *   that could no longer be saved as they are
 */
gboolean gp_directus_check (GpDirectusClient *client, const GpDirectusState *state,
                            const GpDirectusSchema *wanted, const GpDirectusChange *change,
                            GPtrArray *findings, GError **error);

/** gp_directus_key_of: the name of the key of a live collection, or NULL. Borrowed. */
const char *gp_directus_key_of (const GpDirectusState *state, const char *collection);

G_END_DECLS
