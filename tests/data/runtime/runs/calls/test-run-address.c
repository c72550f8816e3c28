/* test-run-address.c — the address that a call of a flow goes to
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-address.h"

#include "gp-test.h"

static void
test_paths_go_below_the_address (void)
{
  static const struct
  {
    const char *base;
    const char *path;
    const char *joined;
  } cases[] = {
    { "https://a.example/v1", "page", "https://a.example/v1/page" },
    { "https://a.example/v1/", "/page", "https://a.example/v1/page" },
    { "https://a.example/v1", "", "https://a.example/v1" },
    { "https://a.example/v1?k=1", "page?x=2#top", "https://a.example/v1/page?k=1&x=2" },
    { "https://a.example", "?x=2", "https://a.example?x=2" },
    { "https://a.example", "page?to=https://b.example",
      "https://a.example/page?to=https://b.example" },
    { "https://a.example/v1", "https://b.example/x", "https://b.example/x" },
    { "", "https://b.example/x", "https://b.example/x" },
    { "https://a.example", "{id}/x", "https://a.example/{id}/x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = gp_run_address_join (cases[i].base, cases[i].path);

      g_assert_cmpstr (joined, ==, cases[i].joined);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/run-address/paths-go-below-the-address", test_paths_go_below_the_address);
  return g_test_run ();
}
