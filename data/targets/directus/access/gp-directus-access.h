/* gp-directus-access.h — policies and roles of a Directus, as they are and as they should be
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-request.h"
#include "gp-directus-schema.h"
#include "gp-directus-state.h"

G_BEGIN_DECLS

/**
 * gp_directus_access_narrow: (transfer full): of GpDirectusRequest: takes away what is allowed now
 * and not going to be. Nothing is allowed in addition, so it may come before the schema changes.
 * Permissions on collections that are not ours stay as they are, here and in the other two.
 */
GPtrArray *gp_directus_access_narrow (const GpDirectusState *state, const GpDirectusSchema *before,
                                      const GpDirectusSchema *wanted);

/** gp_directus_access_widen: (transfer full): of GpDirectusRequest: everything that is going to be
 * allowed, with the policies and roles that are missing. Only once the schema is there: a filter
 * whose relation is missing lets everybody see everything. */
GPtrArray *gp_directus_access_widen  (const GpDirectusState *state, const GpDirectusSchema *before,
                                      const GpDirectusSchema *wanted);

/** gp_directus_access_clear: (transfer full): of GpDirectusRequest: removes the policies and roles
 * of @before that @wanted does not have. */
GPtrArray *gp_directus_access_clear  (const GpDirectusState *state, const GpDirectusSchema *before,
                                      const GpDirectusSchema *wanted);

/** gp_directus_access_list_changed: (transfer full): the names of the policies of @expected that
 * are not just so. */
GPtrArray *gp_directus_access_list_changed (const GpDirectusState *state,
                                            const GpDirectusSchema *expected);

/** gp_directus_access_list_others: (transfer full): names of roles of @wanted that have, or that
 * inherit there, policies which are not from a design: what those allow stays. */
GPtrArray *gp_directus_access_list_others (const GpDirectusState *state,
                                           const GpDirectusSchema *wanted);

/** gp_directus_access_is_granted: whether the role has the policy; both by their ids. */
gboolean   gp_directus_access_is_granted (const GpDirectusState *state, const char *role,
                                          const char *policy);

G_END_DECLS
