/* gp-drawer.h — the pages below the canvas: problems and history
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"
#include "gp-flow-simulation.h"
#include "gp-flow-watch.h"
#include "gp-history.h"
#include "gp-linter.h"
#include "gp-run-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpDrawer: tabs over a stack; closed by the window through win.drawer.
 *
 * GpDrawer:page: "problems", "comments" or "history".
 */
#define GP_TYPE_DRAWER (gp_drawer_get_type ())
G_DECLARE_FINAL_TYPE (GpDrawer, gp_drawer, GP, DRAWER, GtkWidget)

GtkWidget  *gp_drawer_new      (GpSession *session, GpLinter *linter, GpAccessWatch *access,
                                GpFlowSimulation *simulation, GpFlowWatch *flows,
                                GpRunWatch *runs);

const char *gp_drawer_get_page (GpDrawer *self);
void        gp_drawer_set_page (GpDrawer *self, const char *page);

/** gp_drawer_set_simulates_flows: whether the simulator runs flows, or asks about access. */
void        gp_drawer_set_simulates_flows (GpDrawer *self, gboolean flows);

/** gp_drawer_start_comment: see gp_comments_page_start(). */
void        gp_drawer_start_comment (GpDrawer *self, const GpId *view, const GpPoint *at);

/** gp_drawer_show_thread: see gp_comments_page_show(). */
void        gp_drawer_show_thread   (GpDrawer *self, const GpId *thread);

/* The pages. */
GtkWidget  *gp_problems_page_new (GpSession *session, GpLinter *linter);
GtkWidget  *gp_history_page_new  (GpSession *session);

/** gp_versions_pane_new: beside the steps of history; @session is a GpVersions. */
GtkWidget  *gp_versions_pane_new (GpSession *session);

/** gp_drawer_dup_step_title: (transfer full): what a step of history did. */
char       *gp_drawer_dup_step_title (const GpHistoryStep *step);

/** gp_drawer_format_time: (transfer full): "14:05", or with the day where it is not today.
 * @microseconds: since 1970, UTC */
char       *gp_drawer_format_time (gint64 microseconds);

G_END_DECLS
