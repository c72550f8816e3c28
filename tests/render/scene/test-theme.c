/* test-theme.c — every colour and style is there in every variant
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test.h"
#include "gp-theme.h"

static double
luminance (const GdkRGBA *color)
{
  return .2126 * (double) color->red + .7152 * (double) color->green + .0722 * (double) color->blue;
}

static void
test_every_color_is_set (void)
{
  const GdkRGBA accent = { .2f, .5f, .9f, 1 };

  for (int variant = GP_THEME_LIGHT; variant <= GP_THEME_DARK_CONTRAST; variant++)
    {
      GpTheme theme;

      gp_theme_init (&theme, (GpThemeVariant) variant, NULL);
      for (guint i = GP_COLOR_NONE + 1; i < GP_N_COLORS; i++)
        g_assert_cmpfloat ((double) gp_theme_get_color (&theme, i, &accent).alpha, >, 0);
    }
}

static void
test_text_stands_out (void)
{
  for (int variant = GP_THEME_LIGHT; variant <= GP_THEME_DARK_CONTRAST; variant++)
    {
      GpTheme theme;
      double distance;

      gp_theme_init (&theme, (GpThemeVariant) variant, NULL);
      distance = luminance (&theme.colors[GP_COLOR_TEXT]) -
                 luminance (&theme.colors[GP_COLOR_CARD]);
      g_assert_cmpfloat (ABS (distance), >, .6);
      g_assert_true (theme.dark == (luminance (&theme.colors[GP_COLOR_CANVAS]) < .5));
    }
}

static void
test_serial_tells_themes_apart (void)
{
  GpTheme light, dark, other, again;

  gp_theme_init (&light, GP_THEME_LIGHT, "Cantarell");
  gp_theme_init (&dark, GP_THEME_DARK, "Cantarell");
  gp_theme_init (&other, GP_THEME_LIGHT, "DejaVu Sans");
  gp_theme_init (&again, GP_THEME_LIGHT, "Cantarell");
  g_assert_cmpuint (light.serial, !=, dark.serial);
  g_assert_cmpuint (light.serial, !=, other.serial);
  g_assert_cmpuint (light.serial, ==, again.serial);
}

static void
test_colors_are_read (void)
{
  GdkRGBA color = { 0 };

  g_assert_true (gp_theme_parse_color ("#ff8000", &color));
  g_assert_cmpfloat_with_epsilon ((double) color.green, 128 / 255., 1e-6);
  g_assert_false (gp_theme_parse_color (NULL, &color));
  g_assert_false (gp_theme_parse_color ("red", &color));
  g_assert_false (gp_theme_parse_color ("#12345", &color));
  g_assert_false (gp_theme_parse_color ("#12345g", &color));
  g_assert_cmpfloat_with_epsilon ((double) color.green, 128 / 255., 1e-6);
}

static void
test_every_style_has_a_font (void)
{
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  for (guint i = 0; i < GP_N_TEXT_STYLES; i++)
    {
      PangoFontDescription *font = gp_theme_dup_font (&theme, i);

      g_assert_cmpfloat (gp_theme_get_size (i), >, 8);
      g_assert_true (pango_font_description_get_size_is_absolute (font));
      pango_font_description_free (font);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/theme/every-color-is-set", test_every_color_is_set);
  g_test_add_func ("/render/theme/text-stands-out", test_text_stands_out);
  g_test_add_func ("/render/theme/serial-tells-themes-apart", test_serial_tells_themes_apart);
  g_test_add_func ("/render/theme/colors-are-read", test_colors_are_read);
  g_test_add_func ("/render/theme/every-style-has-a-font", test_every_style_has_a_font);

  return g_test_run ();
}
