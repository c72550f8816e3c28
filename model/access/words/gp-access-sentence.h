/* gp-access-sentence.h — a rule in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-rule.h"

G_BEGIN_DECLS

/** gp_access_say_rule: (transfer full): translated sentences: who may do what, if what, with which
 * fields, and what is set: "patient may read test_result, but only if status is 'verified'. All
 * fields but technician_note." @rule: an element of kind rule, which may be half done. */
char *gp_access_say_rule (GpDesign *design, const GpElement *rule);

/** gp_access_say_expression: (transfer full): "status is 'verified' and owner is the caller's id";
 * what has no words of its own is given as it is written. @expr: of a condition, check or preset */
char *gp_access_say_expression (const GpExpr *expr);

/** gp_access_say_actions: (transfer full): "create, read or update", translated. */
char *gp_access_say_actions (const char *const *actions, gsize n);

/** gp_access_list_actions: (transfer full): "create, read, update", translated. */
char *gp_access_list_actions (const char *const *actions, gsize n);

G_END_DECLS
