/* test-arena.c — pieces keep what is written to them, until all are freed at once
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-arena.h"

#include <string.h>

#include "gp-test.h"

static void
test_pieces_do_not_overlap (void)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  guint8 *pieces[2000];
  gsize sizes[2000];

  for (guint i = 0; i < 2000; i++)
    {
      sizes[i] = i % 100 == 0 ? g_test_rand_int_range (60000, 400000)
                              : g_test_rand_int_range (1, 900);
      pieces[i] = gp_arena_alloc (arena, sizes[i]);
      g_assert_cmpuint ((gsize) pieces[i] % (2 * sizeof (gpointer)), ==, 0);
      memset (pieces[i], i % 251, sizes[i]);
    }
  for (guint i = 0; i < 2000; i++)
    {
      g_assert_cmpuint (pieces[i][0], ==, i % 251);
      g_assert_cmpuint (pieces[i][sizes[i] - 1], ==, i % 251);
    }
}

static void
test_cleared_pieces_are_zero_after_a_reset (void)
{
  g_autoptr(GpArena) arena = gp_arena_new ();

  memset (gp_arena_alloc (arena, 1000), 0xff, 1000);
  gp_arena_reset (arena);
  for (guint i = 0; i < 10; i++)
    {
      const char *piece = gp_arena_alloc0 (arena, 100);

      for (guint j = 0; j < 100; j++)
        g_assert_cmpint (piece[j], ==, 0);
    }
}

static void
test_texts_are_copies (void)
{
  g_autoptr(GpArena) arena = gp_arena_new ();
  char text[] = "abcdef";
  char *whole = gp_arena_strdup (arena, text);
  char *part = gp_arena_strndup (arena, text, 3);

  text[0] = 'x';
  g_assert_cmpstr (whole, ==, "abcdef");
  g_assert_cmpstr (part, ==, "abc");
  g_assert_null (gp_arena_strdup (arena, NULL));
}

int
main (int argc, char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/arena/pieces-do-not-overlap", test_pieces_do_not_overlap);
  g_test_add_func ("/data/arena/cleared-pieces-are-zero-after-a-reset",
                   test_cleared_pieces_are_zero_after_a_reset);
  g_test_add_func ("/data/arena/texts-are-copies", test_texts_are_copies);
  return g_test_run ();
}
