/* gp-expr-regex.h — the regular expressions of matches()
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

#define GP_EXPR_REGEX_MAX_BYTES 1000

/**
 * gp_expr_regex_match:
 * @pattern: in RE2's syntax, which is CEL's: no look-around, no references back, classes like \d
 *   and \w mean ASCII
 *
 * Whether @pattern matches anywhere in @text. Work is bounded: a pattern that needs too many tries
 * is an error.
 *
 * Returns: (transfer full): BOOL, or ERROR
 */
GpExprValue *gp_expr_regex_match (const char *text, gsize text_length,
                                  const char *pattern, gsize pattern_length);

G_END_DECLS
