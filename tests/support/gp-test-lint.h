/* gp-test-lint.h — small designs with and without a problem
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/* A refusal fails the test. */

/** gp_test_lint_add_reference: a field that points to @to, without an index. */
GpId  gp_test_lint_add_reference (GpDesign *design, const GpId *entity, const char *name,
                                  const GpId *to);

/** gp_test_lint_count: how many findings have @code. */
guint gp_test_lint_count         (GpDesign *design, const char *code);

/** gp_test_lint_fix: applies the fix of the first finding with @code; there must be one. */
void  gp_test_lint_fix           (GpDesign *design, const char *code);

G_END_DECLS
