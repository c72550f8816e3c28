/* gp-expr-design-scope.h — the names that a design gives to its expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-design.h"
#include "gp-expr-scope.h"

G_BEGIN_DECLS

/**
 * The variables:
 *
 *   record    the stored record: rules, checks of an entity, the records of a flow step, the change
 *             that starts a flow
 *   new       the record as it is going to be: rules for creating and updating, the change that
 *             starts a flow
 *   user      id, roles, tenant, email, claims; what is not known is not set: an error, never null
 *   now       the time, the same throughout a request
 *   request   action, ip, time: rules
 *   trigger, steps, vars, error, input: flows; also the name of a loop's item and index inside it,
 *   output in what is made of a step's output and behind it, event where a step listens
 *
 * The members of a record are the entity's fields by name, and
 *
 *   - for a reference field the record it points to: by the field's name without "_id", or, where
 *     the name does not end so, with "_ref" added: `project_id` is the key, `project` the record;
 *     `owner` is the key, `owner_ref` the record. A field of that name goes first; "_ref" may be
 *     repeated to get past one. Of two reference fields `x` and `x_ref`, the record that `x` points
 *     to has no name.
 *   - for another entity whose reference field points here the list of its records, by that
 *     entity's name: `record.tasks`. Where several of its fields point here, the name of the field
 *     follows two underscores: `record.tasks__reviewer_id`. A field or reference of that name goes
 *     first.
 *
 * Names that are no identifiers are written in brackets: record['order line'].
 *
 * uuid, text, enum and time fields are strings, date and timestamp are timestamps, decimal is a
 * double; vectors, bytes and json are any. A reference has the type of the field it points to.
 */

/**
 * gp_expr_design_scope_new:
 * @design: kept, and read whenever a name is resolved
 * @holder: the element that holds the expression: a rule, check, flow, step, transition…
 * @property: the property that holds it: decides, say, whether `new` exists
 *
 * Returns: (transfer full): a scope without variables where @holder is no such element
 */
GpExprScope *gp_expr_design_scope_new      (GpDesign *design, const GpId *holder,
                                            GpProperty property);

/**
 * gp_expr_design_scope_new_rows:
 * @entity: what `record` is a record of
 * @with_new: whether `new` exists too
 *
 * The scope of a rule that is not in the design: a filter, a question.
 */
GpExprScope *gp_expr_design_scope_new_rows (GpDesign *design, const GpId *entity,
                                            gboolean with_new);
void         gp_expr_design_scope_free     (GpExprScope *self);   /* NULL is fine */

/** What an expression in @property must come to: bool for conditions, ANY for values. */
GpExprType   gp_expr_design_get_expected   (GpProperty property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExprScope, gp_expr_design_scope_free)

G_END_DECLS
