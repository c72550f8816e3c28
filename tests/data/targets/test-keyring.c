/* test-keyring.c — secrets are kept by design and name
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-keyring.h"
#include "gp-test.h"

#include <libsecret/secret.h>

static gboolean is_locked;

/* In place of libsecret's own. */
gboolean
secret_password_store_sync (const SecretSchema  *schema,
                            const char          *collection,
                            const char          *label,
                            const char          *password,
                            GCancellable        *cancellable,
                            GError             **error,
                            ...)
{
  g_autoptr(GHashTable) attributes = NULL;
  va_list arguments;

  if (is_locked)
    {
      g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "locked");
      return FALSE;
    }
  va_start (arguments, error);
  attributes = secret_attributes_buildv (schema, arguments);
  va_end (arguments);
  return secret_password_storev_sync (schema, attributes, collection, label, password, cancellable,
                                      error);
}

static void
test_kept_by_design_and_name (void)
{
  g_autoptr(GError) error = NULL;
  GpId one = gp_id_new (), two = gp_id_new ();
  char *secret;

  gp_keyring_store (&one, "staging", "directus:https://one.example", "Staging", "hunter2", NULL,
                    &error);
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

static void
assert_kept_for (const char *address,
                 const char *expected)
{
  g_autoptr(GError) error = NULL;
  char *secret = gp_keyring_lookup_address (address, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  gp_keyring_free (secret);
}

/* Whatever the design: by where it leads. A target that moves takes its secret along. */
static void
test_found_by_address (void)
{
  static const char here[] = "directus:https://here.example";
  static const char there[] = "directus:https://there.example";
  g_autoptr(GError) error = NULL;
  GpId design = gp_id_new ();

  assert_kept_for (here, NULL);
  gp_keyring_store (&design, "live", here, "Live", "swordfish", NULL, &error);
  g_assert_no_error (error);
  assert_kept_for (here, "swordfish");
  assert_kept_for (there, NULL);

  gp_keyring_store (&design, "live", there, "Live", "marlin", NULL, &error);
  g_assert_no_error (error);
  assert_kept_for (here, NULL);
  assert_kept_for (there, "marlin");
  g_assert_true (gp_keyring_clear (&design, "live", NULL, &error));
  assert_kept_for (there, NULL);
}

/* A new one that cannot be kept does not take the old one along. */
static void
test_kept_where_storing_fails (void)
{
  static const char here[] = "directus:https://old.example";
  static const char there[] = "directus:https://new.example";
  g_autoptr(GError) error = NULL;
  GpId design = gp_id_new ();

  gp_keyring_store (&design, "live", here, "Live", "swordfish", NULL, &error);
  g_assert_no_error (error);
  is_locked = TRUE;
  g_assert_false (gp_keyring_store (&design, "live", there, "Live", "marlin", NULL, &error));
  g_assert_error (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED);
  is_locked = FALSE;
  assert_kept_for (here, "swordfish");
  assert_kept_for (there, NULL);
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
  g_test_add_func ("/data/keyring/found-by-address", test_found_by_address);
  g_test_add_func ("/data/keyring/kept-where-storing-fails", test_kept_where_storing_fails);
  return g_test_run ();
}
