/* gp-finding-row.h — one problem, with what can be done about it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpFindingRow: severity, code and sentence; Fix where there is a fix; Ignore with a reason. */
#define GP_TYPE_FINDING_ROW (gp_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (GpFindingRow, gp_finding_row, GP, FINDING_ROW, GtkBox)

GtkWidget *gp_finding_row_new         (GpSession *session);

/** gp_finding_row_show_menu: what can be done with all of its rule; for a list that has the actions
 * problems.fix-all and problems.show-rule. */
void       gp_finding_row_show_menu   (GpFindingRow *self);

/** gp_finding_row_set_finding: a reference is taken; NULL empties the row. */
void       gp_finding_row_set_finding (GpFindingRow *self, GpFinding *finding);

/** gp_finding_row_looks_same: whether both have the same row, their fixes apart. */
gboolean   gp_finding_row_looks_same  (GpFinding *a, GpFinding *b);

G_END_DECLS
