/* gp-expr-json-lines.h — values as JSON that people read
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"

G_BEGIN_DECLS

/** gp_expr_value_to_json_lines: (transfer full): as gp_expr_value_to_json(), with blanks, and lists
 * and maps that would make a line longer than @width characters on lines of their own, indented. */
char *gp_expr_value_to_json_lines (const GpExprValue *self, guint width)
  G_GNUC_WARN_UNUSED_RESULT;

/** gp_expr_value_to_plain: (transfer full): as gp_expr_value_to_json(), but texts, and what is
 * written as one, as times are, without quotes and escapes. */
char *gp_expr_value_to_plain      (const GpExprValue *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
