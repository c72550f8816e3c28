/* gp-serverless-export.h — flows as Serverless Workflow 1.0
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-export.h"

G_BEGIN_DECLS

/**
 * gp_serverless_export_write: an exporter: a YAML document for each flow. Expressions stay as they
 * are (evaluate.language: cel); what the language of workflows has no member for is kept in
 * metadata.groundplan, from where an import takes it.
 */
void gp_serverless_export_write (GpDesign *design, GString *out, GPtrArray *findings);

G_END_DECLS
