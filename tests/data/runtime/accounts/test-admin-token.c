/* test-admin-token.c — the secret of whoever runs a backend
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-admin-token.h"

#include "gp-runtime-error.h"
#include "glib/gstdio.h"
#include "gp-test.h"

static void
test_made_once (void)
{
  g_autofree char *path = gp_test_dup_path ("token");
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gboolean made;
  GStatBuf info;

  g_assert_null (gp_admin_token_load (path, FALSE, &made, &error));
  g_assert_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_TOKEN);
  g_clear_error (&error);
  first = gp_admin_token_load (path, TRUE, &made, &error);
  g_assert_no_error (error);
  g_assert_true (made);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  second = gp_admin_token_load (path, TRUE, &made, &error);
  g_assert_false (made);
  g_assert_cmpstr (first, ==, second);
}

static void
test_weak_tokens (void)
{
  static const char *const weak[] = { "", "short", "01234567890123456789 0123456789ab",
                                      "0123456789012345678901234567890" };

  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_admin_token_check (weak[i], &error));
      g_assert_error (error, GP_RUNTIME_ERROR, GP_RUNTIME_ERROR_TOKEN);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/admin-token/made-once", test_made_once);
  g_test_add_func ("/admin-token/weak-tokens", test_weak_tokens);

  return g_test_run ();
}
