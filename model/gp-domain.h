/* gp-domain.h — which domain an element is in
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-element.h"

G_BEGIN_DECLS

/** gp_domain_of: borrowed from @element; NULL where it is in none, and for kinds that never are.
 * The design may not know that domain. */
const GpId *gp_domain_of            (const GpElement *element);

/** gp_domain_find_property: which property of @kind says it. FALSE, and @out untouched, for kinds
 * that are never in a domain. */
gboolean    gp_domain_find_property (GpKind kind, GpProperty *out);

G_END_DECLS
