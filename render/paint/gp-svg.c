/* gp-svg.c — a scene as an SVG document with real text
 * SPDX-License-Identifier: Apache-2.0
 *
 * Written by hand, not through cairo, because cairo turns text into outlines: here it can be
 * searched, selected and read aloud, and a drawing of a thousand tables stays a tenth as large.
 * Text styles are CSS classes and icons are defined once, for the same reason. */
#define G_LOG_DOMAIN "gp-svg"
#include "config.h"
#include "gp-svg.h"

#include "gp-line-shape.h"
#include "gp-markup.h"

#include <math.h>

typedef struct
{
  GString       *out;
  GpScene       *scene;
  GpMetrics     *metrics;
  const GpTheme *theme;
  const GdkRGBA *accent;
  gboolean       icons[GP_N_ICONS];   /* used, so that only those are defined */
  GpSvgPalette  *palette;             /* or NULL: colours are written as they are */
} Writer;

static void
add_number (GString *out,
            double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (number * 100) / 100;

  g_string_append (out,
                   g_ascii_formatd (buffer, sizeof buffer, "%.8g", rounded == 0 ? 0 : rounded));
}

static void
add_attribute (GString    *out,
               const char *name,
               double      value)
{
  g_string_append_printf (out, " %s=\"", name);
  add_number (out, value);
  g_string_append_c (out, '"');
}

static void
add_color (GString       *out,
           const char    *name,
           const GdkRGBA *color)
{
  g_string_append_printf (out, " %s=\"#%02x%02x%02x\"", name, (guint) lroundf (color->red * 255),
                          (guint) lroundf (color->green * 255),
                          (guint) lroundf (color->blue * 255));
  if (color->alpha < 1)
    {
      g_autofree char *opacity = g_strconcat (name, "-opacity", NULL);

      add_attribute (out, opacity, (double) color->alpha);
    }
}

static void
add_paint (Writer     *self,
           const char *name,
           GpColor     color)
{
  GdkRGBA rgba;

  if (color == GP_COLOR_NONE)
    {
      g_string_append_printf (self->out, " %s=\"none\"", name);
      return;
    }
  if (self->palette != NULL)
    {
      g_string_append_printf (self->out, " %s=\"var(--p%u)\"", name,
                              gp_svg_palette_add (self->palette, color, self->accent));
      return;
    }
  rgba = gp_theme_get_color (self->theme, color, self->accent);
  add_color (self->out, name, &rgba);
}

static void
add_arc (GString *out,
         double   radius,
         int      right,
         int      down)
{
  if (radius <= 0)
    return;
  g_string_append_c (out, 'a');
  add_number (out, radius);
  g_string_append_c (out, ' ');
  add_number (out, radius);
  g_string_append (out, " 0 0 1 ");
  add_number (out, right * radius);
  g_string_append_c (out, ' ');
  add_number (out, down * radius);
}

/* The outline of a box of which not all corners are round, clockwise from the top left. */
static void
add_corners (Writer        *self,
             const GpShape *shape)
{
  const GpRect *r = &shape->rect;
  double radius = MIN (shape->radius, MIN (r->width, r->height));
  double c[4];
  GString *out = self->out;

  for (guint i = 0; i < 4; i++)
    c[i] = (shape->corners & (1u << i)) != 0 ? radius : 0;
  g_string_append (out, "<path d=\"M");
  add_number (out, r->x + c[0]);
  g_string_append_c (out, ' ');
  add_number (out, r->y);
  g_string_append_c (out, 'H');
  add_number (out, r->x + r->width - c[1]);
  add_arc (out, c[1], 1, 1);
  g_string_append_c (out, 'V');
  add_number (out, r->y + r->height - c[2]);
  add_arc (out, c[2], -1, 1);
  g_string_append_c (out, 'H');
  add_number (out, r->x + c[3]);
  add_arc (out, c[3], -1, -1);
  g_string_append_c (out, 'V');
  add_number (out, r->y + c[0]);
  add_arc (out, c[0], 1, -1);
  g_string_append (out, "Z\"");
}

