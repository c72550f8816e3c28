/* gp-test-painter.h — what a painter makes of a scene, as text
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-painter.h"
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/** gp_test_painter_new: (transfer full): in light colours, with a font that every machine has. */
GpPainter *gp_test_painter_new   (GpSceneBuilder *builder);

/** gp_test_painter_make_frame: (transfer full): the render nodes of a frame. */
GskRenderNode *gp_test_painter_make_frame (GpPainter *painter, GpSceneBuilder *builder,
                                           const GpViewport *view);

/** gp_test_painter_paint: (transfer full): as make_frame(), serialized. */
char      *gp_test_painter_paint (GpPainter *painter, GpSceneBuilder *builder,
                                  const GpViewport *view);

/** gp_test_painter_compare: (transfer full): what GTK 4.8 would paint again for @after where
 * @before was painted: it gives up, and takes all of a node, where more than 30 rectangles
 * differ. */
cairo_region_t *gp_test_painter_compare (GskRenderNode *before, GskRenderNode *after);

G_END_DECLS
