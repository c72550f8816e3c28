/* gp-random.h — random designs and edits, driven by the metamodel
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* All randomness is g_test_rand_*: the seed of the test program repeats a run. */

/** gp_random_rounds: @normal, or what the environment's GP_TEST_ROUNDS says. */
guint        gp_random_rounds  (guint normal);

/** gp_random_value: (transfer full): a value that fits @property, references among what is in
 * @design
 * (none where nothing fits). Texts hold quotes, line breaks and letters beyond ASCII where
 * allowed. */
GpValue      gp_random_value   (GpDesign *design, GpProperty property);

/** gp_random_edit: (transfer full): a valid change set of about @n changes of all types, to be
 * applied to @design as it is. Every kind and property can come up. */
GpChangeSet *gp_random_edit    (GpDesign *design, guint n);

/** gp_random_design: (transfer full): about @n elements. */
GpDesign    *gp_random_design  (guint n);

/** gp_assert_design_equal: prints the difference and fails where there is one. */
void         gp_assert_design_equal (GpDesign *a, GpDesign *b);

G_END_DECLS
