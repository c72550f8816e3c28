/* gp-test-layout.h — layout requests to test and measure with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-request.h"
#include "gp-test-schema.h"

G_BEGIN_DECLS

/* @copies: so many times the same tables, each copy with names of its own. */
GpLayoutRequest *gp_test_layout_from_schema (const GpTestSchema *schema,
                                             guint               copies);

/* @n_nodes cards of the usual sizes, about 1.6 references each; from g_test_rand_int_range(). */
GpLayoutRequest *gp_test_layout_random      (guint               n_nodes,
                                             guint               n_groups);

G_END_DECLS
