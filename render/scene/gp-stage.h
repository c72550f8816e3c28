/* gp-stage.h — what one step of a story shows: a drawing, and which part of it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"

G_BEGIN_DECLS

/**
 * GpStage: a plain value.
 * @view, @subject: nil where there are none
 * @area: the part of the drawing that was kept, canvas units; empty: everything
 */
typedef struct
{
  GpLens lens;
  GpId   view;
  GpId   subject;
  GpRect area;
} GpStage;

/** gp_stage_read: what @step, an element of kind story_step, shows. */
void     gp_stage_read        (GpDesign *design, const GpElement *step, GpStage *out);

/** gp_stage_equal_drawing: whether two show the same drawing, whatever part of it. */
gboolean gp_stage_equal_drawing (const GpStage *a, const GpStage *b);

/** gp_stage_apply: sets up @builder for the drawing and rebuilds it. */
void     gp_stage_apply       (const GpStage *self, GpSceneBuilder *builder);

/** gp_stage_get_area: what is to be seen of @scene, which shows the drawing: around the focus of
 * @step, else the part that was kept, else everything. Canvas units, with a margin. */
GpRect   gp_stage_get_area    (const GpStage *self, GpScene *scene, const GpElement *step);

/** gp_stage_list_steps: (transfer container): the steps of @story in their order, borrowed. */
GPtrArray *gp_stage_list_steps (GpDesign *design, const GpId *story);

G_END_DECLS
