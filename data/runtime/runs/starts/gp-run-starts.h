/* gp-run-starts.h — who may start a flow or decide in one
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** gp_run_starts_has_role: whether the caller has one of the roles that @property of @element
 * names, or is the administrator. */
gboolean gp_run_starts_has_role (GpRequest *request, const GpElement *element,
                                 GpProperty property);

G_END_DECLS
