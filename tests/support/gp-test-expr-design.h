/* gp-test-expr-design.h — a small design for tests of expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_test_expr_design:
 *
 * Entities person, project, task and order_line with references between them (see the .c), roles
 * editor and admin, event report.ready with a payload, and the flow notify with the steps fetch,
 * each (over items called "line") and, inside it, inner.
 *
 * Returns: (transfer full)
 */
GpDesign   *gp_test_expr_design (void) G_GNUC_WARN_UNUSED_RESULT;

/** The id of "project", "project/name" or "notify/each/inner", whatever their kinds. */
const GpId *gp_test_expr_find   (GpDesign *design, const char *path);

G_END_DECLS