static void
add_box (Writer        *self,
         const GpShape *shape)
{
  GpRect rect = shape->rect;
  double radius = shape->radius;
  gboolean partly = shape->corners != 0 && shape->corners != GP_CORNERS_ALL;

  if (partly)
    add_corners (self, shape);
  else
    {
      if (shape->border_width > 0)
        {
          rect = gp_rect_grown (&rect, -shape->border_width / 2);
          radius = MAX (0, radius - shape->border_width / 2);
        }
      g_string_append (self->out, "<rect");
      add_attribute (self->out, "x", rect.x);
      add_attribute (self->out, "y", rect.y);
      add_attribute (self->out, "width", MAX (rect.width, 0));
      add_attribute (self->out, "height", MAX (rect.height, 0));
      if (shape->corners != 0 && radius > 0)
        add_attribute (self->out, "rx", MIN (radius, MIN (rect.width, rect.height) / 2));
    }
  add_paint (self, "fill", shape->fill);
  if (shape->border_width > 0)
    {
      add_paint (self, "stroke", shape->border);
      add_attribute (self->out, "stroke-width", shape->border_width);
    }
  g_string_append (self->out, "/>");
}

static void
add_line_of_text (Writer        *self,
                  const GpShape *shape)
{
  double height = gp_metrics_get_height (self->metrics, shape->style);
  double ascent = gp_metrics_get_ascent (self->metrics, shape->style);

  g_string_append_printf (self->out, "<text class=\"t%d%s%s\"", shape->style,
                          shape->end ? " e" : "", shape->strike ? " s" : "");
  add_attribute (self->out, "x", shape->end ? shape->rect.x + shape->rect.width : shape->rect.x);
  add_attribute (self->out, "y", shape->rect.y + (shape->rect.height - height) / 2 + ascent);
  add_paint (self, "fill", shape->fill);
  g_string_append_c (self->out, '>');
  gp_markup_append (self->out, shape->text);
  g_string_append (self->out, "</text>");
}

static void
add_icon (Writer        *self,
          const GpShape *shape)
{
  g_string_append_printf (self->out, "<use href=\"#i%d\" transform=\"translate(", shape->icon);
  add_number (self->out, shape->rect.x);
  g_string_append_c (self->out, ' ');
  add_number (self->out, shape->rect.y);
  g_string_append (self->out, ")scale(");
  add_number (self->out, shape->rect.width / GP_ICON_SIZE);
  g_string_append (self->out, ")\"");
  add_paint (self, "stroke", shape->fill);
  g_string_append (self->out, "/>");
  self->icons[shape->icon] = TRUE;
  if (self->palette != NULL)
    gp_svg_palette_add_icon (self->palette, shape->icon);
}

static void
add_shapes (Writer            *self,
            const GpSceneItem *item,
            GpLod              lod)
{
  g_autoptr(GpShapes) shapes = gp_scene_build_shapes (self->scene, item, lod);
  guint n;
  const GpShape *all = gp_shapes_peek (shapes, &n);

  for (guint i = 0; i < n; i++)
    {
      if (all[i].type == GP_SHAPE_BOX)
        add_box (self, &all[i]);
      else if (all[i].type == GP_SHAPE_TEXT)
        add_line_of_text (self, &all[i]);
      else
        add_icon (self, &all[i]);
    }
}

/* In a page each item is drawn twice: to be read, and as it is seen from afar. */
static void
add_item (Writer            *self,
          const GpSceneItem *item)
{
  char id[GP_ID_STRING_SIZE];

  self->accent = &item->accent;
  g_string_append (self->out, "<g transform=\"translate(");
  add_number (self->out, item->rect.x);
  g_string_append_c (self->out, ' ');
  add_number (self->out, item->rect.y);
  g_string_append (self->out, ")\"");
  if (self->palette != NULL)
    g_string_append_printf (self->out, " data-id=\"%s\"", gp_id_format (&item->id, id));
  g_string_append (self->out, "><title>");
  gp_markup_append (self->out, item->title);
  g_string_append (self->out, "</title>");
  if (self->palette != NULL)
    g_string_append (self->out, "<g class=\"near\">");
  add_shapes (self, item, GP_LOD_FULL);
  if (self->palette != NULL)
    {
      g_string_append (self->out, "</g><g class=\"far\">");
      add_shapes (self, item, GP_LOD_NAMES);
      g_string_append (self->out, "</g>");
    }
  g_string_append (self->out, "</g>\n");
}

