/* gp-fuzzy.c — how well a few typed letters fit a name
 * SPDX-License-Identifier: Apache-2.0
 *
 * Of all the ways in which the typed letters can be found in a text the best is sought: a table
 * with a row for each letter typed and a column for each character of the text holds the most that
 * the letters so far can get when the last of them stands there. Each letter gets HIT, and more at
 * the beginning of a word; a letter right after the one before it gets RUN; a gap costs.
 *
 * Most names begin with what is typed, or do not have it at all: both are known without the table.
 */
#define G_LOG_DOMAIN "gp-fuzzy"
#include "config.h"

#include "gp-fuzzy.h"

#include <string.h>

enum
{
  HIT     = 16,
  START   = 10,       /* at the beginning of the text or after white space, _ - . / : */
  HUMP    = 8,        /* an upper case letter after a lower case one, a digit after a letter */
  FIRST   = 2,        /* the first letter typed counts that often where it begins a word */
  RUN     = 6,
  GAP     = -3,       /* the first character between two letters */
  WIDER   = -1,       /* each further one */
  HEAD    = 12,       /* the text begins with the word */
  WHOLE   = 8,        /* and is the word */
  NEVER   = -100000,
};

typedef enum
{
  CLASS_GAP,
  CLASS_LOWER,
  CLASS_UPPER,
  CLASS_DIGIT,
} CharClass;

static gunichar
fold (gunichar c)
{
  if (c < 128)
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return g_unichar_tolower (c);
}

static CharClass
classify (gunichar c)
{
  if (c < 128)
    return g_ascii_islower (c) ? CLASS_LOWER : g_ascii_isupper (c) ? CLASS_UPPER
           : g_ascii_isdigit (c) ? CLASS_DIGIT : CLASS_GAP;
  if (g_unichar_isupper (c))
    return CLASS_UPPER;
  return g_unichar_isalnum (c) ? CLASS_LOWER : CLASS_GAP;
}

static int
bonus_of (CharClass before,
          CharClass here)
{
  if (here == CLASS_GAP)
    return 0;
  if (before == CLASS_GAP)
    return START;
  if ((here == CLASS_UPPER && before != CLASS_UPPER)
      || (here == CLASS_DIGIT && before != CLASS_DIGIT))
    return HUMP;
  return 0;
}

static guint64
bit_of (gunichar c)
{
  c = fold (c);
  if (c >= 'a' && c <= 'z')
    return G_GUINT64_CONSTANT (1) << (c - 'a');
  if (c >= '0' && c <= '9')
    return G_GUINT64_CONSTANT (1) << (26 + c - '0');
  return G_GUINT64_CONSTANT (1) << (36 + c % 28);
}

guint64
gp_fuzzy_mask (const char *text,
               gssize      length)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  guint64 mask = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    mask |= bit_of ((guchar) *p < 128 ? (gunichar) *p : g_utf8_get_char (p));
  return mask;
}

void
gp_fuzzy_init (GpFuzzy    *self,
               const char *word,
               gssize      length)
{
  const char *end = word + (length < 0 ? (gssize) strlen (word) : length);

  *self = (GpFuzzy) { 0 };
  for (const char *p = word; p < end && self->n < GP_FUZZY_MAX_PATTERN; p = g_utf8_next_char (p))
    {
      self->chars[self->n] = fold (g_utf8_get_char (p));
      self->mask |= bit_of (self->chars[self->n]);
      self->n++;
    }
}

int
gp_fuzzy_head (const GpFuzzy *self)
{
  if (self->n == 0)
    return 0;
  return (int) self->n * HIT + START * FIRST + (int) (self->n - 1) * START + HEAD;
}

int
gp_fuzzy_best (const GpFuzzy *self)
{
  return self->n == 0 ? 0 : gp_fuzzy_head (self) + WHOLE;
}

/* The text as folded characters, and what each gets as the beginning of something. */
typedef struct
{
  gunichar chars[GP_FUZZY_MAX_TEXT];
  gint8    bonus[GP_FUZZY_MAX_TEXT];
  guint    n;
  gboolean cut;
} Text;

static void
read_text (Text       *out,
           const char *text,
           const char *end)
{
  CharClass before = CLASS_GAP;

  out->n = 0;
  for (const char *p = text; p < end && out->n < GP_FUZZY_MAX_TEXT; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 128 ? (gunichar) *p : g_utf8_get_char (p);
      CharClass here = classify (c);

      out->chars[out->n] = fold (c);
      out->bonus[out->n] = (gint8) bonus_of (before, here);
      out->n++;
      before = here;
      text = p;
    }
  out->cut = out->n == GP_FUZZY_MAX_TEXT && text < end && g_utf8_next_char (text) < end;
}

/* How far the beginnings of both agree. */
static gboolean
begins_with (const GpFuzzy *self,
             const Text    *text)
{
  return text->n >= self->n
         && memcmp (text->chars, self->chars, self->n * sizeof (gunichar)) == 0;
}

