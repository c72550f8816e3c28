/* gp-canvas-flow.h — the inside of a flow, for the parts of the canvas
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-private.h"
#include "gp-edit-flow.h"

G_BEGIN_DECLS

/* gp-canvas-flow-view.c: the view that keeps the places inside of a flow */
GpId      gp_canvas_plan_flow_view   (GpCanvas *self);
GpChangeSet *gp_canvas_with_view     (GpCanvas *self, GpChangeSet *changes);   /* transfer full */

/* gp-canvas-layout.c: @id is revealed again where a layout that runs now puts it elsewhere */
void      gp_canvas_reveal_again     (GpCanvas *self, const GpId *id);
/* gp-canvas-layout.c: as gp_canvas_reveal(), and again once a layout has put it elsewhere */
void      gp_canvas_reveal_settled   (GpCanvas *self, const GpId *id);

/* gp-canvas-view.c: nothing lies beside what is seen, or below the palette */
gboolean  gp_canvas_sees_all         (GpCanvas *self);

/* gp-canvas-lights.c. _say_lights: transfer full: in words; NULL where the item has none */
void      gp_canvas_init_lights      (GpCanvas *self);
void      gp_canvas_snapshot_lights  (GpCanvas *self, GtkSnapshot *snapshot);
char     *gp_canvas_say_lights       (GpCanvas *self, const GpSceneItem *item);

/* gp-canvas-steps.c */
/* Whether lines may end there. _join_steps: @way: the type of the line; NULL: by what there is. */
gboolean  gp_canvas_is_joint         (GpCanvas *self, const GpSceneItem *item);
/* Canvas units: from where the lines of errors leave a step. */
GpPoint   gp_canvas_error_handle     (const GpSceneItem *item);
void      gp_canvas_lead_elsewhere   (GpCanvas *self, const GpHit *end, const GpId *step);
void      gp_canvas_join_steps       (GpCanvas *self, const GpId *from, const GpId *to,
                                      const char *way);
void      gp_canvas_add_step         (GpCanvas *self, const GpEditStep *step);
void      gp_canvas_ask_step         (GpCanvas *self, gboolean inside);   /* by what is selected */
void      gp_canvas_ask_error_step   (GpCanvas *self);
gboolean  gp_canvas_can_add_on_error (GpCanvas *self);
gboolean  gp_canvas_can_add_inside   (GpCanvas *self);
void      gp_canvas_ask_branch       (GpCanvas *self);     /* from the step that was dragged from */
GpEditStep gp_canvas_find_step_stand (GpCanvas *self);     /* of the next step; without a type */

/* gp-canvas-step-palette.c. _width: what it hides at the left of the drawing, pixels. _find_step:
 * FALSE where it is not to be seen */
void      gp_canvas_init_step_palette (GpCanvas *self);
void      gp_canvas_update_step_palette (GpCanvas *self);
void      gp_canvas_allocate_step_palette (GpCanvas *self, int height);
double    gp_canvas_get_step_palette_width (GpCanvas *self);
gboolean  gp_canvas_find_step        (GpCanvas *self);
gboolean  gp_canvas_has_folded_steps (GpCanvas *self);  /* the palette would be there, unfolded */

/* gp-canvas-step-drop.c; view pixels. _aim_step, _drop_step: FALSE where nothing can be dropped */
void      gp_canvas_init_step_drop   (GpCanvas *self);
gboolean  gp_canvas_aim_step         (GpCanvas *self, double x, double y);
gboolean  gp_canvas_drop_step        (GpCanvas *self, const char *type, double x, double y);
void      gp_canvas_forget_step      (GpCanvas *self);
void      gp_canvas_snapshot_step_drop (GpCanvas *self, GtkSnapshot *snapshot);

G_END_DECLS
