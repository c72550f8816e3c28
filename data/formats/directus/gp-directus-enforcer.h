/* gp-directus-enforcer.h — Directus as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-enforcer.h"

G_BEGIN_DECLS

extern const GpAccessEnforcer gp_directus_enforcer;

G_END_DECLS
