/* test-layout-words.c — what names begin with
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-words.h"
#include "gp-test.h"

static void
test_prefixes (void)
{
  static const struct
  {
    const char *name;
    guint       n_words;
    const char *expected;
  } cases[] = {
    { "merge_request_diffs", 1, "merge" },
    { "merge_request_diffs", 2, "merge_request" },
    { "merge_requests", 2, "merge_request" },
    { "projects", 1, "project" },
    { "projects", 2, NULL },
    { "OrderLine", 1, "order" },
    { "orderLines", 2, "order_line" },
    { "HTTPRequest", 1, "httprequest" },
    { "sales.SalesOrderHeader", 2, "sale_order" },
    { "categories", 1, "category" },
    { "status", 1, "status" },
    { "access_tokens", 1, "access" },
    { "addresses", 1, "addresse" },
    { "order-line items", 3, "order_line_item" },
    { "größe_werte", 1, "größe" },
    { "trailing.", 1, "trailing" },
    { "", 1, NULL },
    { "__", 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *prefix = gp_layout_words_prefix (cases[i].name, cases[i].n_words);

      g_assert_cmpstr (prefix, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-words/prefixes", test_prefixes);
  return g_test_run ();
}