static void
add_step (char          op,
          const double *numbers,
          gpointer      user_data)
{
  GString *out = user_data;
  guint n = op == 'C' ? 6 : op == 'Z' ? 0 : 2;

  if (op == 'O')
    {
      double r = numbers[2];

      g_string_append_c (out, 'M');
      add_number (out, numbers[0] - r);
      g_string_append_c (out, ' ');
      add_number (out, numbers[1]);
      for (int half = 0; half < 2; half++)
        {
          g_string_append_c (out, 'a');
          add_number (out, r);
          g_string_append_c (out, ' ');
          add_number (out, r);
          g_string_append (out, " 0 1 0 ");
          add_number (out, half == 0 ? 2 * r : -2 * r);
          g_string_append (out, " 0");
        }
      return;
    }
  g_string_append_c (out, op);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      add_number (out, numbers[i]);
    }
}

static void
add_path (Writer            *self,
          const GString     *path,
          const char        *class,
          const GpSceneLine *line,
          gboolean           filled)
{
  GpColor color = gp_line_shape_get_color (line);

  if (path->len == 0)
    return;
  g_string_append_printf (self->out, "<path class=\"%s\" d=\"%s\"", class, path->str);
  add_paint (self, filled ? "fill" : "stroke", color);
  if (!filled && line->type != GP_LINE_RELATION && gp_line_shape_get_width (line) != 1.4)
    add_attribute (self->out, "stroke-width", gp_line_shape_get_width (line));
  g_string_append (self->out, "/>");
}

static void
add_line (Writer            *self,
          const GpSceneLine *line)
{
  g_autoptr(GString) path = g_string_new (NULL);

  gp_line_shape_walk_way (line, add_step, path);
  gp_line_shape_walk_marks (line, GP_LINE_PART_STROKE, add_step, path);
  add_path (self, path, line->type == GP_LINE_ERROR ? "l d" : "l", line, FALSE);
  g_string_truncate (path, 0);
  gp_line_shape_walk_marks (line, GP_LINE_PART_RING, add_step, path);
  add_path (self, path, "r", line, FALSE);
  g_string_truncate (path, 0);
  gp_line_shape_walk_marks (line, GP_LINE_PART_FILL, add_step, path);
  add_path (self, path, "f", line, TRUE);
  g_string_append_c (self->out, '\n');
}

static void
add_label (Writer            *self,
           const GpSceneLine *line)
{
  GpRect rect = gp_line_shape_get_label_rect (line, self->metrics);
  GpShape box = {
    .type = GP_SHAPE_BOX,
    .rect = { rect.x - 3, rect.y, rect.width + 6, rect.height },
    .fill = GP_COLOR_CANVAS,
  };
  GpShape text = {
    .type = GP_SHAPE_TEXT,
    .rect = rect,
    .style = GP_TEXT_LABEL,
    .fill = gp_line_shape_get_color (line),
    .text = line->label,
  };

  add_box (self, &box);
  add_line_of_text (self, &text);
  g_string_append_c (self->out, '\n');
}

static void
add_items (Writer   *self,
           gboolean  areas)
{
  for (guint i = 0; i < gp_scene_get_n_items (self->scene); i++)
    {
      const GpSceneItem *item = gp_scene_get_item (self->scene, i);

      if (item != NULL && (item->type == GP_ITEM_AREA) == areas)
        add_item (self, item);
    }
}

static void
add_lines (Writer *self)
{
  guint n = gp_scene_get_n_lines (self->scene);

  for (guint i = 0; i < n; i++)
    if (gp_scene_get_line (self->scene, i) != NULL)
      add_line (self, gp_scene_get_line (self->scene, i));
  for (guint i = 0; i < n; i++)
    if (gp_scene_get_line (self->scene, i) != NULL &&
        gp_scene_get_line (self->scene, i)->label != NULL)
      add_label (self, gp_scene_get_line (self->scene, i));
}

