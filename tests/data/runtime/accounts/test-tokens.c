/* test-tokens.c — sessions in the file
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-tokens.h"

#include "gp-problem.h"
#include "gp-test.h"

static GpBackend *
start (void)
{
  g_autofree char *path = gp_test_dup_path ("tokens.db");
  g_autoptr(GError) error = NULL;
  GpBackend *backend = gp_backend_open (path, &error);

  g_assert_no_error (error);
  gp_sqlite_exec (gp_backend_get_sqlite (backend),
                  "INSERT INTO _gp_user (id, email, password, created) "
                  "VALUES ('u', 'u@example.org', 'x', 0)", &error);
  g_assert_no_error (error);

  return backend;
}

static guint
status_of (GpBackend  *backend,
           const char *token,
           gint64      now)
{
  GpCaller caller = { .roles = g_array_new (FALSE, FALSE, sizeof (GpId)) };
  g_autoptr(GError) error = NULL;
  gboolean known = gp_tokens_identify (backend, token, now, &caller, &error);

  g_assert_true (!known || g_str_equal (caller.email, "u@example.org"));
  g_array_unref (caller.roles);
  g_free (caller.user);
  g_free (caller.email);

  return known ? 200 : error->code;
}

static void
test_time (void)
{
  g_autoptr(GpBackend) backend = start ();
  g_auto(GpTokenPair) pair = { NULL, NULL };
  g_autoptr(GError) error = NULL;
  gint64 second = G_USEC_PER_SEC;

  g_assert_true (gp_tokens_issue (backend, "u", 0, NULL, &pair, &error));
  g_assert_cmpuint (strlen (pair.access), ==, 43);
  g_assert_cmpuint (status_of (backend, pair.access, 0), ==, 200);
  g_assert_cmpuint (status_of (backend, pair.access, (GP_TOKEN_ACCESS_SECONDS - 1) * second), ==,
                    200);
  g_assert_cmpuint (status_of (backend, pair.access, GP_TOKEN_ACCESS_SECONDS * second), ==, 401);
  g_assert_cmpuint (status_of (backend, pair.refresh, 0), ==, 401);
}

/* The file holds no token: only what they hash to. */
static void
test_nothing_to_steal (void)
{
  g_autoptr(GpBackend) backend = start ();
  g_auto(GpTokenPair) pair = { NULL, NULL };
  g_autofree char *path = gp_test_dup_path ("tokens.db-wal");
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (gp_tokens_issue (backend, "u", 0, NULL, &pair, NULL));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (g_strstr_len (content, length, pair.access));
  g_assert_null (g_strstr_len (content, length, pair.refresh));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/tokens/time", test_time);
  g_test_add_func ("/tokens/nothing-to-steal", test_nothing_to_steal);

  return g_test_run ();
}
