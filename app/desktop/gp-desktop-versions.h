/* gp-desktop-versions.h — versions in the session's file, and designs in other files
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-versions.h"

G_BEGIN_DECLS

/** gp_desktop_versions_init_iface: what makes GpDesktopSession a GpVersions. */
void gp_desktop_versions_init_iface (GpVersionsInterface *iface);

G_END_DECLS
