/* test-sql-parse.c — statements are parsed alone, in order, and never exhaust a stack
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-sql-parse.h"

#include <string.h>

#include "gp-test.h"

static void
test_trees_are_in_order (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GpSqlScript) script = NULL;
  g_autoptr(GpSqlParser) parser = gp_sql_parser_new (3);
  g_autofree GpSqlTree *trees = g_new (GpSqlTree, 1000);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, i % 7 == 0 ? "CREAT TABLE t%u;" : "CREATE TABLE t%u (id int);",
                            i);
  script = gp_sql_script_new (text->str, text->len);
  gp_sql_parser_run (parser, script, 0, 1000, trees);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      g_assert_true ((trees[i].node == NULL) == (i % 7 == 0));
      g_assert_true ((trees[i].message != NULL) == (i % 7 == 0));
      if (trees[i].node != NULL)
        g_assert_cmpstr (trees[i].node->create_stmt->relation->relname, ==, name);
    }
}

static void
test_the_place_of_an_error_counts_bytes (void)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  const char *text = "CREATE TABLE \"äöü\" (id int, , b int)";
  GpSqlTree tree;

  gp_sql_parse_text (text, strlen (text), arena, &tree);
  g_assert_null (tree.node);
  g_assert_nonnull (strstr (tree.message, "syntax error"));
  g_assert_cmpint (text[tree.at], ==, ',');
}

/* A statement made of one part that is repeated: nested as deep as it is long. */
static void
parse_nested (const char *start, const char *part, guint n, const char *end)
{
  g_autoptr(GString) text = g_string_new (start);
  g_autoptr(GpSqlScript) script = NULL;
  g_autoptr(GpSqlParser) parser = gp_sql_parser_new (1);
  GpSqlTree tree;

  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
  g_string_append (text, end);
  script = gp_sql_script_new (text->str, text->len);
  g_assert_cmpuint (gp_sql_script_get_size (script), ==, 1);
  gp_sql_parser_run (parser, script, 0, 1, &tree);
  g_assert_true (tree.node != NULL || tree.message != NULL);
}

static void
test_deep_nesting_is_survived (void)
{
  static const guint lengths[] = { 100, 9000, 14000, 29000, 200000 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      parse_nested ("SELECT 1", " || 1", lengths[i] / 3, "");
      parse_nested ("SELECT 1", " + 1", lengths[i] / 2, "");
      parse_nested ("SELECT ", "(", lengths[i], "1");
      parse_nested ("SELECT ", "NOT ", lengths[i], "true");
      parse_nested ("SELECT ", "- ", lengths[i], "1");
      parse_nested ("SELECT 1", "::int", lengths[i] / 4, "");
      parse_nested ("SELECT 1", " UNION SELECT 1", lengths[i] / 3, "");
      parse_nested ("SELECT ", "ARRAY[", lengths[i], "");
      parse_nested ("CREATE SCHEMA a ", "CREATE TABLE t (a int) ", lengths[i] / 7, "");
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sql-parse/trees-are-in-order", test_trees_are_in_order);
  g_test_add_func ("/data/sql-parse/the-place-of-an-error-counts-bytes",
                   test_the_place_of_an_error_counts_bytes);
  g_test_add_func ("/data/sql-parse/deep-nesting-is-survived", test_deep_nesting_is_survived);
  return g_test_run ();
}
