/* test-picture.c — drawings as files, without a display
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-picture.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static GpDesign *
new_empty (void)
{
  return gp_design_new (NULL, "empty");
}

static void
test_every_format_begins_as_it_should (void)
{
  static const char *const begins[] = { "<?xml", "\x89PNG", "%PDF" };
  g_autoptr(GpDesign) design = gp_test_scene_design ();

  for (int lens = GP_LENS_DATA; lens <= GP_LENS_ACCESS; lens++)
    for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
      {
        GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = NULL;

        options.lens = (GpLens) lens;
        options.dark = i % 2 == 0;
        bytes = gp_picture_render (design, &options, (GpPictureFormat) i, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), begins[i], strlen (begins[i])), ==,
                         0);
      }
}

static void
test_formats_go_by_the_name (void)
{
  g_autoptr(GError) error = NULL;
  GpPictureFormat format = GP_PICTURE_SVG;

  g_assert_true (gp_picture_format_from_path ("a.b/out.PDF", &format, NULL));
  g_assert_cmpint (format, ==, GP_PICTURE_PDF);
  g_assert_true (gp_picture_format_from_path ("png", &format, NULL));
  g_assert_cmpint (format, ==, GP_PICTURE_PNG);
  g_assert_false (gp_picture_format_from_path ("out.bmp", &format, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_FORMAT);
  g_assert_cmpint (format, ==, GP_PICTURE_PNG);
}

static void
test_too_large_is_refused (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;

  options.scale = 1000;
  g_assert_null (gp_picture_render (design, &options, GP_PICTURE_PNG, NULL, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_SIZE);
}

static void
test_empty_is_said (void)
{
  g_autoptr(GpDesign) design = new_empty ();
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  g_autofree char *path = gp_test_dup_path ("empty.svg");
  g_autoptr(GError) error = NULL;

  g_assert_false (gp_picture_write (design, &options, GP_PICTURE_SVG, path, NULL, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_the_same_design_gives_the_same_bytes (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  g_autofree char *path = gp_test_dup_path ("one.svg");
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *written = NULL;
  gsize length;

  g_assert_true (gp_picture_write (design, &options, GP_PICTURE_SVG, path, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &written, &length, NULL));
  bytes = gp_picture_render (design, &options, GP_PICTURE_SVG, NULL, NULL);
  g_assert_cmpmem (written, length, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/picture/every-format-begins-as-it-should",
                   test_every_format_begins_as_it_should);
  g_test_add_func ("/render/picture/formats-go-by-the-name", test_formats_go_by_the_name);
  g_test_add_func ("/render/picture/too-large-is-refused", test_too_large_is_refused);
  g_test_add_func ("/render/picture/empty-is-said", test_empty_is_said);
  g_test_add_func ("/render/picture/the-same-design-gives-the-same-bytes",
                   test_the_same_design_gives_the_same_bytes);

  return g_test_run ();
}
