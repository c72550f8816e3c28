/* test-metrics.c — widths of texts, with and without Pango
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-metrics.h"
#include "gp-test.h"

static GpMetrics *
new_metrics (void)
{
  GpTheme theme;

  gp_theme_init (&theme, GP_THEME_LIGHT, "DejaVu Sans");
  return gp_metrics_new (NULL, &theme);
}

static void
test_sum_is_close_to_shaping (void)
{
  static const char *const texts[] = { "customer_id", "timestamp?", "decimal(12,2)",
                                       "Is it critical?", "→ clinic_id?", "Größe · unique" };
  g_autoptr(GpMetrics) metrics = new_metrics ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      /* A character that is not simple has the text shaped as a whole. */
      g_autofree char *shaped = g_strconcat (texts[i], "漢", NULL);
      double extra = gp_metrics_get_width (metrics, GP_TEXT_FIELD, "漢");
      double summed = gp_metrics_get_width (metrics, GP_TEXT_FIELD, texts[i]);

      g_assert_cmpfloat_with_epsilon (gp_metrics_get_width (metrics, GP_TEXT_FIELD, shaped) - extra,
                                      summed, summed * .05);
    }
}

static void
test_longer_is_wider (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();

  for (guint style = 0; style < GP_N_TEXT_STYLES; style++)
    {
      g_assert_cmpfloat (gp_metrics_get_width (metrics, style, ""), ==, 0);
      g_assert_cmpfloat (gp_metrics_get_width (metrics, style, "ab"), <,
                         gp_metrics_get_width (metrics, style, "abc"));
      g_assert_cmpfloat (gp_metrics_get_ascent (metrics, style), <,
                         gp_metrics_get_height (metrics, style));
    }
}

static void
test_ellipsis_fits (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();

  for (double width = 0; width < 200; width += 13)
    {
      g_autofree char *text = gp_metrics_ellipsize (metrics, GP_TEXT_FIELD, "a_rather_löng_name",
                                                    width);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      if (width > 20)
        g_assert_cmpfloat (gp_metrics_get_width (metrics, GP_TEXT_FIELD, text), <=, width + 1);
    }
}

/* Shaping a line of megabytes takes minutes; nobody sees its end. */
static void
test_no_line_is_endless (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();
  g_autofree char *endless = g_strnfill (1 << 20, 'i');
  g_autofree char *text = gp_metrics_ellipsize (metrics, GP_TEXT_FIELD, endless, 1e6);

  g_assert_cmpint (g_utf8_strlen (text, -1), <=, 2001);
}

static void
test_wrapping_keeps_every_word (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();
  g_auto(GStrv)
            lines = gp_metrics_wrap (metrics, GP_TEXT_NOTE, "one two three\nfour five six", 70, 0);
  g_autofree char *joined = g_strjoinv (" ", lines);

  g_assert_cmpstr (joined, ==, "one two three four five six");
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpfloat (gp_metrics_get_width (metrics, GP_TEXT_NOTE, lines[i]), <=, 70);
}

/* Nothing of a path is lost, and it is broken where one reads on. */
static void
test_long_words_are_broken_between_their_parts (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();
  const char *path = "record.appointment.patient.user_id";
  double width = gp_metrics_get_width (metrics, GP_TEXT_NODE_CODE, "record.appointment");
  g_autofree char *text = g_strconcat ("if ", path, " == user.id", NULL);
  g_auto(GStrv) lines = gp_metrics_wrap (metrics, GP_TEXT_NODE_CODE, text, width, 0);
  g_autofree char *joined = g_strjoinv ("", lines);

  g_assert_cmpuint (g_strv_length (lines), >, 2);
  g_assert_nonnull (strstr (joined, path));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpfloat (gp_metrics_get_width (metrics, GP_TEXT_NODE_CODE, lines[i]), <=, width);

  g_strfreev (g_steal_pointer (&lines));
  lines = gp_metrics_wrap (metrics, GP_TEXT_NODE_CODE, "a withoutanyparts", 40, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);      /* cut, but not together with the other */
  g_assert_cmpstr (lines[0], ==, "a");
}

static void
test_last_line_says_that_there_is_more (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();
  g_auto(GStrv)
            lines = gp_metrics_wrap (metrics, GP_TEXT_NOTE, "one two three four five six", 60, 2);

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_suffix (lines[1], "…"));
}

/* What is not shown is not wrapped: of a very long text that would take minutes. */
static void
test_no_more_is_wrapped_than_is_shown (void)
{
  g_autoptr(GpMetrics) metrics = new_metrics ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) all = NULL;
  g_auto(GStrv) few = NULL;
  g_auto(GStrv) huge = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "record.part_%u / a-word%s", i, i % 7 == 6 ? "\n" : " ");
  all = gp_metrics_wrap (metrics, GP_TEXT_NODE_CODE, text->str, 120, 0);
  for (guint n = 1; n < g_strv_length (all); n++)
    {
      few = gp_metrics_wrap (metrics, GP_TEXT_NODE_CODE, text->str, 120, n);
      g_assert_cmpuint (g_strv_length (few), ==, n);
      g_assert_true (g_str_has_suffix (few[n - 1], "…"));
      for (guint i = 0; i + 1 < n; i++)
        g_assert_cmpstr (few[i], ==, all[i]);
      g_clear_pointer (&few, g_strfreev);
    }

  g_string_truncate (text, 0);
  while (text->len < 2000 * 1000)
    g_string_append (text, "part.");
  huge = gp_metrics_wrap (metrics, GP_TEXT_NODE_CODE, text->str, 120, 6);
  g_assert_cmpuint (g_strv_length (huge), ==, 6);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/metrics/no-line-is-endless", test_no_line_is_endless);
  g_test_add_func ("/render/metrics/sum-is-close-to-shaping", test_sum_is_close_to_shaping);
  g_test_add_func ("/render/metrics/longer-is-wider", test_longer_is_wider);
  g_test_add_func ("/render/metrics/ellipsis-fits", test_ellipsis_fits);
  g_test_add_func ("/render/metrics/wrapping-keeps-every-word", test_wrapping_keeps_every_word);
  g_test_add_func ("/render/metrics/long-words-are-broken-between-their-parts",
                   test_long_words_are_broken_between_their_parts);
  g_test_add_func ("/render/metrics/last-line-says-that-there-is-more",
                   test_last_line_says_that_there_is_more);
  g_test_add_func ("/render/metrics/no-more-is-wrapped-than-is-shown",
                   test_no_more_is_wrapped_than_is_shown);

  return g_test_run ();
}
