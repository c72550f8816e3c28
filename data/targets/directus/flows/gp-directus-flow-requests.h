/* gp-directus-flow-requests.h — what makes the flows of a Directus those of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-state.h"

G_BEGIN_DECLS

/* @before and @wanted are sets as of gp_directus_flow_set_new(); @before may be NULL. Flows that
 * are in neither are other people's and stay as they are. All return (transfer full): an array of
 * GpDirectusRequest. */

/** gp_directus_flows_rest: those that are there and going to change, or to go, start no more. */
GPtrArray *gp_directus_flows_rest  (const GpDirectusState *state, JsonArray *before,
                                    JsonArray *wanted);

/** gp_directus_flows_write: each of @wanted, inactive, where it is not just so. */
GPtrArray *gp_directus_flows_write (const GpDirectusState *state, JsonArray *wanted);

/** gp_directus_flows_start: once gp_directus_flows_write() is done: those of @wanted start that are
 * to start, and no others. @state: as that had it */
GPtrArray *gp_directus_flows_start (const GpDirectusState *state, JsonArray *wanted);

/** gp_directus_flows_clear: removes those of @before that @wanted does not have. */
GPtrArray *gp_directus_flows_clear (const GpDirectusState *state, JsonArray *before,
                                    JsonArray *wanted);

/** gp_directus_flows_list_changed: (transfer full): the names of those of @expected that are not
 * just so. */
GPtrArray *gp_directus_flows_list_changed (const GpDirectusState *state, JsonArray *expected);

/** gp_directus_flows_list_past: (transfer full): what @state holds of @before and @wanted: as if
 * it was wanted. */
JsonArray *gp_directus_flows_list_past    (const GpDirectusState *state, JsonArray *before,
                                           JsonArray *wanted);

G_END_DECLS
