/* test-export-dot.c — graphs that Graphviz can read
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-export-dot.h"

#include <string.h>

#include "gp-import.h"
#include "gp-random.h"
#include "gp-test.h"

static GpDesign *
shop (void)
{
  static const char sql[] =
    "CREATE TABLE \"a<b&c\" (id int PRIMARY KEY, tags text[]);"
    "CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES \"a<b&c\", c text);";
  GpImportOptions options = { "A \"shop\" \\", NULL };

  return gp_import_text (sql, strlen (sql), "sql-postgresql", NULL, &options, NULL, NULL, NULL);
}

static void
test_cards_and_lines_are_written (void)
{
  g_autoptr(GpDesign) design = shop ();
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_true (gp_export (design, "dot", out, NULL, NULL));
  g_assert_true (g_str_has_prefix (out->str, "digraph \"A \\\"shop\\\" \\\\\" {\n"));
  g_assert_nonnull (strstr (out->str, "<b>a&lt;b&amp;c</b>"));
  g_assert_nonnull (strstr (out->str, "<td align=\"left\">text[]?</td>"));
  g_assert_nonnull (strstr (out->str, ":f1 -> "));
  g_assert_true (g_str_has_suffix (out->str, "}\n"));
}

/* The real program is the judge, where it is installed. */
static void
test_graphviz_accepts_it (void)
{
  g_autofree char *program = g_find_program_in_path ("dot");

  if (program == NULL)
    {
      g_test_skip ("dot is not installed");
      return;
    }
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr(GpDesign) design = round == 0 ? shop () : gp_random_design (150);
      g_autoptr(GString) out = g_string_new (NULL);
      g_autofree char *path = gp_test_dup_path ("graph.dot");
      g_autofree char *errors = NULL;
      g_autoptr(GError) error = NULL;
      char *arguments[] = { program, (char *) "-Tcanon", path, NULL };
      int status = -1;

      gp_export (design, "dot", out, NULL, NULL);
      g_file_set_contents (path, out->str, out->len, &error);
      g_assert_no_error (error);
      g_spawn_sync (NULL, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors,
                    &status, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (errors, ==, "");
      g_assert_cmpint (status, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-dot/cards-and-lines-are-written",
                   test_cards_and_lines_are_written);
  g_test_add_func ("/data/export-dot/graphviz-accepts-it", test_graphviz_accepts_it);
  return g_test_run ();
}
