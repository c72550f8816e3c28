/* gp-frame.h — the frames around the steps of a loop, a group or a try
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-card.h"

G_BEGIN_DECLS

/** gp_frame_measure: fills what @item shows; its rectangle is that of the steps in it. @step: has
 * steps of its own. */
void gp_frame_measure (const GpCardContext *context, const GpElement *step, GpSceneItem *item);

/** gp_frame_shape: what the frame looks like, behind its steps. */
void gp_frame_shape   (const GpCardContext *context, const GpSceneItem *item, GpLod lod,
                       GpShapes *shapes);

G_END_DECLS
