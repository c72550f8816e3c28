/* test-store-pack.c
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-store-private.h"
#include "store-fixture.h"

static void
assert_round_trip (const char *text, gsize length)
{
  g_autoptr(GBytes) packed = gp_store_pack (text, length);
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  gsize size, length_again;
  const void *data = g_bytes_get_data (packed, &size);

  again = gp_store_unpack (data, size, &length_again, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (text, length, again, length_again);
  g_assert_cmpint (again[length_again], ==, '\0');
}

static void
test_texts_come_back (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  assert_round_trip ("", 0);
  assert_round_trip ("{}", 2);
  for (guint i = 0; i < 40; i++)
    {
      guint n = g_test_rand_int_range (0, 20000);

      while (n-- > 0)
        g_string_append_c (text, i % 2 == 0 ? g_test_rand_int_range (1, 127) : "{\"a\":1,"[n % 7]);
      assert_round_trip (text->str, text->len);
    }
}

static void
test_large_texts_become_small (void)
{
  g_autofree char *text = g_strnfill (100000, 'a');
  g_autoptr(GBytes) packed = gp_store_pack (text, 100000);

  g_assert_cmpuint (g_bytes_get_size (packed), <, 2000);
}

static void
test_damaged_blobs_are_refused (void)
{
  g_autofree char *text = g_strnfill (5000, 'a');
  g_autoptr(GBytes) packed = gp_store_pack (text, 5000);
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autofree char *again = NULL;
      g_autoptr(GError) error = NULL;
      gsize cut = g_test_rand_int_range (0, size), length;

      copy[g_test_rand_int_range (0, size)] ^= 1 << g_test_rand_int_range (0, 8);
      again = gp_store_unpack (copy, i % 2 == 0 ? cut : size, &length, &error);
      if (again == NULL)
        g_assert_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/data/store-pack/texts-come-back", test_texts_come_back);
  g_test_add_func ("/data/store-pack/large-texts-become-small", test_large_texts_become_small);
  g_test_add_func ("/data/store-pack/damaged-blobs-are-refused", test_damaged_blobs_are_refused);

  return g_test_run ();
}
