/* test-svg.c — well-formed, with text as text
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-svg.h"
#include "gp-test-builder.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

static char *
write_svg (GpDesign *design,
           GpLens    lens)
{
  g_autoptr(GpSceneBuilder) builder = gp_test_builder_new (design, lens);
  GpScene *scene = gp_scene_builder_get_scene (builder);
  GpRect bounds = gp_scene_get_bounds (scene);
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  return gp_svg_write (scene, gp_scene_builder_get_metrics (builder), &theme, &bounds, 1,
                       "a < b & c");
}

static void
collect_text (GMarkupParseContext  *context,
              const char           *text,
              gsize                 length,
              gpointer              user_data,
              GError              **error)
{
  g_string_append_len (user_data, text, (gssize) length);
  g_string_append_c (user_data, '|');
}

/* All text of the document; fails where it is not well-formed. */
static GString *
parse (const char *svg)
{
  static const GMarkupParser parser = { .text = collect_text };
  GString *text = g_string_new (NULL);
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, text, NULL);
  g_autoptr(GError) error = NULL;

  g_markup_parse_context_parse (context, svg, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
  return text;
}

static void
test_names_are_text (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autofree char *svg = write_svg (design, GP_LENS_DATA);
  GString *text = parse (svg);

  g_assert_nonnull (strstr (text->str, "|customer_id|"));
  g_assert_nonnull (strstr (text->str, "|→ customer?|"));
  g_assert_nonnull (strstr (text->str, "|Ask <Ann> & Bob|"));
  g_assert_nonnull (strstr (text->str, "a < b & c"));
  g_string_free (text, TRUE);
}

static void
test_every_lens_is_well_formed (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();

  for (int lens = GP_LENS_DATA; lens <= GP_LENS_ACCESS; lens++)
    {
      g_autofree char *svg = write_svg (design, (GpLens) lens);

      g_string_free (parse (svg), TRUE);
      g_assert_null (strstr (svg, "nan"));
    }
}

static void
test_control_characters_are_left_out (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GPtrArray) notes = gp_design_list (design, GP_KIND_NOTE);
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Odd");
  g_autofree char *svg = NULL;

  gp_change_set_set (changes, g_ptr_array_index (notes, 0), GP_NOTE_TEXT,
                     gp_value_text ("a\x01"
                                    "b"));
  g_assert_true (gp_design_apply (design, changes, NULL));
  svg = write_svg (design, GP_LENS_DATA);
  g_assert_nonnull (strstr (svg, ">ab<"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/svg/names-are-text", test_names_are_text);
  g_test_add_func ("/render/svg/every-lens-is-well-formed", test_every_lens_is_well_formed);
  g_test_add_func ("/render/svg/control-characters-are-left-out",
                   test_control_characters_are_left_out);

  return g_test_run ();
}
