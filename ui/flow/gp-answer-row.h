/* gp-answer-row.h — what one step of a simulated flow is answered with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpAnswerRow: the step's title, the choices, and an editor for the JSON of those that have
 * some; what is typed and is no JSON is not taken, and underlined. */
#define GP_TYPE_ANSWER_ROW (gp_answer_row_get_type ())
G_DECLARE_FINAL_TYPE (GpAnswerRow, gp_answer_row, GP, ANSWER_ROW, GtkWidget)

GtkWidget *gp_answer_row_new    (GpSession *session, GpFlowSimulation *simulation,
                                 const GpId *step);

/** gp_answer_row_update: shows what is chosen now. */
void       gp_answer_row_update (GpAnswerRow *self);

G_END_DECLS
