/* gp-type-parse.h — a field's type as people type it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_type_parse: reads what gp_type_label() writes: "decimal(12,2)", "text?", "→ clinic",
 * "enum(draft, sent)", "text[] · unique", or the bare name of an entity.
 *
 * Returns (transfer full): the change set that gives @field this type, or NULL with
 * GP_DESIGN_ERROR_VALUE and a sentence that says what can be typed.
 */
GpChangeSet *gp_type_parse (GpDesign *design,
                            const GpElement *field,
                            const char *text,
                            GError **error);

G_END_DECLS
