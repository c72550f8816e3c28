/* gp-picture.h — drawings as files: SVG, PNG and PDF
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-scene-builder.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpPictureError:
 * @GP_PICTURE_ERROR_FORMAT: no such format.
 * @GP_PICTURE_ERROR_EMPTY: the drawing shows nothing.
 * @GP_PICTURE_ERROR_SIZE: the picture would be too large; the message names the scale that
 * would fit.
 * @GP_PICTURE_ERROR_WRITE: cairo could not make the picture.
 * Nothing has been written after each of them.
 */
typedef enum
{
  GP_PICTURE_ERROR_FORMAT,
  GP_PICTURE_ERROR_EMPTY,
  GP_PICTURE_ERROR_SIZE,
  GP_PICTURE_ERROR_WRITE,
} GpPictureError;

#define GP_PICTURE_ERROR (gp_picture_error_quark ())
GQuark gp_picture_error_quark (void);

typedef enum
{
  GP_PICTURE_SVG,
  GP_PICTURE_PNG,
  GP_PICTURE_PDF,
} GpPictureFormat;

/**
 * GpPictureOptions:
 * @view: whose places are used, or nil for the first view of the lens
 * @subject: as gp_scene_builder_set_subject(), or nil
 * @base: what the design is compared with, or NULL
 * @scale: 1: one pixel (PNG), CSS pixel (SVG) or point (PDF) for one canvas unit
 */
typedef struct
{
  GpLens     lens;
  GpId       view;
  GpId       subject;
  GpDesign  *base;
  double     scale;
  gboolean   dark;
} GpPictureOptions;

#define GP_PICTURE_OPTIONS_INIT { .lens = GP_LENS_DATA, .scale = 1 }

/** gp_picture_format_from_path: by the end of a file's name, or "svg", "png", "pdf" alone. */
gboolean  gp_picture_format_from_path (const char *path, GpPictureFormat *out, GError **error);

/**
 * gp_picture_render: (transfer full): the whole file. Needs no display. Where nothing has a place
 * in the view, the drawing is laid out first; the design is not changed. Any thread that no other
 * one uses @design in.
 */
GBytes *gp_picture_render (GpDesign *design,
                           const GpPictureOptions *options,
                           GpPictureFormat format,
                           GCancellable *cancellable,
                           GError **error);

/** gp_picture_render_scene: (transfer full): what @builder shows, as it is. */
GBytes   *gp_picture_render_scene     (GpSceneBuilder *builder, const GpTheme *theme, double scale,
                                       GpPictureFormat format, GError **error);

/** gp_picture_write: gp_picture_render() into the file @path, replaced as a whole or not at all. */
gboolean  gp_picture_write            (GpDesign *design, const GpPictureOptions *options,
                                       GpPictureFormat format, const char *path,
                                       GCancellable *cancellable, GError **error);

G_END_DECLS
