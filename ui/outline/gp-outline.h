/* gp-outline.h — everything that is in the design, as a tree with search
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpOutline: follows the session's selection and sets it. What is typed into the entry at the top
 * turns the tree into a list of what was found.
 * A name is changed in its place (F2). Its context menu activates the window's commands for what
 * is selected.
 */
#define GP_TYPE_OUTLINE (gp_outline_get_type ())
G_DECLARE_FINAL_TYPE (GpOutline, gp_outline, GP, OUTLINE, GtkWidget)

GtkWidget *gp_outline_new         (GpSession *session);

/** gp_outline_set_findings: array of GpFinding; a dot stands at what has errors or warnings. */
void       gp_outline_set_findings (GpOutline *self, GPtrArray *findings);

/** gp_outline_start_search: puts the cursor into the entry. */
void       gp_outline_start_search (GpOutline *self);

/** gp_outline_count_widgets: how many rows are made; for tests. */
guint      gp_outline_count_widgets (GpOutline *self);

/** gp_outline_count_rows: how many lines there are now, unfolded ones among them; for tests. */
guint      gp_outline_count_rows  (GpOutline *self);

G_END_DECLS
