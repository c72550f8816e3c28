/* gp-test-lint.h — small designs with and without a problem
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/* Each changes @design as a person would; a refusal fails the test. @name: may be NULL. */
GpId  gp_test_lint_add       (GpDesign *design, GpKind kind, const GpId *parent, const char *name);
void  gp_test_lint_set       (GpDesign *design, const GpId *id, GpProperty property, GpValue value);
void  gp_test_lint_set_text  (GpDesign *design, const GpId *id, GpProperty property,
                              const char *text);
void  gp_test_lint_set_ref   (GpDesign *design, const GpId *id, GpProperty property,
                              const GpId *to);

void  gp_test_lint_remove    (GpDesign *design, const GpId *id);

/** gp_test_lint_add_entity: with a uuid key "id". */
GpId  gp_test_lint_add_entity (GpDesign *design, const char *name);

/** gp_test_lint_add_reference: a field that points to @to, without an index. */
GpId  gp_test_lint_add_reference (GpDesign *design, const GpId *entity, const char *name,
                                  const GpId *to);

/** gp_test_lint_count: how many findings have @code. */
guint gp_test_lint_count     (GpDesign *design, const char *code);

/** gp_test_lint_fix: applies the fix of the first finding with @code; there must be one. */
void  gp_test_lint_fix       (GpDesign *design, const char *code);

G_END_DECLS
