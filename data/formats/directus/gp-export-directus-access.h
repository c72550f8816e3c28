/* gp-export-directus-access.h — who may do what, as Directus enforces it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"
#include "gp-id.h"

G_BEGIN_DECLS

/** The policy that Directus asks for everybody who is not signed in. */
#define GP_DIRECTUS_PUBLIC_POLICY "abf8a154-5b1c-4a46-ac9c-7300570f4f17"

void gp_export_directus_access_write (GpDesign *design, GString *out, GPtrArray *findings);

/** gp_directus_role_id: the id of the role in Directus for somebody with @roles, whatever their
 * order: that of the only one, or one that follows from all. */
GpId gp_directus_role_id (GpDesign *design, const GpId *roles, gsize n_roles);

G_END_DECLS
