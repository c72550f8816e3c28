/* gp-line-shape.c — lines and their marks as paths, for pictures
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-line-shape"
#include "config.h"
#include "gp-line-shape.h"

#include <math.h>

#define LENGTH  13.0     /* of a mark, along the line */
#define HALF     5.5     /* of a mark, across */

GpColor
gp_line_shape_get_color (const GpSceneLine *line)
{
  if (line->state == GP_STATE_ADDED || line->type == GP_LINE_TRUE)
    return GP_COLOR_GOOD;
  if (line->state == GP_STATE_REMOVED || line->type == GP_LINE_ERROR)
    return GP_COLOR_BAD;
  if (line->type == GP_LINE_CIRCLE)
    return GP_COLOR_CARE_TEXT;
  if (line->type == GP_LINE_READS)
    return GP_COLOR_TEXT_DIM;
  return GP_COLOR_LINE;
}

double
gp_line_shape_get_width (const GpSceneLine *line)
{
  if (line->bundle != NULL && line->bundle->len > 1)
    return GP_LINE_BUNDLE_WIDTH;
  if (line->type == GP_LINE_READS)
    return 1;
  return line->type == GP_LINE_TRUE || line->type == GP_LINE_CIRCLE ? 2 : 1.4;
}

static double
distance (GpPoint a,
          GpPoint b)
{
  return fabs (a.x - b.x) + fabs (a.y - b.y);
}

static GpPoint
direction (GpPoint from,
           GpPoint to)
{
  double length = distance (from, to);

  return length < 1e-6 ? (GpPoint) { 1, 0 }
                       : (GpPoint) { (to.x - from.x) / length, (to.y - from.y) / length };
}

static GpPoint
along (GpPoint from,
       GpPoint way,
       double  by)
{
  return (GpPoint) { from.x + way.x * by, from.y + way.y * by };
}

static void
move (GpIconFunc func,
      gpointer   user_data,
      char       op,
      GpPoint    to)
{
  const double numbers[] = { to.x, to.y };

  func (op, numbers, user_data);
}

void
gp_line_shape_walk_way (const GpSceneLine *line,
                        GpIconFunc         func,
                        gpointer           user_data)
{
  const GpPoint *points = line->points;

  move (func, user_data, 'M', points[0]);
  for (guint i = 1; i + 1 < line->n_points; i++)
    {
      double r = gp_scene_line_get_bend (line, i);
      GpPoint before = along (points[i], direction (points[i], points[i - 1]), r);
      GpPoint after = along (points[i], direction (points[i], points[i + 1]), r);
      GpPoint bend_in = along (points[i], direction (points[i], points[i - 1]), r * .45);
      GpPoint bend_out = along (points[i], direction (points[i], points[i + 1]), r * .45);
      const double curve[] = { bend_in.x, bend_in.y, bend_out.x, bend_out.y, after.x, after.y };

      move (func, user_data, 'L', before);
      func ('C', curve, user_data);
    }
  move (func, user_data, 'L', points[line->n_points - 1]);
}

static void
segment (GpIconFunc func,
         gpointer   user_data,
         GpPoint    from,
         GpPoint    to)
{
  move (func, user_data, 'M', from);
  move (func, user_data, 'L', to);
}

static void
ring (GpIconFunc func,
      gpointer   user_data,
      GpPoint    centre,
      double     radius)
{
  const double numbers[] = { centre.x, centre.y, radius };

  func ('O', numbers, user_data);
}

static void
walk_mark (GpMark      mark,
           GpPoint     tip,
           GpPoint     way,
           GpLinePart  part,
           GpIconFunc  func,
           gpointer    user_data)
{
  gboolean many = mark == GP_MARK_MANY || mark == GP_MARK_ZERO_OR_MANY;
  gboolean one = mark == GP_MARK_ONE || mark == GP_MARK_ZERO_OR_ONE;
  gboolean zero = mark == GP_MARK_ZERO_OR_MANY || mark == GP_MARK_ZERO_OR_ONE;
  GpPoint across = { -way.y, way.x };
  GpPoint foot = along (tip, way, LENGTH);
  GpPoint bar = along (tip, way, LENGTH * .62);

  if (part == GP_LINE_PART_STROKE && many)
    {
      segment (func, user_data, foot, along (tip, across, HALF));
      segment (func, user_data, foot, along (tip, across, -HALF));
    }
  if (part == GP_LINE_PART_STROKE && one)
    segment (func, user_data, along (bar, across, HALF), along (bar, across, -HALF));
  if (part == GP_LINE_PART_RING && zero)
    ring (func, user_data, along (foot, way, many ? 3.5 : 2), 4);
  if (part == GP_LINE_PART_FILL && mark == GP_MARK_ARROW)
    {
      GpPoint base = along (tip, way, 10);

      move (func, user_data, 'M', tip);
      move (func, user_data, 'L', along (base, across, 5));
      move (func, user_data, 'L', along (base, across, -5));
      func ('Z', NULL, user_data);
    }
}

/* A bracket beside the card around the rows of a composite reference. */
static void
walk_bracket (const GpSceneLine *line,
              gboolean           at_start,
              GpIconFunc         func,
              gpointer           user_data)
{
  GpPoint ends[2];

  if (!gp_scene_line_get_bracket (line, at_start, ends))
    return;
  segment (func, user_data, ends[0], ends[1]);
  for (guint i = 0; i < 2; i++)
    {
      GpPoint inside = { at_start ? line->points[0].x : line->points[line->n_points - 1].x,
                         ends[i].y };

      segment (func, user_data, ends[i], inside);
    }
}

void
gp_line_shape_walk_marks (const GpSceneLine *line,
                          GpLinePart         part,
                          GpIconFunc         func,
                          gpointer           user_data)
{
  const GpPoint *points = line->points;
  guint last = line->n_points - 1;

  if (part == GP_LINE_PART_STROKE)
    {
      walk_bracket (line, TRUE, func, user_data);
      walk_bracket (line, FALSE, func, user_data);
    }
  walk_mark (line->from_mark, points[0], direction (points[0], points[1]), part, func, user_data);
  if (!line->cropped)
    walk_mark (line->to_mark, points[last], direction (points[last], points[last - 1]), part, func,
               user_data);
  else if (part == GP_LINE_PART_FILL)
    ring (func, user_data, points[last], 3);
}

GpRect
gp_line_shape_get_label_rect (const GpSceneLine *line,
                              GpMetrics         *metrics)
{
  GpPoint at = gp_scene_line_get_label_point (line);
  double width = gp_metrics_get_width (metrics, GP_TEXT_LABEL, line->label);
  double height = gp_metrics_get_height (metrics, GP_TEXT_LABEL);

  return (GpRect) { at.x - width / 2, at.y - height / 2, width, height };
}
