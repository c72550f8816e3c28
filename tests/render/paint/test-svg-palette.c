/* test-svg-palette.c — colours as variables, light and dark at once
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-svg-palette.h"
#include "gp-svg.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static void
test_each_colour_has_one_number (void)
{
  g_autoptr(GpSvgPalette) palette = gp_svg_palette_new (NULL);
  GdkRGBA red = { 1, 0, 0, 1 }, blue = { 0, 0, 1, 1 };
  g_autoptr(GString) light = g_string_new (NULL);
  g_autoptr(GString) dark = g_string_new (NULL);

  g_assert_cmpuint (gp_svg_palette_add (palette, GP_COLOR_TEXT, &red), ==, 0);
  g_assert_cmpuint (gp_svg_palette_add (palette, GP_COLOR_TEXT, &blue), ==, 0);
  g_assert_cmpuint (gp_svg_palette_add (palette, GP_COLOR_ACCENT, &red), ==, 1);
  g_assert_cmpuint (gp_svg_palette_add (palette, GP_COLOR_ACCENT, &blue), ==, 2);
  g_assert_cmpuint (gp_svg_palette_add (palette, GP_COLOR_ACCENT, &red), ==, 1);
  gp_svg_palette_append_css (palette, FALSE, light);
  gp_svg_palette_append_css (palette, TRUE, dark);
  g_assert_nonnull (strstr (light->str, "--p1:#ff0000;--p2:#0000ff;"));
  g_assert_cmpstr (light->str, !=, dark->str);
}

/* Every variable that a drawing uses has a value in both, and every icon is there. */
static void
test_drawings_use_what_is_there (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, GP_LENS_DATA);
  g_autoptr(GpSvgPalette) palette = gp_svg_palette_new (NULL);
  g_autoptr(GString) drawing = g_string_new (NULL);
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autoptr(GRegex) regex = g_regex_new ("var\\((--p\\d+)\\)|href=\"#(i\\d+)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  guint n = 0;

  gp_svg_append_drawing (drawing, gp_scene_builder_get_scene (builder),
                         gp_scene_builder_get_metrics (builder), palette);
  gp_svg_palette_append_rules (palette, rest);
  gp_svg_palette_append_css (palette, FALSE, rest);
  gp_svg_palette_append_icons (palette, rest);
  for (g_regex_match (regex, drawing->str, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *variable = g_match_info_fetch (match, 1);
      g_autofree char *icon = g_match_info_fetch (match, 2);
      g_autofree char *wanted = *variable != '\0' ? g_strconcat (variable, ":#", NULL)
                                                  : g_strdup_printf ("id=\"%s\"", icon);

      g_assert_nonnull (strstr (rest->str, wanted));
      n++;
    }
  g_assert_cmpuint (n, >, 40);
  g_assert_null (strstr (drawing->str, "fill=\"#"));
  g_assert_null (strstr (drawing->str, "style="));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/svg-palette/each-colour-has-one-number",
                   test_each_colour_has_one_number);
  g_test_add_func ("/render/svg-palette/drawings-use-what-is-there",
                   test_drawings_use_what_is_there);
  return g_test_run ();
}
