/* gp-expr-rename.h — new names in the text of an expression
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-scope.h"

G_BEGIN_DECLS

/**
 * gp_expr_rename:
 * @scope: in which the expression stands, with the names as they are before; needs get_name
 * @element: an entity, field, role, event or flow step
 * @new_name: the name that @element is going to have
 *
 * Writes the new name wherever the expression means @element, and leaves every other byte as it is.
 * A name that becomes hidden by the new one is spelled out, so that the expression keeps its
 * meaning. Parts with problems are left alone; the rest of the expression is not.
 *
 * Returns: (transfer full) (nullable): NULL where nothing changes, or where @text does not parse
 */
char *gp_expr_rename        (const char *text, const GpExprScope *scope, const GpId *element,
                             const char *new_name);

/**
 * gp_expr_rename_choice:
 * @field: an enum field
 *
 * The same for one of its values.
 */
char *gp_expr_rename_choice (const char *text, const GpExprScope *scope, const GpId *field,
                             const char *old_value, const char *new_value);

G_END_DECLS
