/* gp-compare-page.h — what differs between two designs, as a list to take from
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-compare-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpComparePage: the list beside the canvas while two designs are compared.
 *
 * GpComparePage::shown (GpComparePage *self, GpReviewEntry *entry): somebody wants to see it.
 * GpComparePage::taken (GpComparePage *self, GpChangeSet *changes): to be applied to the design.
 * GpComparePage::failed (GpComparePage *self, GError *error).
 */
#define GP_TYPE_COMPARE_PAGE (gp_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (GpComparePage, gp_compare_page, GP, COMPARE_PAGE, GtkWidget)

GtkWidget *gp_compare_page_new  (void);

/** gp_compare_page_start: other sides are compared from now on: all is as usual again. Not while a
 * review is shown. */
void       gp_compare_page_start (GpComparePage *self);

/** gp_compare_page_show: @review: borrowed until the next call; NULL for none. @left, @right: what
 * the sides are called. What was chosen since _start() stays so. */
void       gp_compare_page_show (GpComparePage *self, GpReview *review, GpCompareUse use,
                                 const char *left, const char *right);

/** gp_compare_page_set_taken: takes the entry @i or leaves it. _take: as the button. For tests,
 * too. */
void       gp_compare_page_set_taken (GpComparePage *self, guint i, gboolean taken);
void       gp_compare_page_take      (GpComparePage *self);

G_END_DECLS
