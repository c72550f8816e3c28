/* gp-review-private.h — shared by the sources of GpReview
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-review.h"

G_BEGIN_DECLS

struct _GpReview
{
  GpDesign   *base;             /* what both come from; NULL in a review of two designs */
  GpDesign   *before;
  GpDesign   *after;
  char       *name;             /* where @after was read; NULL in a review of two designs */
  GArray     *entries;          /* GpReviewEntry */
  GHashTable *touched_here;     /* GpId: what changed from base to before, or is used anew, and all
                                   that it is in; NULL in a review of two designs */
  GHashTable *touched_there;    /* the same of after */
};

/** GpReviewKey: what an entry is known by. */
typedef struct
{
  GpId         id;
  GpReviewSide side;
} GpReviewKey;

guint        gp_review_key_hash  (gconstpointer key);
gboolean     gp_review_key_equal (gconstpointer a, gconstpointer b);

/** gp_review_key_of: of the entry that @change, which leads from @from to @to, belongs to. */
GpReviewKey  gp_review_key_of    (GpReview *self, GpDesign *from, GpDesign *to,
                                  const GpChange *change);

/** gp_review_key_of_top: of the entry of the topmost element that came or went with @id. */
GpReviewKey  gp_review_key_of_top (GpReview *self, GpDesign *has, GpDesign *has_not,
                                   const GpId *id);

/** gp_review_is_silent: another rank in the same order, which nobody needs to be told. */
gboolean     gp_review_is_silent (GpDesign *from, GpDesign *to, const GpChange *change);

/* Of three designs. */

/** gp_review_note_touched: finds out what changed on either side; once, before the next ones. */
void         gp_review_note_touched   (GpReview *self);

/** gp_review_side_of_whole: whose doing it is that only one side has @top, the topmost such. */
GpReviewSide gp_review_side_of_whole  (GpReview *self, const GpId *top);

/** gp_review_side_of_change: @change: a set or a move from before to after */
GpReviewSide gp_review_side_of_change (GpReview *self, const GpChange *change);

/** gp_review_merge_texts: @change, a set from before to after, of a list that both sides changed in
 * ways that go together. @out: (out): what is made of both; untouched where FALSE is returned */
gboolean     gp_review_merge_texts    (GpReview *self, const GpChange *change, GpValue *out);

/** gp_review_dup_words: (transfer full): @change, from before to after, as its side tells it. */
char        *gp_review_dup_words      (GpReview *self, GpReviewSide side, const GpChange *change);

G_END_DECLS
