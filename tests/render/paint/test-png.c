/* test-png.c — a painted surface as a PNG
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-png.h"
#include "gp-test.h"

#include <string.h>

enum { WIDTH = 67, HEIGHT = 41 };     /* no row ends where a stride does */

typedef struct
{
  const unsigned char *at;
  gsize                left;
} Reader;

static cairo_status_t
read_bytes (void          *closure,
            unsigned char *data,
            unsigned int   length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->at, length);
  reader->at += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static guint32
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  const unsigned char *row = cairo_image_surface_get_data (surface)
                             + y * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, sizeof pixel);
  return pixel & 0xffffff;
}

static cairo_surface_t *
new_picture (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, .5, .25);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, .2, .9);
  cairo_arc (cr, 30, 20, 15, 0, 6.3);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_every_pixel_is_read_again (void)
{
  cairo_surface_t *painted = new_picture ();
  cairo_surface_t *written = new_picture ();
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  Reader reader = { 0 };
  cairo_surface_t *read;

  g_assert_cmpint (gp_png_write (written, bytes), ==, CAIRO_STATUS_SUCCESS);
  reader = (Reader) { bytes->data, bytes->len };
  read = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  g_assert_cmpint (cairo_surface_status (read), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (read), ==, WIDTH);
  g_assert_cmpint (cairo_image_surface_get_height (read), ==, HEIGHT);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      g_assert_cmphex (pixel_at (read, x, y), ==, pixel_at (painted, x, y));
  cairo_surface_destroy (painted);
  cairo_surface_destroy (written);
  cairo_surface_destroy (read);
}

static void
test_a_surface_in_error_gives_nothing (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1 << 20, 1);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_assert_cmpint (gp_png_write (surface, bytes), !=, CAIRO_STATUS_SUCCESS);
  g_assert_cmpuint (bytes->len, ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/png/every-pixel-is-read-again", test_every_pixel_is_read_again);
  g_test_add_func ("/render/png/a-surface-in-error-gives-nothing",
                   test_a_surface_in_error_gives_nothing);
  return g_test_run ();
}
