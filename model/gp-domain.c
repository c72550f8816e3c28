/* gp-domain.c — which domain an element is in
 * SPDX-License-Identifier: Apache-2.0
 *
 * The metamodel says which kinds have such a property: it has the same nick in all of them. */
#define G_LOG_DOMAIN "gp-domain"
#include "config.h"

#include "gp-domain.h"

gboolean
gp_domain_find_property (GpKind      kind,
                         GpProperty *out)
{
  return gp_property_from_nick (kind, "domain", out);
}

const GpId *
gp_domain_of (const GpElement *element)
{
  GpProperty property;

  g_return_val_if_fail (element != NULL, NULL);

  if (!gp_domain_find_property (gp_element_get_kind (element), &property))
    return NULL;
  return gp_element_get_ref (element, property);
}
