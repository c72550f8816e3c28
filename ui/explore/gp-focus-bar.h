/* gp-focus-bar.h — what the focus is on, or the path that is shown
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-explore.h"
#include "gp-session.h"

G_BEGIN_DECLS

/** GpFocusBar: hides itself while there is neither. Its buttons are commands of the canvas. */
#define GP_TYPE_FOCUS_BAR (gp_focus_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpFocusBar, gp_focus_bar, GP, FOCUS_BAR, GtkWidget)

/** gp_focus_bar_new: @canvas: outlives the bar. */
GtkWidget  *gp_focus_bar_new      (GpSession *session, GpCanvas *canvas);

/** gp_focus_bar_get_text: what it says, "" while it is hidden; for tests. */
const char *gp_focus_bar_get_text (GpFocusBar *self);

G_END_DECLS
