/* gp-png.c — a painted surface as a PNG
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-png"
#include "config.h"
#include "gp-png.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Three bytes a pixel instead of four, in the same place: large pictures have no room beside
 * them. */
static void
pack_row (unsigned char *row,
          int            width)
{
  unsigned char *to = row;

  for (int x = 0; x < width; x++)
    {
      guint32 pixel;

      memcpy (&pixel, row + 4 * (gsize) x, sizeof pixel);
      *to++ = (unsigned char) (pixel >> 16);
      *to++ = (unsigned char) (pixel >> 8);
      *to++ = (unsigned char) pixel;
    }
}

cairo_status_t
gp_png_write (cairo_surface_t *surface,
              GByteArray      *out)
{
  png_image image = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_RGB,
                      .flags = PNG_IMAGE_FLAG_FAST };
  unsigned char *data;
  char *memory = NULL;
  size_t length = 0;
  int stride;
  gboolean written;
  FILE *stream;

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return cairo_surface_status (surface);
  g_return_val_if_fail (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24,
                        CAIRO_STATUS_INVALID_FORMAT);

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  image.width = (png_uint_32) cairo_image_surface_get_width (surface);
  image.height = (png_uint_32) cairo_image_surface_get_height (surface);
  stream = data != NULL ? open_memstream (&memory, &length) : NULL;
  if (stream == NULL)
    return CAIRO_STATUS_NO_MEMORY;
  for (png_uint_32 y = 0; y < image.height; y++)
    pack_row (data + (gsize) y * (gsize) stride, (int) image.width);
  cairo_surface_mark_dirty (surface);

  written = png_image_write_to_stdio (&image, stream, FALSE, data, stride, NULL) != 0;
  written = fclose (stream) == 0 && written && length <= G_MAXUINT;
  png_image_free (&image);
  if (written)
    g_byte_array_append (out, (const guint8 *) memory, (guint) length);
  free (memory);
  return written ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}
