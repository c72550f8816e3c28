/* gp-access-stage.h — the drawing, or the matrix in its place
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpAccessStage: in the access lens a bar says what the marks mean, and shows the matrix instead of
 * the drawing where that is wanted. Its buttons activate win.access ("canvas", "matrix").
 */
#define GP_TYPE_ACCESS_STAGE (gp_access_stage_get_type ())
G_DECLARE_FINAL_TYPE (GpAccessStage, gp_access_stage, GP, ACCESS_STAGE, GtkWidget)

/** gp_access_stage_new: @drawing: becomes a child. */
GtkWidget *gp_access_stage_new      (GpSession *session, GpAccessWatch *watch,
                                     GtkWidget *drawing);

/** gp_access_stage_set_lens: whether it is the access lens that is shown. */
void       gp_access_stage_set_lens (GpAccessStage *self, gboolean is_access);

/** gp_access_stage_set_page: "canvas" or "matrix". */
void       gp_access_stage_set_page (GpAccessStage *self, const char *page);

G_END_DECLS
