/* test-merge-texts.c — two people's changes to the same list of texts
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-merge-texts.h"
#include "gp-random.h"
#include "gp-test.h"

static GpValue
value_of (const char *words)
{
  g_auto(GStrv) texts = g_strsplit (words, " ", -1);

  return gp_value_texts ((const char *const *) texts, g_strv_length (texts));
}

static char *
words_of (const GpValue *value)
{
  gsize n;
  const char *const *texts = gp_value_get_texts (value, &n);

  return n > 0 ? g_strjoinv (" ", (char **) texts) : g_strdup ("");
}

/* What comes of two changes; NULL: people decide. */
static void
test_table (void)
{
  static const struct
  {
    const char *base, *ours, *theirs, *merged;
  } cases[] = {
    { "a b", "a b c", "a b d", "a b c d" },
    { "a b", "a b c", "b d", "b c d" },
    { "a b", "x a b", "y a b", "x y a b" },
    { "a b c", "a x b c", "a b y c", "a x b y c" },
    { "a b c", "a b", "b c", "b" },
    { "a b c", "c b a", "a b c d", "c d b a" },
    { "a b c", "a b c d", "c b a", "c d b a" },
    { "a b c", "c b a", "a c", "c a" },
    { "a b c", "a x c", "a c", "a x c" },
    { "a b c", "a x c", "a b c y", "a x c y" },
    { "a b c", "a x c", "a x c y", "a x c y" },
    { "a b c", "c b a", "b a c", NULL },
    { "a b c", "a x c", "a y c", NULL },
    { "", "a", "b", "a b" },
    { "a", "", "b", "b" },
    { "a", "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GpValue) base = value_of (cases[i].base);
      g_auto(GpValue) ours = value_of (cases[i].ours);
      g_auto(GpValue) theirs = value_of (cases[i].theirs);
      g_auto(GpValue) merged = GP_VALUE_INIT;
      g_autofree char *words = NULL;

      g_test_message ("%s: %s | %s", cases[i].base, cases[i].ours, cases[i].theirs);
      if (gp_merge_texts (&base, &ours, &theirs, &merged))
        words = words_of (&merged);
      g_assert_cmpstr (words, ==, cases[i].merged);
    }
}

/* --- random lists --- */

/* @list with up to three changes: something put in, taken out, or put elsewhere. */
static GPtrArray *
edit (const GPtrArray *list)
{
  static const char *const words[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" };
  GPtrArray *edited = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (edited, list->pdata[i]);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    {
      const char *word = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
      guint at;

      /* What is there goes, or comes again in another place. */
      if (g_ptr_array_find_with_equal_func (edited, word, g_str_equal, &at))
        g_ptr_array_remove_index (edited, at);
      if (g_test_rand_bit ())
        g_ptr_array_insert (edited, g_test_rand_int_range (0, (int) edited->len + 1),
                            (gpointer) word);
    }
  return edited;
}

static GpValue
value_of_array (const GPtrArray *list)
{
  return gp_value_texts ((const char *const *) list->pdata, list->len);
}

static gboolean
has (const GPtrArray *list,
     const char      *word)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) list, word, g_str_equal, NULL);
}

/* Each word is there if both have it, or the one who changed that has. */
static void
assert_members (const GPtrArray *base,
                const GPtrArray *ours,
                const GPtrArray *theirs,
                const GpValue   *merged)
{
  gsize n;
  const char *const *texts = gp_value_get_texts (merged, &n);
  g_autoptr(GPtrArray) result = g_ptr_array_new ();
  const GPtrArray *lists[] = { base, ours, theirs };

  for (gsize i = 0; i < n; i++)
    {
      g_assert_false (has (result, texts[i]));
      g_ptr_array_add (result, (gpointer) texts[i]);
      g_assert_true (has (ours, texts[i]) || has (theirs, texts[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      {
        const char *word = lists[i]->pdata[j];
        gboolean was = has (base, word), here = has (ours, word), there = has (theirs, word);

        g_assert_cmpint (has (result, word), ==, here == was ? there : here);
      }
}

static void
test_random (void)
{
  g_autoptr(GPtrArray) empty = g_ptr_array_new ();

  for (guint i = gp_random_rounds (5000); i > 0; i--)
    {
      g_autoptr(GPtrArray) seed = edit (empty);
      g_autoptr(GPtrArray) base = edit (seed);
      g_autoptr(GPtrArray) ours = edit (base);
      g_autoptr(GPtrArray) theirs = edit (base);
      g_auto(GpValue) from = value_of_array (base);
      g_auto(GpValue) here = value_of_array (ours);
      g_auto(GpValue) there = value_of_array (theirs);
      g_auto(GpValue) merged = GP_VALUE_INIT;
      g_auto(GpValue) swapped = GP_VALUE_INIT;
      g_auto(GpValue) idle = GP_VALUE_INIT;
      g_auto(GpValue) forward = GP_VALUE_INIT;
      g_auto(GpValue) alike = GP_VALUE_INIT;
      gboolean fits = gp_merge_texts (&from, &here, &there, &merged);

      g_assert_cmpint (fits, ==, gp_merge_texts (&from, &there, &here, &swapped));
      if (fits)
        {
          assert_members (base, ours, theirs, &merged);
          assert_members (base, ours, theirs, &swapped);
        }
      /* Where one did nothing, or both did the same, it is what the other did. */
      g_assert_true (gp_merge_texts (&from, &here, &from, &idle));
      g_assert_true (gp_value_equal (&idle, &here));
      g_assert_true (gp_merge_texts (&from, &from, &there, &forward));
      g_assert_true (gp_value_equal (&forward, &there));
      g_assert_true (gp_merge_texts (&from, &here, &here, &alike));
      g_assert_true (gp_value_equal (&alike, &here));
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/merge-texts/table", test_table);
  g_test_add_func ("/model/merge-texts/random-lists", test_random);
  return g_test_run ();
}
