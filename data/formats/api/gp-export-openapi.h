/* gp-export-openapi.h — the flows that a request starts as OpenAPI 3.1
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/** An exporter. What a deployed backend says of itself is gp_openapi_write(); flows are written by
 * the same function in both. */
void gp_export_openapi_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
