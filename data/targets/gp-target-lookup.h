/* gp-target-lookup.h — which target is meant, and what is known of it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deployment-record.h"
#include "gp-store.h"

G_BEGIN_DECLS

/**
 * A target is what it leads to: two elements with the same address are the same, and so is what was
 * deployed by that address before the design had a target.
 */

/** gp_target_leads_to: whether @target, an element, is at @address, however both are written. */
gboolean         gp_target_leads_to      (const GpElement *target, const char *address);

/** gp_target_find: (nullable): the element that @to names: by its name, or by where it is. */
const GpElement *gp_target_find          (GpDesign *design, const char *to);

/** gp_target_dup_address: (transfer full): where @to, a name or an address, leads to, written as
 * targets write it; @to itself where that is nowhere. */
char            *gp_target_dup_address   (GpDesign *design, const char *to);

/** gp_target_is_of: whether @record is of what @to, a name or an address, leads to. */
gboolean         gp_target_is_of         (GpDesign *design, const GpDeploymentRecord *record,
                                          const char *to);

/** gp_target_load_deployed: @out: (out) (transfer full) (nullable): what @store knows that @to held
 * last; NULL where it knows nothing of it. FALSE with GP_STORE_ERROR. */
gboolean         gp_target_load_deployed (GpStore *store, GpDesign *design, const char *to,
                                          GpDesign **out, GError **error);

G_END_DECLS
