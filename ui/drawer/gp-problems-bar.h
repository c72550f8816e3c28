/* gp-problems-bar.h — which problems are shown
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpProblemsBar: a button for each severity with how many there are, one for what is ignored, and
 * an entry for words: a rule's code, an element's name, anything of the sentence.
 *
 * GpProblemsBar::changed (GpProblemsBar *self): something else is to be shown.
 */
#define GP_TYPE_PROBLEMS_BAR (gp_problems_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpProblemsBar, gp_problems_bar, GP, PROBLEMS_BAR, GtkBox)

GtkWidget *gp_problems_bar_new           (void);

/** gp_problems_bar_set_counts: of all, shown or not. */
void       gp_problems_bar_set_counts    (GpProblemsBar *self, GPtrArray *findings,
                                          guint n_ignored);

/** gp_problems_bar_accepts: whether @finding is among those that are wanted. */
gboolean   gp_problems_bar_accepts       (GpProblemsBar *self, GpDesign *design,
                                          GpFinding *finding);
gboolean   gp_problems_bar_wants_ignored (GpProblemsBar *self);

/** gp_problems_bar_search: shows what has @text, of any severity. */
void       gp_problems_bar_search        (GpProblemsBar *self, const char *text);

G_END_DECLS
