/* gp-export-asyncapi.h — the events of a design as AsyncAPI 3
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/** An exporter: a channel for each event, with an operation for each flow that sends it or begins
 * with it. Messages are envelopes as CloudEvents 1.0 has them. */
void gp_export_asyncapi_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
