/* gp-access-changes.h — who may do more and who less in one design than in another, as a list
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpAccessChanges: a row for each caller who may do more or less, with an example record, gains
 * first; where there are many, those of a caller are one row that unfolds. It may ask for consent:
 * then each gain has a tick of its own, and a caller's row one for all of its gains. Consent is
 * given to what a row says: it is kept only for rows that say the same of another pair of designs.
 * It is worked out in the background.
 *
 * GpAccessChanges::changed (GpAccessChanges *self): another answer of _is_known() or a count.
 * GpAccessChanges::shown (GpAccessChanges *self, GpId *subject): somebody wants to see it.
 */
#define GP_TYPE_ACCESS_CHANGES (gp_access_changes_get_type ())
G_DECLARE_FINAL_TYPE (GpAccessChanges, gp_access_changes, GP, ACCESS_CHANGES, GtkWidget)

GtkWidget *gp_access_changes_new               (gboolean asks);

/** gp_access_changes_compare: @before, @after: copied, and not asked before this returns; NULL:
 * there is nothing to compare with, and nobody gains or loses. */
void       gp_access_changes_compare           (GpAccessChanges *self, GpDesign *before,
                                                GpDesign *after);

/** gp_access_changes_forget: all consent: what is compared next is about something else. */
void       gp_access_changes_forget            (GpAccessChanges *self);

/** gp_access_changes_is_known: the rows are those of the pair that was asked about last. */
gboolean   gp_access_changes_is_known          (GpAccessChanges *self);

guint      gp_access_changes_count             (GpAccessChanges *self, gboolean gains);

/** gp_access_changes_count_unconsented: gains that are not ticked, where ticks are asked for. */
guint      gp_access_changes_count_unconsented (GpAccessChanges *self);

G_END_DECLS
