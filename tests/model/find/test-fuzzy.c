/* test-fuzzy.c — how well a few typed letters fit a name
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-fuzzy.h"
#include "gp-test.h"

#include <string.h>

static int
score (const char *word,
       const char *text)
{
  GpFuzzy fuzzy;

  gp_fuzzy_init (&fuzzy, word, -1);
  return gp_fuzzy_match (&fuzzy, text, -1, NULL);
}

static void
test_better_fits_get_more (void)
{
  static const struct
  {
    const char *word;
    const char *better;
    const char *worse;
  } rows[] = {
    { "email", "email", "email_verified" },             /* the whole name before a part */
    { "email", "email_verified", "patient_email" },     /* the beginning before the middle */
    { "pe", "patient_email", "open" },                  /* the beginnings of words */
    { "pe", "patientEmail", "copper" },                 /* humps */
    { "pat", "patient", "primary_accountant" },         /* in one piece */
    { "e", "email", "patient_email" },
    { "e", "patient_email", "shed" },
    { "em", "user_email", "system" },
    { "a1", "address1", "area21" },                     /* a digit begins something */
    { "inv", "sales_invoice", "single_new_vat" },
    { "ab", "a_b", "a__________b" },                    /* a narrow gap */
    { "PAT", "patient", "spatial" },                    /* case says nothing */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s: %s %d, %s %d", rows[i].word, rows[i].better,
                      score (rows[i].word, rows[i].better), rows[i].worse,
                      score (rows[i].word, rows[i].worse));
      g_assert_cmpint (score (rows[i].word, rows[i].better), >,
                       score (rows[i].word, rows[i].worse));
    }
}

static void
test_letters_keep_their_order (void)
{
  g_assert_cmpint (score ("ba", "ab"), ==, 0);
  g_assert_cmpint (score ("aab", "ab"), ==, 0);
  g_assert_cmpint (score ("x", ""), ==, 0);
  g_assert_cmpint (score ("", "x"), ==, 0);
  g_assert_cmpint (score ("äö", "Ä_Ö"), >, 0);
  g_assert_cmpint (score ("类型", "字段类型"), >, 0);
}

static char *
random_text (guint most)
{
  static const char letters[] = "abcABC_12";
  guint n = (guint) g_test_rand_int_range (0, (gint32) most + 1);
  char *text = g_malloc (n + 1);

  for (guint i = 0; i < n; i++)
    text[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
  text[n] = '\0';
  return text;
}

static gboolean
is_subsequence (const char *word,
                const char *text)
{
  for (; *word != '\0'; word++, text++)
    {
      while (*text != '\0' && g_ascii_tolower (*text) != g_ascii_tolower (*word))
        text++;
      if (*text == '\0')
        return FALSE;
    }
  return TRUE;
}

/* It fits just where the letters are there in order; the marks are those letters; the mask never
 * says no where it fits; and nothing gets more than the best. */
static void
test_any_word_in_any_text (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *word = random_text (5);
      g_autofree char *text = random_text (14);
      guint marks[GP_FUZZY_MAX_PATTERN];
      GpFuzzy fuzzy;
      int got;

      gp_fuzzy_init (&fuzzy, word, -1);
      got = gp_fuzzy_match (&fuzzy, text, -1, marks);
      g_assert_cmpint (got > 0, ==, *word != '\0' && is_subsequence (word, text));
      g_assert_cmpint (got, <=, gp_fuzzy_best (&fuzzy));
      if (got == 0)
        continue;
      g_assert_cmpuint (fuzzy.mask & ~gp_fuzzy_mask (text, -1), ==, 0);
      for (guint i = 0; i < fuzzy.n; i++)
        {
          g_assert_true (i == 0 || marks[i] > marks[i - 1]);
          g_assert_cmpint (g_ascii_tolower (text[marks[i]]), ==, g_ascii_tolower (word[i]));
        }
      g_assert_cmpint (got == gp_fuzzy_best (&fuzzy), ==, g_ascii_strcasecmp (word, text) == 0);
    }
}

static void
test_sizes_are_bounded (void)
{
  g_autofree char *word = g_strnfill (400, 'a');
  g_autofree char *text = g_strnfill (5000, 'a');
  guint marks[GP_FUZZY_MAX_PATTERN];
  GpFuzzy fuzzy;

  gp_fuzzy_init (&fuzzy, word, -1);
  g_assert_cmpuint (fuzzy.n, ==, GP_FUZZY_MAX_PATTERN);
  text[0] = 'b';
  g_assert_cmpint (gp_fuzzy_match (&fuzzy, text, -1, marks), >, 0);
  g_assert_cmpuint (marks[fuzzy.n - 1], <, GP_FUZZY_MAX_TEXT);
}

static void
test_words_are_found_in_one_piece (void)
{
  GpFuzzy fuzzy;
  guint at = 0;

  gp_fuzzy_init (&fuzzy, "age", -1);
  g_assert_cmpint (gp_fuzzy_find_words (&fuzzy, "a general rule", -1, NULL), ==, 0);
  g_assert_cmpint (gp_fuzzy_find_words (&fuzzy, "the image", -1, &at), ==, 1);
  g_assert_cmpuint (at, ==, 6);
  g_assert_cmpint (gp_fuzzy_find_words (&fuzzy, "image of old Age", -1, &at), ==, 2);
  g_assert_cmpuint (at, ==, 13);
  g_assert_cmpint (gp_fuzzy_find_words (&fuzzy, "ä age", -1, &at), ==, 2);
  g_assert_cmpuint (at, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/fuzzy/better-fits-get-more", test_better_fits_get_more);
  g_test_add_func ("/model/fuzzy/letters-keep-their-order", test_letters_keep_their_order);
  g_test_add_func ("/model/fuzzy/any-word-in-any-text", test_any_word_in_any_text);
  g_test_add_func ("/model/fuzzy/sizes-are-bounded", test_sizes_are_bounded);
  g_test_add_func ("/model/fuzzy/words-are-found-in-one-piece", test_words_are_found_in_one_piece);
  return g_test_run ();
}
