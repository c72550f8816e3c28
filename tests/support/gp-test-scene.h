/* gp-test-scene.h — a small design to draw
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_test_scene_design: (transfer full): two domains ("sales", "stock"); the entities customer and
 * order in the first, item in the second, and log in none; order refers to customer, item to order;
 * the role clerk may read customers, and create orders under a condition; the flow ship with three
 * steps; a note. All have a place in the data view.
 */
GpDesign        *gp_test_scene_design (void);

/** gp_test_scene_find: the element of @kind with this name; fails the test where there is none. */
const GpElement *gp_test_scene_find   (GpDesign *design, GpKind kind, const char *name);

/** gp_test_scene_find_field: "order.customer_id". */
const GpElement *gp_test_scene_find_field (GpDesign *design, const char *entity, const char *field);

/** gp_test_scene_find_view: the data view. */
GpId             gp_test_scene_find_view (GpDesign *design);

G_END_DECLS
