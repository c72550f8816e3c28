/* gp-export-access-cerbos.h — the access tests as a table of Cerbos
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

void gp_export_access_cerbos_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
