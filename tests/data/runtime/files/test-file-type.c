/* test-file-type.c — a file is what it says it is
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-file-type.h"

#include "gp-test.h"

#include <string.h>

static void
test_types_are_read (void)
{
  static const struct
  {
    const char *type;
    const char *expected;
  } cases[] = {
    { "text/plain", "text/plain" }, { "Image/PNG; q=1", "image/png" },
    { " text/plain ;charset=utf-8", "text/plain" },
    { "image/svg+xml", "image/svg+xml" }, { "text", NULL }, { "/plain", NULL }, { "text/", NULL },
    { "text/a b", NULL }, { "text/a/b", NULL }, { "text/\r\nX: y", NULL }, { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *type = gp_file_type_normalise (cases[i].type);

      g_assert_cmpstr (type, ==, cases[i].expected);
    }
}

static void
test_types_are_taken (void)
{
  const char *const taken[] = { "image/*", "application/pdf" };

  g_assert_true (gp_file_type_is_taken ("image/png", taken, 2));
  g_assert_true (gp_file_type_is_taken ("application/pdf", taken, 2));
  g_assert_false (gp_file_type_is_taken ("application/pdfx", taken, 2));
  g_assert_false (gp_file_type_is_taken ("imagex/png", taken, 2));
  g_assert_false (gp_file_type_is_taken ("text/plain", taken, 2));
  g_assert_true (gp_file_type_is_taken ("text/plain", NULL, 0));
}

static void
test_content_fits (void)
{
  static const struct
  {
    const char *type;
    const char *content;
    gboolean    fits;
  } cases[] = {
    { "application/pdf", "%PDF-1.4", TRUE }, { "application/pdf", "%PD", FALSE },
    { "image/jpeg", "\xff\xd8\xff\xe0", TRUE }, { "image/jpeg", "GIF89a", FALSE },
    { "image/gif", "GIF89a", TRUE }, { "text/plain", "hello", TRUE }, { "text/plain", "", TRUE },
    { "text/plain", "  \n<HTML>", FALSE }, { "text/csv", "\xef\xbb\xbf<script>", FALSE },
    { "text/html", "<html>", TRUE }, { "image/svg+xml", "<svg/>", TRUE },
    { "application/octet-stream", "<!DOCTYPE html>", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (gp_file_type_fits (cases[i].type, cases[i].content,
                                        strlen (cases[i].content)), ==, cases[i].fits);
}

/* Short ones too: nothing is read beyond the end. */
static void
test_any_bytes_are_judged (void)
{
  for (guint n = 0; n < 600; n++)
    {
      g_autofree guchar *bytes = g_malloc (n + 1);

      for (guint i = 0; i < n; i++)
        bytes[i] = (guchar) (g_test_rand_bit () ? ' ' : g_test_rand_int_range (0, 256));
      gp_file_type_fits ("text/plain", bytes, n);
      gp_file_type_fits ("image/png", bytes, n);
    }
  g_assert_true (gp_file_type_fits ("text/plain", "", 0));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/file-type/types-are-read", test_types_are_read);
  g_test_add_func ("/data/file-type/types-are-taken", test_types_are_taken);
  g_test_add_func ("/data/file-type/content-fits", test_content_fits);
  g_test_add_func ("/data/file-type/any-bytes-are-judged", test_any_bytes_are_judged);

  return g_test_run ();
}
