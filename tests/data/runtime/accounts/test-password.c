/* test-password.c — argon2id off the main thread
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-password.h"

#include "gp-test.h"

typedef struct
{
  GAsyncResult *results[16];
  guint         n;
} Results;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Results *results = user_data;

  results->results[results->n++] = g_object_ref (result);
}

static void
clear (Results *results)
{
  while (results->n > 0)
    g_object_unref (results->results[--results->n]);
}

static void
test_verify (void)
{
  g_autoptr(GpPasswords) passwords = gp_passwords_new (GP_PASSWORD_WEAK);
  Results results = { .n = 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;
  static const struct
  {
    gboolean    known;
    const char *password;
    gboolean    right;
  } cases[] = { { TRUE, "correct horse", TRUE }, { TRUE, "wrong horse", FALSE },
                { FALSE, "x", FALSE } };

  gp_passwords_hash_async (passwords, "correct horse", done_cb, &results);
  gp_test_wait_until (results.n == 1);
  hash = gp_passwords_hash_finish (passwords, results.results[0], &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  clear (&results);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rehash = NULL;
      gboolean right;

      gp_passwords_verify_async (passwords, cases[i].known ? hash : NULL, cases[i].password,
                                 done_cb,
                                 &results);
      gp_test_wait_until (results.n == 1);
      gp_passwords_verify_finish (passwords, results.results[0], &right, &rehash, &error);
      g_assert_no_error (error);
      g_assert_cmpint (right, ==, cases[i].right);
      g_assert_null (rehash);
      clear (&results);
    }
}

/* A weak hash is replaced when its password is known again. */
static void
test_rehash (void)
{
  g_autoptr(GpPasswords) weak = gp_passwords_new (GP_PASSWORD_WEAK);
  g_autoptr(GpPasswords) strong = gp_passwords_new (GP_PASSWORD_STRONG);
  Results results = { .n = 0 };
  g_autofree char *hash = NULL;
  g_autofree char *rehash = NULL;
  gboolean right;

  gp_passwords_hash_async (weak, "correct horse", done_cb, &results);
  gp_test_wait_until (results.n == 1);
  hash = gp_passwords_hash_finish (weak, results.results[0], NULL);
  gp_passwords_verify_async (strong, hash, "correct horse", done_cb, &results);
  gp_test_wait_until (results.n == 2);
  g_assert_true (gp_passwords_verify_finish (strong, results.results[1], &right, &rehash, NULL));
  g_assert_true (right);
  g_assert_nonnull (rehash);
  clear (&results);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/password/verify", test_verify);
  g_test_add_func ("/password/rehash", test_rehash);

  return g_test_run ();
}
