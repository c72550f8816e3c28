/* gp-filter-bar.h — chooses what of the drawing stands out
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-explore.h"
#include "gp-session.h"

G_BEGIN_DECLS

/** GpFilterBar: a text, a button for each facet, how many fit, and whether the rest is hidden.
 * GpFilterBar::closed (GpFilterBar *self): it wants to be hidden; its filter is empty again. */
#define GP_TYPE_FILTER_BAR (gp_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpFilterBar, gp_filter_bar, GP, FILTER_BAR, GtkWidget)

/** gp_filter_bar_new: @canvas: whose filter it is; outlives the bar. */
GtkWidget  *gp_filter_bar_new      (GpSession *session, GpCanvas *canvas);

/** gp_filter_bar_start: puts the cursor into the text. gp_filter_bar_clear: chooses nothing. */
void        gp_filter_bar_start    (GpFilterBar *self);
void        gp_filter_bar_clear    (GpFilterBar *self);

/* As if it were chosen by hand; for tests and for those who show a filter from elsewhere. */
void        gp_filter_bar_set_text  (GpFilterBar *self, const char *text);
void        gp_filter_bar_choose    (GpFilterBar *self, GpFacet facet, const char *value,
                                     gboolean on);
void        gp_filter_bar_set_hides (GpFilterBar *self, gboolean hides);

/** gp_filter_bar_get_count: "12 of 90", as it is shown; for tests. */
const char *gp_filter_bar_get_count (GpFilterBar *self);

G_END_DECLS
