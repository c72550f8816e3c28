/* test-flow-words.c — what a run did, in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-words.h"
#include "gp-test-flow.h"
#include "gp-test.h"

/* Of a flow that starts as a record is changed from @before to @after, JSON. */
static char *
dup_change (const char *before,
            const char *after)
{
  g_autoptr(GpDesign) design = gp_test_flow_design ("flow main\nstep a set with.x=1\nedge - a");
  g_autofree char *json = g_strdup_printf ("{'old': %s, 'record': %s}", before, after);
  g_autoptr(GpExprValue) input = gp_test_value (json);
  GpFlowLogLine line = { .input = input };

  return gp_flow_words_what (design, &line);
}

static void
test_what_was_changed (void)
{
  g_autofree char *words = dup_change ("{'id': 7, 'status': 'measured', 'n': 1, 'gone': 2}",
                                       "{'id': 7, 'status': 'verified', 'n': 2}");

  g_assert_cmpstr (words, ==, "status: measured → verified, n: 1 → 2");
}

/* However long a text is, the list shows some lines of it. */
static void
test_a_long_change_is_short (void)
{
  g_autofree char *text = g_strnfill (100 * 1000, 'x');
  g_autofree char *before = g_strdup_printf ("{'body': '%s', 'n': 1}", text);
  g_autofree char *after = g_strdup_printf ("{'body': 'y%s', 'n': 2}", text);
  g_autofree char *words = dup_change (before, after);

  g_assert_true (g_str_has_prefix (words, "body: xxx"));
  g_assert_nonnull (strstr (words, "x… → yxxx"));
  g_assert_true (g_str_has_suffix (words, "x…, n: 1 → 2"));
  g_assert_cmpint (g_utf8_strlen (words, -1), <, 300);
}

static void
test_many_changes_are_short (void)
{
  g_autoptr(GString) before = g_string_new ("{");
  g_autoptr(GString) after = g_string_new ("{");
  g_autofree char *words = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append_printf (before, "%s'field_%u': %u", i > 0 ? "," : "", i, i);
      g_string_append_printf (after, "%s'field_%u': %u", i > 0 ? "," : "", i, i + 1);
    }
  g_string_append_c (before, '}');
  g_string_append_c (after, '}');
  words = dup_change (before->str, after->str);
  g_assert_true (g_str_has_prefix (words, "field_0: 0 → 1, field_1: 1 → 2"));
  g_assert_true (g_str_has_suffix (words, "…"));
  g_assert_cmpint (g_utf8_strlen (words, -1), <, 500);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/flow-words/what-was-changed", test_what_was_changed);
  g_test_add_func ("/ui/flow-words/a-long-change-is-short", test_a_long_change_is_short);
  g_test_add_func ("/ui/flow-words/many-changes-are-short", test_many_changes_are_short);

  return g_test_run ();
}
