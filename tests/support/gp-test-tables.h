/* gp-test-tables.h — a large design with places
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_test_tables_new: (transfer full): @n_tables entities with eight fields each, in domains, with
 * references mostly to neighbours, and a place in the data view. */
GpDesign *gp_test_tables_new (guint n_tables);

G_END_DECLS
