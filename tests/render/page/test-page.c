/* test-page.c — a design as one HTML page
 * SPDX-License-Identifier: Apache-2.0
 *
 * What the page does in a browser is tested in tests/e2e/test-page.py. */
#include "config.h"

#include "gp-page.h"
#include "gp-picture.h"
#include "gp-test-scene.h"
#include "gp-test-story.h"
#include "gp-test.h"

#include <string.h>

static char *
render (GpDesign            *design,
        const GpPageOptions *options)
{
  GpPageOptions all = GP_PAGE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = gp_page_render (design, options != NULL ? options : &all, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                      NULL));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
count (const char *text,
       const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

static void
test_same_design_same_bytes (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autofree char *first = render (design, NULL);
  g_autofree char *second = render (design, NULL);

  g_assert_cmpstr (first, ==, second);
  g_assert_true (g_str_has_prefix (first, "<!DOCTYPE html>\n<html lang="));
  g_assert_true (g_str_has_suffix (first, "</html>\n"));
}

/* The policy allows just the style and the script that are inside, and nothing from outside. */
static void
test_policy_fits (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autofree char *page = render (design, NULL);
  static const struct
  {
    const char *begin;
    const char *end;
    const char *source;
  } parts[] = { { "<style>", "</style>", "style-src" }, { "<script>", "</script>", "script-src" } };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *begin = strstr (page, parts[i].begin) + strlen (parts[i].begin);
      const char *end = strstr (begin, parts[i].end);
      g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize n = sizeof digest;
      g_autofree char *base64 = NULL, *wanted = NULL;

      g_checksum_update (sum, (const guchar *) begin, end - begin);
      g_checksum_get_digest (sum, digest, &n);
      base64 = g_base64_encode (digest, n);
      wanted = g_strdup_printf ("%s 'sha256-%s'", parts[i].source, base64);
      g_assert_nonnull (strstr (page, wanted));
      g_assert_cmpuint (count (page, parts[i].begin), ==, 1);
    }
  g_assert_nonnull (strstr (page, "default-src 'none'"));
  g_assert_null (strstr (page, "http://"));
  g_assert_null (strstr (page, "https://"));
  g_assert_null (strstr (page, " src="));
  g_assert_null (strstr (page, " style="));
}

static void
test_one_view_or_one_story (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpPageOptions options = GP_PAGE_OPTIONS_INIT;
  GpId story = gp_test_story_add (design);
  g_autofree char *all = render (design, NULL);
  g_autofree char *told = NULL, *seen = NULL;

  options.view = gp_test_scene_find_view (design);
  seen = render (design, &options);
  g_assert_cmpuint (count (seen, "class=\"plate\""), ==, 1);
  g_assert_cmpuint (count (seen, "class=\"story\""), ==, 0);
  g_assert_cmpuint (count (seen, "<article class=\"entity\""), ==, 4);

  options.view = gp_id_nil;
  options.story = story;
  told = render (design, &options);
  g_assert_cmpuint (count (told, "class=\"plate\""), ==, 2);
  g_assert_cmpuint (count (told, "class=\"story\""), ==, 1);
  g_assert_cmpuint (count (all, "class=\"plate\""), >=, 2);
}

static void
test_nothing_is_an_error (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "empty");
  GpPageOptions options = GP_PAGE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_page_render (design, &options, NULL, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/page/same-design-same-bytes", test_same_design_same_bytes);
  g_test_add_func ("/render/page/policy-fits", test_policy_fits);
  g_test_add_func ("/render/page/one-view-or-one-story", test_one_view_or_one_story);
  g_test_add_func ("/render/page/nothing-is-an-error", test_nothing_is_an_error);
  return g_test_run ();
}
