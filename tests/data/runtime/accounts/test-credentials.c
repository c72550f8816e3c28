/* test-credentials.c — what an account can be made with
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-credentials.h"
#include "gp-password.h"
#include "gp-test.h"

#include <string.h>

static void
assert_check (const char *email,
              const char *password,
              gboolean    good)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (gp_credentials_check (email, password, &error), ==, good);
  g_assert_cmpint (error == NULL, ==, good);
}

static void
test_addresses (void)
{
  static const char *const bad[] = { "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n", "a@\xc2\xa0" };
  g_autofree char *local = g_strnfill (252, 'a');
  g_autofree char *longest = g_strconcat (local, "@b", NULL);
  g_autofree char *longer = g_strconcat ("a", longest, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_check (bad[i], "a-long-password", FALSE);
  assert_check ("a@b", "a-long-password", TRUE);
  assert_check (longest, "a-long-password", TRUE);
  assert_check (longer, "a-long-password", FALSE);
}

static void
test_passwords_are_counted_in_characters (void)
{
  g_autofree char *longest = g_strnfill (GP_PASSWORD_MAX_CHARS, 'p');
  g_autofree char *longer = g_strconcat (longest, "p", NULL);

  assert_check ("a@b", "1234567", FALSE);
  assert_check ("a@b", "12345678", TRUE);
  assert_check ("a@b", "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4", FALSE);
  assert_check ("a@b", longest, TRUE);
  assert_check ("a@b", longer, FALSE);
}

static void
test_texts (void)
{
  static const char body[] = "{\"email\": \"a@b\", \"tenant\": 7}";
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (body, strlen (body), 4, NULL);
  g_autofree char *email = gp_credentials_dup_text (document, "email");

  g_assert_cmpstr (email, ==, "a@b");
  g_assert_null (gp_credentials_dup_text (document, "tenant"));
  g_assert_null (gp_credentials_dup_text (document, "name"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/credentials/addresses", test_addresses);
  g_test_add_func ("/data/credentials/passwords-are-counted-in-characters",
                   test_passwords_are_counted_in_characters);
  g_test_add_func ("/data/credentials/texts", test_texts);

  return g_test_run ();
}
