/* test-find-words.c — the words that are looked for
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-find-words.h"
#include "gp-test.h"

#include <string.h>

static int
match (const char *query,
       const char *name,
       const char *above)
{
  GpFindWords words;

  gp_find_words_init (&words, query);
  return gp_find_words_match (&words, name, strlen (name), gp_fuzzy_mask (name, -1), above,
                              above != NULL ? strlen (above) : 0,
                              above != NULL ? gp_fuzzy_mask (above, -1) : 0);
}

static void
test_all_words_must_fit (void)
{
  g_assert_cmpint (match ("patient email", "email", "patient"), >, 0);
  g_assert_cmpint (match ("email patient", "email", "patient"), >, 0);
  g_assert_cmpint (match ("patient phone", "email", "patient"), ==, 0);
  g_assert_cmpint (match ("patient", "email", "patient"), ==, 0);    /* not the name */
  g_assert_cmpint (match ("pat ient", "email", "patient"), ==, 0);
  g_assert_cmpint (match ("email", "email", NULL), >, 0);
  g_assert_cmpint (match (" \t ", "email", "patient"), ==, 0);
  g_assert_cmpint (match ("a b c d e f g h", "abcdefgh", NULL), >, 0);
}

static void
test_scattered_letters_do_not_fit (void)
{
  g_assert_cmpint (match ("gdpr", "grand_deposit_proxy_rate", NULL), >, 0);
  g_assert_cmpint (match ("gdpr", "aggregated_temporary_answer_list", NULL), ==, 0);
}

static void
test_texts_have_words_in_one_piece (void)
{
  static const char text[] = "Personal data: see the GDPR, article 9.";
  GpFindWords words;

  gp_find_words_init (&words, "gdpr article");
  g_assert_cmpint (gp_find_words_search (&words, text, strlen (text)), >, 0);
  g_assert_cmpint (gp_find_words_search (&words, text, 28), ==, 0);    /* the rest is not its own */
  gp_find_words_init (&words, "gdr");
  g_assert_cmpint (gp_find_words_search (&words, text, strlen (text)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/find-words/all-words-must-fit", test_all_words_must_fit);
  g_test_add_func ("/model/find-words/scattered-letters-do-not-fit",
                   test_scattered_letters_do_not_fit);
  g_test_add_func ("/model/find-words/texts-have-words-in-one-piece",
                   test_texts_have_words_in_one_piece);
  return g_test_run ();
}
