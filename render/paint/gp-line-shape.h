/* gp-line-shape.h — lines and their marks as paths, for pictures
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-metrics.h"
#include "gp-scene.h"

G_BEGIN_DECLS

typedef enum
{
  GP_LINE_PART_STROKE,    /* drawn with the line's pen */
  GP_LINE_PART_FILL,      /* filled in the line's colour */
  GP_LINE_PART_RING,      /* drawn with the pen, filled with the ground */
} GpLinePart;

GpColor  gp_line_shape_get_color      (const GpSceneLine *line);
double   gp_line_shape_get_width      (const GpSceneLine *line);   /* canvas units */

/** gp_line_shape_walk_way, gp_line_shape_walk_marks: call @func for each step of the path. Canvas
 * units; steps as GpIconFunc tells. */
void gp_line_shape_walk_way (const GpSceneLine *line, GpIconFunc func, gpointer user_data);
void     gp_line_shape_walk_marks     (const GpSceneLine *line, GpLinePart part, GpIconFunc func,
                                       gpointer user_data);

/** gp_line_shape_get_label_rect: where the label stands. */
GpRect   gp_line_shape_get_label_rect (const GpSceneLine *line, GpMetrics *metrics);

G_END_DECLS
