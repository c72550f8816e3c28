/* gp-view-bar.h — which view is shown, back and forward, what is hidden
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-canvas-explore.h"
#include "gp-session.h"

G_BEGIN_DECLS

/** GpViewBar: a row above the canvas. Its buttons are the actions win.back, win.forward,
 * win.show-view (a view's id), win.rename-view, win.duplicate-view, win.delete-view, win.filter and
 * commands of the canvas. */
#define GP_TYPE_VIEW_BAR (gp_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (GpViewBar, gp_view_bar, GP, VIEW_BAR, GtkWidget)

/** gp_view_bar_new: @canvas: outlives the bar. */
GtkWidget  *gp_view_bar_new       (GpSession *session, GpCanvas *canvas);

/** gp_view_bar_get_title: the name of the view as it is shown; for tests. */
const char *gp_view_bar_get_title (GpViewBar *self);

G_END_DECLS
