/* test-page-plates.c — the drawings of a page, and its stories
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-page-private.h"
#include "gp-test-scene.h"
#include "gp-test-story.h"
#include "gp-test.h"

#include <string.h>

static void
test_steps_name_plate_and_area (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpPageOptions options = { .story = gp_test_story_add (design) };
  g_autoptr(GpSvgPalette) palette = gp_svg_palette_new (NULL);
  g_autoptr(GArray) plates = g_array_new (FALSE, FALSE, sizeof (GpPagePlate));
  g_autoptr(GPtrArray) stories = g_ptr_array_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  GpPage page = { design, palette, plates, stories, NULL };

  g_array_set_clear_func (plates, gp_page_plate_clear);
  gp_page_find_plates (&page, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plates->len, ==, 2);
  g_assert_cmpstr (g_array_index (plates, GpPagePlate, 1).title, ==, "Flows: ship");
  g_assert_false (g_array_index (plates, GpPagePlate, 1).listed);

  gp_page_append_stories (&page, out);
  g_assert_nonnull (strstr (out->str, ">All of &lt;it&gt; &amp; more.</li>"));
  g_assert_nonnull (strstr (out->str, "<li data-plate=\"0\" data-area=\"10 20 300 200\">A part."));
  g_assert_nonnull (strstr (out->str, "<li data-plate=\"1\" data-area=\""));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/page-plates/steps-name-plate-and-area", test_steps_name_plate_and_area);
  return g_test_run ();
}
