/* gp-canvas-commands.h — what is done to the cards that are selected
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-private.h"

G_BEGIN_DECLS

/* gp-canvas-fold.c: cards and domains that are folded, pins, entities drawn as relations */
void      gp_canvas_fold             (GpCanvas *self);
void      gp_canvas_pin              (GpCanvas *self);
void      gp_canvas_show_as_relation (GpCanvas *self);
void      gp_canvas_fold_junctions   (GpCanvas *self);

/* gp-canvas-align.c */
void      gp_canvas_align            (GpCanvas *self, const char *nick);
void      gp_canvas_distribute       (GpCanvas *self, gboolean upright);
void      gp_canvas_same_width       (GpCanvas *self);

/* gp-canvas-clip.c: (transfer full): what a text holds that can be pasted; NULL where nothing. What
 * of it was left out is said. There must be a codec. */
GpChangeSet *gp_canvas_read_text (GpCanvas *self, const char *text, gsize length);

G_END_DECLS
