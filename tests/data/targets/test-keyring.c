/* test-keyring.c — secrets are kept by design and name
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-keyring.h"
#include "gp-test.h"

static void
test_kept_by_design_and_name (void)
{
  g_autoptr(GError) error = NULL;
  GpId one = gp_id_new (), two = gp_id_new ();
  char *secret;

  gp_keyring_store (&one, "staging", "Staging", "hunter2", NULL, &error);
  g_assert_no_error (error);
  secret = gp_keyring_lookup (&one, "staging", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "hunter2");
  gp_keyring_free (secret);

  g_assert_null (gp_keyring_lookup (&two, "staging", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (gp_keyring_lookup (&one, "production", NULL, &error));
  g_assert_no_error (error);

  g_assert_true (gp_keyring_clear (&one, "staging", NULL, &error));
  g_assert_true (gp_keyring_clear (&one, "staging", NULL, &error));
  g_assert_null (gp_keyring_lookup (&one, "staging", NULL, &error));
  g_assert_no_error (error);
}

/* libsecret 0.20 never frees the etag of its file, and the allocation has no frame to tell it
 * by. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;

  gp_test_init (&argc, &argv);
  /* libsecret's own keyring in a file, in place of the session's service. */
  path = g_build_filename (g_get_tmp_dir (), "gp-test-keyring-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (path));
  {
    g_autofree char *file = g_build_filename (path, "keyring", NULL);
    g_setenv ("SECRET_BACKEND", "file", TRUE);
    g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
    g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  }
  g_test_add_func ("/data/keyring/kept-by-design-and-name", test_kept_by_design_and_name);
  return g_test_run ();
}
