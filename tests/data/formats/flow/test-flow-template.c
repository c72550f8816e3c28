/* test-flow-template.c — texts with paths in braces
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-flow-template.h"

#include "gp-flow-build.h"
#include "gp-test.h"

static char *
find (const char *path,
      gpointer    user_data)
{
  return g_str_has_prefix (path, "x.") ? g_strconcat ("input", path + 1, NULL) : NULL;
}

static void
test_paths_become_expressions (void)
{
  g_autofree char *whole = gp_flow_template_translate ("{{ x.a }}", find, NULL);
  g_autofree char *joined = gp_flow_template_translate ("{{x.a}}{{x.b}}", find, NULL);
  g_autofree char *plain = gp_flow_template_translate ("text", find, NULL);
  g_autofree char *literal = gp_flow_text_literal ("text");
  g_autofree char *hello = gp_flow_text_literal ("Hello ");
  g_autofree char *mixed = gp_flow_template_translate ("Hello {{x.a}}", find, NULL);
  g_autofree char *expected = g_strconcat (hello, " + string(input.a)", NULL);

  g_assert_cmpstr (whole, ==, "input.a");
  g_assert_cmpstr (joined, ==, "string(input.a) + string(input.b)");
  g_assert_cmpstr (plain, ==, literal);
  g_assert_cmpstr (mixed, ==, expected);
}

static void
test_unknown_paths_are_refused (void)
{
  static const char *const refused[] = { "{{ y }}", "{{ x.a", "a {{ y }} b" };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (gp_flow_template_translate (refused[i], find, NULL));
}

static void
test_plain_paths_are_told (void)
{
  static const char *const plain[] = { "", ".a.b_1", "a[0].b", ".a[\"b\"]", ".a['b']" };
  static const char *const other[] = { ".x-api-key", ".a + 1", "a b", ".f()", ".a ? 1 : 2",
                                       ".\303\244" };

  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_true (gp_flow_template_is_plain_path (plain[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (other); i++)
    g_assert_false (gp_flow_template_is_plain_path (other[i]));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/flow-template/paths-become-expressions", test_paths_become_expressions);
  g_test_add_func ("/data/flow-template/unknown-paths-are-refused", test_unknown_paths_are_refused);
  g_test_add_func ("/data/flow-template/plain-paths-are-told", test_plain_paths_are_told);
  return g_test_run ();
}
