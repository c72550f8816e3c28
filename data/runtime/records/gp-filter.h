/* gp-filter.h — which records a client asks for
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/**
 * gp_filter_append: the expression @text as a condition on the table called r0: appended to @sql,
 * and its values to @values.
 *
 * A field is written as in rules, record.email, or by its name alone. Fields that the caller never
 * sees cannot be asked about, and records where a field is not seen are not found by it. Other
 * records on the way can be asked about only where the caller sees all of them. A 400 problem says
 * what is wrong.
 */
gboolean gp_filter_append (GpRequest *request, const GpTable *table, const char *text, GString *sql,
                           GArray *values, GError **error);

/** gp_filter_complete_names: (transfer full): @text with "record." before the names that stand for
 * a field by themselves; NULL with GP_EXPR_ERROR where it is no expression. */
char    *gp_filter_complete_names (const GpTable *table, const char *text, GError **error);

G_END_DECLS