static void
add_style (Writer *self)
{
  GString *out = self->out;
  GdkRGBA canvas = self->theme->colors[GP_COLOR_CANVAS];
  g_autofree char *ground = g_strdup_printf ("#%02x%02x%02x", (guint) lroundf (canvas.red * 255),
                                             (guint) lroundf (canvas.green * 255),
                                             (guint) lroundf (canvas.blue * 255));

  g_string_append (out, "<style>text{font-family:");
  g_string_append_printf (out,
                          "'%s',Cantarell,'Noto Sans','DejaVu Sans',sans-serif;white-space:pre}",
                          self->theme->family);
  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      g_string_append_printf (out, ".t%u{font-size:", i);
      add_number (out, gp_theme_get_size (i));
      g_string_append (out, "px");
      if (gp_theme_is_bold (i))
        g_string_append (out, ";font-weight:700");
      if (gp_theme_is_mono (i))
        g_string_append (out, ";font-family:monospace");
      g_string_append_c (out, '}');
    }
  g_string_append_printf (
    out,
    ".e{text-anchor:end}.s{text-decoration:line-through}"
    ".l{fill:none;stroke-width:1.4}.d{stroke-dasharray:6 4}"
    ".r{fill:%s;stroke-width:1.4}"
    "use{fill:none;stroke-width:%.1f;stroke-linecap:round;stroke-linejoin:round}"
    "</style>\n",
    ground, GP_ICON_STROKE);
}

static void
add_icons (Writer *self)
{
  g_string_append (self->out, "<defs>");
  for (guint i = 0; i < GP_N_ICONS; i++)
    if (self->icons[i])
      {
        g_autofree char *path = gp_icon_dup_svg (i);

        g_string_append_printf (self->out, "<path id=\"i%u\" d=\"%s\"/>", i, path);
      }
  g_string_append (self->out, "</defs>\n");
}

static void
add_head (Writer       *self,
          const GpRect *area,
          double        scale,
          const char   *title)
{
  GString *out = self->out;

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  add_attribute (out, "width", area->width * scale);
  add_attribute (out, "height", area->height * scale);
  g_string_append (out, " viewBox=\"");
  add_number (out, area->x);
  g_string_append_c (out, ' ');
  add_number (out, area->y);
  g_string_append_c (out, ' ');
  add_number (out, area->width);
  g_string_append_c (out, ' ');
  add_number (out, area->height);
  g_string_append (out, "\" role=\"img\">\n");
  if (title != NULL)
    {
      g_string_append (out, "<title>");
      gp_markup_append (out, title);
      g_string_append (out, "</title>\n");
    }
}

char *
gp_svg_write (GpScene       *scene,
              GpMetrics     *metrics,
              const GpTheme *theme,
              const GpRect  *area,
              double         scale,
              const char    *title)
{
  Writer self = { g_string_new (NULL),           scene,     metrics, theme,
                  &theme->colors[GP_COLOR_TEXT], { FALSE }, NULL };
  GpShape ground = { .type = GP_SHAPE_BOX, .rect = *area, .fill = GP_COLOR_CANVAS };

  add_head (&self, area, scale, title);
  add_style (&self);
  add_box (&self, &ground);
  g_string_append_c (self.out, '\n');
  add_items (&self, TRUE);
  add_lines (&self);
  add_items (&self, FALSE);
  add_icons (&self);
  g_string_append (self.out, "</svg>\n");
  return g_string_free (self.out, FALSE);
}

void
gp_svg_append_drawing (GString      *out,
                       GpScene      *scene,
                       GpMetrics    *metrics,
                       GpSvgPalette *palette)
{
  const GpTheme *theme = gp_svg_palette_get_theme (palette);
  Writer self = { out, scene, metrics, theme, &theme->colors[GP_COLOR_TEXT], { FALSE }, palette };

  add_items (&self, TRUE);
  add_lines (&self);
  add_items (&self, FALSE);
}
