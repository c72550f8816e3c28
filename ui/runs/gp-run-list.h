/* gp-run-list.h — runs of flows, one line each
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpRunList: what a GpRunWatch lists: what came of each run, of which flow, when, how long it took
 * and what started it. Opens the run that is chosen. */
#define GP_TYPE_RUN_LIST (gp_run_list_get_type ())
G_DECLARE_FINAL_TYPE (GpRunList, gp_run_list, GP, RUN_LIST, GtkWidget)

GtkWidget *gp_run_list_new (GpSession *session, GpRunWatch *watch);

G_END_DECLS
