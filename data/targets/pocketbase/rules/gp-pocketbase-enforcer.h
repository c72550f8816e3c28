/* gp-pocketbase-enforcer.h — PocketBase as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-enforcer.h"

extern const GpAccessEnforcer gp_pocketbase_enforcer;
