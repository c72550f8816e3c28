/* gp-json-design.h — a design as text: *.gplan.json
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-json-document.h"

G_BEGIN_DECLS

#define GP_JSON_DESIGN_FORMAT  "groundplan"
#define GP_JSON_DESIGN_VERSION 1

/**
 * gp_json_design_to_text: the canonical form: one design has one text, and the text gives the same
 * design again. @length: (out) (optional): bytes.
 *
 * Returns: (transfer full): UTF-8, ends with a line break
 */
char     *gp_json_design_to_text    (GpDesign *design, gsize *length);

/**
 * gp_json_design_from_text: @length: bytes
 *
 * Any order of members and any white space is accepted; whatever is not understood is an error
 * that names its place. Errors: GP_JSON_ERROR.
 */
GpDesign *gp_json_design_from_text  (const char *text, gsize length, GError **error);

/** gp_json_design_is_text: whether @text, the beginning of a file, may be a design as JSON. */
gboolean  gp_json_design_is_text    (const char *text, gsize length);

G_END_DECLS
