/* gp-runs-page.h — the runs of flows on a backend, in the drawer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpRunsPage: the runs, what the open one did step by step, and the data, records and rules of the
 * step that is chosen. Its buttons are the actions win.run-retry, win.run-retry-with,
 * win.run-cancel, win.run-approve, win.run-reject, win.run-discard, win.runs-refresh and
 * win.runs-more. */
#define GP_TYPE_RUNS_PAGE (gp_runs_page_get_type ())
G_DECLARE_FINAL_TYPE (GpRunsPage, gp_runs_page, GP, RUNS_PAGE, GtkWidget)

GtkWidget *gp_runs_page_new (GpSession *session, GpRunWatch *watch);

G_END_DECLS
