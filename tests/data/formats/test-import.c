/* test-import.c — formats are told apart, and what is no schema is refused with a clear error
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-import.h"

#include <string.h>

#include "gp-export.h"
#include "gp-test.h"

/* A file of the test's own folder. */
static char *
write_file (const char *name, const char *content, gsize length)
{
  char *path = gp_test_dup_path (name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_formats_are_told_by_content_and_name (void)
{
  static const struct
  {
    const char *name;
    const char *content;
    const char *format;     /* NULL: not known */
  } cases[] = {
    { "a.sql", "CREATE TABLE t (id int);", "sql-postgresql" },
    { "a.txt", "-- dump\n/* x */ SET a = 1;", "sql-postgresql" },
    { "b.sql", "", "sql-postgresql" },
    { "b.sql", "\\connect x", "sql-postgresql" },
    { "a.gplan.json", "{\"format\": \"groundplan\"}", "json" },
    { "a.json", "{\"format\": \"groundplan\"}", "json" },
    { "a.txt", "hello world", NULL },
    { "a.bin", "CREATE\1", "sql-postgresql" },
    { "noname", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_file (cases[i].name, cases[i].content, -1);
      g_autoptr(GError) error = NULL;
      const GpImporter *importer = gp_import_guess (path, &error);

      if (cases[i].format == NULL)
        g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpstr (importer->name, ==, cases[i].format);
        }
    }
}

static void
test_a_missing_file_is_named (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_import_file ("/nowhere/x.sql", NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nowhere/x.sql"));
  g_clear_error (&error);
  g_assert_null (gp_import_file ("/nowhere/x.sql", "sql-postgresql", NULL, NULL, NULL, NULL,
                                 &error));
  g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_READ);
}

static void
test_an_unknown_format_lists_the_others (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_import_text ("x", 1, "cobol", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "sql-postgresql"));
}

static void
test_bytes_that_are_no_text_are_refused (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_import_text ("CREATE\0\xff", 8, "sql-postgresql", NULL, NULL, NULL, NULL,
                                 &error));
  g_assert_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT);
}

static void
test_other_encodings_and_marks_are_read (void)
{
  static const char *const texts[] = { "\xef\xbb\xbf" "CREATE TABLE t\xc3\xbcr (id int);",
                                       "CREATE TABLE t\xfcr (id int);" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GpDesign) design = gp_import_text (texts[i], strlen (texts[i]), NULL, "a.sql", NULL,
                                                   NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (gp_design_find_child (design, gp_design_get_root_id (design),
                                              GP_KIND_ENTITY, "tür"));
    }
}

static void
test_the_design_is_named_after_the_file (void)
{
  g_autofree char *path = write_file ("my shop.pg.sql", "CREATE TABLE t (id int);", -1);
  GpImportOptions options = { "other", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  const char *format = NULL;
  g_autoptr(GpDesign) design = gp_import_file (path, NULL, NULL, &findings, &format, NULL, &error);
  g_autoptr(GpDesign) named = gp_import_file (path, NULL, &options, NULL, NULL, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (format, ==, "sql-postgresql");
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (design)), ==, "my shop");
  g_assert_cmpstr (gp_element_get_name (gp_design_get_root (named)), ==, "other");
}

static void
test_our_own_json_comes_back_equal (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_import_text ("CREATE TABLE t (id int PRIMARY KEY);", 36, NULL,
                                               "t.sql", NULL, NULL, NULL, &error);
  g_autoptr(GpDesign) again = NULL;

  gp_export (design, "json", text, NULL, &error);
  again = gp_import_text (text->str, text->len, NULL, "t.gplan.json", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gp_design_equal (design, again));
}

static void
test_every_importer_says_what_it_is (void)
{
  gsize n;
  const GpImporter *importers = gp_import_get_importers (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpstr (importers[i].title, !=, "");
      g_assert_nonnull (importers[i].sniff);
      g_assert_nonnull (importers[i].run);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpstr (importers[i].name, !=, importers[j].name);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/import/formats-are-told-by-content-and-name",
                   test_formats_are_told_by_content_and_name);
  g_test_add_func ("/data/import/a-missing-file-is-named", test_a_missing_file_is_named);
  g_test_add_func ("/data/import/an-unknown-format-lists-the-others",
                   test_an_unknown_format_lists_the_others);
  g_test_add_func ("/data/import/bytes-that-are-no-text-are-refused",
                   test_bytes_that_are_no_text_are_refused);
  g_test_add_func ("/data/import/other-encodings-and-marks-are-read",
                   test_other_encodings_and_marks_are_read);
  g_test_add_func ("/data/import/the-design-is-named-after-the-file",
                   test_the_design_is_named_after_the_file);
  g_test_add_func ("/data/import/our-own-json-comes-back-equal",
                   test_our_own_json_comes_back_equal);
  g_test_add_func ("/data/import/every-importer-says-what-it-is",
                   test_every_importer_says_what_it_is);
  return g_test_run ();
}
