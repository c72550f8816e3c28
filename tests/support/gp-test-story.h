/* gp-test-story.h — a story through the small design to draw
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_test_story_add: adds the story "Tour" to gp_test_scene_design(): all of the data view; the
 * entity order, large; the part from 10, 20 of 300 × 200; the flow ship. Returns its id. */
GpId gp_test_story_add (GpDesign *design);

G_END_DECLS
