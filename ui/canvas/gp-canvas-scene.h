/* gp-canvas-scene.h — where the canvas's scene comes from, for its own files
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas.h"

G_BEGIN_DECLS

/* gp-canvas-shown.c, gp-canvas-coming.c: another drawing, in parts where it is a large one */
void      gp_canvas_come             (GpCanvas *self);
void      gp_canvas_stop_coming      (GpCanvas *self);
void      gp_canvas_rebuild          (GpCanvas *self);
void      gp_canvas_prepare          (GpCanvas *self);
void      gp_canvas_scene_changed    (GpCanvas *self);
GpId      gp_canvas_find_view        (GpCanvas *self);
gboolean  gp_canvas_ensure_view      (GpCanvas *self, GpId *out_view);
void      gp_canvas_update_empty     (GpCanvas *self);

/* gp-canvas-layout.c */
void      gp_canvas_tidy             (GpCanvas *self, gboolean selection_only);
void      gp_canvas_find_domains     (GpCanvas *self);
void      gp_canvas_place_unplaced   (GpCanvas *self);
void      gp_canvas_stop_layout      (GpCanvas *self);
void      gp_canvas_free_layout      (GpCanvas *self);

/* gp-canvas-routes.c: after the builder was made, and before it is freed */
void      gp_canvas_begin_routing    (GpCanvas *self);
void      gp_canvas_stop_routing     (GpCanvas *self);

G_END_DECLS
