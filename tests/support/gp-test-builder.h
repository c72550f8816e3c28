/* gp-test-builder.h — scenes that look the same on every machine
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/** gp_test_builder_new: (transfer full): the scene of @design's first view of @lens, with a named
 * font. */
GpSceneBuilder *gp_test_builder_new (GpDesign *design, GpLens lens);

/** gp_test_builder_dump: (transfer full): the scene as text, its items and lines in an order that
 * does not depend on how it was made. Without the ways of lines, which may: which of several good
 * ones a line takes, and which entities are hubs, stays as it is while a scene is edited. */
char           *gp_test_builder_dump (GpSceneBuilder *builder);

/** gp_test_builder_apply: changes the design, and the scene with it. @changes: taken. */
void            gp_test_builder_apply (GpSceneBuilder *builder, GpChangeSet *changes);

/** gp_test_find_card: (nullable): of the entity with this name, which there is. */
const GpSceneItem *gp_test_find_card (GpSceneBuilder *builder, const char *name);

G_END_DECLS
