/* gp-expr-value-text.h — numbers and strings as the expression language writes them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_expr_append_double:
 * @as_literal: keep a fraction or exponent, so that it is read as a double again
 *
 * The shortest decimal that reads back as the same number; exponents below 1e-6 and from 1e21.
 */
void gp_expr_append_double (GString *out, double number, gboolean as_literal);

/** Appends @text in single quotes, with escapes where needed. @text may hold U+0000. */
void gp_expr_append_string (GString *out, const char *text, gsize length);

G_END_DECLS
