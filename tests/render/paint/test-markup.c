/* test-markup.c — text on its way into SVG and HTML
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-markup.h"
#include "gp-test.h"

static void
test_nothing_gets_out (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "plain", "plain" },
    { "<b>&\"'</b>", "&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;" },
    { "a\nb\tc", "a\nb\tc" },
    { "a\x01\x7f" "b\xc2\x85" "c\xef\xbf\xbf" "d\xef\xb7\x90" "e", "abcde" },
    { "ü 漢 🙂", "ü 漢 🙂" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      gp_markup_append (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

static void
test_elements_and_attributes (void)
{
  g_autoptr(GString) out = g_string_new (NULL);

  gp_markup_append_element (out, "th scope=\"row\"", "a<b");
  gp_markup_append_attribute (out, "title", "\" onclick=\"x");
  g_assert_cmpstr (out->str, ==,
                   "<th scope=\"row\">a&lt;b</th> title=\"&quot; onclick=&quot;x\"");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/markup/nothing-gets-out", test_nothing_gets_out);
  g_test_add_func ("/render/markup/elements-and-attributes", test_elements_and_attributes);
  return g_test_run ();
}
