/* test-run-secrets.c — secrets come from the environment, or from a folder of credentials
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-run-secrets.h"
#include "gp-test.h"

#include <gio/gio.h>
#include <string.h>

static void
test_places (void)
{
  g_autofree char *path = gp_test_dup_path ("pager_token");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;
  char *secret;

  g_assert_null (gp_run_secrets_dup ("pager_token", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "GPLAN_SECRET_PAGER_TOKEN"));

  g_assert_true (g_file_set_contents (path, "from a file\n", -1, NULL));
  g_setenv ("CREDENTIALS_DIRECTORY", folder, TRUE);
  secret = gp_run_secrets_dup ("pager_token", NULL);
  g_assert_cmpstr (secret, ==, "from a file");
  gp_run_secrets_free (secret);
  g_assert_null (gp_run_secrets_dup ("../pager_token", NULL));

  g_setenv ("GPLAN_SECRET_PAGER_TOKEN", "from there", TRUE);
  secret = gp_run_secrets_dup ("pager_token", NULL);
  g_assert_cmpstr (secret, ==, "from there");
  gp_run_secrets_free (secret);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-secrets/places", test_places);

  return g_test_run ();
}
