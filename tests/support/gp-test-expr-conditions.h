/* gp-test-expr-conditions.h — random conditions about the records of gp_test_expr_design()
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many plain conditions there are; every construct that a query can hold is in one. */
gsize gp_test_expr_n_atoms          (void);

/** Appends the @i-th, about `record`, a project. */
void  gp_test_expr_append_atom      (GString *out, gsize i);

/** Appends a random compound, with quantifiers over tasks; by g_test_rand_*. */
void  gp_test_expr_append_condition (GString *out);

G_END_DECLS
