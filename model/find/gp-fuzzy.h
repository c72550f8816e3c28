/* gp-fuzzy.h — how well a few typed letters fit a name
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define GP_FUZZY_MAX_PATTERN  32    /* characters; what is longer is cut */
#define GP_FUZZY_MAX_TEXT    160    /* characters that are looked at */

/** GpFuzzy: a word that is looked for. A plain value; upper and lower case are the same. */
typedef struct
{
  gunichar chars[GP_FUZZY_MAX_PATTERN];
  guint    n;
  guint64  mask;              /* of gp_fuzzy_mask() */
} GpFuzzy;

/** gp_fuzzy_init: @word: UTF-8, @length bytes or -1. */
void     gp_fuzzy_init   (GpFuzzy *self, const char *word, gssize length);

/** gp_fuzzy_mask: which characters @text has, as bits. A word can only fit a text whose mask has
 * all bits of the word's own: a test before the dear one. */
guint64  gp_fuzzy_mask   (const char *text, gssize length);

/**
 * gp_fuzzy_match:
 * @text: UTF-8, @length bytes or -1
 * @out_marks: (optional): room for GP_FUZZY_MAX_PATTERN offsets: which characters (not bytes) of
 *   @text the word stands for, ascending, self->n of them
 *
 * The characters of the word must be in @text in the same order. Letters that begin a word
 * ("patient_email", "patientEmail") and letters in one piece count most, gaps cost.
 *
 * Returns: 0 where it does not fit, else up to gp_fuzzy_best(). The beginning of a text gets the
 * most, the whole text still one more.
 */
int      gp_fuzzy_match  (const GpFuzzy *self, const char *text, gssize length, guint *out_marks);

/** gp_fuzzy_head: what a text gets that begins with the word, and goes on. */
int      gp_fuzzy_head   (const GpFuzzy *self);

/** gp_fuzzy_best: what no text gets more of. */
int      gp_fuzzy_best   (const GpFuzzy *self);

/**
 * gp_fuzzy_find_words:
 * For prose and expressions, where scattered letters mean nothing: the word must be there in one
 * piece.
 * @out_at: (optional): the character where it begins
 *
 * Returns: 0 where it is not there, 1 inside of a word, 2 at the beginning of one.
 */
int      gp_fuzzy_find_words (const GpFuzzy *self, const char *text, gssize length, guint *out_at);

G_END_DECLS
