/* test-storyboard.c — a story as a file
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-storyboard.h"
#include "gp-test-scene.h"
#include "gp-test-story.h"
#include "gp-test.h"

#include <string.h>

static guint
count (GBytes     *bytes,
       const char *what)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint n = 0;

  for (gsize i = 0; i + strlen (what) <= length; i++)
    n += memcmp (data + i, what, strlen (what)) == 0;
  return n;
}

static void
test_a_page_for_each_step (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpStoryboardOptions options = { .story = gp_test_story_add (design), .scale = .5 };
  g_autoptr(GError) error = NULL;

  for (GpPictureFormat format = GP_PICTURE_SVG; format <= GP_PICTURE_PDF; format++)
    {
      g_autoptr(GBytes) bytes = gp_storyboard_render (design, &options, format, NULL, &error);

      g_assert_no_error (error);
      if (format == GP_PICTURE_PDF)
        {
          g_assert_cmpuint (count (bytes, "/Type /Page %"), ==, 4);
          continue;
        }
      if (format == GP_PICTURE_PNG)
        {
          const guint8 *data = g_bytes_get_data (bytes, NULL);

          g_assert_cmpuint (data[16] << 24 | data[17] << 16 | data[18] << 8 | data[19], ==, 640);
          g_assert_cmpuint (data[20] << 24 | data[21] << 16 | data[22] << 8 | data[23], ==,
                            360 * 4);
          continue;
        }
      g_assert_cmpuint (count (bytes, "<svg "), ==, 5);
      g_assert_cmpuint (count (bytes, "All of &lt;it&gt; &amp; more."), ==, 1);
      g_assert_cmpuint (count (bytes, "4 / 4"), ==, 1);
    }
}

static void
test_what_cannot_be_made (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpStoryboardOptions options = { .story = gp_test_story_add (design), .scale = 50 };
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_storyboard_render (design, &options, GP_PICTURE_PNG, NULL, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_SIZE);
  g_clear_error (&error);

  options.scale = 1;
  changes = gp_edit_add (design, GP_KIND_STORY, gp_design_get_root_id (design), "None", NULL, NULL,
                         &options.story);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  g_assert_null (gp_storyboard_render (design, &options, GP_PICTURE_PDF, NULL, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/storyboard/a-page-for-each-step", test_a_page_for_each_step);
  g_test_add_func ("/render/storyboard/what-cannot-be-made", test_what_cannot_be_made);
  return g_test_run ();
}
