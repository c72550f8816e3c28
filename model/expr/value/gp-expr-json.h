/* gp-expr-json.h — values as JSON
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

#define GP_EXPR_JSON_MAX_DEPTH 64
#define GP_EXPR_JSON_MAX_BYTES (8 * 1024 * 1024)

/**
 * gp_expr_value_from_json:
 * @text: RFC 8259, UTF-8, nothing but one value and white space
 * @length: bytes, or -1 where @text ends with a NUL
 *
 * Numbers without fraction and exponent that fit 64 bits become int, others double. Text is never
 * guessed to be a time. Longer than GP_EXPR_JSON_MAX_BYTES, deeper than GP_EXPR_JSON_MAX_DEPTH or
 * a key twice in an object is an error; its position is the byte offset.
 *
 * Returns: (transfer full): NULL on error
 */
GpExprValue *gp_expr_value_from_json (const char *text, gssize length, GError **error);

/**
 * gp_expr_value_to_json:
 *
 * Timestamps and durations are strings as CEL prints them; NaN and infinities the strings "NaN",
 * "Infinity", "-Infinity"; keys that are no strings are written as strings; a double keeps a
 * fraction or exponent so that it is read back as one. Records and errors have no JSON and become
 * null.
 */
char        *gp_expr_value_to_json   (const GpExprValue *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_expr_append_json_string:
 * @text: UTF-8
 *
 * Appends @text in double quotes, escaped.
 */
void         gp_expr_append_json_string (GString *out, const char *text, gsize length);

G_END_DECLS
