/* gp-cairo.c — paints a scene with cairo, for pictures
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-cairo"
#include "config.h"
#include "gp-cairo.h"

#include "gp-line-shape.h"

#include <math.h>
#include <pango/pangocairo.h>

typedef struct
{
  cairo_t       *cr;
  GpMetrics     *metrics;
  const GpTheme *theme;
  PangoLayout   *layout;
  PangoFontDescription *fonts[GP_N_TEXT_STYLES];
} Brush;

static void
trace_step (char          op,
            const double *numbers,
            gpointer      user_data)
{
  cairo_t *cr = user_data;

  switch (op)
    {
    case 'M':
      cairo_move_to (cr, numbers[0], numbers[1]);
      break;
    case 'L':
      cairo_line_to (cr, numbers[0], numbers[1]);
      break;
    case 'C':
      cairo_curve_to (cr, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
      break;
    case 'O':
      cairo_new_sub_path (cr);
      cairo_arc (cr, numbers[0], numbers[1], numbers[2], 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    case 'Z':
      cairo_close_path (cr);
      break;
    default:
      break;
    }
}

static void
set_color (cairo_t       *cr,
           const GdkRGBA *color)
{
  cairo_set_source_rgba (cr, (double) color->red, (double) color->green, (double) color->blue,
                         (double) color->alpha);
}

void
gp_cairo_draw_icon (cairo_t       *cr,
                    GpIcon         icon,
                    double         x,
                    double         y,
                    double         size,
                    const GdkRGBA *color)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / GP_ICON_SIZE, size / GP_ICON_SIZE);
  cairo_set_line_width (cr, GP_ICON_STROKE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_color (cr, color);
  cairo_new_path (cr);
  gp_icon_walk (icon, trace_step, cr);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
trace_box (cairo_t      *cr,
           const GpRect *rect,
           double        radius,
           GpCorners     corners)
{
  double r[4];

  for (guint i = 0; i < 4; i++)
    r[i] = (corners & (1u << i)) != 0 ? MAX (0, MIN (radius, MIN (rect->width, rect->height) / 2))
                                      : 0;

  cairo_new_sub_path (cr);
  cairo_arc (cr, rect->x + rect->width - r[1], rect->y + r[1], r[1], -G_PI_2, 0);
  cairo_arc (cr, rect->x + rect->width - r[2], rect->y + rect->height - r[2], r[2], 0, G_PI_2);
  cairo_arc (cr, rect->x + r[3], rect->y + rect->height - r[3], r[3], G_PI_2, G_PI);
  cairo_arc (cr, rect->x + r[0], rect->y + r[0], r[0], G_PI, G_PI + G_PI_2);
  cairo_close_path (cr);
}

static void
draw_box (Brush         *brush,
          const GpShape *shape,
          const GdkRGBA *accent)
{
  if (shape->fill != GP_COLOR_NONE)
    {
      GdkRGBA color = gp_theme_get_color (brush->theme, shape->fill, accent);

      set_color (brush->cr, &color);
      trace_box (brush->cr, &shape->rect, shape->radius, shape->corners);
      cairo_fill (brush->cr);
    }
  if (shape->border_width > 0)
    {
      GdkRGBA color = gp_theme_get_color (brush->theme, shape->border, accent);
      GpRect inner = gp_rect_grown (&shape->rect, -shape->border_width / 2);

      set_color (brush->cr, &color);
      cairo_set_line_width (brush->cr, shape->border_width);
      trace_box (brush->cr, &inner, shape->radius - shape->border_width / 2, shape->corners);
      cairo_stroke (brush->cr);
    }
}

static void
draw_text (Brush         *brush,
           const GpShape *shape,
           const GdkRGBA *accent)
{
  GdkRGBA color = gp_theme_get_color (brush->theme, shape->fill, accent);
  double x = shape->rect.x;
  int width;
  int height;
  double y;

  pango_layout_set_font_description (brush->layout, brush->fonts[shape->style]);
  pango_layout_set_text (brush->layout, shape->text, -1);
  pango_layout_get_size (brush->layout, &width, &height);
  if (shape->end)
    x += shape->rect.width - (double) width / PANGO_SCALE;
  y = shape->rect.y + (shape->rect.height - (double) height / PANGO_SCALE) / 2;

  set_color (brush->cr, &color);
  cairo_move_to (brush->cr, x, y);
  pango_cairo_show_layout (brush->cr, brush->layout);
  if (shape->strike)
    {
      cairo_rectangle (brush->cr, x, y + (double) height / PANGO_SCALE / 2 + 1,
                       (double) width / PANGO_SCALE, 1);
      cairo_fill (brush->cr);
    }
}

static void
draw_item (Brush             *brush,
           GpScene           *scene,
           const GpSceneItem *item,
           GpLod              lod)
{
  g_autoptr(GpShapes) shapes = gp_scene_build_shapes (scene, item, lod);
  guint n;
  const GpShape *all = gp_shapes_peek (shapes, &n);

  cairo_save (brush->cr);
  cairo_translate (brush->cr, item->rect.x, item->rect.y);
  for (guint i = 0; i < n; i++)
    {
      const GpShape *shape = &all[i];

      if (shape->type == GP_SHAPE_BOX)
        draw_box (brush, shape, &item->accent);
      else if (shape->type == GP_SHAPE_TEXT)
        draw_text (brush, shape, &item->accent);
      else
        {
          GdkRGBA color = gp_theme_get_color (brush->theme, shape->fill, &item->accent);

          gp_cairo_draw_icon (brush->cr, shape->icon, shape->rect.x, shape->rect.y,
                              shape->rect.width, &color);
        }
    }
  cairo_restore (brush->cr);
}

static void
draw_line (Brush             *brush,
           const GpSceneLine *line)
{
  GdkRGBA color = brush->theme->colors[gp_line_shape_get_color (line)];
  double dashes[] = { 6, 4 };

  set_color (brush->cr, &color);
  cairo_set_line_width (brush->cr, gp_line_shape_get_width (line));
  cairo_set_dash (brush->cr, dashes, line->type == GP_LINE_ERROR ? 2 : 0, 0);
  gp_line_shape_walk_way (line, trace_step, brush->cr);
  cairo_stroke (brush->cr);
  cairo_set_dash (brush->cr, dashes, 0, 0);

  gp_line_shape_walk_marks (line, GP_LINE_PART_STROKE, trace_step, brush->cr);
  cairo_stroke (brush->cr);
  gp_line_shape_walk_marks (line, GP_LINE_PART_FILL, trace_step, brush->cr);
  cairo_fill (brush->cr);
  gp_line_shape_walk_marks (line, GP_LINE_PART_RING, trace_step, brush->cr);
  set_color (brush->cr, &brush->theme->colors[GP_COLOR_CANVAS]);
  cairo_fill_preserve (brush->cr);
  set_color (brush->cr, &color);
  cairo_stroke (brush->cr);
}

static void
draw_label (Brush             *brush,
            const GpSceneLine *line)
{
  GpRect rect = gp_line_shape_get_label_rect (line, brush->metrics);
  GpShape text = {
    .type = GP_SHAPE_TEXT,
    .rect = rect,
    .style = GP_TEXT_LABEL,
    .fill = gp_line_shape_get_color (line),
    .text = line->label,
  };

  set_color (brush->cr, &brush->theme->colors[GP_COLOR_CANVAS]);
  cairo_rectangle (brush->cr, rect.x - 3, rect.y, rect.width + 6, rect.height);
  cairo_fill (brush->cr);
  draw_text (brush, &text, &brush->theme->colors[GP_COLOR_TEXT]);
}

static void
draw_layer (Brush   *brush,
            GpScene *scene,
            gboolean areas,
            GpLod    lod)
{
  for (guint i = 0; i < gp_scene_get_n_items (scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (scene, i);

      if (item != NULL && (item->type == GP_ITEM_AREA) == areas)
        draw_item (brush, scene, item, lod);
    }
}

void
gp_cairo_draw_scene (cairo_t       *cr,
                     GpScene       *scene,
                     GpMetrics     *metrics,
                     const GpTheme *theme,
                     GpLod          lod)
{
  Brush brush = { .cr = cr, .metrics = metrics, .theme = theme };

  brush.layout = pango_layout_new (gp_metrics_get_context (metrics));
  pango_layout_set_single_paragraph_mode (brush.layout, TRUE);
  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    brush.fonts[i] = gp_theme_dup_font (theme, i);

  draw_layer (&brush, scene, TRUE, lod);
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    if (gp_scene_get_line (scene, i) != NULL)
      draw_line (&brush, gp_scene_get_line (scene, i));
  for (guint i = 0; i < gp_scene_get_n_lines (scene); i++)
    if (gp_scene_get_line (scene, i) != NULL && gp_scene_get_line (scene, i)->label != NULL)
      draw_label (&brush, gp_scene_get_line (scene, i));
  draw_layer (&brush, scene, FALSE, lod);

  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    pango_font_description_free (brush.fonts[i]);
  g_object_unref (brush.layout);
}