/* Where each letter can stand at the earliest; FALSE where one is missing. */
static gboolean
find_earliest (const GpFuzzy *self,
               const Text    *text,
               guint         *earliest)
{
  guint at = 0;

  for (guint i = 0; i < self->n; i++)
    {
      while (at < text->n && text->chars[at] != self->chars[i])
        at++;
      if (at == text->n)
        return FALSE;
      earliest[i] = at++;
    }
  return TRUE;
}

static int
match_one (const GpFuzzy *self,
           const Text    *text,
           guint          from,
           guint         *out_marks)
{
  int best = NEVER;
  guint where = from;

  for (guint i = from; i < text->n; i++)
    if (text->chars[i] == self->chars[0] && HIT + text->bonus[i] * FIRST > best)
      {
        best = HIT + text->bonus[i] * FIRST;
        where = i;
      }
  if (out_marks != NULL)
    out_marks[0] = where;
  return best;
}

typedef struct
{
  int    score[GP_FUZZY_MAX_PATTERN][GP_FUZZY_MAX_TEXT];   /* when the last letter stands here */
  guint8 from[GP_FUZZY_MAX_PATTERN][GP_FUZZY_MAX_TEXT];    /* where the letter before it stands */
} Table;

G_STATIC_ASSERT (GP_FUZZY_MAX_TEXT <= G_MAXUINT8);

/* Fills row @i of @table from the row above it, which begins at @earliest[i - 1]. */
static void
fill_row (const GpFuzzy *self,
          const Text    *text,
          Table         *table,
          const guint   *earliest,
          guint          i)
{
  const int *above = table->score[i - 1];
  guint first = earliest[i - 1];
  guint origin = first;
  int carried = NEVER;      /* the best of the row above with the gap up to here */

  for (guint at = first + 1; at < text->n; at++)
    {
      int run = above[at - 1] + MAX (RUN, text->bonus[at]);
      int jump;

      carried += WIDER;
      if (at >= first + 2 && above[at - 2] + GAP > carried)
        {
          carried = above[at - 2] + GAP;
          origin = at - 2;
        }
      jump = carried + text->bonus[at];
      table->score[i][at] = NEVER;
      if (text->chars[at] != self->chars[i] || MAX (run, jump) < NEVER / 2)
        continue;
      table->score[i][at] = HIT + MAX (run, jump);
      table->from[i][at] = (guint8) (run >= jump ? at - 1 : origin);
    }
}

static int
match_table (const GpFuzzy *self,
             const Text    *text,
             const guint   *earliest,
             guint         *out_marks)
{
  Table table;
  int best = NEVER;
  guint where = 0;

  for (guint at = earliest[0]; at < text->n; at++)
    table.score[0][at] = text->chars[at] == self->chars[0] ? HIT + text->bonus[at] * FIRST : NEVER;
  for (guint i = 1; i < self->n; i++)
    fill_row (self, text, &table, earliest, i);
  for (guint at = earliest[self->n - 1]; at < text->n; at++)
    if (table.score[self->n - 1][at] > best)
      {
        best = table.score[self->n - 1][at];
        where = at;
      }
  for (guint i = self->n; out_marks != NULL && i > 0; i--)
    {
      out_marks[i - 1] = where;
      if (i > 1)
        where = table.from[i - 1][where];
    }
  return best;
}

int
gp_fuzzy_match (const GpFuzzy *self,
                const char    *text,
                gssize         length,
                guint         *out_marks)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  guint earliest[GP_FUZZY_MAX_PATTERN];
  Text read;
  int score;

  if (self->n == 0)
    return 0;
  read_text (&read, text, end);
  if (begins_with (self, &read))
    {
      gboolean whole = read.n == self->n && !read.cut;

      for (guint i = 0; out_marks != NULL && i < self->n; i++)
        out_marks[i] = i;
      return gp_fuzzy_best (self) - (whole ? 0 : WHOLE);
    }
  if (!find_earliest (self, &read, earliest))
    return 0;
  score = self->n == 1 ? match_one (self, &read, earliest[0], out_marks)
                       : match_table (self, &read, earliest, out_marks);
  /* Never as much as a text that begins with the word. */
  return CLAMP (score, 1, gp_fuzzy_best (self) - WHOLE - 1);
}

int
gp_fuzzy_find_words (const GpFuzzy *self,
                     const char    *text,
                     gssize         length,
                     guint         *out_at)
{
  const char *end = text + (length < 0 ? (gssize) strlen (text) : length);
  CharClass before = CLASS_GAP;
  guint at = 0;
  int found = 0;

  if (self->n == 0)
    return 0;
  for (const char *p = text; p < end && found < 2; p = g_utf8_next_char (p), at++)
    {
      gunichar c = (guchar) *p < 128 ? (gunichar) *p : g_utf8_get_char (p);
      CharClass here = classify (c);
      const char *q = p;
      guint n = 0;

      if (fold (c) == self->chars[0])
        for (; n < self->n && q < end && fold (g_utf8_get_char (q)) == self->chars[n]; n++)
          q = g_utf8_next_char (q);
      if (n == self->n && (found == 0 || bonus_of (before, here) > 0))
        {
          found = bonus_of (before, here) > 0 || here == CLASS_GAP ? 2 : 1;
          if (out_at != NULL)
            *out_at = at;
        }
      before = here;
    }
  return found;
}
