/* gp-expr-design-record.h — what an entity's records offer to expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-design.h"
#include "gp-expr-scope.h"

G_BEGIN_DECLS

/**
 * gp_expr_design_find_record_member:
 * @owner: an entity, or an event for its payload
 * @name: as an expression writes it; gp-expr-design-scope.h has the rules
 *
 * What `record.name` means. FALSE, and @out untouched, where it means nothing.
 */
gboolean   gp_expr_design_find_record_member  (GpDesign *design, const GpId *owner,
                                               const char *name, GpExprMember *out);

/** Adds (transfer full) all names that gp_expr_design_find_record_member() knows. */
void       gp_expr_design_list_record_members (GpDesign *design, const GpId *owner,
                                               GPtrArray *names);

/** The type of a field's values. */
GpExprType gp_expr_design_get_field_type      (GpDesign *design, const GpElement *field);

/**
 * gp_expr_design_get_key:
 *
 * The field that a reference to @entity holds the value of: its primary key. NULL where that is
 * missing or made of several fields.
 */
const GpElement *gp_expr_design_get_key       (GpDesign *design, const GpId *entity);

/** The field that the reference field @field points to; NULL where it is none, or cannot be one. */
const GpElement *gp_expr_design_get_target    (GpDesign *design, const GpElement *field);

G_END_DECLS
