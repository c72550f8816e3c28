/* gp-storyboard.c — a story as a file: a picture with its sentence for each step
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ┌──────────────────────┐
 *   │ the part of the      │  as much of the drawing as has the frame's shape
 *   │ drawing              │
 *   ├──────────────────────┤
 *   │ The sentence.    2/5 │
 *   └──────────────────────┘ */
#define G_LOG_DOMAIN "gp-storyboard"
#include "config.h"
#include "gp-storyboard.h"

#include "gp-arrange.h"
#include "gp-cairo.h"
#include "gp-markup.h"
#include "gp-png.h"
#include "gp-stage.h"
#include "gp-svg.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define WIDTH         1280.0
#define HEIGHT         720.0
#define CAPTION        104.0     /* of the height */
#define MOST_ZOOM        1.5
#define SENTENCE_WIDTH 1040.0
#define MOST_LINES       2
#define MOST_SIDE    32000.0     /* what cairo's pictures can be long */

typedef struct
{
  GpDesign       *design;
  GPtrArray      *steps;
  GpSceneBuilder *builder;
  GpTheme         theme;
  GpStage         shown;        /* what the builder shows */
  gboolean        any;
  GCancellable   *cancellable;
} Board;

/* Has the builder show the step's drawing, and finds the part of it that fills the frame. */
static gboolean
show_step (Board    *self,
           guint     number,
           GpRect   *out,
           GError  **error)
{
  const GpElement *step = g_ptr_array_index (self->steps, number);
  double height = HEIGHT - CAPTION;
  GpStage stage;
  GpRect area;
  double zoom;

  gp_stage_read (self->design, step, &stage);
  if (!self->any || !gp_stage_equal_drawing (&stage, &self->shown))
    {
      gp_scene_builder_forget (self->builder);
      gp_stage_apply (&stage, self->builder);
      if (!gp_arrange_unplaced (self->builder, GP_LAYOUT_REFINED, self->cancellable, error))
        return FALSE;
    }
  self->any = TRUE;
  self->shown = stage;
  area = gp_stage_get_area (&stage, gp_scene_builder_get_scene (self->builder), step);
  zoom = MIN (MOST_ZOOM, MIN (WIDTH / area.width, height / area.height));
  *out = (GpRect) { gp_rect_center_x (&area) - WIDTH / zoom / 2,
                    gp_rect_center_y (&area) - height / zoom / 2, WIDTH / zoom, height / zoom };
  return TRUE;
}

static char **
wrap_sentence (Board *self,
               guint  number)
{
  const char *text = gp_element_get_text (g_ptr_array_index (self->steps, number),
                                          GP_STORY_STEP_TEXT);

  return gp_metrics_wrap (gp_scene_builder_get_metrics (self->builder), GP_TEXT_MIDDLE,
                          text != NULL ? text : "", SENTENCE_WIDTH, MOST_LINES);
}

static char *
dup_count (Board *self,
           guint  number)
{
  return g_strdup_printf ("%u / %u", number + 1, self->steps->len);
}

/* The middle of line @i of @n in the caption. */
static double
line_middle (guint i,
             guint n)
{
  return HEIGHT - CAPTION / 2 + ((double) i - (n - 1) / 2.0) * gp_theme_get_size (GP_TEXT_MIDDLE)
                                  * 1.35;
}

static void
set_color (cairo_t       *cr,
           const GdkRGBA *color)
{
  cairo_set_source_rgb (cr, (double) color->red, (double) color->green, (double) color->blue);
}

