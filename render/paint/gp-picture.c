/* gp-picture.c — drawings as files: SVG, PNG and PDF
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-picture"
#include "config.h"
#include "gp-picture.h"

#include "gp-arrange.h"
#include "gp-cairo.h"
#include "gp-edit.h"
#include "gp-png.h"
#include "gp-svg.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MARGIN       32.0        /* canvas units around the drawing */
#define MOST_PIXELS  150e6       /* 600 MB while it is made */
#define MOST_SIDE    32000.0     /* what cairo's pictures can be long */
#define MOST_POINTS  14400.0     /* what readers of PDF accept */

G_DEFINE_QUARK (gp-picture-error-quark, gp_picture_error)

gboolean
gp_picture_format_from_path (const char       *path,
                             GpPictureFormat  *out,
                             GError          **error)
{
  static const char *const names[] = { "svg", "png", "pdf" };
  const char *end = strrchr (path, '.');

  end = end != NULL ? end + 1 : path;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (end, names[i]) == 0)
      {
        *out = (GpPictureFormat) i;
        return TRUE;
      }
  g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_FORMAT,
               _("“%s” is no format of pictures: use .svg, .png or .pdf"), path);
  return FALSE;
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw (cairo_t        *cr,
      GpSceneBuilder *builder,
      const GpTheme  *theme,
      const GpRect   *area,
      double          scale)
{
  const GdkRGBA *ground = &theme->colors[GP_COLOR_CANVAS];

  cairo_set_source_rgb (cr, (double) ground->red, (double) ground->green, (double) ground->blue);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -area->x, -area->y);
  gp_cairo_draw_scene (cr, gp_scene_builder_get_scene (builder),
                       gp_scene_builder_get_metrics (builder), theme, GP_LOD_FULL);
}

static gboolean
check_size (double    width,
            double    height,
            double    scale,
            double    most_side,
            double    most_pixels,
            GError  **error)
{
  double side = MAX (width, height);
  double fits;

  if (side * scale <= most_side && width * height * scale * scale <= most_pixels)
    return TRUE;
  fits = MIN (most_side / side, sqrt (most_pixels / (width * height)));
  g_set_error (
    error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_SIZE,
    _("The picture would be %.0f × %.0f pixels, which is too large. Use a scale of at most %.2f, "
                 "or SVG."),
       width * scale, height * scale, floor (fits * 100) / 100);
  return FALSE;
}

static GBytes *
finish (cairo_surface_t  *surface,
        GByteArray       *bytes,
        cairo_status_t    status,
        GError          **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_WRITE,
               _("The picture could not be made: %s"), cairo_status_to_string (status));
  return NULL;
}

static GBytes *
render_png (GpSceneBuilder  *builder,
            const GpTheme   *theme,
            const GpRect    *area,
            double           scale,
            GError         **error)
{
  cairo_surface_t *surface;
  GByteArray *bytes;
  cairo_status_t status;
  cairo_t *cr;

  if (!check_size (area->width, area->height, scale, MOST_SIDE, MOST_PIXELS, error))
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (area->width * scale),
                                        (int) ceil (area->height * scale));
  cr = cairo_create (surface);
  draw (cr, builder, theme, area, scale);
  status = cairo_status (cr);
  cairo_destroy (cr);
  bytes = g_byte_array_new ();
  if (status == CAIRO_STATUS_SUCCESS)
    status = gp_png_write (surface, bytes);
  return finish (surface, bytes, status, error);
}

static GBytes *
render_pdf (GpSceneBuilder  *builder,
            const GpTheme   *theme,
            const GpRect    *area,
            double           scale,
            GError         **error)
{
  GByteArray *bytes = g_byte_array_new ();
  double fitting = MIN (scale, MOST_POINTS / MAX (area->width,
                                                  area->height)); /* a page has no pixels to lose */
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes,
                                                                  area->width * fitting,
                                                                  area->height * fitting);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  draw (cr, builder, theme, area, fitting);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  return finish (surface, bytes, status, error);
}

GBytes *
gp_picture_render_scene (GpSceneBuilder   *builder,
                         const GpTheme    *theme,
                         double            scale,
                         GpPictureFormat   format,
                         GError          **error)
{
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpDesign *design = gp_scene_builder_get_design (builder);
  GpRect bounds = gp_scene_get_bounds (scene);
  GpRect area = gp_rect_grown (&bounds, MARGIN);
  char *text;

  g_return_val_if_fail (scale > 0 && isfinite (scale), NULL);

  if (bounds.width <= 0 || bounds.height <= 0)
    {
      g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY,
                   _("There is nothing to draw in the %s lens of “%s”"),
                   gp_lens_to_nick (gp_scene_builder_get_lens (builder)),
                   gp_element_get_name (gp_design_get_root (design)));
      return NULL;
    }
  if (format == GP_PICTURE_PNG)
    return render_png (builder, theme, &area, scale, error);
  if (format == GP_PICTURE_PDF)
    return render_pdf (builder, theme, &area, scale, error);
  text = gp_svg_write (scene, gp_scene_builder_get_metrics (builder), theme, &area, scale,
                       gp_element_get_name (gp_design_get_root (design)));
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
gp_picture_render (GpDesign                *design,
                   const GpPictureOptions  *options,
                   GpPictureFormat          format,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr(GpSceneBuilder) builder = NULL;
  const GpElement *view = gp_design_lookup_kind (design, &options->view, GP_KIND_VIEW);
  GpTheme theme;

  if (view == NULL)
    view = gp_edit_find_view (design, gp_lens_to_nick (options->lens));
  gp_theme_init (&theme, options->dark ? GP_THEME_DARK : GP_THEME_LIGHT, NULL);
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_lens (builder, options->lens);
  gp_scene_builder_set_view (builder, view != NULL ? gp_element_get_id (view) : NULL);
  gp_scene_builder_set_subject (builder,
                                gp_id_is_nil (&options->subject) ? NULL : &options->subject);
  gp_scene_builder_set_base (builder, options->base);
  gp_scene_builder_rebuild (builder);
  if (!gp_arrange_unplaced (builder, GP_LAYOUT_REFINED, cancellable, error))
    return NULL;
  return gp_picture_render_scene (builder, &theme, options->scale, format, error);
}

gboolean
gp_picture_write (GpDesign                *design,
                  const GpPictureOptions  *options,
                  GpPictureFormat          format,
                  const char              *path,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  g_autoptr(GBytes) bytes = gp_picture_render (design, options, format, cancellable, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return g_file_set_contents (path, data, (gssize) length, error);
}
