/* gp-step-palette.h — the steps that can be drawn, at hand beside the drawing
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GP_TYPE_STEP_DRAG: a boxed type: what is dragged is a char *, a choice of GP_STEP_TYPE. */
#define GP_TYPE_STEP_DRAG (gp_step_drag_get_type ())
GType gp_step_drag_get_type (void);

/**
 * GpStepPalette: the types of steps in groups, narrowed by what is typed; each can be dragged onto
 * a drawing. Folds to its heading with win.show-steps. Changes nothing itself.
 *
 * GpStepPalette::chosen (self, const char *type): by Enter or a double click.
 */
#define GP_TYPE_STEP_PALETTE (gp_step_palette_get_type ())
G_DECLARE_FINAL_TYPE (GpStepPalette, gp_step_palette, GP, STEP_PALETTE, GtkWidget)

GtkWidget *gp_step_palette_new      (void);
void       gp_step_palette_set_open (GpStepPalette *self, gboolean open);
gboolean   gp_step_palette_get_open (GpStepPalette *self);

G_END_DECLS
