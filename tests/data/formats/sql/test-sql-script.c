/* test-sql-script.c — where statements begin and end
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-sql-script.h"

#include <string.h>

#include "gp-test.h"

static const char kinds[] = { 'P', 'D', '\\', 'C', '?' };

/* The statements of @text as "kind:text" lines; blanks inside are kept. */
static char *
split (const char *text)
{
  g_autoptr(GpSqlScript) script = gp_sql_script_new (text, strlen (text));
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < gp_sql_script_get_size (script); i++)
    {
      const GpSqlStatement *statement = gp_sql_script_get (script, i);

      g_string_append_printf (out, "%c:%.*s\n", kinds[statement->type],
                              (int) (statement->end - statement->start), text + statement->start);
    }
  return g_string_free (out, FALSE);
}

static void
test_semicolons (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "", "" },
    { " ;; -- x\n", "" },
    { "a; b", "P:a\nP:b\n" },
    { "a ';' b; c", "P:a ';' b\nP:c\n" },
    { "a 'it''s;' ; c", "P:a 'it''s;'\nP:c\n" },
    { "a E'\\';' ; c", "P:a E'\\';'\nP:c\n" },
    { "a '\\'; c", "P:a '\\'\nP:c\n" },
    { "a \"x;\"\"y\"; c", "P:a \"x;\"\"y\"\nP:c\n" },
    { "a $$;$$; c", "P:a $$;$$\nP:c\n" },
    { "a $x$;$$;$x$; c", "P:a $x$;$$;$x$\nP:c\n" },
    { "a $1; c", "P:a $1\nP:c\n" },
    { "a /* ; /* ; */ ; */ b; c", "P:a /* ; /* ; */ ; */ b\nP:c\n" },
    { "a -- ;\n b; c", "P:a -- ;\n b\nP:c\n" },
    { "a (b; c", "P:a (b\nP:c\n" },
    { "create rule r as do (a; b); c", "P:create rule r as do (a; b)\nP:c\n" },
    { "create function f() begin atomic select case when 1 then 2 end; select 3; end; c",
      "P:create function f() begin atomic select case when 1 then 2 end; select 3; end\nP:c\n" },
    { "insert into t values (';'); c", "D:insert into t values (';')\nP:c\n" },
    { "\\connect x\na;\n\\i y", "\\:\\connect x\nP:a\n\\:\\i y\n" },
    { "select 1 \\gexec\na", "P:select 1\n\\:\\gexec\nP:a\n" },
    { "copy t from stdin;\n1\t'\n2;\n\\.\na;", "C:copy t from stdin\nP:a\n" },
    { "COPY t FROM STDIN;\r\n1\r\n\\.\r\na;", "C:COPY t FROM STDIN\nP:a\n" },
    { "copy t from stdin;\n1\n2", "C:copy t from stdin\n" },
    { "copy t from 'file'; a", "P:copy t from 'file'\nP:a\n" },
    { "a 'open; b\n;c;\nd;", "?:a 'open; b\n;c;\nP:d\n" },
    { "a /* open", "?:a /* open\n" },
    { "ä; ö", "P:ä\nP:ö\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = split (cases[i].text);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_rows_of_copy_are_counted (void)
{
  const char *text = "COPY t FROM stdin;\na\nb\n\nc\n\\.\nCOPY t FROM stdin;\n\\.\n";
  g_autoptr(GpSqlScript) script = gp_sql_script_new (text, strlen (text));

  g_assert_cmpuint (gp_sql_script_get_size (script), ==, 2);
  g_assert_cmpuint (gp_sql_script_get (script, 0)->n_rows, ==, 4);
  g_assert_cmpuint (gp_sql_script_get (script, 1)->n_rows, ==, 0);
}

static void
test_places_count_characters (void)
{
  const char *text = "a\nbä c\n\nd";
  g_autoptr(GpSqlScript) script = gp_sql_script_new (text, strlen (text));
  static const guint places[][3] = { { 0, 1, 1 }, { 2, 2, 1 }, { 6, 2, 4 }, { 8, 3, 1 },
                                     { 9, 4, 1 }, { 99, 4, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      guint line;
      guint column;

      gp_sql_script_locate (script, places[i][0], &line, &column);
      g_assert_cmpuint (line, ==, places[i][1]);
      g_assert_cmpuint (column, ==, places[i][2]);
    }
}

/* Whatever the bytes are, statements are in order, apart, inside the text, and not empty. */
static void
test_any_text_is_split_in_order (void)
{
  static const char *const pieces[] = { "'", "\"", "$$", "$a$", ";", "(", ")", "--", "/*", "*/",
                                        "\n", " ", "\\", "E'", "copy", "from", "stdin", "create",
                                        "rule", "begin atomic", "end", "ä", "1", "\\.\n" };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GpSqlScript) script = NULL;
      gsize last = 0;

      for (gint n = g_test_rand_int_range (0, 40); n > 0; n--)
        {
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          if (g_test_rand_bit ())
            g_string_append_c (text, ' ');
        }
      script = gp_sql_script_new (text->str, text->len);
      for (gsize i = 0; i < gp_sql_script_get_size (script); i++)
        {
          const GpSqlStatement *statement = gp_sql_script_get (script, i);

          g_assert_cmpuint (statement->start, >=, last);
          g_assert_cmpuint (statement->end, >, statement->start);
          g_assert_cmpuint (statement->end, <=, text->len);
          last = statement->end;
        }
    }
}

static void
test_groups_end_at_their_partner (void)
{
  const char *text = "(a ')' (b) /* ) */) c";

  g_assert_cmpuint (gp_sql_skip_group (text, 0, strlen (text)), ==, 19);
  g_assert_cmpuint (gp_sql_skip_group ("(a", 0, 2), ==, 2);
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/sql-script/semicolons", test_semicolons);
  g_test_add_func ("/data/sql-script/rows-of-copy-are-counted", test_rows_of_copy_are_counted);
  g_test_add_func ("/data/sql-script/places-count-characters", test_places_count_characters);
  g_test_add_func ("/data/sql-script/any-text-is-split-in-order", test_any_text_is_split_in_order);
  g_test_add_func ("/data/sql-script/groups-end-at-their-partner",
                   test_groups_end_at_their_partner);
  return g_test_run ();
}
