/* gp-find-words.c — the words that are looked for
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-find-words"
#include "config.h"

#include "gp-find-words.h"

#include <string.h>

/* A name whose letters get less than this, each, has them scattered too widely to mean anything. */
#define LEAST_PER_LETTER 13
#define START_OF_WORD    20     /* what letters in one piece at the beginning of a word get */

void
gp_find_words_init (GpFindWords *self,
                    const char  *query)
{
  g_auto(GStrv) words = g_strsplit_set (query, " \t\n", -1);

  memset (self, 0, sizeof *self);
  for (gsize i = 0; words[i] != NULL && self->n < GP_FIND_MAX_WORDS; i++)
    {
      if (*words[i] == '\0')
        continue;
      gp_fuzzy_init (&self->words[self->n], words[i], -1);
      self->mask |= self->words[self->n].mask;
      self->n++;
    }
}

static int
match_word (const GpFuzzy *word,
            const char    *text,
            gsize          length,
            guint64        mask)
{
  int score;

  if ((word->mask & ~mask) != 0)
    return 0;
  score = gp_fuzzy_match (word, text, (gssize) length, NULL);
  return score >= (int) word->n * LEAST_PER_LETTER ? score : 0;
}

int
gp_find_words_match (const GpFindWords *self,
                     const char        *name,
                     gsize              length,
                     guint64            mask,
                     const char        *above,
                     gsize              above_length,
                     guint64            above_mask)
{
  gboolean own = FALSE;
  int sum = 0;

  if (self->n == 0 || (self->mask & ~(mask | above_mask)) != 0)
    return 0;
  for (guint i = 0; i < self->n; i++)
    {
      int score = match_word (&self->words[i], name, length, mask);

      own |= score > 0;
      if (self->n > 1 && above != NULL)
        score = MAX (score, match_word (&self->words[i], above, above_length, above_mask) * 7 / 8);
      if (score == 0)
        return 0;
      sum += score;
    }
  return own ? sum : 0;
}

int
gp_find_words_search (const GpFindWords *self,
                      const char        *text,
                      gsize              length)
{
  int sum = 0;

  for (guint i = 0; i < self->n; i++)
    {
      int found = gp_fuzzy_find_words (&self->words[i], text, (gssize) length, NULL);

      if (found == 0)
        return 0;
      sum += (int) self->words[i].n * (found == 2 ? START_OF_WORD : LEAST_PER_LETTER);
    }
  return sum;
}
