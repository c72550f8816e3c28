/* gp-expr-provider.h — proposes what can be written in an expression of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/** GpExprProvider: for the completion of a GtkSourceView: records, fields, users and functions with
 * their types, and what functions do. */
#define GP_TYPE_EXPR_PROVIDER (gp_expr_provider_get_type ())
G_DECLARE_FINAL_TYPE (GpExprProvider, gp_expr_provider, GP, EXPR_PROVIDER, GObject)

GpExprProvider *gp_expr_provider_new        (GpDesign *design, GpProperty property);

/** gp_expr_provider_set_holder: the element that has the expression; nil: nothing is proposed. */
void            gp_expr_provider_set_holder (GpExprProvider *self, const GpId *holder);

/** gp_expr_provider_list: (transfer full): of GtkSourceCompletionProposal: what can be written at
 * the byte @cursor of @text. */
GListModel     *gp_expr_provider_list       (GpExprProvider *self, const char *text, gsize cursor);

G_END_DECLS
