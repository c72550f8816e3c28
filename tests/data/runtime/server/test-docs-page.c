/* test-docs-page.c — the page that shows the contract
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

/* Only the script and the style whose hashes the policy names can run; the page holds no other. */
static void
test_policy (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autofree char *script = NULL;
  const char *start;
  const char *end;

  gp_test_assert_call (backend, "GET", "/docs", NULL, NULL, 200);
  start = strstr (backend->body, "<script>");
  end = strstr (backend->body, "</script>");
  g_assert_true (start != NULL && end > start);
  script = g_strndup (start, end - start);
  g_assert_null (strstr (script, "innerHTML"));
  g_assert_null (strstr (end + 1, "<script"));
  g_assert_null (strstr (backend->body, "http://"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/docs-page/policy", test_policy);

  return g_test_run ();
}
