/* test-export-access.c — the access matrix for auditors
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-export-access.h"

#include "access-script.h"

static char *
write_as (const char *format,
          const char *condition)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  const ScriptRule rule = { .effect = "grant", .role = "editor", .action = "read",
                            .condition = condition };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  script_add (design, &rule);
  gp_export (design, format, out, NULL, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_a_line_for_each_cell (void)
{
  g_autofree char *csv = write_as ("access-csv", "record.name == \"a\"");
  guint n = 0;

  for (const char *c = csv; (c = strchr (c, '\n')) != NULL; c++)
    n++;
  g_assert_cmpuint (n, ==, 1 + 4 * 2 * 4);
  script_has (csv, "\"project\",\"editor\",\"read\",\"some\"");
  script_has (csv, "\"record.name == \"\"a\"\"\"\r\n");
  script_has (csv, "\"project\",\"admin\",\"read\",\"no\"");
}

static void
test_no_formulas (void)
{
  g_autofree char *csv = write_as ("access-csv", "-1 == 1");

  script_has (csv, "\"'-1 == 1\"");
}

static void
test_the_page_is_escaped (void)
{
  g_autofree char *html = write_as ("access-html", "record.name < '<script>'");

  script_has (html, "<code>record.name &lt; &apos;&lt;script&gt;&apos;</code>");
  g_assert_null (strstr (html, "<script"));
  g_assert_true (g_str_has_suffix (html, "</html>\n"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/export-access/a-line-for-each-cell", test_a_line_for_each_cell);
  g_test_add_func ("/data/export-access/no-formulas", test_no_formulas);
  g_test_add_func ("/data/export-access/the-page-is-escaped", test_the_page_is_escaped);
  return g_test_run ();
}
