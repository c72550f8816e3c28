/* gp-expr-design-scope-private.h — scopes that are made while another one is asked
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-design-scope.h"

G_BEGIN_DECLS

/** gp_expr_design_scope_new_nested: as gp_expr_design_scope_new(). @depth: how many scopes are
 * being asked for the type of this expression already. */
GpExprScope *gp_expr_design_scope_new_nested (GpDesign *design, const GpId *holder,
                                              GpProperty property, guint depth);

G_END_DECLS
