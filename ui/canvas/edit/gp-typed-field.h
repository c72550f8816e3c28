/* gp-typed-field.h — a field in one line, as people type it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/**
 * gp_typed_field: a name, or a name and a type as gp_type_parse() reads it: "age int?",
 * "email text unique", "clinic → clinics".
 *
 * Returns: (transfer full): the change set that gives @field this name and type; NULL with a
 * GP_DESIGN_ERROR that says what to write instead. Empty where nothing is different.
 */
GpChangeSet *gp_typed_field (GpDesign         *design,
                             const GpElement  *field,
                             const char       *text,
                             GError          **error);

G_END_DECLS
