/* gp-plan-json.h — plans as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-writer.h"
#include "gp-plan.h"

G_BEGIN_DECLS

/**
 * gp_plan_to_json: {"hash", "target", "live", "design", "operations": [{"id", "action", "kind",
 * "name", "element", "sentence", "destructive", "widening", "reversible", "rows", "request"}],
 * "findings": [{"code", "severity", "message", "element"}]}; rows and request are null where
 * unknown.
 *
 * Returns (transfer full): @length: (optional): bytes
 */
char   *gp_plan_to_json   (const GpPlan *self, GpJsonStyle style, gsize *length);

/** gp_plan_from_json: the inverse. GP_JSON_ERROR with the place; a plan whose hash does not fit
 * what it says is an error too. */
GpPlan *gp_plan_from_json (const char *text, gsize length, GError **error);

/** gp_plan_write_findings: of GpFinding: the array alone, within another text. */
void    gp_plan_write_findings (GpJsonWriter *writer, GPtrArray *findings);

G_END_DECLS
