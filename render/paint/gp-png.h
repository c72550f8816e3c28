/* gp-png.h — a painted surface as a PNG
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_png_write: appends the picture that @surface holds to @out.
 * @surface: an image surface in CAIRO_FORMAT_RGB24; its contents are lost
 *
 * Flat colours and text: compressed without filters and not as small as can be, in a fraction of
 * the time of cairo's own writer. Where it fails @out is as it was.
 */
cairo_status_t gp_png_write (cairo_surface_t *surface, GByteArray *out);

G_END_DECLS
