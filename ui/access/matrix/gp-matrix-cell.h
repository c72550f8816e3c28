/* gp-matrix-cell.h — a cell of the matrix, drawn and in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-lights.h"
#include "gp-access-paint.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpMatrixColors: of the theme, looked up when it changes. */
typedef struct
{
  GdkRGBA text;
  GdkRGBA base;         /* behind everything */
  GdkRGBA all;
  GdkRGBA some;
  GdkRGBA forbid;
  GdkRGBA accent;
} GpMatrixColors;

void  gp_matrix_colors_read (GpMatrixColors *self, GtkWidget *widget);

/**
 * gp_matrix_cell_draw: a shape for what it is, so that colour is not needed to tell: nothing, a
 * disc for all, a half disc for some, a crossed circle where a forbid is about it, with a T for
 * the tenant and a corner for some fields only.
 * @area: canvas of the cell, in the widget's pixels. @tenant: the layout of "T"
 */
void  gp_matrix_cell_draw   (const GpAccessCell *cell, const graphene_rect_t *area,
                             const GpMatrixColors *colors, PangoLayout *tenant,
                             GtkSnapshot *snapshot);

/** gp_matrix_cell_draw_field: a dot where the cell's rules give the field. */
void  gp_matrix_cell_draw_field (const GpAccessCell *cell, gboolean has,
                                 const graphene_rect_t *area, const GpMatrixColors *colors,
                                 GtkSnapshot *snapshot);

/** gp_matrix_cell_draw_light: around @x, @y: a disc where a target enforces everything, a diamond
 * where it does not. */
void  gp_matrix_cell_draw_light (gboolean good, float x, float y, const GpMatrixColors *colors,
                                 GtkSnapshot *snapshot);

/** gp_matrix_cell_describe: (transfer full): "patient · read · test_result", what it is, each of
 * its rules in words and as it is written, and who cannot enforce them, with the reason. */
char *gp_matrix_cell_describe (const GpAccessMatrix *matrix, const GpAccessLights *lights,
                               guint subject, guint role, guint action);

/** gp_matrix_cell_describe_role: (transfer full): the role, and a line for each kind of target. */
char *gp_matrix_cell_describe_role (const GpAccessMatrix *matrix, const GpAccessLights *lights,
                                    guint role);

G_END_DECLS
