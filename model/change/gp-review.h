/* gp-review.h — what differs between two designs, entry by entry, to be taken or left
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_REVIEW_ADDED,
  GP_REVIEW_CHANGED,
  GP_REVIEW_REMOVED,
} GpReviewState;

/**
 * GpReviewSide: who changed it.
 * @GP_REVIEW_ANY: in a review of two designs
 * @GP_REVIEW_BOTH: both, each in another way: people must decide
 * @GP_REVIEW_THEIRS: what the design is updated from alone
 * @GP_REVIEW_OURS: the design alone
 */
typedef enum
{
  GP_REVIEW_ANY,
  GP_REVIEW_BOTH,
  GP_REVIEW_THEIRS,
  GP_REVIEW_OURS,
} GpReviewSide;

/**
 * GpReviewEntry: all that happened to one element: what came or went with it has no entry of its
 * own; of three designs, all that one side did to it. Borrowed for the life of the review.
 * @state: what happened, also where the design alone did it
 * @title: in words, one line
 * @detail: the other changes of the element, a line each; NULL where there are none
 */
typedef struct
{
  GpId           id;
  GpKind         kind;
  GpReviewState  state;
  GpReviewSide   side;
  char          *title;
  char          *detail;
} GpReviewEntry;

/** GpReview: keeps both designs as they were when it was made. */
typedef struct _GpReview GpReview;

/** gp_review_new: copies both. Where they share no root, @after is matched by names first. */
GpReview            *gp_review_new        (GpDesign *before, GpDesign *after)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_review_new_update: what differs between @design and what was read from a backend, and who
 * changed it. Entries on which both sides differ come first, then theirs, then ours.
 * @base: what both come from: what was deployed there last. NULL where that is not known: what only
 *   one has was then added there, and where both have it in another form people decide
 * @there: matched by ids, and by names where it has others; becomes the side "after"
 * @name: what it is called, for titles; copied
 *
 * To take an entry over is to adopt it; what is left is kept as the design has it.
 */
GpReview            *gp_review_new_update (GpDesign *base, GpDesign *design, GpDesign *there,
                                           const char *name) G_GNUC_WARN_UNUSED_RESULT;
void                 gp_review_free       (GpReview *self);       /* NULL is fine */

GpDesign            *gp_review_get_before (GpReview *self);       /* borrowed */
GpDesign            *gp_review_get_after  (GpReview *self);       /* borrowed */
guint                gp_review_get_size   (GpReview *self);
const GpReviewEntry *gp_review_get        (GpReview *self, guint i);

/**
 * gp_review_take: (transfer full): the change set that brings the entries of @taken over.
 * @taken: one for each entry
 * @back: FALSE: from before to after; TRUE: from after back to before
 *
 * Entries that another one cannot do without are taken along. What refers to something that goes
 * is cleared or goes too, as when a person deletes it; in an update, what the other side did about
 * that comes along in its place. GP_DESIGN_ERROR where the entries do not fit together. An update
 * is not taken back.
 */
GpChangeSet         *gp_review_take       (GpReview *self, const gboolean *taken, gboolean back,
                                           GError **error);

/** gp_review_list_taken: (transfer full): one for each entry: whether it is taken when @taken are,
 * by itself or along with others. */
gboolean            *gp_review_list_taken (GpReview *self, const gboolean *taken, gboolean back);

/** gp_review_restore: (transfer full): makes @design what @version is, in one step. Comments stay
 * as they are, but for those on elements that go. Both must have the same root. */
GpChangeSet         *gp_review_restore    (GpDesign *design, GpDesign *version, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpReview, gp_review_free)
G_END_DECLS
