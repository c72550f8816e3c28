/* gp-expr-json-edit.h — names and values inside a JSON object's text
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_expr_json_rename_key:
 * @json: an object, as an example record is
 *
 * Renames one of the object's own keys and leaves every other byte as it is.
 *
 * Returns: (transfer full) (nullable): NULL where it has no such key, or is no JSON object
 */
char *gp_expr_json_rename_key   (const char *json, const char *old_key, const char *new_key);

/**
 * gp_expr_json_replace_text:
 *
 * The same for the value under @key, where it is the text @old_text or a list that holds it.
 */
char *gp_expr_json_replace_text (const char *json, const char *key, const char *old_text,
                                 const char *new_text);

G_END_DECLS