static void
draw_text (Board       *self,
           cairo_t     *cr,
           GpTextStyle  style,
           GpColor      color,
           double       x,        /* the middle, or the end where @end */
           double       y,
           gboolean     end,
           const char  *text)
{
  g_autoptr(PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = gp_theme_dup_font (&self->theme, style);
  int width, height;

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, &height);
  set_color (cr, &self->theme.colors[color]);
  cairo_move_to (cr, x - (double) width / PANGO_SCALE / (end ? 1 : 2),
                 y - (double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

static void
draw_caption (Board   *self,
              cairo_t *cr,
              guint    number)
{
  g_auto(GStrv) lines = wrap_sentence (self, number);
  g_autofree char *count = dup_count (self, number);
  guint n = g_strv_length (lines);

  set_color (cr, &self->theme.colors[GP_COLOR_CARD]);
  cairo_rectangle (cr, 0, HEIGHT - CAPTION, WIDTH, CAPTION);
  cairo_fill (cr);
  set_color (cr, &self->theme.colors[GP_COLOR_RULE]);
  cairo_rectangle (cr, 0, HEIGHT - CAPTION, WIDTH, 1);
  cairo_fill (cr);
  for (guint i = 0; i < n; i++)
    draw_text (self, cr, GP_TEXT_MIDDLE, GP_COLOR_TEXT, WIDTH / 2, line_middle (i, n), FALSE,
               lines[i]);
  draw_text (self, cr, GP_TEXT_AREA_DETAIL, GP_COLOR_TEXT_DIM, WIDTH - 24, HEIGHT - CAPTION / 2,
             TRUE, count);
}

/* One frame at the origin of @cr. */
static gboolean
draw_frame (Board    *self,
            cairo_t  *cr,
            guint     number,
            GError  **error)
{
  double height = HEIGHT - CAPTION;
  GpRect area;

  if (!show_step (self, number, &area, error))
    return FALSE;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, WIDTH, height);
  cairo_clip (cr);
  set_color (cr, &self->theme.colors[GP_COLOR_CANVAS]);
  cairo_paint (cr);
  cairo_scale (cr, WIDTH / area.width, WIDTH / area.width);
  cairo_translate (cr, -area.x, -area.y);
  gp_cairo_draw_scene (cr, gp_scene_builder_get_scene (self->builder),
                       gp_scene_builder_get_metrics (self->builder), &self->theme,
                       gp_scene_get_lod (WIDTH / area.width));
  cairo_restore (cr);
  draw_caption (self, cr, number);
  return TRUE;
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
finish (cairo_surface_t  *surface,
        GByteArray       *bytes,
        cairo_status_t    status,
        gboolean          drawn,
        GError          **error)
{
  cairo_surface_destroy (surface);
  if (drawn && status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  if (drawn)
    g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_WRITE,
                 _("The picture could not be made: %s"), cairo_status_to_string (status));
  return NULL;
}

static GBytes *
render_pdf (Board   *self,
            double   scale,
            GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (append_bytes, bytes, WIDTH * scale, HEIGHT * scale);
  cairo_t *cr = cairo_create (surface);
  gboolean drawn = TRUE;
  cairo_status_t status;

  for (guint i = 0; drawn && i < self->steps->len; i++)
    {
      cairo_save (cr);
      cairo_scale (cr, scale, scale);
      drawn = draw_frame (self, cr, i, error);
      cairo_restore (cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  return finish (surface, bytes, status, drawn, error);
}

static GBytes *
render_png (Board   *self,
            double   scale,
            GError **error)
{
  GByteArray *bytes;
  cairo_surface_t *surface;
  gboolean drawn = TRUE;
  cairo_status_t status;
  cairo_t *cr;

  if (HEIGHT * scale * self->steps->len > MOST_SIDE || WIDTH * scale > MOST_SIDE)
    {
      g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_SIZE,
                   _("A picture of %u steps would be too large. Use a scale of at most %.2f, or "
                     "PDF."),
                   self->steps->len,
                   floor (MOST_SIDE / HEIGHT / self->steps->len * 100) / 100);
      return NULL;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (WIDTH * scale),
                                        (int) ceil (HEIGHT * scale * self->steps->len));
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  for (guint i = 0; drawn && i < self->steps->len; i++)
    {
      drawn = draw_frame (self, cr, i, error);
      cairo_translate (cr, 0, HEIGHT);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  bytes = g_byte_array_new ();
  if (drawn && status == CAIRO_STATUS_SUCCESS)
    status = gp_png_write (surface, bytes);
  return finish (surface, bytes, status, drawn, error);
}

static void
append_color (GString       *out,
              const GdkRGBA *color)
{
  g_string_append_printf (out, " fill=\"#%02x%02x%02x\"", (guint) lroundf (color->red * 255),
                          (guint) lroundf (color->green * 255),
                          (guint) lroundf (color->blue * 255));
}

static void
append_text (Board       *self,
             GString     *out,
             GpTextStyle  style,
             GpColor      color,
             double       x,
             double       y,
             const char  *anchor,
             const char  *text)
{
  g_string_append_printf (out,
                          "<text x=\"%.0f\" y=\"%.0f\" font-size=\"%.0f\" text-anchor=\"%s\""
                          " dominant-baseline=\"central\"",
                          x, y, gp_theme_get_size (style), anchor);
  append_color (out, &self->theme.colors[color]);
  g_string_append_c (out, '>');
  gp_markup_append (out, text);
  g_string_append (out, "</text>\n");
}

static gboolean
append_frame (Board    *self,
              GString  *out,
              guint     number,
              GError  **error)
{
  g_autofree char *count = dup_count (self, number);
  g_autofree char *drawing = NULL;
  g_auto(GStrv) lines = NULL;
  const char *inner;
  GpRect area;
  guint n;

  if (!show_step (self, number, &area, error))
    return FALSE;
  drawing = gp_svg_write (gp_scene_builder_get_scene (self->builder),
                          gp_scene_builder_get_metrics (self->builder), &self->theme, &area,
                          WIDTH / area.width, NULL);
  inner = strstr (drawing, "<svg");
  lines = wrap_sentence (self, number);
  n = g_strv_length (lines);
  g_string_append_printf (out, "<g transform=\"translate(0 %.0f)\">\n%s<rect y=\"%.0f\""
                               " width=\"%.0f\" height=\"%.0f\"",
                          number * HEIGHT, inner, HEIGHT - CAPTION, WIDTH, CAPTION);
  append_color (out, &self->theme.colors[GP_COLOR_CARD]);
  g_string_append (out, "/>\n");
  for (guint i = 0; i < n; i++)
    append_text (self, out, GP_TEXT_MIDDLE, GP_COLOR_TEXT, WIDTH / 2, line_middle (i, n), "middle",
                 lines[i]);
  append_text (self, out, GP_TEXT_AREA_DETAIL, GP_COLOR_TEXT_DIM, WIDTH - 24, HEIGHT - CAPTION / 2,
               "end", count);
  g_string_append (out, "</g>\n");
  return TRUE;
}

static GBytes *
render_svg (Board       *self,
            double       scale,
            const char  *title,
            GError     **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  double height = HEIGHT * self->steps->len;

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                          " viewBox=\"0 0 %.0f %.0f\" role=\"img\" font-family=\"Cantarell,"
                          "'Noto Sans','DejaVu Sans',sans-serif\">\n<title>",
                          WIDTH * scale, height * scale, WIDTH, height);
  gp_markup_append (out, title);
  g_string_append (out, "</title>\n");
  for (guint i = 0; i < self->steps->len; i++)
    if (!append_frame (self, out, i, error))
      return NULL;
  g_string_append (out, "</svg>\n");
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
gp_storyboard_render (GpDesign                   *design,
                      const GpStoryboardOptions  *options,
                      GpPictureFormat             format,
                      GCancellable               *cancellable,
                      GError                    **error)
{
  const GpElement *story = gp_design_lookup_kind (design, &options->story, GP_KIND_STORY);
  g_autoptr(GPtrArray) steps = NULL;
  g_autoptr(GpSceneBuilder) builder = NULL;
  Board self = { .design = design, .cancellable = cancellable };

  g_return_val_if_fail (story != NULL && options->scale > 0, NULL);

  steps = gp_stage_list_steps (design, &options->story);
  if (steps->len == 0)
    {
      g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY,
                   _("The story “%s” has no steps yet"), gp_element_get_name (story));
      return NULL;
    }
  gp_theme_init (&self.theme, options->dark ? GP_THEME_DARK : GP_THEME_LIGHT, NULL);
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &self.theme));
  self.builder = builder;
  self.steps = steps;
  if (format == GP_PICTURE_PDF)
    return render_pdf (&self, options->scale, error);
  if (format == GP_PICTURE_PNG)
    return render_png (&self, options->scale, error);
  return render_svg (&self, options->scale, gp_element_get_name (story), error);
}
